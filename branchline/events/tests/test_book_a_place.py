"""Booking: places are held for a party, once, and never one too many."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from branchline.core.acting import Acting, Channel
from branchline.core.models import Happening
from branchline.core.words import said
from branchline.events.actions import book_a_place, cancel_occurrence
from branchline.events.errors import (
    HasStarted,
    IsCancelled,
    LetterIsTooSlow,
    NeedsAnAdult,
    NobodyIsComing,
    NoNeedToBook,
    NotEnoughPlaces,
    TooBigAParty,
    TooManyBookings,
)
from branchline.events.models import Booking, Listing, Occurrence
from branchline.messages.models import Message, Route

from .conftest import DESK, NOW, WEB, Places, book, date_of, put_on


def test_a_booking_holds_places_is_listed_recorded_and_told(rhyme_time: Occurrence) -> None:
    booking = book(rhyme_time, adults=1, children=2, postcode="m33 3aa", access_note=" A pram ")
    rhyme_time.refresh_from_db()
    assert (rhyme_time.booked, rhyme_time.places_left) == (3, 17)
    assert Listing.objects.get(public_id=rhyme_time.public_id).places_left == 17
    assert (booking.people, booking.access_note, booking.channel) == (3, "A pram", "web")
    happening = Happening.objects.get(kind="events.booked")
    assert (happening.quantity, happening.ward_code, happening.quintile) == (3, "E05000001", 2)
    assert happening.pseudonym is not None
    message = Message.objects.get()
    assert (message.letter, message.reference, message.address) == (
        "events.booked",
        booking.public_id,
        "bob@example.test",
    )


def test_the_postcode_is_kept_nowhere(rhyme_time: Occurrence) -> None:
    booking = book(rhyme_time, postcode="M33 3AA")
    row = Booking.objects.filter(pk=booking.pk).values().get()
    assert "M33" not in str(row)


@pytest.mark.parametrize(
    ("adults", "children", "refusal"),
    [(0, 0, NobodyIsComing), (-1, 2, NobodyIsComing), (2, -1, NobodyIsComing), (7, 6, TooBigAParty),
     (0, 1, NeedsAnAdult)],
)  # fmt: skip
def test_parties_that_make_no_sense(
    rhyme_time: Occurrence, adults: int, children: int, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal) as refused:
        book(rhyme_time, adults=adults, children=children)
    assert refused.value.field == "adults"  # type: ignore[attr-defined]
    assert not Booking.objects.exists()


def test_teenagers_may_come_alone(alice: Places) -> None:
    code_club = date_of(put_on(alice.branch, age_from=11, age_to=17))
    assert book(code_club, adults=0, children=2).people == 2


def test_too_few_places_says_both_numbers(alice: Places) -> None:
    date = date_of(put_on(alice.branch, capacity=5))
    book(date, adults=1, children=2)
    with pytest.raises(NotEnoughPlaces) as refused:
        book(date, adults=1, children=2)
    assert str(refused.value) == "There are 2 places left and you asked for 3."
    book(date, adults=2)
    with pytest.raises(NotEnoughPlaces, match="This is full now"):
        book(date)


def test_bookings_close_at_the_start(rhyme_time: Occurrence) -> None:
    book(rhyme_time, now=rhyme_time.starts_at - timedelta(seconds=1))
    with pytest.raises(HasStarted):
        book(rhyme_time, now=rhyme_time.starts_at)


def test_a_cancelled_date_takes_no_booking(rhyme_time: Occurrence) -> None:
    cancel_occurrence(occurrence=rhyme_time, because=said("Snow"), by=DESK, now=NOW)
    with pytest.raises(IsCancelled):
        book(rhyme_time)


def test_a_drop_in_needs_none(alice: Places) -> None:
    date = date_of(put_on(alice.branch, booking="drop_in", capacity=None))
    with pytest.raises(NoNeedToBook):
        book(date)


def test_a_double_click_books_once(rhyme_time: Occurrence) -> None:
    facts: dict[str, Any] = {"key": "the-same-form-twice"}
    assert book(rhyme_time, **facts).pk == book(rhyme_time, **facts).pk
    rhyme_time.refresh_from_db()
    assert rhyme_time.booked == 1
    assert Message.objects.count() == 1


def test_a_refused_form_may_be_sent_again_with_the_same_key(alice: Places) -> None:
    date = date_of(put_on(alice.branch, capacity=2))
    with pytest.raises(NotEnoughPlaces):
        book(date, adults=3, key="one-and-the-same")
    assert book(date, adults=2, key="one-and-the-same").people == 2


def test_staff_book_for_somebody_with_a_landline(rhyme_time: Occurrence) -> None:
    by = Acting(channel=Channel.PHONE)
    booking = book(rhyme_time, route=Route.PHONE, address="0161 496 0123", by=by)
    assert booking.channel == "phone"
    assert booking.contact is not None
    assert booking.contact.route == Route.PHONE
    assert Message.objects.get().route == Route.PHONE


def test_the_database_itself_refuses_one_too_many(rhyme_time: Occurrence) -> None:
    with pytest.raises(IntegrityError, match="events_occurrence_never_over"), transaction.atomic():
        Occurrence.objects.filter(pk=rhyme_time.pk).update(booked=21, booked_adults=21)


def test_the_database_refuses_bookings_of_a_drop_in(alice: Places) -> None:
    date = date_of(put_on(alice.branch, booking="drop_in", capacity=None))
    with pytest.raises(IntegrityError, match="events_occurrence_never_over"), transaction.atomic():
        Occurrence.objects.filter(pk=date.pk).update(booked=1, booked_adults=1)


def test_actions_are_called_by_name(rhyme_time: Occurrence) -> None:
    with pytest.raises(TypeError, match="keyword"):
        book_a_place(rhyme_time, WEB)  # type: ignore[call-arg, arg-type]


def test_a_letter_is_not_promised_when_it_would_come_too_late(rhyme_time: Occurrence) -> None:
    """On the web; at the desk staff say it face to face."""
    by_post: dict[str, Any] = {
        "route": Route.LETTER,
        "address": "1 Invented Row\nAlderley\nM33 4ND",
    }
    eve = rhyme_time.starts_at - timedelta(days=2)
    with pytest.raises(LetterIsTooSlow):
        book(rhyme_time, by=WEB, now=eve, **by_post)
    assert book(rhyme_time, by=DESK, now=eve, **by_post).people == 1
    assert book(rhyme_time, by=WEB, now=eve - timedelta(days=7), **by_post).people == 1


@pytest.mark.parametrize(("times", "people"), [(5, 12), (20, 1)])
def test_one_address_takes_so_much_in_a_day_on_the_web(
    alice: Places, times: int, people: int
) -> None:
    """Nobody empties a programme alone, or has a stranger’s telephone ring all day; staff may always."""
    one, other = (date_of(put_on(alice.branch, capacity=200)) for _ in range(2))
    for _ in range(times):
        book(one, adults=people)
    for date in (one, other):
        with pytest.raises(TooManyBookings):
            book(date)
    book(other, address="neighbour@example.test")
    book(other, by=DESK)
    book(other, now=NOW + timedelta(days=1, minutes=1))
    assert Message.objects.filter(address="bob@example.test").count() == times + 2


def test_pressing_twice_at_the_limit_is_the_same_booking_still(rhyme_time: Occurrence) -> None:
    for turn in range(20):
        last = book(rhyme_time, key=f"a-form-of-its-own-{turn}")
    assert book(rhyme_time, key="a-form-of-its-own-19") == last
