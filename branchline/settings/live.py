"""Going live: where the streams lie and where they are fetched from."""

import os
from pathlib import Path

from .environment import BUCKET_ADDRESS, BUCKET_REGION, VAR, address, env

BRANCHLINE_FFMPEG: str = env.str("BRANCHLINE_FFMPEG", default="")
"""A program of the machine instead of the wheel's."""

BRANCHLINE_LIVE_ADDRESS: str = address("BRANCHLINE_LIVE_ADDRESS", "http://localhost:8100")
"""Where browsers find playlists and segments, and send chunks: an origin of its own."""

BRANCHLINE_LIVE_SEGMENTS: str = address("BRANCHLINE_LIVE_SEGMENTS", "")
"""Where viewers reach the bucket that has the segments too: its own address, or that of a CDN before it."""

BRANCHLINE_LIVE_BUCKET: str = env.str("BRANCHLINE_LIVE_BUCKET", default="")
"""That bucket: one that everybody may read, so never the one that keeps files of people."""

BRANCHLINE_LIVE_BUCKET_ADDRESS: str | None = (
    address("BRANCHLINE_LIVE_BUCKET_ADDRESS", BUCKET_ADDRESS or "") or None
)
BRANCHLINE_LIVE_BUCKET_REGION = BUCKET_REGION

BRANCHLINE_LIVE_FOLDER = Path(env.str("BRANCHLINE_LIVE_FOLDER", default=str(VAR / "live")))
"""The recordings and what is cut of them; wants a fast disk with room."""

BRANCHLINE_INTAKE_HOST: str = env.str("BRANCHLINE_INTAKE_HOST", default="127.0.0.1")
"""Where the intake listens for OBS: 0.0.0.0 lets other machines send."""

BRANCHLINE_RTMP_PORT: int = env.int("BRANCHLINE_RTMP_PORT", default=1935)
"""One port for all broadcasts."""

_first, _last = env.str("BRANCHLINE_SRT_PORTS", default="8901-8920").split("-")
BRANCHLINE_SRT_PORTS = range(int(_first), int(_last) + 1)
"""Ports (UDP), one for each broadcast that OBS may send."""

BRANCHLINE_LIVE_AT_ONCE: int = env.int(
    "BRANCHLINE_LIVE_AT_ONCE", default=max(1, int(((os.cpu_count() or 1) - 1) / 0.33))
)
"""Broadcasts that this machine carries at a time: each takes a third of a core (bench/README.md), one core stays
for the pages."""

BRANCHLINE_UPLINK: float = env.float("BRANCHLINE_UPLINK", default=0.0)
"""Mbit/s of the line to the viewers; 0: nobody has said. From 85 % of it on whoever joins gets a smaller picture."""
