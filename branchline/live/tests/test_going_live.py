"""Going live: one studio at a time, whoever is quicker; and buttons that may be pressed twice."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connections, transaction

from branchline.core.acting import NOBODY
from branchline.core.models import Happening
from branchline.core.scoping import scope
from branchline.events.tests.conftest import (
    NOW,
    Places,
    alice,
    make_places,
    places,
)
from branchline.live import actions
from branchline.live.demo.looking import look_at_everything
from branchline.live.errors import HasEnded, NotOnAir, SomebodyElseIsLive
from branchline.live.models import Broadcast, LiveListing, Session, Source, Standing

from .sheets import planned

__all__ = ["alice", "places"]

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def rhyme_time(alice: Places) -> Broadcast:
    return planned(alice)


def go_live(broadcast: Broadcast, *, take_over: bool = False) -> Session:
    look_at_everything(broadcast, now=LATER)
    return actions.begin_sending(
        broadcast=broadcast, source=Source.BROWSER, take_over=take_over, by=NOBODY, now=LATER
    )


def kinds() -> list[str]:
    return list(
        Happening.objects.filter(kind__startswith="live.")
        .exclude(kind="live.looked_at")
        .order_by("id")
        .values_list("kind", flat=True)
    )


def listed() -> list[str]:
    return list(LiveListing.objects.values_list("standing", flat=True))


def test_the_first_session_puts_it_on_air_and_everybody_may_know(rhyme_time: Broadcast) -> None:
    assert listed() == [Standing.PLANNED]
    assert go_live(rhyme_time).number == 1
    rhyme_time.refresh_from_db()
    assert (rhyme_time.standing, rhyme_time.on_air_at) == (Standing.ON_AIR, LATER)
    assert (listed(), kinds()) == ([Standing.ON_AIR], ["live.went_live"])


def test_a_rehearsal_is_not_on_air_and_what_follows_it_is(rhyme_time: Broadcast) -> None:
    session = actions.begin_sending(
        broadcast=rhyme_time, source=Source.BROWSER, rehearsal=True, by=NOBODY, now=NOW
    )
    assert (listed(), kinds()) == ([Standing.REHEARSAL], ["live.rehearsed"])
    actions.stop_sending(session=session, by=NOBODY, now=NOW)
    go_live(rhyme_time)
    assert (listed(), kinds()) == ([Standing.ON_AIR], ["live.rehearsed", "live.went_live"])


def test_a_second_studio_is_refused_unless_it_takes_over(rhyme_time: Broadcast) -> None:
    first = go_live(rhyme_time)
    with pytest.raises(SomebodyElseIsLive):
        go_live(rhyme_time)
    assert go_live(rhyme_time, take_over=True).number == 2
    first.refresh_from_db()
    assert first.ended_at == LATER
    assert kinds() == ["live.went_live", "live.took_over"]


def test_the_database_itself_lets_two_never_send(rhyme_time: Broadcast) -> None:
    go_live(rhyme_time)
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.create(
            service_id=rhyme_time.service_id,
            broadcast=rhyme_time,
            number=2,
            source=Source.BROWSER,
            began_at=LATER,
        )


def test_who_stopped_may_begin_again_as_another_session(rhyme_time: Broadcast) -> None:
    actions.stop_sending(session=go_live(rhyme_time), by=NOBODY, now=LATER)
    assert go_live(rhyme_time).number == 2
    assert kinds() == ["live.went_live"]


def test_panic_and_resume_pressed_twice_are_once(rhyme_time: Broadcast) -> None:
    with pytest.raises(NotOnAir):
        actions.press_panic(broadcast=rhyme_time, by=NOBODY, now=NOW)
    go_live(rhyme_time)
    first = actions.press_panic(broadcast=rhyme_time, by=NOBODY, now=LATER)
    second = actions.press_panic(broadcast=rhyme_time, by=NOBODY, now=LATER + timedelta(seconds=1))
    assert first.panicked_at == second.panicked_at == LATER
    for _ in range(2):
        assert actions.resume(broadcast=rhyme_time, by=NOBODY, now=LATER).panicked_at is None
    assert kinds() == ["live.went_live", "live.panicked"]


def test_the_end_is_for_good_and_ends_whoever_sends(rhyme_time: Broadcast) -> None:
    session = go_live(rhyme_time)
    for _ in range(2):
        actions.end_broadcast(broadcast=rhyme_time, by=NOBODY, now=LATER)
    session.refresh_from_db()
    rhyme_time.refresh_from_db()
    assert session.ended_at == rhyme_time.ended_at == LATER
    assert (listed(), kinds()) == ([], ["live.went_live", "live.ended"])
    with pytest.raises(HasEnded):
        go_live(rhyme_time)
    with pytest.raises(NotOnAir):
        actions.press_panic(broadcast=rhyme_time, by=NOBODY, now=LATER)


def test_panic_then_end_shows_nothing_of_what_was_withdrawn(rhyme_time: Broadcast) -> None:
    go_live(rhyme_time)
    actions.press_panic(broadcast=rhyme_time, by=NOBODY, now=LATER)
    ended = actions.end_broadcast(broadcast=rhyme_time, by=NOBODY, now=LATER)
    # The caster may hear of both at once: that it was withdrawn must outlive the end.
    assert ended.panicked_at == LATER


def test_a_clock_that_was_put_back_an_hour_ends_a_session_all_the_same(
    rhyme_time: Broadcast,
) -> None:
    session = go_live(rhyme_time)
    actions.stop_sending(session=session, by=NOBODY, now=LATER - timedelta(hours=1))
    session.refresh_from_db()
    assert session.ended_at == LATER
    assert go_live(rhyme_time).number == 2


@pytest.mark.race
def test_of_ten_studios_at_the_same_moment_one_goes_live(own_database: str) -> None:
    at = make_places()
    with scope(at.service.pk):
        broadcast = planned(at)

    def studio(_turn: int) -> str:
        try:
            with scope(at.service.pk):
                return f"session {go_live(broadcast).number}"
        except SomebodyElseIsLive:
            return "refused"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as hands:
        told = Counter(hands.map(studio, range(10)))
    assert told == {"session 1": 1, "refused": 9}


@pytest.mark.race
def test_ten_who_take_over_at_the_same_moment_follow_one_another(own_database: str) -> None:
    at = make_places()
    with scope(at.service.pk):
        broadcast = planned(at)
        go_live(broadcast)

    def studio(_turn: int) -> int:
        try:
            with scope(at.service.pk):
                return go_live(broadcast, take_over=True).number
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as hands:
        assert sorted(hands.map(studio, range(10))) == list(range(2, 12))
    with scope(at.service.pk):
        assert Session.objects.filter(ended_at__isnull=True).count() == 1
