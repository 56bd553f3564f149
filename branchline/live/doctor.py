"""What `branchline doctor` looks at for going live: addresses, FFmpeg, room, and how many may watch."""

import math
import resource
import ssl
import subprocess
import urllib.error
import urllib.request
from contextlib import closing
from secrets import token_hex

from django.conf import settings

from branchline.core.rooms import Check

from .bucket import LiveBucket
from .stream import space
from .stream.cutting import ffmpeg
from .stream.elsewhere import name_of
from .stream.playlists import RENDITIONS
from .stream.shedding import UP

PATIENCE = 3
"""Seconds for the origin to answer."""
USED = 0.95
"""What of a line can be filled: the rest is what carries it (measured with 1 Gbit/s)."""
VIEWERS = 10_000
HOURS = 2.0
NEEDED = ("libx264", "aac", "segment", "mpegts")
SPARE_FILES = 500
"""Files and connections that are not viewers."""


def checks() -> list[Check]:
    """All findings of the room."""
    return [address(), program(), room(), files(), *segments(), sizing()]


def address(context: ssl.SSLContext | None = None) -> Check:
    """The live address: encrypted where the pages are, and what answers there is the origin, not the pages."""
    pages, live = settings.BRANCHLINE_ADDRESS, settings.BRANCHLINE_LIVE_ADDRESS
    name = "live address"
    if pages.startswith("https:") and not live.startswith("https:"):
        return Check(name, False, f"The pages are encrypted and {live} is not, so browsers fetch nothing from it. Set"
                     " BRANCHLINE_LIVE_ADDRESS to an https address.")  # fmt: skip
    request = urllib.request.Request(f"{live}/", method="OPTIONS", headers={"Origin": pages})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE, context=context) as said:  # noqa: S310
            allowed = said.headers["Access-Control-Allow-Origin"]
    except urllib.error.HTTPError as error:
        allowed = error.headers["Access-Control-Allow-Origin"]
    except OSError as trouble:
        if settings.BRANCHLINE_DEMO:
            return Check(name, True, f"Nothing answers at {live}; it does while the demo runs.")
        return Check(name, False, f"Nothing answers at {live} ({trouble}). Start branchline-origin, and let nginx lead"
                     " there.")  # fmt: skip
    if allowed not in {pages, "*"}:
        return Check(name, False, f"What answers at {live} is not the live origin of {pages}. Lead /live/, /send/ and /beat/ there,"
                     " and give both processes the same BRANCHLINE_ADDRESS.")  # fmt: skip
    return Check(name, True, f"What goes out live is fetched from {live}.")


def program() -> Check:
    """FFmpeg runs and can do what we ask of it."""
    try:
        said = "".join(_asked(each) for each in ("-encoders", "-muxers", "-protocols"))
    except OSError as trouble:
        return Check(
            "ffmpeg",
            False,
            f"FFmpeg can’t be started ({trouble}). Set BRANCHLINE_FFMPEG to one that can.",
        )
    missing = [each for each in (*NEEDED, "srt") if each not in said.split()]
    if missing:
        return Check("ffmpeg", False, f"FFmpeg lacks {', '.join(missing)}. Leave BRANCHLINE_FFMPEG empty for the one"
                     " that came with Branchline.")  # fmt: skip
    return Check("ffmpeg", True, "FFmpeg runs, with H.264, AAC and SRT.")


def room() -> Check:
    """The disk holds a long event."""
    free, needed = space.free(settings.BRANCHLINE_LIVE_FOLDER), space.needed(HOURS * 3600)
    hours = free / space.needed(3600)
    words = f"{free:.0f} GB are free for what goes out live: {hours:.0f} hours"
    if free < needed:
        return Check("live disk", False, f"{words}. {needed:.0f} GB make {HOURS:.0f} hours: make room, or set"
                     " BRANCHLINE_LIVE_FOLDER to a larger disk.")  # fmt: skip
    return Check("live disk", True, f"{words}.")


def files() -> Check:
    """A connection is a file to the system; a process may have so many."""
    _soft, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most != resource.RLIM_INFINITY and most < within_reach() + SPARE_FILES:
        return Check("live connections", False, f"One process may hold {most} connections; {within_reach():.0f} may"
                     f" want to watch. Set LimitNOFILE={VIEWERS * 2} in branchline-origin.service.")  # fmt: skip
    return Check("live connections", True, "There may be as many connections as viewers.")


def segments() -> list[Check]:
    """The bucket takes a segment, gives it to everybody's browser by its public address, and lets go of it."""
    public, bucket = settings.BRANCHLINE_LIVE_SEGMENTS, settings.BRANCHLINE_LIVE_BUCKET
    if not (public or bucket):
        return []
    name = "live bucket"
    if not (public and bucket):
        return [Check(name, False, "Set both BRANCHLINE_LIVE_BUCKET and BRANCHLINE_LIVE_SEGMENTS, the address at which"
                      " everybody can read that bucket; or neither.")]  # fmt: skip
    if bucket == settings.IN_BUCKET["OPTIONS"]["bucket_name"]:
        return [Check(name, False, "Everybody may read what goes out live, and nobody the files of people. Set"
                      " BRANCHLINE_LIVE_BUCKET to a bucket of its own.")]  # fmt: skip
    try:
        return [Check(name, *_tried(name_of(f"doctor-{token_hex(8)}", "360p", 0), public))]
    except OSError as trouble:
        return [Check(name, False, f"The bucket {bucket} can’t be used ({trouble}). Until it can, everything is given"
                      " out from here.")]  # fmt: skip


def _tried(name: str, public: str) -> tuple[bool, str]:
    """Raises OSError."""
    with closing(LiveBucket()) as used:
        used.put_bytes(name, b"doctor")
        try:
            # A browser that was led from one address to another says that it comes from nowhere.
            request = urllib.request.Request(f"{public}/{name}", headers={"Origin": "null"})  # noqa: S310
            with urllib.request.urlopen(request, timeout=PATIENCE) as said:  # noqa: S310
                same, allowed = (
                    said.read() == b"doctor",
                    said.headers["Access-Control-Allow-Origin"],
                )
        finally:
            used.remove(name.split("/", 1)[0])
    if not same:
        return False, f"What {public} gives out is not what the bucket holds."
    if allowed not in {"*", "null"}:
        return False, (f"Browsers may not read what {public} gives out: let the bucket’s CORS rules allow GET from every"
                       " origin (*).")  # fmt: skip
    return True, f"Segments are fetched from {public} once they are there."


def sizing() -> Check:
    """The rule, for this line: viewers = 0.95 × uplink ÷ rendition; edges = viewers × rendition ÷ (0.95 × port)."""
    uplink = settings.BRANCHLINE_UPLINK
    if not uplink:
        return Check("uplink", True, "Say how fast your line is (BRANCHLINE_UPLINK, in Mbit/s), and the doctor says how"
                     " many can watch.")  # fmt: skip
    each = [f"{viewers(uplink, r.bandwidth):,} at {r.name}" for r in RENDITIONS]
    edges = math.ceil(VIEWERS * RENDITIONS[1].bandwidth / (USED * uplink * 1_000_000))
    return Check("uplink", True, f"{uplink:g} Mbit/s carry {', '.join(each)}. For {VIEWERS:,} at {RENDITIONS[1].name}:"
                 f" {edges} such lines with an edge each (deploy/README.md), or a CDN. From {UP[0]:.0%} on whoever joins gets"
                 f" no 720p, from {UP[1]:.0%} sound alone; nobody is turned away.")  # fmt: skip


def viewers(uplink: float, bandwidth: int) -> int:
    """How many can watch, for a line of `uplink` Mbit/s and a rendition of `bandwidth` bits a second."""
    return int(USED * uplink * 1_000_000 / bandwidth)


def within_reach() -> float:
    """How many viewers to reckon with here."""
    uplink = settings.BRANCHLINE_UPLINK
    return min(VIEWERS, viewers(uplink, RENDITIONS[-1].bandwidth)) if uplink else VIEWERS


def _asked(what: str) -> str:
    return subprocess.run(
        [ffmpeg(), "-hide_banner", what], capture_output=True, check=False, text=True
    ).stdout
