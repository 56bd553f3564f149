"""`branchline worker`: runs jobs."""

import argparse

from .database import running


def run(options: argparse.Namespace) -> int:
    """Run jobs until stopped; one under way is finished first."""
    with running():
        from django.core.management import call_command

        call_command(
            "procrastinate",
            "worker",
            "--concurrency",
            "4",
            # Messages leave together, at the next whole second.
            "--fetch-job-polling-interval",
            "1",
            "--shutdown-graceful-timeout",
            "20",
            verbosity=0,
        )
    return 0
