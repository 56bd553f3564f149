"""A process that must not outlive the one that started it."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
"""prctl(2): a signal for when our parent ends."""

C_LIBRARY = ctypes.CDLL(None) if sys.platform == "linux" else None
"""Looked up beforehand: between fork and exec there is no time for it."""


def end_with_parent(parent: int) -> None:
    """From now on this process is asked to stop when its parent ends, however that ends (Linux)."""
    if C_LIBRARY is not None:
        C_LIBRARY.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)
