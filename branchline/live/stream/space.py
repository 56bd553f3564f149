"""How much room a broadcast takes on the disk, and how much there is."""

import shutil
from pathlib import Path

BYTES_A_SECOND = 450_000
"""A phone's best picture (1.9 Mbit/s) and all that is cut of it (1.7 Mbit/s)."""
TIMES = 2
"""A broadcast begins when there is room for two of them: it may last longer, and others run."""
GIGABYTE = 1_000_000_000


def needed(seconds: float) -> float:
    """Gigabytes that have to be free for a broadcast of that length."""
    return TIMES * seconds * BYTES_A_SECOND / GIGABYTE


def free(folder: Path) -> float:
    """Gigabytes that are free where this folder is, or will be."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free / GIGABYTE
