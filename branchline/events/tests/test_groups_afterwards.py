"""What becomes of a group’s request: called off, moved, closed, fewer who come, forgotten; and any order of it all."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branchline.core.errors import Refusal
from branchline.core.words import said
from branchline.events import errors
from branchline.events.actions import (
    DateChange,
    approve_group,
    cancel_booking,
    cancel_occurrence,
    change_dates,
    close_unanswered_groups,
    come_with_fewer,
    decline_group,
    forget_contact,
    forget_old_bookings,
    withdraw_group,
)
from branchline.events.models import (
    Booking,
    GroupRequest,
    GroupState,
    Occurrence,
    WhichDates,
)
from branchline.events.queries import groups_about

from .conftest import DESK, NOW, TUESDAY, WEB, Places, book, date_of, put_on
from .groups import NO, again, asks, morning, sent
from .waiting import now_of

__all__ = ["morning"]


def test_a_date_called_off_tells_who_asked(morning: Occurrence) -> None:
    asked = asks(morning)
    assert cancel_occurrence(occurrence=morning, because=said("Snow"), by=DESK, now=NOW) == 15
    assert again(asked).state == GroupState.CLOSED
    assert sent(asked) == ["group_asked", "group_closed"]
    with pytest.raises(errors.AlreadyAnswered):
        approve_group(asked=asked, by=DESK, now=NOW)
    with pytest.raises(errors.IsCancelled):
        asks(morning)


def test_what_nobody_answered_is_closed_at_the_start_and_says_so(morning: Occurrence) -> None:
    asked, answered = asks(morning), approve_group(asked=asks(morning), by=DESK, now=NOW)
    assert close_unanswered_groups(by=DESK, now=morning.starts_at - timedelta(minutes=1)) == 0
    assert close_unanswered_groups(by=DESK, now=morning.starts_at) == 1
    assert close_unanswered_groups(by=DESK, now=morning.starts_at) == 0
    assert (again(asked).state, again(answered).state) == (GroupState.CLOSED, GroupState.APPROVED)
    assert sent(asked) == ["group_asked", "group_closed"]


def test_a_group_of_fifteen_may_come_as_thirteen(morning: Occurrence) -> None:
    booking = approve_group(asked=asks(morning), by=DESK, now=NOW).booking
    assert booking is not None
    come_with_fewer(booking=booking, adults=3, children=10, by=WEB, now=NOW)
    assert now_of(morning).booked == 13


def test_who_is_forgotten_asks_no_more(morning: Occurrence) -> None:
    asked = asks(morning, access_note="A quiet corner", another_day="Any Tuesday")
    answered = approve_group(asked=asks(morning, 1, 2), words="Dear Mrs Lee", by=DESK, now=NOW)
    assert asked.contact is not None
    (first, _second) = groups_about(contact_id=asked.contact.pk)
    assert (first["group"], first["access_note"]) == ("Sale Primary, class 4", "A quiet corner")
    forget_contact(contact_id=asked.contact.pk, now=NOW)
    assert again(asked).state == GroupState.WITHDRAWN
    for row in (again(asked), again(answered)):
        assert row.contact is None
        assert {row.name, row.group_name, row.access_note, row.another_day, row.words} == {""}
    assert again(answered).people == 3


def test_a_year_later_the_group_is_a_number(morning: Occurrence) -> None:
    asked = decline_group(asked=asks(morning), words=NO, by=DESK, now=NOW)
    forget_old_bookings(now=morning.ends_at + timedelta(days=364))
    assert again(asked).contact is not None
    forget_old_bookings(now=morning.ends_at + timedelta(days=366))
    assert (again(asked).contact, again(asked).people) == (None, 15)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["asks", "approves", "declines", "withdraws", "books", "cancels"]),
            st.integers(1, 3),
            st.integers(0, 6),
        ),
        max_size=10,
    )
)
def test_whatever_happens_the_date_counts_who_holds_a_place(
    alice: Places, steps: list[tuple[str, int, int]]
) -> None:
    date = date_of(put_on(alice.branch, capacity=10, most_in_group=9, most_children=8))
    groups: list[GroupRequest] = []
    for what, adults, children in steps:
        chosen = groups[(adults * 7 + children) % len(groups)] if groups else None
        try:
            if what == "asks":
                groups.append(asks(date, adults, children, by=DESK))
            elif what == "books":
                book(date, adults, children, by=DESK)
            elif chosen and what == "approves":
                approve_group(asked=chosen, by=DESK, now=NOW)
            elif chosen and what == "declines":
                decline_group(asked=chosen, words=NO, by=DESK, now=NOW)
            elif chosen and what == "withdraws":
                withdraw_group(asked=chosen, by=WEB, now=NOW)
            elif what == "cancels" and (live := Booking.objects.filter(occurrence=date).live()):
                cancel_booking(booking=live.all().with_occurrence()[0], by=WEB, now=NOW)
        except Refusal:
            continue
    now_it_is = now_of(date)
    kept = list(Booking.objects.filter(occurrence=date).live())
    assert now_it_is.booked == sum(booking.people for booking in kept) <= 10
    assert now_it_is.booked_children == sum(booking.children for booking in kept) <= 8
    for asked in groups:
        row = again(asked)
        assert (row.booking is not None) == (row.state == GroupState.APPROVED)


def test_a_date_that_moves_tells_who_asked(morning: Occurrence) -> None:
    asked = asks(morning)
    change_dates(
        occurrence=morning, which=WhichDates.THIS, change=DateChange(day=TUESDAY + timedelta(days=1)),
        by=DESK, now=NOW,
    )  # fmt: skip
    assert sent(asked) == ["group_asked", "group_asked"]
    assert approve_group(asked=again(asked), by=DESK, now=NOW).booking is not None
