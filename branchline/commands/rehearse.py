"""`branchline rehearse calls`: what a call round would come to, before anybody is rung."""

import argparse
import math
import sys
import time

PEOPLE, CALLS = 3_700, 10_400
"""Suffolk's Lifeline of 2020 (research/calls.md, section 0): so many people, and so many calls in the end."""
LADDERS = ("welfare", "companionship:written")
A_CALLER = 62
"""People for each caller."""


def run(options: argparse.Namespace) -> int:
    """Play each ladder in a scratch database, and print both beside each other."""
    from .rehearsal.scratch import pages, scratch

    people = options.people or max(10, round(options.calls * PEOPLE / CALLS))
    callers = options.callers or max(2, math.ceil(people / A_CALLER))
    with scratch():
        from .rehearsal.beside import beside
        from .rehearsal.scene import ladder_named
        from .rehearsal.table import as_json, table

        try:
            ladders = [ladder_named(each) for each in options.ladder or LADDERS]
            with pages():
                played = beside(
                    seed=options.seed, people=people, callers=callers, calls=options.calls, ladders=ladders,
                    says=_progress,
                )  # fmt: skip
        except ValueError as wrong:
            print(f"{wrong}.", file=sys.stderr)
            return 2
    show = as_json if options.json else table
    print(show(played, seed=options.seed))
    return 0


_BEGAN = time.monotonic()


def _progress(words: str) -> None:
    print(f"{time.monotonic() - _BEGAN:6.0f} s  {words}", file=sys.stderr, flush=True)
