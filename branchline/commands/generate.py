"""`branchline generate`: a country of invented rows, to measure the house at its real size."""

import argparse
import os
import sys
import time
from typing import TYPE_CHECKING

from .database import bring_up_to_date, running

if TYPE_CHECKING:
    from branchline.core.generating import Country


def run(options: argparse.Namespace) -> int:
    """Make the rows room by room, then count again whether they add up."""
    os.environ["BRANCHLINE_DEMO"] = "1"
    with running():
        from branchline.core import clock
        from branchline.core.generating import SCALES, SEED, Country

        bring_up_to_date(quiet=True)
        held = _people_held()
        if held and not options.again:
            print(
                f"This database holds {held:,} residents and contacts, real or invented, so nothing was"
                " made. Take an empty one (BRANCHLINE_VAR=another/folder), or say --again to add a"
                " second country beside them.",
                file=sys.stderr,
            )
            return 1
        # A second country has other people, and is as repeatable as the first.
        seed = SEED + held if options.seed is None else options.seed
        country = Country(scale=SCALES[options.scale], now=clock.now(), seed=seed)
        return make(country)


def make(country: "Country") -> int:
    """All rooms from the ground up; says what does not add up."""
    from django.db import connections

    from branchline.core.rooms import rooms

    began = time.monotonic()
    for room in rooms():
        room.generate(country)
    print("Gathering statistics…")
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    made = time.monotonic()
    print(f"Made in {made - began:.0f} s. Counting again…")
    wrong = [finding for room in rooms() for finding in room.consistent()]
    for finding in wrong:
        print(f"Does not add up: {finding}.")
    print(
        f"{'Everything adds up' if not wrong else 'Not everything adds up'} ({time.monotonic() - made:.0f} s)."
    )
    return 1 if wrong else 0


def _people_held() -> int:
    from branchline.core.generating import read

    held = "SELECT (SELECT count(*) FROM people_resident) + (SELECT count(*) FROM people_contact)"
    return int(read(held)[0][0])
