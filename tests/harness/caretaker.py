"""Clears away after whoever started it, even when they are killed and can't do it themselves.

PostgreSQL runs as a daemon, so it does not end with us. A caretaker waits at the other end of a pipe:
when we end, however we end, the pipe closes; then it stops the server and deletes its folders.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from branchline.core.postgres import Cluster


class Caretaker:
    """Watches over a folder of ours and the embedded server that belongs to it."""

    def __init__(self, home: Path, *, throwaway: bool) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__, str(home), "throwaway" if throwaway else "kept"],
            stdin=subprocess.PIPE,
            cwd=Path(__file__).resolve().parents[2],
            start_new_session=True,
        )

    def clear_away(self) -> None:
        """Do it now, and wait until it is done."""
        self._process.communicate()


def main(home: Path, *, throwaway: bool) -> None:
    """Wait for the end of whoever started us, then clear away."""
    sys.stdin.buffer.read()
    Cluster(home, throwaway=throwaway).remove()
    shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), throwaway=sys.argv[2] == "throwaway")
