"""A full date has a waiting list: families whole, in order, and nobody is passed over for ever."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from branchline.core.clock import london
from branchline.core.fairqueue import standing
from branchline.core.models import Happening
from branchline.core.words import said
from branchline.events.actions import (
    accept_offer,
    book_a_place,
    cancel_booking,
    cancel_occurrence,
    change_dates,
    change_event,
    decline_offer,
    expire_offers,
    forget_contact,
    forget_old_bookings,
    leave_waiting_list,
)
from branchline.events.actions.change_dates import DateChange
from branchline.events.errors import (
    AlreadyWaiting,
    BiggerThanTheRoom,
    LetterIsTooSlowToOffer,
    NotEnoughPlaces,
    OfferIsOver,
    OthersAreFirst,
)
from branchline.events.models import BookingState, Listing, Occurrence, WhichDates
from branchline.events.queries import miscounted, waiting_about, waiting_list
from branchline.messages.models import Message, Route

from .conftest import DESK, NOW, WEB, Places, book, date_of, details, once, put_on
from .waiting import DAY, again, ask, checks, gets, now_of, waits


@pytest.fixture
def full(alice: Places) -> Occurrence:
    """Five places, all of them booked by two parties."""
    date = date_of(put_on(alice.branch, capacity=5))
    gets(date, 1, 2, name="Ann")
    gets(date, 1, 1, name="Ben")
    return now_of(date)


def letters(name: str) -> list[str]:
    """What was written to somebody, in order."""
    rows = Message.objects.filter(name=name).order_by("pk")
    return list(rows.values_list("letter", flat=True))


def test_whoever_comes_too_late_is_on_the_list_with_a_number(full: Occurrence) -> None:
    cleo, dai = waits(full, 1, 2, name="Cleo"), waits(full, name="Dai")
    assert [standing(each.entry).number for each in (cleo, dai)] == [1, 2]
    assert letters("Dai") == ["events.waiting"]
    listing = Listing.objects.get(public_id=full.public_id)
    assert (listing.places_left, listing.waiting) == (0, 2)
    checks(full)


def test_a_family_of_three_is_promoted_whole_and_told(full: Occurrence) -> None:
    family = waits(full, 1, 2, name="Cleo")
    single = waits(full, name="Dai")
    ann = full.bookings.get(name="Ann")
    cancel_booking(booking=ann, by=WEB, now=NOW)
    booking = again(family).booking
    assert booking is not None
    assert (booking.state, booking.people) == (BookingState.BOOKED, 3)
    assert letters("Cleo") == ["events.waiting", "events.booked"]
    assert again(single).booking is None
    assert (now_of(full).booked, now_of(full).waiting) == (5, 1)
    checks(full)


def test_a_smaller_party_goes_first_twice_at_most(full: Occurrence) -> None:
    family = waits(full, 1, 2, name="Cleo")
    singles = [waits(full, name=f"Single {n}") for n in range(3)]
    ben = full.bookings.get(name="Ben")
    cancel_booking(booking=ben, by=WEB, now=NOW)
    assert [again(each).booking is not None for each in singles] == [True, True, False]
    assert again(family).entry.skipped == 1
    for single in singles[:2]:
        taken = again(single).booking
        assert taken is not None
        cancel_booking(booking=taken, by=WEB, now=NOW)
    # One place came free and went to the third; the second that came free waits for the family.
    assert again(singles[2]).booking is not None
    assert again(family).entry.skipped == 2
    assert (now_of(full).places_left, now_of(full).waiting) == (1, 1)
    late = waits(full, name="Late")
    assert again(late).booking is None, "nobody else goes before the family now"
    checks(full)


def test_nobody_books_while_others_wait_but_whoever_fits_is_not_kept_waiting(
    full: Occurrence,
) -> None:
    waits(full, 2, 2, name="Cleo")
    cancel_booking(booking=full.bookings.get(name="Ben"), by=WEB, now=NOW)
    assert now_of(full).places_left == 2
    with pytest.raises(OthersAreFirst):
        book(full)
    assert gets(full, name="Dai").state == BookingState.BOOKED
    checks(full)


def test_who_wants_to_be_asked_gets_an_offer_that_holds_for_a_day(full: Occurrence) -> None:
    cleo = waits(full, 1, 1, name="Cleo", takes_at_once=False)
    cancel_booking(booking=full.bookings.get(name="Ben"), by=WEB, now=NOW)
    offer = again(cleo).offer
    assert offer is not None
    assert offer.held_until == NOW + DAY
    assert letters("Cleo")[-1] == "events.offer"
    assert now_of(full).booked == 5, "what is offered is held"
    booking = accept_offer(waiting=cleo, by=WEB, now=NOW + DAY / 2)
    assert accept_offer(waiting=cleo, by=WEB, now=NOW + DAY / 2) == booking
    assert booking.state == BookingState.BOOKED
    checks(full)


def test_declined_or_not_answered_it_goes_to_the_next(full: Occurrence) -> None:
    cleo = waits(full, 1, 1, name="Cleo", takes_at_once=False)
    dai = waits(full, 1, 1, name="Dai", takes_at_once=False)
    eve = waits(full, 2, name="Eve")
    cancel_booking(booking=full.bookings.get(name="Ben"), by=WEB, now=NOW)
    decline_offer(waiting=cleo, by=WEB, now=NOW)
    decline_offer(waiting=cleo, by=WEB, now=NOW)
    assert again(dai).offer is not None
    assert expire_offers(by=DESK, now=NOW + DAY - timedelta(seconds=1)) == 0
    assert expire_offers(by=DESK, now=NOW + DAY) == 1
    assert expire_offers(by=DESK, now=NOW + DAY) == 0
    with pytest.raises(OfferIsOver):
        accept_offer(waiting=dai, by=WEB, now=NOW + DAY)
    assert letters("Dai")[-1] == "events.offer_over"
    taken = again(eve).booking
    assert taken is not None
    assert taken.state == BookingState.BOOKED
    assert not miscounted().exists()
    checks(full)


@pytest.mark.parametrize(
    ("route", "address", "before", "hours"),
    [
        (Route.EMAIL, "cleo@example.test", timedelta(days=20), 24),
        (Route.SMS, "07700 900123", timedelta(days=20), 24),
        (Route.PHONE, "0161 496 0117", timedelta(days=20), 48),
        (Route.LETTER, "1 Invented Row\nSale\nM33 7ZF", timedelta(days=20), 120),
        (Route.EMAIL, "cleo@example.test", timedelta(hours=20), 17),
    ],
)
def test_how_long_an_offer_holds(
    full: Occurrence, route: Route, address: str, before: timedelta, hours: int
) -> None:
    cleo = waits(full, name="Cleo", route=route, address=address, takes_at_once=False, by=DESK)
    now = full.starts_at - before
    cancel_booking(booking=full.bookings.get(name="Ben"), by=WEB, now=now)
    offer = again(cleo).offer
    assert offer is not None
    assert offer.held_until == now + timedelta(hours=hours)


def test_on_the_last_day_they_are_asked_even_if_they_said_at_once(full: Occurrence) -> None:
    cleo = waits(full, name="Cleo")
    now = full.starts_at - timedelta(hours=20)
    cancel_booking(booking=full.bookings.get(name="Ben"), by=WEB, now=now)
    assert again(cleo).offer is not None


def test_in_the_last_hours_places_go_to_whoever_asks(full: Occurrence) -> None:
    cleo = waits(full, name="Cleo")
    now = full.starts_at - timedelta(hours=3)
    cancel_booking(booking=full.bookings.get(name="Ben"), by=WEB, now=now)
    assert again(cleo).booking is None
    gets(full, 2, name="Dai", now=now)
    with pytest.raises(NotEnoughPlaces):
        ask(full, name="Eve", now=now)


def test_who_is_reached_by_letter_keeps_the_place_when_the_post_is_too_slow(
    full: Occurrence,
) -> None:
    post: dict[str, Any] = {"route": Route.LETTER, "address": "1 Invented Row\nSale\nM33 7ZF"}
    cleo, dai = waits(full, name="Cleo", **post), waits(full, name="Dai")
    now = full.starts_at - timedelta(days=6)
    cancel_booking(booking=full.bookings.get(name="Ben"), by=WEB, now=now)
    assert again(cleo).is_in_line
    assert again(dai).booking is not None
    with pytest.raises(LetterIsTooSlowToOffer):
        ask(full, 2, name="Eve", now=now, **post)
    checks(full)


def test_only_a_landline_and_a_colleague_rings(full: Occurrence) -> None:
    mabel = waits(
        full, 2, name="Mabel", route=Route.PHONE, address="0161 496 0117", takes_at_once=False, by=DESK,
    )  # fmt: skip
    assert letters("Mabel") == [], "they have just been told on the telephone"
    cancel_booking(booking=full.bookings.get(name="Ben"), by=WEB, now=NOW)
    assert letters("Mabel") == ["events.offer"]
    assert Message.objects.get(name="Mabel").route == Route.PHONE
    accept_offer(waiting=mabel, by=DESK, now=NOW)
    assert now_of(full).booked == 5


@pytest.mark.parametrize(
    ("offered", "until"),
    [
        (london(2026, 9, 30, 12), london(2026, 10, 2, 12)),
        (london(2026, 10, 2, 18), london(2026, 10, 5, 10)),
        (london(2026, 10, 5, 9), london(2026, 10, 5, 17)),
        (london(2026, 10, 5, 18), None),
    ],
    ids=[
        "48 hours",
        "not on a Sunday evening",
        "not at 7:30am on the day",
        "nobody is there to ring",
    ],
)
def test_an_offer_by_phone_ends_when_somebody_is_there(
    full: Occurrence, offered: datetime, until: datetime | None
) -> None:
    assert full.starts_at == london(2026, 10, 6, 10, 30), "a Tuesday; nobody wrote down the hours"
    mabel = waits(
        full, name="Mabel", route=Route.PHONE, address="0161 496 0117", takes_at_once=False, by=DESK,
    )  # fmt: skip
    dai = waits(full, name="Dai", takes_at_once=False)
    cancel_booking(booking=full.bookings.get(name="Ben"), by=WEB, now=offered)
    offer = again(mabel).offer
    assert (offer.held_until if offer else None) == until
    assert again(dai).offer is not None, "who reads it at once is asked as before"
    checks(full)


def test_more_chairs_are_given_out_at_once(full: Occurrence) -> None:
    family, single = waits(full, 1, 2, name="Cleo"), waits(full, name="Dai")
    change_event(event=full.event, details=details(capacity=8), by=DESK, now=NOW)
    assert again(family).booking is not None
    assert again(single).booking is None
    assert Listing.objects.get(public_id=full.public_id).places_left == 0
    checks(full)


def test_fewer_chairs_do_not_leave_a_big_family_in_the_way(full: Occurrence) -> None:
    family = waits(full, 2, 3, name="Cleo")
    cancel_booking(booking=full.bookings.get(name="Ben"), by=WEB, now=NOW)
    change_event(event=full.event, details=details(capacity=4), by=DESK, now=NOW)
    dai = gets(full, name="Dai")
    assert dai.state == BookingState.BOOKED
    assert again(family).is_in_line
    change_event(event=full.event, details=details(capacity=9), by=DESK, now=NOW)
    assert again(family).booking is not None
    checks(full)


def test_leaving_takes_one_press_and_may_let_somebody_in(full: Occurrence) -> None:
    family = waits(full, 2, 2, name="Cleo")
    family.entry.skipped = 2
    family.entry.save(update_fields=["skipped"])
    cancel_booking(booking=full.bookings.get(name="Ben"), by=WEB, now=NOW)
    dai = waits(full, name="Dai")
    leave_waiting_list(waiting=family, by=WEB, now=NOW)
    leave_waiting_list(waiting=family, by=WEB, now=NOW)
    assert again(dai).booking is not None
    assert now_of(full).waiting == 0


def test_when_the_date_is_called_off_the_waiting_are_told_too(full: Occurrence) -> None:
    waits(full, 1, 1, name="Cleo", takes_at_once=False)
    waits(full, name="Dai")
    cancel_booking(booking=full.bookings.get(name="Ben"), by=WEB, now=NOW)
    told = cancel_occurrence(occurrence=full, because=said("Snow"), by=DESK, now=NOW)
    assert told == 3 + 2 + 1
    assert letters("Cleo")[-1] == letters("Dai")[-1] == "events.waiting_called_off"
    assert (now_of(full).booked, now_of(full).waiting) == (0, 0)
    checks(full)


def test_when_the_date_moves_whoever_waits_hears_of_the_new_day(full: Occurrence) -> None:
    waits(full, name="Cleo")
    change = DateChange(day=full.starts_at.date() + DAY)
    change_dates(occurrence=full, which=WhichDates.THIS, change=change, by=DESK, now=NOW)
    assert letters("Cleo") == ["events.waiting", "events.waiting"]


def test_a_party_bigger_than_the_room_is_told_that_waiting_does_not_help(full: Occurrence) -> None:
    with pytest.raises(BiggerThanTheRoom):
        ask(full, 3, 3)


def test_the_same_browser_does_not_wait_twice(full: Occurrence) -> None:
    cleo = waits(full, name="Cleo")
    with pytest.raises(AlreadyWaiting):
        ask(full, name="Cleo", mine=[cleo.public_id])


def test_one_form_sent_twice_is_one_place_in_the_line(full: Occurrence) -> None:
    first, second = (waits(full, name="Cleo", key="an-impatient-click") for _ in range(2))
    assert first == second


def test_the_ledger_knows_who_joined_left_and_was_offered(full: Occurrence) -> None:
    cleo = waits(full, 1, 1, name="Cleo", takes_at_once=False)
    dai = waits(full, name="Dai")
    leave_waiting_list(waiting=dai, by=WEB, now=NOW)
    cancel_booking(booking=full.bookings.get(name="Ben"), by=WEB, now=NOW)
    decline_offer(waiting=cleo, by=WEB, now=NOW)
    kinds = Happening.objects.filter(kind__startswith="events.").order_by("pk")
    assert list(kinds.values_list("kind", "quantity"))[3:] == [
        ("events.waiting_joined", 2),
        ("events.waiting_joined", 1),
        ("events.waiting_left", 1),
        ("events.booking_cancelled", 2),
        ("events.offered", 2),
        ("events.offer_ended", 2),
    ]


def test_who_asks_to_be_forgotten_waits_no_more(full: Occurrence) -> None:
    cleo, dai = waits(full, 1, 1, name="Cleo"), waits(full, name="Dai")
    assert cleo.contact is not None
    assert waiting_about(contact_id=cleo.contact.pk)[0]["name"] == "Cleo"
    forget_contact(contact_id=cleo.contact.pk, now=NOW)
    assert waiting_about(contact_id=cleo.contact.pk) == []
    forgotten = again(cleo)
    assert (forgotten.name, forgotten.contact, forgotten.is_in_line) == ("", None, False)
    assert [row.waiting for row in waiting_list(occurrence=full)] == [dai]
    checks(full)


def test_a_year_later_the_list_forgets(full: Occurrence) -> None:
    cleo = waits(full, name="Cleo")
    forget_old_bookings(now=full.ends_at + timedelta(days=366))
    assert again(cleo).name == ""


def test_plain_booking_still_refuses_what_is_full(full: Occurrence) -> None:
    with pytest.raises(NotEnoughPlaces):
        book_a_place(
            occurrence=full, contact_name="Cleo", route=Route.EMAIL, address="c@example.test",
            language="en", adults=1, children=0, by=WEB, now=NOW, key="a-plain-booking",
        )  # fmt: skip


def test_a_list_of_its_own_for_each_date(alice: Places) -> None:
    one, other = (date_of(put_on(alice.branch, capacity=1, timing=once())) for _ in range(2))
    gets(one), gets(other)
    assert standing(waits(one, name="Cleo").entry).number == 1
    assert standing(waits(other, name="Dai").entry).number == 1
