"""The wall clock of this machine is put right by an hour, either way, while somebody is on air."""

import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from branchline.core import clock
from branchline.core.acting import NOBODY
from branchline.events.tests.conftest import Places, alice, places
from branchline.live import actions
from branchline.live.caster import Caster, ask
from branchline.live.models import Line, Pace, Session, Source, Standing
from branchline.live.passes import Pass, give_pass, read_pass
from branchline.live.stream.slate import make_slate

from .sheets import ON_AIR, add, on_air, planned

__all__ = ["alice", "places"]

HOUR = timedelta(hours=1)
BEFORE = ON_AIR + timedelta(minutes=10)
jumps = pytest.mark.parametrize("jump", [-HOUR, HOUR], ids=["back", "forward"])


@jumps
def test_what_is_on_air_stays_so_and_each_button_does_what_it_says(
    alice: Places, tmp_path: Path, jump: timedelta
) -> None:
    make_slate(tmp_path / "slate", target=Pace.CLOSER)
    caster = Caster(tmp_path)
    rhyme = add(planned(alice), "Twinkle", "Twinkle, twinkle", "little star")
    broadcast = on_air(rhyme.broadcast)

    def follow() -> None:
        caster.follow(ask(running), time.monotonic())

    def withdraws() -> bool:
        return stage.composer.panic

    with clock.at(BEFORE):
        running = ask({}).running
        follow()
        stage = caster.stages[broadcast.public_id]
    now: datetime = BEFORE + jump
    with clock.at(now):
        follow()
        assert caster.stages == {broadcast.public_id: stage}
        line = Line.objects.filter(item=rhyme).order_by("place")[0]
        actions.tap(broadcast=broadcast, item=rhyme, line=line, key="a", by=NOBODY, now=now)
        [tapped] = ask(running).running[broadcast.public_id].taps
        assert abs(tapped.at - time.monotonic()) < 30, "it is shown where it was tapped"
        actions.press_panic(broadcast=broadcast, by=NOBODY, now=now)
        follow()
        assert withdraws()
        actions.resume(broadcast=broadcast, by=NOBODY, now=now)
        follow()
        assert not withdraws()
        actions.begin_sending(
            broadcast=broadcast, source=Source.BROWSER, take_over=True, by=NOBODY, now=now
        )
        actions.end_when_left(broadcast=broadcast, now=now)
        actions.notice_quiet(broadcast=broadcast, quiet=timedelta(minutes=2), now=now)
        broadcast.refresh_from_db()
        assert broadcast.standing == Standing.ON_AIR
        actions.end_broadcast(broadcast=broadcast, by=NOBODY, now=now)
        follow()
    assert not Session.objects.filter(ended_at__isnull=True).exists()
    caster.step(time.monotonic() + 60)
    assert not caster.stages


def test_black_for_two_minutes_and_put_forward_an_hour_is_not_forgotten(alice: Places) -> None:
    broadcast = on_air(planned(alice))
    for minutes, moment in ((1, BEFORE), (2, BEFORE + HOUR)):
        quiet = timedelta(minutes=minutes)
        actions.notice_quiet(broadcast=broadcast, quiet=quiet, now=moment)
    broadcast.refresh_from_db()
    assert broadcast.standing == Standing.ON_AIR


@jumps
def test_who_sends_is_let_in_before_and_after(
    jump: timedelta, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = give_pass(broadcast="story", session=3)
    then = time.time() + jump.total_seconds()
    monkeypatch.setattr("django.core.signing.time.time", lambda: then)
    assert read_pass(given) == Pass("story", 3)
