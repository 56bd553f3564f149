"""A film as a phone sends it: fragmented MP4, a second a chunk; and a look at what came out at the other end.

The picture is blue, and red for the seconds that nobody may see (`marked`).
"""

import subprocess
from collections.abc import Iterable
from pathlib import Path

from branchline.live.stream.cutting import ffmpeg
from branchline.live.stream.spool import Spool

WIDE, HIGH = 16, 9
FRAME = WIDE * HIGH * 3


def film(
    seconds: int, *, marked: tuple[int, int] = (0, 0), size: str = "320x180", rate: int = 30
) -> list[bytes]:
    """Its chunks, a second each. `rate`: pictures a second."""
    begins, ends = marked
    red = f"drawbox=c=red:t=fill:enable='between(t,{begins},{ends - 0.001})'," if ends else ""
    whole = subprocess.run(
        [
            ffmpeg(), "-hide_banner", "-loglevel", "error",
            "-f", "lavfi", "-i", f"color=c=blue:size={size}:rate={rate},{red}format=yuv420p",
            "-f", "lavfi", "-i", "sine=330:sample_rate=48000", "-t", str(seconds),
            "-c:v", "libx264", "-preset", "ultrafast", "-g", str(rate), "-c:a", "aac", "-b:a", "64k",
            "-movflags", "frag_keyframe+empty_moov+default_base_moof", "-f", "mp4", "pipe:1",
        ],
        check=True,
        capture_output=True,
    ).stdout  # fmt: skip
    at = [whole.index(b"moof") - 4]
    while (following := whole.find(b"moof", at[-1] + 8)) >= 0:
        at.append(following - 4)
    chunks = [whole[a:b] for a, b in zip(at, [*at[1:], len(whole)], strict=True)]
    return [whole[: at[0]] + chunks[0], *chunks[1:]]


def marked_frames(segments: Iterable[bytes]) -> int:
    """Red pictures in transport streams, each decoded by itself."""
    return sum(_red(content) for content in segments)


def _red(content: bytes) -> int:
    command = [ffmpeg(), "-hide_banner", "-loglevel", "error", "-i", "pipe:0", "-an"]
    shape = ["-vf", f"scale={WIDE}:{HIGH}", "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1"]
    pixels = subprocess.run(
        [*command, *shape], input=content, check=False, capture_output=True
    ).stdout
    frames = [pixels[at : at + FRAME] for at in range(0, len(pixels), FRAME)]
    middle = (HIGH // 2 * WIDE + WIDE // 2) * 3
    return sum(frame[middle] > 120 > frame[middle + 2] for frame in frames)


def pictures(folder: Path) -> list[bytes]:
    """All that lies in public of one quality."""
    return [path.read_bytes() for path in sorted(folder.glob("*.ts"))]


def keep(spool: Spool, number: int, chunk: bytes) -> None:
    """As the origin does, for a recorder that gives a chunk a second."""
    spool.store(number, chunk, recorded=(number + 1) * 1000)
