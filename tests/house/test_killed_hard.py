"""Whoever is killed hard leaves nothing running for good, and the next start finds everything in order."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from branchline.commands.children import begin
from branchline.commands.serve import answers, free_port, is_free, web
from branchline.core.postgres import Cluster, DatabaseTrouble

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


USES = """
import sys, time
from pathlib import Path
from branchline.core.postgres import Cluster

with Cluster(Path(sys.argv[1]), throwaway=True).in_use():
    print("in use", flush=True)
    sys.stdin.read()
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


def test_the_processes_of_a_killed_web_server_leave_its_port() -> None:
    """Else they would answer beside the next one, with the old release. A killed process is replaced."""
    port = free_port(18800)
    server = begin(web("127.0.0.1", port, 2))
    try:
        assert answers(f"http://127.0.0.1:{port}", PATIENCE)
        first = next(iter(started_by(server.pid)))
        os.kill(first, signal.SIGKILL)
        assert becomes_true(lambda: len(started_by(server.pid) - {first}) == 2)
        assert answers(f"http://127.0.0.1:{port}", PATIENCE)
    finally:
        # The replacing one may not have loaded yet; it must not come to life alone.
        left = started_by(server.pid)
        server.kill()
        server.wait()
    assert becomes_true(lambda: not any(runs(each) for each in left))
    assert is_free(port)


def started_by(parent: int) -> set[int]:
    """The web processes of a server."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, above = (folder / "stat").read_text().rsplit(")", 1)[1].split()[:2]
            command = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if above == str(parent) and state != "Z" and b"resource_tracker" not in command:
            found.add(int(folder.name))
    return found


def user_of(home: Path) -> "subprocess.Popen[str]":
    """Somebody who uses the embedded server."""
    somebody = subprocess.Popen(
        [sys.executable, "-c", USES, str(home)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    assert somebody.stdout is not None
    assert somebody.stdout.readline()
    return somebody


def test_the_next_start_takes_over_the_database_of_a_killed_one_and_stops_it(
    tmp_path: Path,
) -> None:
    cluster = Cluster(tmp_path, throwaway=True)
    try:
        killed = user_of(tmp_path)
        with psycopg.connect(cluster.url("postgres", "postgres"), autocommit=True) as connection:
            connection.execute("CREATE TABLE booked AS SELECT 1 AS places")
        killed.kill()
        killed.communicate()
        assert cluster.is_running()

        first, second = user_of(tmp_path), user_of(tmp_path)
        with psycopg.connect(cluster.url("postgres", "postgres")) as connection:
            assert connection.execute("SELECT places FROM booked").fetchone() == (1,)
        first.communicate()
        assert cluster.is_running()
        with pytest.raises(DatabaseTrouble, match="Stop it first"):
            cluster.remove()
        second.communicate()
        assert not cluster.is_running()
    finally:
        cluster.remove()
