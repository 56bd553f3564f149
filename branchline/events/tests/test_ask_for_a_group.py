"""A school asks whether a class can come: what can be asked for, by whom and how often, and what they hear."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from branchline.core.clock import london
from branchline.core.errors import Refusal
from branchline.core.models import Happening
from branchline.events import errors
from branchline.events.actions import (
    approve_group,
    create_event,
    decline_group,
)
from branchline.events.models import (
    BookedAs,
    GroupRequest,
    GroupState,
    HowToCome,
    Occurrence,
    Window,
)
from branchline.messages.models import Route

from .conftest import DESK, NOW, Places, date_of, details, key, once, put_on
from .groups import NO, PHONE, asks, morning, sent
from .waiting import now_of

__all__ = ["morning"]


def test_asking_holds_no_places_and_the_group_hears_that_we_have_it(morning: Occurrence) -> None:
    asked = asks(morning)
    assert (asked.state, asked.people, asked.channel) == (GroupState.ASKED, 15, "web")
    assert now_of(morning).booked == 0
    assert sent(asked) == ["group_asked"]
    (happening,) = Happening.objects.filter(kind="events.group_asked")
    assert (happening.quantity, happening.ward_code, happening.pseudonym) == (15, "", None)


def test_the_same_form_twice_is_one_request(morning: Occurrence) -> None:
    one = key()
    assert asks(morning, key=one) == asks(morning, key=one)
    assert GroupRequest.objects.count() == 1


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


def test_before_booking_opens_a_group_may_ask_and_gets_no_places_before_others(
    alice: Places,
) -> None:
    date = date_of(put_on(alice.branch, most_in_group=15, window=Window(opens_days_before=7)))
    asked = asks(date)
    with pytest.raises(errors.NotYetOpen):
        approve_group(asked=asked, by=DESK, now=NOW)
    assert approve_group(asked=asked, by=DESK, now=london(2026, 9, 30, 11)).booking is not None


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
