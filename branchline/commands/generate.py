"""`branchline generate`: a country of invented rows, to measure the house at its real size."""

import argparse
import os
import time

from .database import bring_up_to_date, running


def run(options: argparse.Namespace) -> int:
    """Make the rows room by room, then check that they add up."""
    os.environ["BRANCHLINE_DEMO"] = "1"
    with running():
        from django.db import connections

        from branchline.core import clock
        from branchline.core.generating import SCALES, Country
        from branchline.core.rooms import rooms

        bring_up_to_date(quiet=True)
        country = Country(scale=SCALES[options.scale], now=clock.now())
        began = time.monotonic()
        for room in rooms():
            room.generate(country)
        print("Gathering statistics…")
        with connections["owner"].cursor() as cursor:
            cursor.execute("ANALYZE")
        wrong = [finding for room in rooms() for finding in room.consistent()]
        for finding in wrong:
            print(f"does not add up: {finding}")
        print(f"Made in {time.monotonic() - began:.0f} s. {len(wrong)} things do not add up.")
        return 1 if wrong else 0
