"""`branchline rehearse calls`: what a call round would come to, before anybody is rung."""

import argparse
import json
import math
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import NoReturn

PEOPLE, CALLS = 3_700, 10_400
"""Suffolk's Lifeline of 2020 (research/calls.md, section 0): so many people, and so many calls in the end."""
LADDERS = ("welfare", "companionship:written")
A_CALLER = 62
"""People for each caller."""


def run(options: argparse.Namespace) -> int:
    """In a scratch database, play each ladder and print both beside each other; or ring with real telephones."""
    from .rehearsal.scratch import pages, scratch

    _progress("making an empty database")
    with tidily(), scratch():
        try:
            with pages():
                return _sip(options) if options.sip else _beside(options)
        except ValueError as wrong:
            print(f"{wrong}.", file=sys.stderr)
            return 2


@contextmanager
def tidily() -> Iterator[None]:
    """Whichever way the play is told to stop, its database and its telephones end with it. Left to itself Python goes at once
    on SIGTERM, and a shell that puts it in the background lets it ignore Ctrl-C."""

    def stop(number: int, frame: FrameType | None) -> NoReturn:
        # Once: what puts things away is not stopped again.
        for each in before:
            signal.signal(each, signal.SIG_IGN)
        raise SystemExit(128 + number)

    before = {
        each: signal.signal(each, stop) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    }
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _beside(options: argparse.Namespace) -> int:
    from .rehearsal.beside import beside
    from .rehearsal.scene import ladder_named
    from .rehearsal.table import as_json, table

    people = options.people or max(10, round(options.calls * PEOPLE / CALLS))
    played = beside(
        seed=options.seed,
        people=people,
        callers=options.callers or max(2, math.ceil(people / A_CALLER)),
        calls=options.calls,
        ladders=[ladder_named(each) for each in options.ladder or LADDERS],
        says=_progress,
    )
    show = as_json if options.json else table
    print(show(played, seed=options.seed))
    return 0


def _sip(options: argparse.Namespace) -> int:
    """With telephones that really ring; says what is missing where there are none."""
    from .rehearsal.dialling import dialled
    from .rehearsal.exchange import MISSING, THERE, exchange

    if not THERE:
        print(f"{MISSING}.", file=sys.stderr)
        return 2
    with TemporaryDirectory(prefix="branchline-exchange-") as home, exchange(Path(home)) as made:
        came = dialled(
            seed=options.seed, calls=options.calls, slug="rehearsal", exchange=made, says=_progress
        )
    print(json.dumps(came.facts, indent=1) if options.json else came)
    return 0 if came.is_right else 1


_BEGAN = time.monotonic()


def _progress(words: str) -> None:
    print(f"{time.monotonic() - _BEGAN:6.0f} s  {words}", file=sys.stderr, flush=True)
