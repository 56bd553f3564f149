"""`branchline doctor`: what is wrong with this installation, in plain words."""

import argparse

import django


def run(options: argparse.Namespace) -> int:
    """Print every finding; the exit status says whether all is well."""
    django.setup()
    from branchline.core import clock
    from branchline.core.rooms import Check, rooms

    now = clock.now()
    found: list[Check] = []
    for room in rooms():
        found += room.checks(now=now)
        if any(not check.well and check.name == "database" for check in found):
            break
    for check in found:
        if not (check.well and options.quiet):
            print(f"{'well ' if check.well else 'WRONG'}  {check.name}: {check.sentence}")
    ill = sum(not check.well for check in found)
    print(
        f"\n{ill} of {len(found)} things need you."
        if ill
        else f"\nAll {len(found)} things are well."
    )
    return 1 if ill else 0
