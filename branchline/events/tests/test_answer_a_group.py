"""The library says yes or no to a group; nobody is let in past anybody."""

from datetime import timedelta

import pytest
from django.db.models import Q

from branchline.core.acting import Acting, Actor, Channel
from branchline.events import errors
from branchline.events.actions import (
    approve_group,
    cancel_booking,
    change_event,
    decline_group,
    open_fairly,
    withdraw_group,
)
from branchline.events.models import (
    Booking,
    GroupState,
    Occurrence,
    Window,
)
from branchline.events.queries import groups_waiting
from branchline.people.models import Account

from .conftest import DESK, NOW, WEB, Places, book, date_of, details, put_on
from .groups import NO, ROOM, asks, kinds, morning, sent
from .waiting import now_of, waits

__all__ = ["morning"]


def test_a_yes_is_a_booking_like_any_other(morning: Occurrence) -> None:
    asked = approve_group(asked=asks(morning), words="Bring coats.", by=DESK, now=NOW)
    booking = asked.booking
    assert booking is not None
    assert (booking.adults, booking.children, booking.name) == (3, 12, "Mrs Lee")
    assert now_of(morning).booked == 15
    assert sent(booking) == ["booked"]
    assert kinds() == [("asked", 15), ("approved", 15)]
    cancel_booking(booking=booking, by=WEB, now=NOW)
    assert now_of(morning).booked == 0


def test_who_said_yes_is_kept(morning: Occurrence) -> None:
    account = Account.objects.create(email="alice@example.test", name="Alice")
    by = Acting(actor=Actor("account", account.pk), channel=Channel.DESK)
    assert approve_group(asked=asks(morning), by=by, now=NOW).decided_by == account


def test_a_no_says_why(morning: Occurrence) -> None:
    with pytest.raises(errors.NeedsWords):
        decline_group(asked=asks(morning), words="  ", by=DESK, now=NOW)
    asked = decline_group(asked=asks(morning), words=NO, by=DESK, now=NOW)
    assert (asked.state, asked.words) == (GroupState.DECLINED, NO)
    assert sent(asked) == ["group_asked", "group_declined"]


def test_the_same_answer_twice_changes_nothing_and_another_is_refused(morning: Occurrence) -> None:
    asked = asks(morning)
    first = approve_group(asked=asked, by=DESK, now=NOW)
    assert approve_group(asked=asked, by=DESK, now=NOW).booking == first.booking
    with pytest.raises(errors.AlreadyAnswered):
        decline_group(asked=asked, words=NO, by=DESK, now=NOW)
    assert withdraw_group(asked=asked, by=WEB, now=NOW).state == GroupState.APPROVED
    assert Booking.objects.count() == 1


def test_taken_back_it_can_be_answered_no_more(morning: Occurrence) -> None:
    asked = withdraw_group(asked=asks(morning), by=WEB, now=NOW)
    assert asked.state == GroupState.WITHDRAWN
    with pytest.raises(errors.AlreadyAnswered):
        approve_group(asked=asked, by=DESK, now=NOW)
    with pytest.raises(errors.AlreadyAnswered):
        decline_group(asked=asked, words=NO, by=DESK, now=NOW)
    assert kinds() == [("asked", 15), ("ended", 15)]


def test_an_event_that_stops_taking_groups_still_answers_who_asked(morning: Occurrence) -> None:
    asked = asks(morning)
    change_event(event=morning.event, details=details(capacity=ROOM), by=DESK, now=NOW)
    with pytest.raises(errors.TakesNoGroups):
        asks(now_of(morning))
    assert approve_group(asked=asked, by=DESK, now=NOW).booking is not None


def test_no_room_says_both_numbers_and_what_can_be_done(morning: Occurrence) -> None:
    asked = asks(morning)
    book(morning, adults=6)
    with pytest.raises(errors.NoRoomForGroup) as refused:
        approve_group(asked=asked, by=DESK, now=NOW)
    assert str(refused.value).startswith("14 places are left and they are 15. You can raise")
    change_event(
        event=morning.event, details=details(capacity=21, most_in_group=15), by=DESK, now=NOW
    )
    assert approve_group(asked=asked, by=DESK, now=NOW).booking is not None


def test_room_of_each_kind(alice: Places) -> None:
    date = date_of(put_on(alice.branch, most_in_group=15, most_children=12))
    asked = asks(date, 3, 12)
    book(date, adults=1, children=1)
    with pytest.raises(errors.NoRoomForGroup, match="11 places are left for children"):
        approve_group(asked=asked, by=DESK, now=NOW)


def test_no_group_past_the_line(alice: Places) -> None:
    date = date_of(put_on(alice.branch, capacity=4, most_in_group=4, age_to=None))
    asked = asks(date, 2, 0)
    first = book(date, adults=4)
    waits(date, 3, name="Ann", takes_at_once=False)
    cancel_booking(booking=first, by=WEB, now=NOW)
    waits(date, 2, name="Ben")
    with pytest.raises(errors.OthersWaitBeforeGroup):
        approve_group(asked=asked, by=DESK, now=NOW)


def test_after_booking_has_closed_staff_still_say_yes_until_the_start(alice: Places) -> None:
    date = date_of(put_on(alice.branch, most_in_group=15, window=Window(closes_hours_before=24)))
    asked, late = asks(date), date.starts_at - timedelta(hours=2)
    with pytest.raises(errors.BookingHasClosed):
        asks(date, now=late)
    assert approve_group(asked=asked, by=DESK, now=late).booking is not None


def test_a_draw_comes_first(morning: Occurrence) -> None:
    asked = asks(morning)
    open_fairly(occurrence=morning, hours=48, rules=[], by=DESK, now=NOW)
    with pytest.raises(errors.DrawComesFirst):
        approve_group(asked=asked, by=DESK, now=NOW)


def test_too_late_for_a_yes(morning: Occurrence) -> None:
    asked = asks(morning)
    with pytest.raises(errors.TooLateForGroup):
        approve_group(asked=asked, by=DESK, now=morning.starts_at)


def test_the_oldest_waits_first(morning: Occurrence) -> None:
    later = asks(morning, now=NOW + timedelta(hours=1))
    first = asks(morning)
    withdraw_group(asked=asks(morning), by=WEB, now=NOW)
    assert list(groups_waiting(visible=Q(), now=NOW)) == [first, later]
    assert not groups_waiting(visible=Q(), now=morning.starts_at)
