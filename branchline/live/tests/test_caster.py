"""The caster and the database: what was pressed is heard however it falls between two questions."""

import time
from datetime import timedelta
from pathlib import Path

import pytest

from branchline.core.acting import NOBODY
from branchline.events.tests.conftest import NOW, Places, alice, date_of, places, put_on
from branchline.live import actions
from branchline.live.caster import Caster, ask
from branchline.live.demo.looking import look_at_everything
from branchline.live.models import Broadcast, Pace, Source
from branchline.live.stream.composing import Cut
from branchline.live.stream.slate import make_slate

__all__ = ["alice", "places"]

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def rhyme_time(alice: Places) -> Broadcast:
    put = date_of(put_on(alice.branch))
    planned = actions.plan_broadcast(occurrence=put, by=NOBODY, now=NOW)
    look_at_everything(planned, now=NOW)
    actions.begin_sending(broadcast=planned, source=Source.BROWSER, by=NOBODY, now=NOW)
    return planned


@pytest.fixture
def caster(tmp_path: Path) -> Caster:
    make_slate(tmp_path / "slate", target=Pace.CLOSER)
    return Caster(tmp_path)


def test_panic_and_the_end_between_two_questions_show_nothing_of_what_was_held_back(
    rhyme_time: Broadcast, caster: Caster
) -> None:
    first = ask({})
    now = time.monotonic()
    caster.follow(first, now)
    stage = caster.stages[rhyme_time.public_id]
    stage.composer.add(Cut(1, 0, 2.0, now))
    actions.press_panic(broadcast=rhyme_time, by=NOBODY, now=LATER)
    actions.end_broadcast(broadcast=rhyme_time, by=NOBODY, now=LATER)
    caster.follow(ask(first.running), now + 0.5)
    assert caster.step(now + 30) == []
    assert caster.stages == {}
    assert not stage.composer.waiting


def test_a_broadcast_that_was_ended_while_nobody_looked_after_it_tells_players_so(
    rhyme_time: Broadcast, caster: Caster
) -> None:
    answer = ask({})
    caster.follow(answer, time.monotonic())
    stage = caster.stages[rhyme_time.public_id]
    stage.composer.edge = time.monotonic() - 60
    assert caster.step(time.monotonic())[0].is_slate
    stage.close()
    actions.end_broadcast(broadcast=rhyme_time, by=NOBODY, now=LATER)
    after_a_kill = Caster(caster.root)
    after_a_kill.follow(ask({}), time.monotonic())
    over = caster.root / "public" / rhyme_time.prefix / "720p" / "now.m3u8"
    assert over.read_text().endswith("#EXT-X-ENDLIST\n")


def test_a_second_caster_waits_until_the_first_is_gone(tmp_path: Path) -> None:
    from branchline.live.caster import _the_only_one

    with _the_only_one(tmp_path) as first, _the_only_one(tmp_path) as second:
        assert first()
        assert not second()
    with _the_only_one(tmp_path) as third:
        assert third()
