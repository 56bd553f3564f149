"""Whether nothing is to be seen and nothing to be heard: FFmpeg writes down when black and silence begin and end."""

import os
import re
from pathlib import Path

DARK, SILENT = "dark", "silent"
"""The files in the encoder's folder, which is where FFmpeg works."""
PICTURE = f"blackdetect=d=0:pix_th=0.08,metadata=mode=print:direct=1:file={DARK}"
SOUND = f"silencedetect=n=-50dB:d=2,ametadata=mode=print:direct=1:file={SILENT}"
RECENT = 4096
"""Bytes of a file that tell how it is now: a light that flickers fills it line after line."""
TOLD = re.compile(r"lavfi\.(?:black|silence)_(start|end)=([\d.]+)")


def quiet_from(folder: Path) -> float | None:
    """Seconds in the encoder's time since when it has been black and silent; None when it is not."""
    dark, silent = _from(folder / DARK), _from(folder / SILENT)
    return None if dark is None or silent is None else max(dark, silent)


def _from(path: Path) -> float | None:
    """Since when it goes on."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - RECENT))
            told = TOLD.findall(file.read().decode(errors="replace"))
    except FileNotFoundError:
        return None
    if not told or told[-1][0] == "end":
        return None
    return float(told[-1][1])
