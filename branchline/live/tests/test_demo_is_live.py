"""Whenever somebody opens the demo its rhyme time is live: by day, by night, and on the day after."""

from datetime import datetime, timedelta

import pytest

from branchline.core.acting import NOBODY
from branchline.core.clock import london
from branchline.core.scoping import scope
from branchline.events.tests.conftest import Places, places  # noqa: F401
from branchline.live.actions import end_broadcast
from branchline.live.demo.singing import Singing
from branchline.live.demo.today import on_air
from branchline.live.demo.tune import SECONDS, SONGS
from branchline.live.models import Cue, Line, LiveListing, Session, Standing


def at(places: Places, now: datetime) -> Session | None:  # noqa: F811
    with scope(places.service.pk):
        return on_air(now=now)


@pytest.mark.parametrize("hour", [0, 3, 10, 23])
def test_it_is_on_at_any_hour_with_its_words(places: Places, hour: int) -> None:  # noqa: F811
    now = london(2026, 11, 27, hour, 50)
    session = at(places, now)
    assert session is not None
    listing = LiveListing.objects.get()
    assert listing.standing == Standing.ON_AIR
    assert listing.starts_at <= now
    with scope(places.service.pk):
        assert Line.objects.count() == sum(map(len, SONGS.values()))


def test_started_again_it_goes_on_and_a_day_later_it_is_another(places: Places) -> None:  # noqa: F811
    first = at(places, london(2026, 11, 27, 10, 7))
    again = at(places, london(2026, 11, 27, 10, 20))
    later = at(places, london(2026, 11, 27, 10, 20) + timedelta(days=1))
    assert first is not None
    assert again is not None
    assert later is not None
    assert again.broadcast_id == first.broadcast_id
    assert again.number == first.number + 1
    assert later.broadcast_id != first.broadcast_id
    assert LiveListing.objects.get().public_id == later.broadcast.public_id


def test_whoever_tries_the_studio_is_not_taken_over_and_an_end_is_followed_by_another(
    places: Places,  # noqa: F811
) -> None:
    now = london(2026, 11, 27, 10, 7)
    first = at(places, now)
    assert first is not None
    with scope(places.service.pk):
        first.began_by = 7
        first.save()
    assert at(places, now + timedelta(minutes=1)) is None
    with scope(places.service.pk):
        end_broadcast(broadcast=first.broadcast, by=NOBODY, now=now + timedelta(minutes=2))
    another = at(places, now + timedelta(minutes=3))
    assert another is not None
    assert another.broadcast_id != first.broadcast_id


def test_in_the_last_minute_of_a_day_it_waits_for_the_next(places: Places) -> None:  # noqa: F811
    assert at(places, london(2026, 11, 27, 23, 59)) is None


def test_each_line_is_tapped_once_each_time_it_is_sung(places: Places) -> None:  # noqa: F811
    session = at(places, london(2026, 11, 27, 10, 7))
    assert session is not None
    lines = sum(map(len, SONGS.values()))
    singing = Singing(session)
    singing.tap_until(1.0)
    with scope(places.service.pk):
        assert str(Cue.objects.get().words) == "Twinkle, twinkle, little star,"
    for seconds in (SECONDS - 1, SECONDS, 2 * SECONDS):
        singing.tap_until(seconds)
    with scope(places.service.pk):
        assert Cue.objects.count() == 2 * lines
