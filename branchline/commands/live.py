"""What goes out live: the caster, and the origin that browsers fetch from and send to."""

import argparse
import resource
import sys

from .authority import Papers, encrypted
from .children import keep_running
from .database import running

MOST = 60_000
"""Connections at once. granian's own limit is 1,024: whoever comes after that waits until somebody leaves."""
SPARE = 500
"""Files that the origin may want open beside its connections."""


def origin(host: str, port: int, papers: Papers | None = None) -> list[str]:
    """The command of the origin: one process, since it counts in memory."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST if hard == resource.RLIM_INFINITY else max(100, min(MOST, hard - SPARE))
    return [
        sys.executable, "-m", "granian", "--interface", "asgi", "--host", host, "--port", str(port),
        "--workers", "1", "--log-level", "warning", "--no-ws", "--respawn-failed-workers", "--respawn-interval", "0.5",
        "--backlog", "4096", "--backpressure", str(most),
        *encrypted(papers), "branchline.commands.origin:application",
    ]  # fmt: skip


def caster() -> list[str]:
    """The command of the caster."""
    return [sys.executable, "-m", "branchline", "caster"]


def run(options: argparse.Namespace) -> int:
    """`branchline origin`, `branchline caster`."""
    if options.verb == "origin":
        return keep_running([origin(options.host, options.port)])
    with running():
        from django.conf import settings

        from branchline.live.bucket import live_bucket
        from branchline.live.caster import Caster
        from branchline.live.stream.elsewhere import Uploads

        root, bucket = settings.BRANCHLINE_LIVE_FOLDER, live_bucket()
        used = Uploads(root, bucket) if bucket and settings.BRANCHLINE_LIVE_SEGMENTS else None
        for _look in Caster(root, used).run():
            pass
    return 0
