"""A school asks whether a class can come; the library says yes or no; nobody is let in past anybody."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branchline.core.acting import Acting, Actor, Channel
from branchline.core.clock import london
from branchline.core.errors import Refusal
from branchline.core.models import Happening
from branchline.core.words import said
from branchline.events import errors
from branchline.events.actions import (
    DateChange,
    approve_group,
    cancel_booking,
    cancel_occurrence,
    change_dates,
    change_event,
    close_unanswered_groups,
    come_with_fewer,
    create_event,
    decline_group,
    forget_contact,
    forget_old_bookings,
    open_fairly,
    withdraw_group,
)
from branchline.events.models import (
    BookedAs,
    Booking,
    GroupRequest,
    GroupState,
    HowToCome,
    Occurrence,
    WhichDates,
    Window,
)
from branchline.events.queries import groups_about, groups_waiting
from branchline.messages.models import Message, Route
from branchline.people.models import Account

from .conftest import DESK, NOW, TUESDAY, WEB, Places, book, date_of, details, key, once, put_on
from .groups import again, asks
from .waiting import now_of, waits

ROOM = 20
PHONE = Acting(channel=Channel.PHONE)
NO = "The room is too small."


@pytest.fixture
def morning(alice: Places) -> Occurrence:
    """Twenty places, and groups of up to fifteen may ask."""
    return date_of(put_on(alice.branch, capacity=ROOM, most_in_group=15))


def sent(about: GroupRequest | Booking) -> list[str]:
    rows = Message.objects.filter(reference=about.public_id).order_by("pk")
    return [row.letter.removeprefix("events.") for row in rows]


def kinds() -> list[tuple[str, int]]:
    rows = Happening.objects.filter(kind__startswith="events.group").order_by("pk")
    return [(row.kind.removeprefix("events.group_"), row.quantity) for row in rows]


def test_asking_holds_no_places_and_the_group_hears_that_we_have_it(morning: Occurrence) -> None:
    asked = asks(morning)
    assert (asked.state, asked.people, asked.channel) == (GroupState.ASKED, 15, "web")
    assert now_of(morning).booked == 0
    assert sent(asked) == ["group_asked"]
    (happening,) = Happening.objects.filter(kind="events.group_asked")
    assert (happening.quantity, happening.ward_code, happening.pseudonym) == (15, "", None)


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


def test_the_same_form_twice_is_one_request(morning: Occurrence) -> None:
    one = key()
    assert asks(morning, key=one) == asks(morning, key=one)
    assert GroupRequest.objects.count() == 1


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


Wrong = Callable[[Occurrence], object]
WRONG: list[tuple[type[Refusal], Wrong]] = [
    (errors.NobodyIsComing, lambda date: asks(date, 0, 0)),
    (errors.NobodyIsComing, lambda date: asks(date, 5, -3)),
    (errors.NeedsAnAdult, lambda date: asks(date, 0, 5)),
    (errors.GroupTooBig, lambda date: asks(date, 4, 12)),
    (errors.GroupTooBig, lambda date: asks(date, 10**9, 10**9)),
    (errors.HasStarted, lambda date: asks(date, now=date.starts_at)),
    (
        errors.LetterIsTooSlow,
        lambda date: asks(
            date, route=Route.LETTER, address="1 Row\nSale\nM33 7ZF",
            now=date.starts_at - timedelta(days=1),
        ),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("refusal", "wrong"), WRONG)
def test_what_can_never_be_is_not_asked_for(
    morning: Occurrence, refusal: type[Refusal], wrong: Wrong
) -> None:
    with pytest.raises(refusal):
        wrong(morning)
    assert not GroupRequest.objects.exists()


def test_of_a_kind_no_more_than_may_come_at_all(alice: Places) -> None:
    date = date_of(put_on(alice.branch, most_in_group=15, most_children=8, most_adults=6))
    with pytest.raises(errors.TooManyChildrenInGroup):
        asks(date, 3, 9)
    with pytest.raises(errors.TooManyAdultsInGroup):
        asks(date, 7, 1)
    asks(date, 6, 8)


def test_an_event_that_takes_no_groups_is_asked_by_none(rhyme_time: Occurrence) -> None:
    with pytest.raises(errors.TakesNoGroups):
        asks(rhyme_time)


def test_an_event_that_stops_taking_groups_still_answers_who_asked(morning: Occurrence) -> None:
    asked = asks(morning)
    change_event(event=morning.event, details=details(capacity=ROOM), by=DESK, now=NOW)
    with pytest.raises(errors.TakesNoGroups):
        asks(now_of(morning))
    assert approve_group(asked=asked, by=DESK, now=NOW).booking is not None


@pytest.mark.parametrize(
    ("refusal", "facts"),
    [
        (errors.MoreInGroupThanPlaces, {"most_in_group": 21}),
        (errors.MoreInGroupThanPlaces, {"most_in_group": 0}),
        (errors.GroupsBookDates, {"most_in_group": 15, "booked_as": BookedAs.TERM}),
    ],
)
def test_staff_offer_groups_what_there_is(
    alice: Places, refusal: type[Refusal], facts: dict[str, Any]
) -> None:
    with pytest.raises(refusal):
        create_event(
            branch=alice.branch, details=details(**facts), timing=once(), by=DESK, now=NOW, key=key()
        )  # fmt: skip


def test_a_drop_in_takes_no_groups(alice: Places) -> None:
    event = put_on(alice.branch, booking=HowToCome.DROP_IN, capacity=None, most_in_group=15)
    assert event.most_in_group is None


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


def test_before_booking_opens_a_group_may_ask_and_gets_no_places_before_others(
    alice: Places,
) -> None:
    date = date_of(put_on(alice.branch, most_in_group=15, window=Window(opens_days_before=7)))
    asked = asks(date)
    with pytest.raises(errors.NotYetOpen):
        approve_group(asked=asked, by=DESK, now=NOW)
    assert approve_group(asked=asked, by=DESK, now=london(2026, 9, 30, 11)).booking is not None


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


def test_with_one_address_five_groups_a_day_and_staff_may_always(morning: Occurrence) -> None:
    for _turn in range(5):
        asks(morning)
    with pytest.raises(errors.TooManyGroupRequests):
        asks(morning)
    asks(morning, by=DESK)
    asks(morning, now=NOW + timedelta(days=1, minutes=1))


def test_the_same_browser_asks_once_for_a_group(morning: Occurrence) -> None:
    mine = [asks(morning).public_id]
    with pytest.raises(errors.AlreadyAsked):
        asks(morning, mine=mine, group_name="SALE PRIMARY, CLASS 4")
    asks(morning, mine=mine, group_name="Sale Primary, class 5")


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


def test_too_late_for_a_yes(morning: Occurrence) -> None:
    asked = asks(morning)
    with pytest.raises(errors.TooLateForGroup):
        approve_group(asked=asked, by=DESK, now=morning.starts_at)


def test_nobody_is_rung_to_hear_that_a_request_has_come(morning: Occurrence) -> None:
    asked = asks(morning, route=Route.PHONE, address="0161 496 0117", by=PHONE)
    assert sent(asked) == []
    approved = approve_group(asked=asked, by=DESK, now=NOW)
    assert approved.booking is not None
    assert sent(approved.booking) == ["booked"]


def test_whom_staff_ring_now_gets_no_second_call(morning: Occurrence) -> None:
    asked = asks(morning, route=Route.PHONE, address="0161 496 0117", by=PHONE)
    decline_group(asked=asked, words=NO, told=True, by=DESK, now=NOW)
    by_email = decline_group(asked=asks(morning), words=NO, told=True, by=DESK, now=NOW)
    assert sent(asked) == []
    assert sent(by_email) == ["group_asked", "group_declined"]


def test_a_letter_that_would_come_too_late_is_for_staff_to_say(morning: Occurrence) -> None:
    asked = asks(morning, route=Route.LETTER, address="1 Row\nSale\nM33 7ZF", by=DESK)
    late = morning.starts_at - timedelta(days=1)
    approved = approve_group(asked=asked, by=DESK, now=late)
    assert approved.booking is not None
    assert approved.booking.untold
    assert sent(approved.booking) == []


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


def test_the_oldest_waits_first(morning: Occurrence) -> None:
    later = asks(morning, now=NOW + timedelta(hours=1))
    first = asks(morning)
    withdraw_group(asked=asks(morning), by=WEB, now=NOW)
    assert list(groups_waiting(visible=Q(), now=NOW)) == [first, later]
    assert not groups_waiting(visible=Q(), now=morning.starts_at)


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
