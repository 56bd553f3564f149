"""The demo's film, made once on a machine: picture and tune, as a phone would send them."""

import subprocess
from pathlib import Path
from typing import IO, cast

from ..stream.cutting import ffmpeg
from .drawing import FRAMES, HEIGHT, WIDTH, frame
from .tune import SECONDS, write_tune

NAME = "rhymes-1.mp4"
"""Another number when the film changes, so that every machine makes it anew."""


def make_loop(folder: Path) -> Path:
    """The film in this folder. Takes about 20 seconds of one core the first time."""
    goal = folder / NAME
    if goal.exists():
        return goal
    folder.mkdir(parents=True, exist_ok=True)
    tune, draft = folder / "tune.wav", folder / f"new-{NAME}"
    write_tune(tune)
    film(tune, draft, frames=round(SECONDS * FRAMES))
    tune.unlink()
    return draft.replace(goal)


def film(tune: Path, goal: Path, *, frames: int) -> None:
    """So many pictures with the tune to them. A key frame each second, where a chunk may begin."""
    command = [
        ffmpeg(), "-hide_banner", "-loglevel", "error", "-y",
        "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(FRAMES), "-i", "pipe:0",
        "-i", str(tune), "-t", f"{frames / FRAMES:.3f}",
        "-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-bf", "0", "-crf", "24",
        "-g", str(FRAMES), "-keyint_min", str(FRAMES), "-sc_threshold", "0",
        "-c:a", "aac", "-ac", "2", "-ar", "48000", "-b:a", "96k", str(goal),
    ]  # fmt: skip
    with subprocess.Popen(command, stdin=subprocess.PIPE) as encoder:
        into = cast("IO[bytes]", encoder.stdin)
        for number in range(frames):
            into.write(frame(number).tobytes())
        into.close()
    if encoder.returncode:
        raise RuntimeError("FFmpeg could not make the demo’s film")
