"""`branchline intake`: where OBS sends to."""

import argparse
import asyncio
import sys

from .database import running


def intake() -> list[str]:
    """The command of the intake."""
    return [sys.executable, "-m", "branchline", "intake"]


def run(options: argparse.Namespace) -> int:
    """Until it is asked to stop."""
    with running():
        from django.conf import settings

        from branchline.live.intake import Intake

        host, port = settings.BRANCHLINE_INTAKE_HOST, settings.BRANCHLINE_RTMP_PORT
        asyncio.run(Intake(settings.BRANCHLINE_LIVE_FOLDER, host, port).run())
    return 0
