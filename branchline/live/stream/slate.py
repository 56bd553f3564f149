"""The slate: a quiet drawing that stands in for a picture that does not come, ready before anybody needs it."""

import subprocess
from pathlib import Path

from PIL import Image, ImageDraw

from .cutting import ffmpeg
from .playlists import RENDITIONS

SOUND_FRAME = 1024 / 48000
"""Seconds of one AAC frame: a slate is a whole number of them, else players wait at each joint."""
GROUND, LINE, GOLD = "#1B2A2F", "#F3ECDC", "#FFB52E"


def slate_seconds(target: int) -> float:
    """How long a slate is, for segments of `target` seconds."""
    return round(target / SOUND_FRAME) * SOUND_FRAME


def make_slate(folder: Path, *, target: int) -> dict[str, Path]:
    """The slate in every rendition, made once a machine. Returns the file of each."""
    found = {rendition.name: folder / f"{target}-{rendition.name}.ts" for rendition in RENDITIONS}
    if all(path.exists() for path in found.values()):
        return found
    folder.mkdir(parents=True, exist_ok=True)
    picture = folder / "slate.png"
    draw().save(picture)
    for rendition in RENDITIONS:
        goal = found[rendition.name]
        draft = goal.with_suffix(".new.ts")
        subprocess.run(
            _command(picture, draft, target, rendition.height), check=True, capture_output=True
        )
        draft.replace(goal)
    return found


def draw() -> Image.Image:
    """The branch line with its stops, 1280 × 720, no words: they are the page's, in the reader's language."""
    page = Image.new("RGB", (1280, 720), GROUND)
    pen = ImageDraw.Draw(page)
    pen.line((240, 360, 1040, 360), fill=LINE, width=14)
    for at, x in enumerate((240, 507, 773, 1040)):
        pen.ellipse(
            (x - 34, 326, x + 34, 394), fill=GOLD if at == 1 else GROUND, outline=LINE, width=12
        )
    return page


def _command(picture: Path, goal: Path, target: int, height: int) -> list[str]:
    seconds = f"{slate_seconds(target):.6f}"
    still = ["-loop", "1", "-framerate", "30", "-i", str(picture)] if height else []
    video = [
        "-map", "0:v", "-vf", f"scale=-2:{height},format=yuv420p", "-c:v", "libx264", "-preset", "veryfast",
        "-profile:v", "high" if height > 400 else "main", "-g", "60", "-bf", "0", "-b:v", "200k",
    ]  # fmt: skip
    return [
        ffmpeg(), "-hide_banner", "-loglevel", "error", "-nostdin", "-y", *still,
        "-f", "lavfi", "-i", "anullsrc=r=48000:cl=stereo", *(video if height else []),
        "-map", "1:a" if height else "0:a", "-c:a", "aac", "-b:a", "64k", "-t", seconds,
        "-f", "mpegts", "-muxdelay", "0", "-muxpreload", "0", str(goal),
    ]  # fmt: skip
