"""Why families don't see what is sent: staff read it in a sentence, on the page and while it is open."""

import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from branchline.core import clock
from branchline.core.acting import NOBODY
from branchline.events.tests.conftest import Places, alice, places
from branchline.live import actions, jobs
from branchline.live.models import Broadcast, Source
from branchline.live.queries import house_of, how_it_runs, rehearsal_house_of
from branchline.live.stream import spool, telling
from branchline.live.stream.house import House
from branchline.live.stream.journal import Journal
from branchline.live.stream.telling import SILENT, Going, tell, told

from .sheets import ON_AIR, on_air, planned, staff_of

__all__ = ["alice", "places"]

SLOW = 600.0
"""Seconds that a test may take to open a page on a machine that has much else to do."""
SOON = ON_AIR + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def slow_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was told a moment ago is news still."""
    monkeypatch.setattr(telling, "SILENT", SLOW)


@pytest.fixture
def rhyme_time(alice: Places, settings: Any, tmp_path: Path) -> Broadcast:
    settings.BRANCHLINE_LIVE_FOLDER = tmp_path
    return on_air(planned(alice))


def read(broadcast: Broadcast, *, after: timedelta = timedelta(minutes=1)) -> str:
    """What stands on the page, and is told to one that is open."""
    bob = staff_of(broadcast.service)
    address = f"/{broadcast.service.slug}/desk/live/{broadcast.public_id}"
    with clock.at(ON_AIR + after):
        sentence: str = bob.get(f"{address}/now").json()["trouble"]
        page = bob.get(address).content.decode()
    assert sentence in page
    assert ("data-trouble hidden" in page) is (not sentence)
    return sentence


def goes(house: House, trouble: dict[str, str], *, ago: float = 0.0) -> None:
    tell(house, Going("slate", 0, trouble, time.monotonic() - ago))


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ({}, ""),
        ({"1": "unreadable"}, "can’t be turned into a picture"),
        ({"1": "encoder"}, "tries again and again"),
        ({"1": "full"}, "The disk of the library’s machine is full"),
        ({"2": "unreadable"}, ""),
    ],
)
def test_what_the_caster_says_of_whoever_sends_is_read(
    rhyme_time: Broadcast, trouble: dict[str, str], words: str
) -> None:
    goes(house_of(rhyme_time), trouble)
    sentence = read(rhyme_time)
    assert words in sentence
    assert bool(sentence) is bool(words)


def test_a_caster_that_says_nothing_is_away_once_it_has_had_time(rhyme_time: Broadcast) -> None:
    assert read(rhyme_time, after=timedelta(seconds=SILENT - 1)) == ""
    assert "has stopped" in read(rhyme_time)
    goes(house_of(rhyme_time), {})
    assert read(rhyme_time) == ""
    goes(house_of(rhyme_time), {"1": "encoder"}, ago=SLOW + 1)
    assert "has stopped" in read(rhyme_time)
    actions.stop_sending(session=rhyme_time.sessions.get(), by=NOBODY, now=SOON)
    assert read(rhyme_time) == "", "nobody sends"


def test_a_disk_that_takes_no_more_is_said_whatever_the_caster_could_write(
    rhyme_time: Broadcast, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes(house_of(rhyme_time), {})
    monkeypatch.setattr(spool, "RESERVE", 2**60)
    assert "The disk of the library’s machine is full" in read(rhyme_time)


def test_a_rehearsal_has_its_own_and_asks_too_when_it_is_black_and_silent(
    alice: Places, settings: Any, tmp_path: Path
) -> None:
    settings.BRANCHLINE_LIVE_FOLDER = tmp_path
    rehearsed = on_air(planned(alice), rehearsal=True)
    tell(rehearsal_house_of(rehearsed), Going("picture", 360, {"1": "encoder"}, time.monotonic()))
    assert "tries again and again" in read(rehearsed)
    with clock.at(ON_AIR + timedelta(minutes=6)):
        jobs.notice_forgotten()
    rehearsed.refresh_from_db()
    assert how_it_runs(rehearsed, now=ON_AIR + timedelta(minutes=6)).forgotten


def test_what_can_not_be_read_tells_nothing(rhyme_time: Broadcast) -> None:
    house = house_of(rhyme_time)
    assert told(house) is None
    house.state.parent.mkdir()
    for half in ("", '{"shows": "sla', '{"shows": "slate", "else": 1}'):
        house.state.write_text(half)
        assert told(house) is None


def test_a_rehearsal_that_is_over_leaves_nothing_but_the_recording(
    alice: Places, settings: Any, tmp_path: Path
) -> None:
    settings.BRANCHLINE_LIVE_FOLDER = tmp_path
    rehearsed = on_air(planned(alice), rehearsal=True)
    before = _left(rehearsal_house_of(rehearsed))
    rehearsed = actions.stop_rehearsal(broadcast=rehearsed, by=NOBODY, now=SOON)
    on_air_now = _left(house_of(rehearsed))
    actions.begin_sending(
        broadcast=rehearsed, source=Source.BROWSER, rehearsal=True, by=NOBODY, now=SOON
    )
    rehearsed.refresh_from_db()
    again = _left(rehearsal_house_of(rehearsed))
    for _twice in range(2):
        jobs.put_stream_away.here(broadcast=rehearsed.public_id)
    assert not any(each.exists() for each in before)
    assert all(each.exists() for each in [*again, *on_air_now])
    actions.end_broadcast(broadcast=rehearsed, by=NOBODY, now=SOON)
    jobs.put_stream_away.here(broadcast=rehearsed.public_id)
    assert not any(each.exists() for each in again)
    assert house_of(rehearsed).journal.exists()
    assert rehearsal_house_of(rehearsed).spool(1).numbers() == [0]


def _left(house: House) -> list[Path]:
    """What a caster and an origin leave of it."""
    Journal(house.journal, prefix=house.prefix).close()
    counts = house.root / "counts" / house.prefix
    for folder in (house.public, counts):
        folder.mkdir(parents=True)
    tell(house, Going("picture", 0))
    house.spool(1).store(0, b"picture", recorded=1000)
    return [house.journal, house.public, house.state, counts]


def test_what_was_rehearsed_and_never_went_on_air_is_kept_no_longer_than_other_recordings(
    alice: Places, settings: Any, tmp_path: Path
) -> None:
    settings.BRANCHLINE_LIVE_FOLDER = tmp_path
    rehearsed, never = on_air(planned(alice), rehearsal=True), planned(alice, title="Another")
    recording = house_of(rehearsed).spool(1)
    recording.store(0, b"picture", recorded=1000)
    actions.stop_rehearsal(broadcast=rehearsed, by=NOBODY, now=SOON)
    old = max(rehearsed.starts_at, never.starts_at) + actions.KEPT_FOR
    assert actions.remove_old_recordings(now=rehearsed.starts_at) == 0
    assert recording.numbers() == [0]
    assert actions.remove_old_recordings(now=old) == 1
    assert recording.numbers() == []
    assert actions.remove_old_recordings(now=old) == 0
    rehearsed.refresh_from_db()
    again = on_air(rehearsed)
    assert again.recording_removed_at is None
