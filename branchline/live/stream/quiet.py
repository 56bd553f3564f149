"""Whether nothing is to be seen and nothing to be heard: FFmpeg writes down when black and silence begin and end."""

import re
from pathlib import Path

DARK, SILENT = "dark", "silent"
"""The files in the encoder's folder, which is where FFmpeg works."""
PICTURE = f"blackdetect=d=0:pix_th=0.08,metadata=mode=print:direct=1:file={DARK}"
SOUND = f"silencedetect=n=-50dB:d=2,ametadata=mode=print:direct=1:file={SILENT}"
TOLD = re.compile(r"lavfi\.(?:black|silence)_(start|end)=([\d.]+)")


def quiet_from(folder: Path) -> float | None:
    """Seconds in the encoder's time since when it has been black and silent; None when it is not."""
    dark, silent = _from(folder / DARK), _from(folder / SILENT)
    return None if dark is None or silent is None else max(dark, silent)


def _from(path: Path) -> float | None:
    """Since when it goes on."""
    try:
        told = TOLD.findall(path.read_text(errors="replace"))
    except FileNotFoundError:
        return None
    if not told or told[-1][0] == "end":
        return None
    return float(told[-1][1])
