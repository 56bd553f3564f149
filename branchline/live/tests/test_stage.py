"""One broadcast with a real FFmpeg, in real time: whatever is killed or hangs, viewers get a next segment."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest

from branchline.live.stream import attempts
from branchline.live.stream.house import House
from branchline.live.stream.journal import Segment
from branchline.live.stream.slate import make_slate
from branchline.live.stream.stage import Stage
from branchline.live.stream.telling import told
from tests.harness.live import ON_AIR

from .film import film, keep

PREFIX = "p" * 22
PATIENCE = 60.0


@dataclass
class Evening:
    """A stage that is looked after, and a phone that sends a chunk a second."""

    root: Path
    chunks: list[bytes]
    hold: float = 4.0
    shown: list[tuple[float, Segment]] = field(default_factory=list)
    sent: int = 0

    def __post_init__(self) -> None:
        self.house = House(self.root, "rhymetime0", PREFIX, "rhymetime0")
        self.slate = make_slate(self.root / "slate", target=2)
        self.open()

    def open(self) -> None:
        self.stage = Stage(self.house, self.slate, hold=self.hold)
        self.stage.open(time.monotonic())
        self.stage.session(1, closed=False)
        self.began = time.monotonic() - self.sent

    def until(self, holds: Callable[[], bool], *, sends: bool = True) -> None:
        ends = time.monotonic() + PATIENCE
        while not holds():
            now = time.monotonic()
            assert now < ends, "it never came to it"
            if sends and self.sent < len(self.chunks) and now - self.began >= self.sent + 1:
                keep(self.house.spool(1), self.sent, self.chunks[self.sent])
                self.sent += 1
            self.shown += [(now, segment) for segment in self.stage.step(now)]
            time.sleep(0.05)

    def seen(self, pictures: int) -> Callable[[], bool]:
        """So many segments more that are no slate."""
        before = self._pictures()
        return lambda: self._pictures() >= before + pictures

    def _pictures(self) -> int:
        return sum(not segment.is_slate for _, segment in self.shown)

    @property
    def numbers(self) -> list[int]:
        return [segment.number for _, segment in self.shown]


@pytest.fixture(scope="module")
def chunks() -> list[bytes]:
    return film(60)


@pytest.fixture
def evening(tmp_path: Path, chunks: list[bytes]) -> Iterator[Evening]:
    made = Evening(tmp_path, chunks)
    yield made
    made.stage.close()


@ON_AIR
@pytest.mark.walk
def test_an_encoder_that_is_killed_or_hangs_is_begun_anew_and_viewers_get_the_slate(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attempts, "STUCK", 6.0)
    feeding = evening.stage.feeding[1]
    evening.until(evening.seen(1))
    for deed in (signal.SIGKILL, signal.SIGSTOP):
        before, pid = feeding.attempts, feeding.encoder_pid
        assert pid is not None
        os.kill(pid, deed)
        evening.until(lambda at=before: feeding.attempts > at)  # type: ignore[misc]  # which attempt is meant
        evening.until(evening.seen(2))
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    sent = evening.sent
    evening.stage.end(time.monotonic())
    evening.until(lambda: evening.stage.is_over(time.monotonic()), sends=False)
    evening.stage.finish()
    assert evening.numbers == list(range(len(evening.numbers)))
    times = [when for when, _ in evening.shown]
    assert max(b - a for a, b in pairwise(times)) < 5
    # Two encoders were lost, so there are joints; what was held back at the end came all the same.
    assert any(segment.joint for _, segment in evening.shown)
    last = evening.shown[-1][1]
    assert not last.is_slate
    assert last.taken is not None
    assert last.taken >= evening.began + sent - 1.5
    over = (evening.house.public / "720p" / "now.m3u8").read_text()
    assert over.endswith("#EXT-X-ENDLIST\n")
    assert all(round(segment.seconds) <= 2 for _, segment in evening.shown)
    assert not evening.house.cutting.exists()


@ON_AIR
@pytest.mark.walk
def test_what_makes_no_picture_is_tried_again_and_again_and_staff_are_told(
    tmp_path: Path, chunks: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A film whose head says what it holds, and nothing of that can be decoded."""

    def spoiled(chunk: bytes) -> bytes:
        begins = chunk.index(b"mdat") + 4
        return chunk[:begins] + os.urandom(len(chunk) - begins)

    monkeypatch.setattr(attempts, "STUCK", 1.0)
    evening = Evening(tmp_path, [spoiled(chunk) for chunk in chunks])
    try:
        evening.until(lambda: "encoder" in str(told(evening.house)))
        assert evening.stage.feeding[1].attempts >= 2
        assert not evening.shown
    finally:
        evening.stage.close()
