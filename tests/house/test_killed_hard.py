"""Whoever is killed hard leaves nothing running: neither the web server nor PostgreSQL."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from branchline.core.postgres import Cluster

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0

SOMEBODY = """
import sys, time
from pathlib import Path
from branchline.commands.children import begin
from branchline.core.postgres import Cluster
from tests.harness.caretaker import Caretaker

home = Path(sys.argv[1])
caretaker = Caretaker(home, throwaway=True)
Cluster(home, throwaway=True).start()
child = begin([sys.executable, "-c", "import time; time.sleep(600)"])
print(child.pid, flush=True)
time.sleep(600)
"""


def becomes_true(fact: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if fact():
            return True
        time.sleep(0.05)
    return False


def runs(pid: int) -> bool:
    """Whether a process lives; a zombie that nobody has buried yet does not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rsplit(")", 1)[1].split()[0] != "Z"


def test_children_and_the_database_end_with_whoever_is_killed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    somebody = subprocess.Popen(
        [sys.executable, "-c", SOMEBODY, str(home)], stdout=subprocess.PIPE, cwd=ROOT, text=True
    )
    assert somebody.stdout is not None
    child = int(somebody.stdout.readline())
    cluster = Cluster(home, throwaway=True)
    assert cluster.is_running()
    assert runs(child)

    os.kill(somebody.pid, signal.SIGKILL)
    somebody.wait()
    somebody.stdout.close()

    assert becomes_true(lambda: not runs(child))
    assert becomes_true(lambda: not home.exists())
    assert not cluster.place.exists()
