"""Starting the house: two at once, and what is replaced."""

import select
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from branchline.commands import serve
from branchline.core.postgres import Cluster


def test_of_two_starts_at_once_the_second_waits_for_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Cluster, "place", tmp_path)
    running = False
    inside, together = 0, 0
    began = threading.Event()

    def start(self: Cluster, settings: object) -> bool:
        nonlocal running, inside, together
        inside += 1
        together = max(together, inside)
        began.wait(0.2)
        first, running = not running, True
        inside -= 1
        return first

    monkeypatch.setattr(Cluster, "_start", start)
    said: list[bool] = []
    threads = [
        threading.Thread(target=lambda: said.append(Cluster(tmp_path).start())) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (together, sorted(said)) == (1, [False, True])


def test_a_killed_web_worker_is_replaced() -> None:
    assert "--respawn-failed-workers" in serve.web("127.0.0.1", 8000, 2)


def test_what_was_started_ends_with_a_parent_that_is_killed() -> None:
    """Else the port stays taken, and two workers run after the next start."""
    words = (
        "from branchline.commands.serve import keep_running; import sys;"
        "keep_running([[sys.executable, '-c',"
        " 'import os, time; print(os.getpid(), flush=True); time.sleep(60)']])"
    )
    parent = subprocess.Popen([sys.executable, "-c", words], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    # The pipe closes when nobody holds its other end any more: the child has gone as well.
    assert select.select([parent.stdout], [], [], 20)[0]
    assert parent.stdout.read() == b""
    parent.stdout.close()
    assert (
        not Path(f"/proc/{child}/cmdline").exists()
        or not Path(f"/proc/{child}/cmdline").read_bytes()
    )
