"""Adding, changing and publishing events: refusals at the field, dates as rows, the public's listing."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branchline.core.errors import Refusal
from branchline.core.models import Happening
from branchline.core.words import said
from branchline.events.actions import change_event, create_event, publish_event
from branchline.events.errors import (
    AgesAreTurned,
    BookingKindIsFixed,
    DatesAreFixed,
    EndsBeforeItStarts,
    FewerThanBooked,
    InThePast,
    IsNotTheirBranch,
    NeedsACapacity,
    NeedsATitle,
    NoDates,
    NotReadyToPublish,
    TooLong,
    TooManyDates,
)
from branchline.events.models import Event, HowToCome, Listing, Occurrence, Rule, Timing

from .conftest import DESK, NOW, TUESDAY, Places, book, date_of, details, key, once, put_on


def weekly(weeks: int = 8, **more: Any) -> Timing:
    """Tuesdays at half past ten, over the change of the clocks."""
    return Timing(
        TUESDAY, time(10, 30), time(11), Rule(until=TUESDAY + timedelta(weeks=weeks)), **more
    )


def test_a_series_becomes_a_date_for_each_week(alice: Places) -> None:
    event = put_on(alice.branch, timing=weekly(skipped=frozenset({TUESDAY + timedelta(weeks=1)})))
    dates = list(Occurrence.objects.filter(event=event).order_by("starts_at"))
    assert len(dates) == 8
    assert all(d.capacity == 20 and d.branch_id == alice.branch.pk for d in dates)
    assert Listing.objects.filter(event_public_id=event.public_id, in_series=True).count() == 8
    assert Happening.objects.get(kind="events.published").quantity == 8


def test_a_draft_is_not_listed_until_it_is_published_and_once_only(alice: Places) -> None:
    event = create_event(
        branch=alice.branch, details=details(), timing=once(), by=DESK, now=NOW, key=key()
    )
    assert event.is_draft
    assert not Listing.objects.exists()
    publish_event(event=event, by=DESK, now=NOW)
    publish_event(event=event, by=DESK, now=NOW)
    assert Listing.objects.count() == 1
    assert Happening.objects.filter(kind="events.published").count() == 1


def test_the_same_form_twice_makes_one_event(alice: Places) -> None:
    facts: dict[str, Any] = {
        "branch": alice.branch,
        "details": details(),
        "timing": once(),
        "by": DESK,
        "now": NOW,
    }
    first = create_event(**facts, key="a-form-sent-twice")
    assert create_event(**facts, key="a-form-sent-twice").pk == first.pk
    assert (Event.objects.count(), Occurrence.objects.count()) == (1, 1)


def test_the_listing_carries_branch_facts_and_both_languages(alice: Places) -> None:
    put_on(alice.branch, access=("bsl", "step_free", "nonsense"))
    row = Listing.objects.get()
    assert row.access == ["bsl", "step_free"]
    assert (row.title.cy, row.branch_name.en, row.postcode) == (
        "Amser rhigwm",
        "Sale Library",
        "M33 7ZF",
    )
    assert (row.lat, row.lon, row.places_left) == (53.4254, -2.3196, 20)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"details": {"title": said()}}, NeedsATitle),
        ({"details": {"capacity": None}}, NeedsACapacity),
        ({"details": {"capacity": 0}}, NeedsACapacity),
        ({"details": {"age_from": 8, "age_to": 3}}, AgesAreTurned),
        ({"timing": once(date(2026, 8, 31))}, InThePast),
        ({"timing": once(date(2026, 9, 1), time(8), time(9))}, InThePast),
        ({"timing": once(starts=time(11), ends=time(11))}, EndsBeforeItStarts),
        ({"timing": once(starts=time(6), ends=time(18, 1))}, TooLong),
        ({"timing": weekly(-1)}, NoDates),
        ({"timing": weekly(200)}, TooManyDates),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(
    alice: Places, change: dict[str, Any], refusal: type[Refusal]
) -> None:
    facts = {
        "details": details(**change.get("details", {})),
        "timing": change.get("timing", once()),
    }
    with pytest.raises(refusal) as refused:
        create_event(branch=alice.branch, by=DESK, now=NOW, key=key(), **facts)
    assert refused.value.field
    assert not Event.objects.exists()


def test_another_services_branch_is_refused(alice: Places) -> None:
    with pytest.raises(IsNotTheirBranch):
        put_on(alice.other_branch)


def test_a_draft_whose_dates_are_over_is_not_published(alice: Places) -> None:
    event = create_event(
        branch=alice.branch, details=details(), timing=once(), by=DESK, now=NOW, key=key()
    )
    with pytest.raises(NotReadyToPublish):
        publish_event(event=event, by=DESK, now=NOW + timedelta(days=90))


def test_changing_words_changes_the_listing_and_raises_the_calendars_sequence(
    alice: Places,
) -> None:
    event = put_on(alice.branch)
    change_event(event=event, details=details(title=said("Songs")), by=DESK, now=NOW)
    row = Listing.objects.get()
    assert (row.title.en, row.version) == ("Songs", 1)


def test_dates_of_a_draft_may_change_and_of_a_published_event_not(alice: Places) -> None:
    event = create_event(
        branch=alice.branch, details=details(), timing=once(), by=DESK, now=NOW, key=key()
    )
    change_event(event=event, details=details(capacity=9), timing=weekly(), by=DESK, now=NOW)
    assert (
        list(Occurrence.objects.filter(event=event).values_list("capacity", flat=True)) == [9] * 9
    )
    publish_event(event=event, by=DESK, now=NOW)
    change_event(event=event, details=details(), timing=weekly(), by=DESK, now=NOW)
    with pytest.raises(DatesAreFixed):
        change_event(event=event, details=details(), timing=once(), by=DESK, now=NOW)


def test_a_published_event_stays_bookable_or_drop_in(alice: Places) -> None:
    event = put_on(alice.branch)
    drop_in = replace(details(), booking=HowToCome.DROP_IN, capacity=None)
    with pytest.raises(BookingKindIsFixed):
        change_event(event=event, details=drop_in, by=DESK, now=NOW)


def test_capacity_follows_but_not_below_what_is_booked(alice: Places) -> None:
    event = put_on(alice.branch)
    book(date_of(event), adults=3, children=2)
    change_event(event=event, details=details(capacity=5), by=DESK, now=NOW)
    assert (date_of(event).capacity, Listing.objects.get().places_left) == (5, 0)
    with pytest.raises(
        FewerThanBooked, match="5 people have booked for Tuesday 6 October, 10:30am"
    ):
        change_event(event=event, details=details(capacity=4), by=DESK, now=NOW)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(days=st.integers(0, 120), weeks=st.integers(0, 40), every=st.integers(1, 8))
def test_a_plan_comes_back_from_its_event_as_it_was_given(
    alice: Places, days: int, weeks: int, every: int
) -> None:
    first = TUESDAY + timedelta(days=days)
    until = first + timedelta(weeks=weeks)
    timing = Timing(first, time(17), time(18, 30), Rule(every, until=until))
    event = create_event(
        branch=alice.branch, details=details(), timing=timing, by=DESK, now=NOW, key=key()
    )
    event.refresh_from_db()
    assert (event.timing, event.details) == (timing, details())
    assert Occurrence.objects.filter(event=event).count() == weeks // every + 1
