"""One rhyme time on air, as an operator runs it, while all that can go wrong does: each process is killed hard in turn,
the disk fills, clocks jump, a codec can't be read, studios push each other aside. A family watches all the time."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from branchline.live.stream import spool
from branchline.live.stream.recording import content, sessions_of
from tests.harness.alone import Alone, alone
from tests.harness.live import ON_AIR, wait_until

from .film import film
from .on_air import Desk, Family, Reader, Studio

pytestmark = [pytest.mark.walk, pytest.mark.race, ON_AIR]
STARVED = 120.0
"""Seconds that an encoder may take on a machine that has much else to do."""
NEXT = 4.0
"""Seconds within which there is a next segment, picture or slate, as long as caster and origin run."""
BACK = 8.0
"""Seconds within which a process that was killed works again, beside what it takes to start one on this machine."""
LITTLE = spool.RESERVE - 40 * 1024 * 1024
"""Bytes left of the disk when chunks are refused and all else goes on."""


@dataclass
class Evening:
    """Who takes part."""

    house: Alone
    desk: Desk
    family: Family
    reader: Reader

    @property
    def back(self) -> float:
        """Seconds that a killed process may be away."""
        return BACK + 2 * self.house.started

    def picture_again(self, what: str, *, patience: float = STARVED) -> None:
        """Two pictures that were not known before."""
        before = self.family.pictures
        wait_until(
            lambda: self.family.pictures >= before + 2, f"{what}, then picture", patience=patience
        )

    @contextmanager
    def nobody_waits(self, longest: float = NEXT) -> Iterator[None]:
        """Within this there is always a next segment."""
        begins = time.monotonic()
        yield
        longest += 2 * self.family.late
        assert self.family.longest_wait(begins) < longest
        assert not self.family.wrong

    def slate(self, what: str) -> None:
        """Families see the slate, and it is the newest."""
        wait_until(lambda: self.family.shows_slate, f"{what}, then the slate")


@pytest.fixture(scope="module")
def chunks() -> list[bytes]:
    return film(150)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """One of its own where we may make one, else what there is."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8g", "tmpfs", str(place)]
    mounted = not os.geteuid() and not subprocess.run(mount, capture_output=True).returncode
    try:
        yield place
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.fixture
def evening(tmp_path: Path, disk: Path, django_db_setup: None) -> Iterator[Evening]:
    with alone(tmp_path / "home", disk) as house:
        desk = Desk(house)
        family = Family(f"{house.origin}/live/{house.rhyme_time['prefix']}")
        reader = Reader(desk.watch_page)
        try:
            yield Evening(house, desk, family, reader)
        finally:
            family.leave()
            reader.leave()


def test_whatever_is_killed_or_full_viewers_go_on_and_nothing_that_was_taken_is_lost(
    evening: Evening, chunks: list[bytes]
) -> None:
    desk, family = evening.desk, evening.family
    first = Studio(desk.goes_live(), chunks)
    try:
        evening.picture_again("going live")
        each_process_is_killed(evening)
        if os.path.ismount(evening.house.root):
            the_disk_fills(evening, first)
        second, third = studios_take_over(evening, first, chunks)
    finally:
        for studio in list(Studio.open):
            studio.stop()
    desk.ends()
    wait_until(lambda: family.is_over, "players are told that it is over")
    # Ended in Panic: nothing that was held back came out, and players were told at once.
    assert family.shows_slate
    family.look_again_at_everything()
    assert not family.wrong
    nothing_is_lost(evening.house, [first, second, third])


def each_process_is_killed(evening: Evening) -> None:
    """FFmpeg, caster, origin; then the pages and the database, for which no family waits."""
    house, reader = evening.house, evening.reader
    with evening.nobody_waits():
        # A quick machine has the next piece before the hold is over; on a slow one the slate stands in.
        house.kill("-filter_complex")
        evening.picture_again("FFmpeg is killed")
    with evening.nobody_waits(evening.back):
        house.kill("branchline", "caster")
        evening.picture_again("the caster is killed")
    with evening.nobody_waits(evening.back):
        house.kill("branchline.commands.origin")
        evening.picture_again("the origin is killed")
    with evening.nobody_waits():
        begins = time.monotonic()
        house.kill("branchline.commands.web")
        wait_until(lambda: reader.reads_since(begins), "the pages are back")
        begins = time.monotonic()
        house.kill_the_database()
        wait_until(lambda: reader.troubled_since(begins), "the pages miss the database")
        wait_until(lambda: reader.reads_since(begins), "the pages have the database again")
        evening.picture_again("the database is killed")
    assert reader.longest_trouble < evening.back


def the_disk_fills(evening: Evening, studio: Studio) -> None:
    """Nearly: chunks are refused, all else goes on. To the last byte: the list stands. Then there is room again. The
    recorder's clock jumps an hour, there and back."""
    studio.clock = 3600.0
    root, desk = evening.house.root, evening.desk
    with evening.nobody_waits():
        leave(root, LITTLE)
        wait_until(lambda: studio.refused, "a chunk is refused")
        assert set(studio.refused) == {507}
        assert "The disk of the library’s machine is full" in desk.trouble()
        evening.slate("the disk is nearly full")
    with evening.nobody_waits(evening.back):
        leave(root, 0)
        studio.clock = 0.0
        time.sleep(3)
        assert "The disk of the library’s machine is full" in desk.trouble()
        assert evening.family.answers()
        leave(root, 2**32)
        evening.picture_again("there is room again")
    wait_until(lambda: not desk.trouble(), "the trouble is over")


def studios_take_over(
    evening: Evening, first: Studio, chunks: list[bytes]
) -> tuple[Studio, Studio]:
    """A second studio is refused, then takes over with what nobody can read; Panic during the slate; a third takes
    over in Panic, then it goes on; Panic on air."""
    desk, family = evening.desk, evening.family
    with evening.nobody_waits():
        assert "You can take over" in desk.is_refused()
        second = Studio(desk.takes_over(), [os.urandom(20_000) for _ in chunks])
        wait_until(
            lambda: 202 in first.answers.values(), "the first learns that it was pushed aside"
        )
        first.stop()
        wait_until(lambda: "can’t be turned into a picture" in desk.trouble(), "staff are told")
        evening.slate("what is sent can't be read")
        desk.presses_panic()
        third = Studio(desk.takes_over(), chunks)
        second.stop()
        shown = family.pictures
        wait_until(lambda: third.acknowledged > 8, "the third sends")
        assert family.pictures == shown
        desk.resumes()
        evening.picture_again("Panic is over")
        assert not desk.trouble()
        desk.presses_panic()
        evening.slate("Panic on air")
    return second, third


def leave(disk: Path, free: int) -> None:
    """So many bytes of it: all others are taken."""
    # What is written meanwhile may make it larger than it was to become.
    for _again in range(20):
        told = os.statvfs(disk)
        size = (told.f_blocks - told.f_bfree) * told.f_frsize + free
        remount = ["mount", "-o", f"remount,size={size}", str(disk)]
        if not subprocess.run(remount, capture_output=True).returncode:
            return
    raise AssertionError("the disk can't be made smaller")


def nothing_is_lost(house: Alone, studios: list[Studio]) -> None:
    """All that was answered for is in the recording, once."""
    recorded = sessions_of(house.root, house.rhyme_time["broadcast"])
    assert [each.session for each in recorded] == [1, 2, 3]
    for each, studio in zip(recorded, studios, strict=True):
        assert each.gaps == []
        assert each.chunks >= studio.acknowledged > 0
        kept = spool.Spool(house.root / "spool" / house.rhyme_time["broadcast"] / str(each.session))
        for number in studio.answers:
            assert kept.path(number).read_bytes() == studio.chunks[number]
        whole = b"".join(studio.chunks[: each.chunks])
        assert b"".join(content(kept)) == whole
