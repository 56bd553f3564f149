"""Going live: where the streams lie and where they are fetched from."""

from pathlib import Path

from .environment import VAR, env

BRANCHLINE_FFMPEG: str = env.str("BRANCHLINE_FFMPEG", default="")
"""A program of the machine instead of the wheel's."""

BRANCHLINE_LIVE_ADDRESS: str = env.str(
    "BRANCHLINE_LIVE_ADDRESS", default="http://localhost:8100"
).rstrip("/")
"""Where browsers find playlists and segments, and send chunks: an origin of its own."""

BRANCHLINE_LIVE_FOLDER = Path(env.str("BRANCHLINE_LIVE_FOLDER", default=str(VAR / "live")))
"""The recordings and what is cut of them; wants a fast disk with room."""
