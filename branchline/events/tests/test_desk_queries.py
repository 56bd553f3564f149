"""What staff see: their branches only, in pages, by a constant number of queries."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db.models import Q

from branchline.core.permits import Holding, Reach, Role
from branchline.core.scoping import NoScope, scope
from branchline.core.words import said
from branchline.events.actions import create_event
from branchline.events.errors import BookingNotFound, EventNotFound
from branchline.events.models import Occurrence, Rule, Timing
from branchline.events.permits import SEE_EVENTS
from branchline.events.queries import (
    Sought,
    booking_by_public_id,
    bookings_of,
    drafts,
    event_by_public_id,
    live_bookings_of,
    occurrence_at_desk,
    occurrence_to_book,
    past_occurrences,
    preview_dates,
    upcoming_occurrences,
)
from branchline.places.models import OpeningException

from .conftest import DESK, NOW, TUESDAY, Places, book, date_of, details, key, once, put_on

ALL = Q()


def series(weeks: int) -> Timing:
    """Tuesdays at ten."""
    return Timing(TUESDAY, time(10), time(11), Rule(until=TUESDAY + timedelta(weeks=weeks)))


def test_upcoming_and_past_meet_at_now(alice: Places) -> None:
    put_on(alice.branch, timing=series(4))
    now = Occurrence.objects.order_by("starts_at")[2].ends_at
    coming = upcoming_occurrences(now=now, visible=ALL).rows
    over = past_occurrences(now=now, visible=ALL).rows
    assert (len(coming), len(over)) == (2, 3)
    assert over[0].starts_at > over[1].starts_at


def test_pages_of_the_desk_show_every_date_once(alice: Places) -> None:
    put_on(alice.branch, timing=series(9))
    for read in (upcoming_occurrences, past_occurrences):
        now = NOW if read is upcoming_occurrences else NOW + timedelta(days=400)
        first = read(now=now, visible=ALL, limit=6)
        second = read(now=now, visible=ALL, limit=6, after=first.after)
        assert second.after is None
        assert len({d.pk for d in [*first.rows, *second.rows]}) == 10


def test_staff_of_one_branch_see_that_branch(alice: Places) -> None:
    put_on(alice.branch)
    put_on(alice.far)
    bob = [Holding(Role.BRANCH_STAFF, Reach(alice.service.pk, frozenset({alice.far.pk})))]
    rows = upcoming_occurrences(now=NOW, visible=SEE_EVENTS.visible(bob)).rows
    assert [d.branch_id for d in rows] == [alice.far.pk]
    assert (
        len(
            upcoming_occurrences(
                now=NOW, visible=ALL, sought=Sought(branch=alice.branch.public_id)
            ).rows
        )
        == 1
    )


def test_drafts_are_with_the_drafts_only(alice: Places) -> None:
    event = create_event(
        branch=alice.branch, details=details(), timing=series(2), by=DESK, now=NOW, key=key()
    )
    assert [(e.pk, e.dates) for e in drafts(visible=ALL)] == [(event.pk, 3)]  # type: ignore[attr-defined]
    assert upcoming_occurrences(now=NOW, visible=ALL).rows == []
    assert event_by_public_id(public_id=event.public_id).pk == event.pk
    with pytest.raises(EventNotFound):
        occurrence_to_book(public_id=date_of(event).public_id)


def test_bookings_by_name_with_the_live_ones_first(rhyme_time: Occurrence) -> None:
    from branchline.events.actions import cancel_booking

    book(rhyme_time, contact_name="Zadie", address="z@example.test")
    gone = book(rhyme_time, contact_name="Adam", address="a@example.test")
    book(rhyme_time, contact_name="Mo", address="m@example.test")
    cancel_booking(booking=gone, by=DESK, now=NOW)
    assert [b.contact.name for b in bookings_of(occurrence=rhyme_time) if b.contact] == [
        "Mo",
        "Zadie",
        "Adam",
    ]
    assert [b.contact.name for b in live_bookings_of(occurrence=rhyme_time) if b.contact] == [
        "Mo",
        "Zadie",
    ]
    assert occurrence_at_desk(public_id=rhyme_time.public_id).parties == 2  # type: ignore[attr-defined]


def test_a_preview_names_the_days_on_which_the_branch_is_closed(alice: Places) -> None:
    OpeningException.objects.create(
        service=alice.service, branch=alice.branch, first_day=date(2026, 10, 12), last_day=date(2026, 10, 14),
        because=said("Stocktaking"),
    )  # fmt: skip
    shown = preview_dates(timing=series(2), branch=alice.branch)
    assert [(day.day.day, day.closed) for day in shown] == [(6, False), (13, True), (20, False)]
    assert preview_dates(timing=series(-1), branch=alice.branch) == []


def test_another_service_finds_nothing_and_no_service_raises(places: Places) -> None:
    with scope(places.service.pk):
        date = date_of(put_on(places.branch))
        booking = book(date)
    with scope(places.other_service.pk):
        with pytest.raises(EventNotFound):
            occurrence_at_desk(public_id=date.public_id)
        with pytest.raises(BookingNotFound):
            booking_by_public_id(public_id=booking.public_id)
        assert upcoming_occurrences(now=NOW, visible=ALL).rows == []
    with pytest.raises(NoScope):
        booking_by_public_id(public_id=booking.public_id)


def test_desk_lists_cost_the_same_whatever_their_length(
    alice: Places, django_assert_num_queries: Any
) -> None:
    for weeks in (1, 20):
        date = date_of(put_on(alice.branch, timing=series(weeks), capacity=50))
        for n in range(weeks):
            book(date, address=f"reader-{weeks}-{n}@example.test")
        create_event(
            branch=alice.branch, details=details(), timing=once(), by=DESK, now=NOW, key=key()
        )
        with django_assert_num_queries(1):
            [
                str(d.event.title) + str(d.branch)
                for d in upcoming_occurrences(now=NOW, visible=ALL).rows
            ]
        with django_assert_num_queries(1):
            [str(e.branch) for e in drafts(visible=ALL)]
        with django_assert_num_queries(1):
            [b.contact and b.contact.name for b in bookings_of(occurrence=date)]
