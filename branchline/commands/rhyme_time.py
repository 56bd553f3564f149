"""`branchline rhyme-time`: what the demo shows live, by day and by night."""

import argparse
import os
import sys
import time

from .database import running

AGAIN = 5.0
"""Seconds before another try, when nobody can be live at this moment."""


def rhyme_time() -> list[str]:
    """The command of it."""
    return [sys.executable, "-m", "branchline", "rhyme-time"]


def run(options: argparse.Namespace) -> int:
    """Go on for ever: a date that is over is followed by the next."""
    # Whoever looks at the demo comes first.
    os.nice(10)
    with running():
        from django.conf import settings

        from branchline.live.demo.loop import make_loop
        from branchline.live.demo.show import show

        film = make_loop(settings.BRANCHLINE_LIVE_FOLDER / "demo")
        while True:
            show(film)
            time.sleep(AGAIN)
