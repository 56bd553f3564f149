"""The spool: what has been answered for is there, once, whole; and nothing half is ever there."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from branchline.live.stream.spool import Spool, Stored

FULL = """
import resource, signal, sys
from pathlib import Path
from branchline.live.stream.spool import Spool
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
spool = Spool(Path(sys.argv[1]))
spool.store(0, b"x" * 4000, recorded=1000)
try:
    spool.store(1, b"y" * 9000, recorded=2000)
except OSError as error:
    print(error.errno)
spool.store(1, b"z" * 900, recorded=2000)
"""


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path / "rhyme-time" / "1")


def test_a_chunk_is_kept_once_however_often_it_is_sent(spool: Spool) -> None:
    assert spool.store(0, b"first", recorded=1000) is Stored.NEW
    assert spool.store(0, b"first", recorded=1000) is Stored.AGAIN
    assert spool.numbers() == [0]
    assert [chunk.read() for chunk in spool.chunks()] == [b"first"]


def test_another_chunk_under_the_same_number_is_refused_and_the_first_stays(spool: Spool) -> None:
    spool.store(0, b"first", recorded=1000)
    assert spool.store(0, b"other", recorded=1000) is Stored.OTHER
    assert [chunk.read() for chunk in spool.chunks()] == [b"first"]


def test_twenty_who_send_the_same_at_the_same_moment_leave_one_chunk(spool: Spool) -> None:
    with ThreadPoolExecutor(20) as hands:
        told = list(hands.map(lambda _: spool.store(7, b"a" * 100_000, recorded=8000), range(20)))
    assert sorted(each.value for each in told) == ["again"] * 19 + ["new"]
    assert {path.name for path in spool.folder.iterdir()} == {"000007.chunk", "times"}


def test_of_twenty_different_ones_one_is_kept_and_nineteen_are_told_so(spool: Spool) -> None:
    def one(at: int) -> Stored:
        return spool.store(0, bytes([at]) * 1000, recorded=1000)

    with ThreadPoolExecutor(20) as hands:
        told = list(hands.map(one, range(20)))
    assert sorted(each.value for each in told) == ["new"] + ["other"] * 19
    [chunk] = spool.chunks()
    assert told[chunk.read()[0]] is Stored.NEW


def test_chunks_come_up_to_the_first_that_is_missing_and_gaps_are_told(spool: Spool) -> None:
    for number in (0, 1, 4, 5, 9):
        spool.store(number, b"chunk", recorded=1000 * (number + 1))
    assert [chunk.number for chunk in spool.chunks()] == [0, 1]
    assert [chunk.number for chunk in spool.chunks(4)] == [4, 5]
    assert spool.gaps() == [range(2, 4), range(6, 9)]
    assert spool.times()[9] == 10.0


def test_a_line_of_times_that_was_cut_off_spoils_no_other(spool: Spool) -> None:
    spool.store(0, b"first", recorded=1000)
    with (spool.folder / "times").open("a") as times:
        times.write("1 20")
    spool.store(1, b"second", recorded=2000)
    spool.store(2, b"third", recorded=3000)
    assert spool.times() == {0: 1.0, 1: 2.0, 2: 3.0}


def test_a_disk_that_takes_no_more_leaves_nothing_half_and_the_same_number_later_whole(
    spool: Spool,
) -> None:
    # A limit on the length of a file stands in for the disk: it fails in the middle of a write as a full one does.
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(spool.folder)], check=True, capture_output=True, text=True
    )
    assert int(done.stdout) == 27
    assert [chunk.read() for chunk in spool.chunks()] == [b"x" * 4000, b"z" * 900]
    assert not list(spool.folder.glob(".*"))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes a disk")
def test_a_disk_that_is_really_full_refuses_and_takes_again_when_there_is_space(
    tmp_path: Path,
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("this machine lets nobody make a disk")
    try:
        spool = Spool(disk / "1", reserve=0)
        spool.store(0, b"a" * 100_000, recorded=1000)
        with pytest.raises(OSError, match="No space left"):
            spool.store(1, b"b" * 200_000, recorded=2000)
        assert spool.numbers() == [0]
        assert not list(spool.folder.glob(".*"))
        spool.path(0).unlink()
        assert spool.store(1, b"b" * 200_000, recorded=2000) is Stored.NEW
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_disk_that_is_nearly_full_keeps_what_is_left_for_what_runs(spool: Spool) -> None:
    full = Spool(spool.folder, reserve=2**60)
    with pytest.raises(OSError, match="No space left"):
        full.store(0, b"first", recorded=1000)
    assert spool.numbers() == []


def test_a_session_that_is_closed_says_so_and_still_takes_what_was_recorded_before(
    spool: Spool,
) -> None:
    spool.store(0, b"first", recorded=1000)
    before = spool.is_closed
    spool.close()
    assert (before, spool.is_closed) == (False, True)
    assert spool.store(1, b"late", recorded=2000) is Stored.NEW
    assert spool.numbers() == [0, 1]
