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
        "from branchline.commands.children import keep_running; import sys;"
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


COUNTS = (
    "import pathlib, sys, time; p = pathlib.Path(sys.argv[1]); n = len(p.read_text()) if p.exists() else 0;"
    "p.write_text('x' * (n + 1)); time.sleep(float(sys.argv[2])); sys.exit(3)"
)


def started(counter: Path, lives: float, well_after: float, seconds: float) -> tuple[int, int]:
    """How often a process that keeps ending was started, and what came of it."""
    words = (
        "import signal, sys, branchline.commands.children as c;"
        f"c.WELL_AFTER = {well_after}; signal.setitimer(signal.ITIMER_REAL, {seconds});"
        "signal.signal(signal.SIGALRM, lambda *_: signal.raise_signal(signal.SIGTERM));"
        "sys.exit(c.keep_running([[sys.executable, '-c', *sys.argv[1:]]]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", words, COUNTS, str(counter), str(lives)],
        capture_output=True,
        check=False,
    )
    return len(counter.read_text()), done.returncode


def test_what_ends_by_itself_is_started_again(tmp_path: Path) -> None:
    """A full disk or a database that is away ends the worker; it comes back when they do."""
    times, status = started(tmp_path / "counter", lives=0.3, well_after=0.2, seconds=4)
    assert times >= 2
    assert status == 0


def test_what_was_started_wrongly_is_not_tried_again(tmp_path: Path) -> None:
    assert started(tmp_path / "counter", lives=0, well_after=10, seconds=20) == (1, 3)


def test_what_runs_besides_takes_the_pages_with_it_never(tmp_path: Path) -> None:
    """Live pictures that can't be started are tried again; the library's pages stay."""
    words = (
        "import signal, sys, branchline.commands.children as c;"
        "signal.setitimer(signal.ITIMER_REAL, 4);"
        "signal.signal(signal.SIGALRM, lambda *_: signal.raise_signal(signal.SIGTERM));"
        "pages = [sys.executable, '-c', 'import time; time.sleep(60)'];"
        "sys.exit(c.keep_running([pages], besides=[[sys.executable, '-c', *sys.argv[1:]]]))"
    )
    counter = tmp_path / "counter"
    done = subprocess.run(
        [sys.executable, "-c", words, COUNTS, str(counter), "0"], capture_output=True, check=False
    )
    assert done.returncode == 0
    assert len(counter.read_text()) >= 2
