"""Alice puts the replay of her rhyme time up: only what the run sheet allows, and on its last day it goes by itself."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from branchline.core import clock
from branchline.core.acting import NOBODY
from branchline.events.tests.conftest import Places, alice, places
from branchline.live import actions, jobs
from branchline.live.errors import HasNotEnded, NothingMayBeSeen, RecordingGone
from branchline.live.models import Broadcast, Cue, RunItem
from branchline.live.queries import InReplay, house_of, replay_of, replay_plan
from branchline.live.stream.journal import Journal, Said
from branchline.live.stream.playlists import RENDITIONS

from .sheets import ON_AIR, add, on_air, planned, staff_of

__all__ = ["alice", "places"]

OVER = ON_AIR + timedelta(minutes=30)
TODAY = clock.in_london(OVER).date()
LAST_DAY = TODAY + timedelta(days=3)
PIECES = 12
"""Of two seconds: talk, then from second 4 our rhyme, from 12 a book that is only live, from 18 another rhyme."""


@pytest.fixture
def rhyme_time(alice: Places, settings: Any, tmp_path: Path) -> Broadcast:
    """It has ended, and its pieces lie where viewers had them."""
    settings.BRANCHLINE_LIVE_FOLDER = tmp_path
    broadcast = planned(alice)
    rhyme = add(broadcast, "Our rhyme", "La")
    book = add(broadcast, "A picture book", "Once", replay_ok=False)
    until = add(broadcast, "Another", "Lo", replay_ok=True, replay_until=LAST_DAY)
    on_air(broadcast)
    house = house_of(broadcast)
    journal = Journal(house.journal)
    for at, item in ((4.0, rhyme), (12.0, book), (18.0, until)):
        journal.say(Said(_tap(broadcast, item, at).pk, at, at + 2, {"en": "La"}))
    for number in range(PIECES):
        segment = journal.show.next(session=1, cut=number, seconds=2.0, joint=False)
        for rendition in RENDITIONS:
            folder = house.public / rendition.name
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{number:06d}.ts").write_bytes(b"%d" % number)
        journal.release(segment)
    journal.close()
    actions.end_broadcast(broadcast=broadcast, by=NOBODY, now=OVER)
    broadcast.refresh_from_db()
    return broadcast


def _tap(broadcast: Broadcast, item: RunItem, at: float) -> Cue:
    return Cue.objects.create(
        service_id=broadcast.service_id, broadcast=broadcast, item=item, key=f"tap {at}",
        tapped_at=ON_AIR + timedelta(seconds=at),
    )  # fmt: skip


def put_up(
    broadcast: Broadcast, *, talk: bool = False, until: date | None = None, now: datetime = OVER
) -> None:
    actions.put_up_replay(
        broadcast=broadcast,
        until=until or TODAY + timedelta(days=29),
        talk=talk,
        by=NOBODY,
        now=now,
    )
    actions.renew_replay(broadcast=broadcast, now=now)


def seen(broadcast: Broadcast) -> list[int]:
    """The numbers of the pieces that somebody can fetch at the replay's address."""
    replay = replay_of(broadcast=broadcast)
    assert replay is not None
    folder = house_of(broadcast).root / "public" / replay.prefix / "360p"
    return sorted(int(path.stem) for path in folder.glob("*.ts"))


def test_only_what_the_run_sheet_allows_is_seen_again(rhyme_time: Broadcast) -> None:
    put_up(rhyme_time)
    assert seen(rhyme_time) == [2, 3, 4, 5, 9, 10, 11]
    put_up(rhyme_time, talk=True)
    assert seen(rhyme_time) == [0, 1, 2, 3, 4, 5, 9, 10, 11]
    verdicts = [
        s.verdict for s in replay_plan(broadcast=rhyme_time, talk=True, today=TODAY).stretches
    ]
    assert verdicts == [InReplay.YES, InReplay.YES, InReplay.NOT_ALLOWED, InReplay.YES]


def test_each_item_goes_on_its_day_and_the_whole_on_its_own(rhyme_time: Broadcast) -> None:
    put_up(rhyme_time, until=LAST_DAY + timedelta(days=1))
    for days, left in ((3, [2, 3, 4, 5, 9, 10, 11]), (4, [2, 3, 4, 5]), (5, [])):
        with clock.at(OVER + timedelta(days=days)):
            jobs.renew_replays()
            assert seen(rhyme_time) == left
            replay = replay_of(broadcast=rhyme_time)
            assert replay is not None
            assert replay.is_up(clock.today()) is bool(left)


def test_taken_down_it_is_gone_and_its_old_address_leads_nowhere(rhyme_time: Broadcast) -> None:
    put_up(rhyme_time)
    before = replay_of(broadcast=rhyme_time)
    assert before is not None
    for _twice in range(2):
        actions.take_down_replay(broadcast=rhyme_time, by=NOBODY, now=OVER)
    jobs.lay_out_replay.here(broadcast=rhyme_time.public_id)
    assert seen(rhyme_time) == []
    put_up(rhyme_time)
    after = replay_of(broadcast=rhyme_time)
    assert after is not None
    assert after.prefix != before.prefix
    assert not (house_of(rhyme_time).root / "public" / before.prefix).exists()


def test_the_live_address_ends_by_itself(rhyme_time: Broadcast) -> None:
    house = house_of(rhyme_time)
    assert house.public.is_dir(), "whoever is behind can watch on for a while"
    jobs.put_stream_away.here(broadcast=rhyme_time.public_id)
    assert not house.public.exists()
    put_up(rhyme_time)
    assert seen(rhyme_time) == [2, 3, 4, 5, 9, 10, 11]


def test_when_the_recording_goes_the_replay_stays_for_its_own_time(rhyme_time: Broadcast) -> None:
    put_up(rhyme_time)
    later = OVER + actions.KEPT_FOR
    assert actions.remove_old_recordings(now=later - timedelta(days=1)) == 0
    assert actions.remove_old_recordings(now=later) == 1
    assert not house_of(rhyme_time).kept.exists()
    actions.renew_replay(broadcast=rhyme_time, now=OVER + timedelta(days=4))
    assert seen(rhyme_time) == [2, 3, 4, 5]
    actions.take_down_replay(broadcast=rhyme_time, by=NOBODY, now=later)
    with pytest.raises(RecordingGone):
        put_up(rhyme_time, now=later)


def test_what_is_refused(rhyme_time: Broadcast, alice: Places) -> None:
    RunItem.objects.update(replay_ok=False, replay_until=None)
    with pytest.raises(NothingMayBeSeen):
        put_up(rhyme_time)
    with pytest.raises(HasNotEnded):
        put_up(planned(alice, title="Tomorrow’s"))


def test_the_page_says_piece_by_piece_why(rhyme_time: Broadcast) -> None:
    slug = rhyme_time.service.slug
    address = f"/{slug}/desk/live/{rhyme_time.public_id}/replay"
    bob = staff_of(rhyme_time.service)
    page = bob.get(address).content.decode()
    assert "Only live, says the run sheet" in page
    assert "A picture book" in page
    assert bob.post(address + "/up", {"days": "8"}).status_code == 400
    assert bob.post(address + "/up", {"days": "30"}).status_code == 302
    jobs.lay_out_replay.here(broadcast=rhyme_time.public_id)
    assert "The replay is up" in bob.get(address).content.decode()
    assert bob.post(address + "/down").status_code == 302
    assert "Put the replay up" in bob.get(address).content.decode()
