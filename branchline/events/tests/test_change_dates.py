"""Another day, other times: the rows move, the calendars follow, everybody who booked is told."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branchline.core.clock import LONDON, london
from branchline.core.errors import Refusal
from branchline.core.models import Happening
from branchline.core.words import said
from branchline.events.actions import Changed, DateChange, cancel_occurrence, change_dates
from branchline.events.errors import (
    DateTaken,
    EndsBeforeItStarts,
    FewerThanBooked,
    HasStarted,
    InThePast,
    IsCancelled,
    NoSuchTime,
)
from branchline.events.letters import CHANGED
from branchline.events.models import Event, Listing, Occurrence, Rule, Timing, WhichDates
from branchline.messages.models import Message, Route

from .conftest import DESK, NOW, TUESDAY, Places, book, put_on

THIS, LATER, ALL = WhichDates.THIS, WhichDates.LATER, WhichDates.ALL


@pytest.fixture
def series(alice: Places) -> Event:
    """Six Tuesdays over the change of the clocks, half past ten."""
    rule = Rule(until=TUESDAY + timedelta(weeks=5))
    return put_on(alice.branch, timing=Timing(TUESDAY, time(10, 30), time(11), rule))


def dates(event: Event) -> list[Occurrence]:
    return list(Occurrence.objects.filter(event=event).order_by("starts_at"))


def walls(event: Event) -> list[str]:
    return [f"{d.starts_at.astimezone(LONDON):%-d %b %H:%M}" for d in dates(event)]


def change(occurrence: Occurrence, which: WhichDates = THIS, **what: Any) -> Changed:
    return change_dates(
        occurrence=occurrence,
        which=which,
        change=DateChange(**what),
        by=DESK,
        now=NOW,
    )


def test_one_date_moves_and_the_others_stay(series: Event) -> None:
    second = dates(series)[1]
    assert change(second, day=date(2026, 10, 14), starts=time(14), ends=time(15)) == Changed(1, 0)
    assert walls(series) == [
        "6 Oct 10:30", "14 Oct 14:00", "20 Oct 10:30", "27 Oct 10:30", "3 Nov 10:30", "10 Nov 10:30",
    ]  # fmt: skip
    second.refresh_from_db()
    assert second.planned_at == london(2026, 10, 13, 10, 30)
    assert second.version == 1
    assert Listing.objects.get(public_id=second.public_id).starts_at == london(2026, 10, 14, 14)


def test_this_and_later_move_by_as_many_days_and_keep_their_wall_time(series: Event) -> None:
    assert change(dates(series)[2], LATER, day=date(2026, 10, 22)).dates == 4
    assert walls(series) == [
        "6 Oct 10:30", "13 Oct 10:30", "22 Oct 10:30", "29 Oct 10:30", "5 Nov 10:30", "12 Nov 10:30",
    ]  # fmt: skip


@pytest.mark.parametrize("weeks", [-1, 1])
def test_a_series_may_move_onto_its_own_days(series: Event, weeks: int) -> None:
    before = [d.starts_at for d in dates(series)]
    change(dates(series)[0], ALL, day=TUESDAY + timedelta(weeks=weeks))
    assert walls(series)[0] == f"{29 if weeks < 0 else 13} {'Sep' if weeks < 0 else 'Oct'} 10:30"
    assert [d.planned_at for d in dates(series)] == before


def test_everybody_who_booked_a_moved_date_is_told_once_by_their_own_route(series: Event) -> None:
    first, second = dates(series)[:2]
    book(first, adults=2, contact_name="Bob")
    book(first, route=Route.LETTER, address="1 Long Road, Sale, M33 7ZF", contact_name="Lin")
    book(second, contact_name="Olu", address="olu@example.test")
    Message.objects.all().delete()
    assert change(first, starts=time(14), ends=time(15)) == Changed(1, 3)
    told = Message.objects.filter(letter="events.changed")
    assert sorted(told.values_list("route", flat=True)) == ["email", "letter"]
    assert Happening.objects.filter(kind="events.date_changed").count() == 1


def test_more_places_or_an_interpreter_is_no_news_to_write_about(series: Event) -> None:
    first = dates(series)[0]
    book(first, adults=2)
    assert change(first, capacity=5, access=("bsl", "nonsense")) == Changed(1, 0)
    row = Listing.objects.get(public_id=first.public_id)
    assert (row.capacity, row.places_left, row.access[:1]) == (5, 3, ["bsl"])
    assert Listing.objects.filter(access__contains=["bsl"]).count() == 1


def test_the_message_says_both_moments_and_raises_the_calendars_sequence(series: Event) -> None:
    first = dates(series)[0]
    booking = book(first)
    change(first, day=date(2026, 10, 8))
    content = CHANGED.compose(booking.public_id, "en", Route.EMAIL, NOW)
    assert content is not None
    text = " ".join(content.paragraphs)
    assert "It is now Thursday 8 October, 10:30am to 11am" in text
    assert "it was to be Tuesday 6 October, 10:30am" in text
    assert b"SEQUENCE:1" in content.attachments[0].content
    assert (
        CHANGED.compose(booking.public_id, "en", Route.EMAIL, first.ends_at + timedelta(days=3))
        is None
    )


@pytest.mark.parametrize(
    ("what", "refusal"),
    [
        ({"day": date(2026, 8, 31)}, InThePast),
        ({"day": date(2026, 10, 13)}, DateTaken),
        ({"ends": time(10, 30)}, EndsBeforeItStarts),
        ({"capacity": 1}, FewerThanBooked),
        ({"day": date(2027, 3, 28), "starts": time(1, 30)}, NoSuchTime),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_moves(
    series: Event, what: dict[str, Any], refusal: type[Refusal]
) -> None:
    first = dates(series)[0]
    book(first, adults=2)
    before = walls(series)
    with pytest.raises(refusal) as refused:
        change(first, **what)
    assert refused.value.field
    assert walls(series) == before


def test_what_has_begun_or_is_cancelled_stays(series: Event) -> None:
    first, second = dates(series)[:2]
    cancel_occurrence(occurrence=second, because=said("Flood"), by=DESK, now=NOW)
    second.refresh_from_db()
    with pytest.raises(IsCancelled):
        change(second, day=date(2026, 10, 14))
    with pytest.raises(HasStarted):
        change_dates(
            occurrence=first, which=THIS, change=DateChange(day=date(2026, 12, 1)), by=DESK,
            now=first.starts_at,
        )  # fmt: skip
    assert change(first, ALL, starts=time(9)).dates == 5


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(days=st.integers(-20, 60), hour=st.integers(0, 21), chosen=st.integers(0, 5))
def test_whatever_moves_keeps_its_distance_its_order_and_its_bookings(
    series: Event, days: int, hour: int, chosen: int
) -> None:
    before = dates(series)
    day = before[chosen].starts_at.astimezone(LONDON).date() + timedelta(days=days)
    change_ = DateChange(day=day, starts=time(hour), ends=time(hour, 45))
    try:
        change_dates(occurrence=before[chosen], which=LATER, change=change_, by=DESK, now=NOW)
    except Refusal:
        assert [d.starts_at for d in dates(series)] == [d.starts_at for d in before]
        return
    after = {d.pk: d for d in dates(series)}
    for old in before[chosen:]:
        wall = after[old.pk].starts_at.astimezone(LONDON)
        assert wall.date() - old.starts_at.astimezone(LONDON).date() == timedelta(days=days)
        assert wall.hour == hour
    assert len(after) == 6
