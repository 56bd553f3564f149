"""`branchline doctor`: what is wrong with this installation, in plain words."""

import argparse
from datetime import datetime

import django

FIRST = {"database", "migrations"}
"""Without these the rooms' own checks can't look."""


def run(options: argparse.Namespace) -> int:
    """Print every finding; the exit status says whether all is well."""
    django.setup()
    from branchline.core import clock

    now = clock.now()
    if options.tidy:
        from branchline.core.doctor import stored

        print(f"{stored.tidy(now)} files that belonged to nothing have been removed.")
    return _tell(now, quiet=options.quiet)


def _tell(now: datetime, *, quiet: bool) -> int:
    from branchline.core.rooms import Check, rooms

    found: list[Check] = []
    for room in rooms():
        found += room.checks(now=now)
        if any(not check.well and check.name in FIRST for check in found):
            break
    for check in found:
        if not (check.well and quiet):
            print(f"{'well ' if check.well else 'WRONG'}  {check.name}: {check.sentence}")
    ill = sum(not check.well for check in found)
    if ill:
        print(f"\n{ill} of {len(found)} things need you.")
    elif not quiet:
        print(f"\nAll {len(found)} things are well.")
    return 1 if ill else 0
