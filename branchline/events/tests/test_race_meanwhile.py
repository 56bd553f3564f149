"""One thing while another is under way, step by step, on a database where commits are real.

Each race first without its guard: look, let the other happen, write what was seen. Then with it: whoever
comes second waits until the first is done, and sees what it has left. Both orders, no luck involved.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, TimeoutError
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections

from branchline.core.errors import Refusal
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import (
    approve_group,
    cancel_booking,
    cancel_occurrence,
    change_event,
    decline_group,
    draw_early,
    draw_places,
    open_fairly,
    withdraw_group,
)
from branchline.events.letters import BOOKED
from branchline.events.models import Booking, BookingState, GroupRequest, Listing, Occurrence
from branchline.events.queries import waiting_list
from branchline.messages.models import Message, Route, State
from branchline.people.models import Contact
from tests.harness.database import ME, clone

from .conftest import DESK, NOW, WEB, Places, book, date_of, details, have_left, make_places, put_on
from .conftest import key as a_key
from .groups import asks
from .waiting import checks, waits

PLACES = 10
A_MOMENT = 0.3
Answer = Callable[[GroupRequest], Callable[[], object]]
pytestmark = pytest.mark.race


@dataclass(frozen=True)
class Race:
    """A date of ten places, and people at other counters."""

    places: Places
    date: Occurrence

    def alone(self, act: Callable[[], object]) -> str:
        """Somebody else's whole transaction, on a connection of their own; what it came to."""

        def run() -> str:
            try:
                with scope(self.places.service.pk):
                    act()
            except Refusal as refusal:
                return type(refusal).__name__
            finally:
                connections.close_all()
            return "done"

        with ThreadPoolExecutor(1) as pool:
            return pool.submit(run).result(timeout=30)

    def while_open(self, first: Callable[[], object], second: Callable[[], object]) -> str:
        """`second` begins when `first` has acted and not committed. It has to wait; what it came to."""
        with ThreadPoolExecutor(1) as pool:
            with scope(self.places.service.pk):
                first()
                waiting = pool.submit(self.alone, second)
                with pytest.raises(TimeoutError):
                    waiting.result(timeout=A_MOMENT)
            return waiting.result(timeout=30)

    def books(
        self, people: int = 1, address: str = "late@example.test", *, key: str = ""
    ) -> Booking:
        """Somebody books."""
        return book(self.date, adults=people, address=address, key=key or a_key())

    def is_called_off(self) -> None:
        """Staff cancel the whole date."""
        cancel_occurrence(occurrence=self.date, because=said("Snow"), by=DESK, now=NOW)

    def shrinks(self) -> None:
        """Staff find that there are eight chairs."""
        change_event(event=self.date.event, details=details(capacity=8), by=DESK, now=NOW)

    def moves(self) -> None:
        """Staff find that the room is taken, and put it into another library."""
        change_event(
            event=self.date.event, details=details(), branch=self.places.far, by=DESK, now=NOW
        )

    def told_of_the_move(self) -> int:
        """How many messages say that it is at another place now."""
        with scope(self.places.service.pk):
            about = Booking.objects.filter(occurrence=self.date).values("public_id")
            return Message.objects.filter(letter="events.changed", reference__in=about).count()

    def adds_up(self) -> tuple[int, int]:
        """(places, people who hold one), the same for the date, its bookings and its listing."""
        with scope(self.places.service.pk):
            date = Occurrence.objects.get(pk=self.date.pk)
            live = Booking.objects.filter(occurrence=date).live()
            held = sum(booking.people for booking in live)
            listed = Listing.objects.get(public_id=date.public_id)
            assert date.capacity is not None
            assert (date.booked, listed.places_left) == (held, date.capacity - held)
            return date.capacity, held


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[Places]:
    """One database with real commits for all races here; each has a date of its own in it."""
    with django_db_blocker.unblock(), clone(f"branchline_{ME}_races"):
        yield make_places()


@pytest.fixture
def race(house: Places) -> Race:
    with scope(house.service.pk):
        return Race(house, date_of(put_on(house.branch, capacity=PLACES, most_in_group=PLACES)))


def written_by_hand(race: Race, people: int) -> None:
    """A booking by somebody who has looked already and looks no more."""
    with scope(race.places.service.pk):
        contact, _ = Contact.objects.get_or_create(
            service=race.places.service, route="email", address="naive@example.test",
            defaults={"name": "Naive", "made_at": NOW, "seen_at": NOW},
        )  # fmt: skip
        Booking.objects.create(
            service=race.places.service, occurrence=race.date, contact=contact, adults=people,
            booked_at=NOW, channel="web",
        )  # fmt: skip


def live_ones(race: Race) -> int:
    with scope(race.places.service.pk):
        return Booking.objects.filter(occurrence=race.date, state=BookingState.BOOKED).count()


def test_without_a_key_a_double_click_is_two_bookings(race: Race) -> None:
    """Looking whether they have booked already is no help: both clicks look before either has."""
    seen = [live_ones(race), live_ones(race)]
    for booked_already in seen:
        assert not booked_already
        race.alone(lambda: race.books(2))
    assert live_ones(race) == 2


def test_a_double_click_waits_for_the_first_and_gets_its_booking(race: Race) -> None:
    made: list[str] = []

    def click() -> None:
        made.append(race.books(2, key="one-form-of-hers").public_id)

    assert race.while_open(click, click) == "done"
    assert len(made) == 2
    assert len(set(made)) == 1
    assert race.adds_up() == (PLACES, 2)


def test_without_the_lock_a_place_that_comes_back_is_counted_wrong(race: Race) -> None:
    """Cancelling and booking both read the counter, and each writes what it makes of it."""
    race.alone(lambda: race.books(4, "early@example.test"))
    with scope(race.places.service.pk):
        seen = Occurrence.objects.get(pk=race.date.pk).booked
        early = Booking.objects.get(occurrence=race.date)
    race.alone(lambda: cancel_booking(booking=early, by=WEB, now=NOW))
    written_by_hand(race, 1)
    with scope(race.places.service.pk):
        Occurrence.objects.filter(pk=race.date.pk).update(booked=seen + 1, booked_adults=seen + 1)
    with pytest.raises(AssertionError):
        race.adds_up()


def test_booking_while_a_booking_is_cancelled_gets_the_places_that_come_back(race: Race) -> None:
    race.alone(lambda: race.books(PLACES, "early@example.test"))
    with scope(race.places.service.pk):
        early = Booking.objects.all().with_occurrence().get(occurrence=race.date)

    def gives_back() -> None:
        cancel_booking(booking=early, by=WEB, now=NOW)

    assert race.alone(lambda: race.books(1)) == "NotEnoughPlaces"
    assert race.while_open(gives_back, lambda: race.books(3)) == "done"
    assert race.adds_up() == (PLACES, 3)


def test_cancelling_while_somebody_books_takes_only_its_own_places_back(race: Race) -> None:
    race.alone(lambda: race.books(4, "early@example.test"))
    with scope(race.places.service.pk):
        early = Booking.objects.all().with_occurrence().get(occurrence=race.date)

    def gives_back() -> None:
        cancel_booking(booking=early, by=WEB, now=NOW)

    assert race.while_open(lambda: race.books(3), gives_back) == "done"
    assert race.adds_up() == (PLACES, 3)


def test_without_the_lock_somebody_books_for_a_date_that_is_called_off(race: Race) -> None:
    with scope(race.places.service.pk):
        looked = Occurrence.objects.get(pk=race.date.pk)
    assert not looked.is_cancelled
    race.alone(race.is_called_off)
    written_by_hand(race, 1)
    assert live_ones(race) == 1
    with scope(race.places.service.pk):
        (unheard,) = Booking.objects.filter(occurrence=race.date)
        assert not Message.objects.filter(reference=unheard.public_id).exists()


def test_whoever_books_while_the_date_is_called_off_is_refused(race: Race) -> None:
    assert race.while_open(race.is_called_off, race.books) == "IsCancelled"
    assert live_ones(race) == 0


def test_whoever_books_just_before_the_date_is_called_off_is_told(race: Race) -> None:
    assert race.while_open(race.books, race.is_called_off) == "done"
    assert live_ones(race) == 0
    with scope(race.places.service.pk):
        booking = Booking.objects.get(occurrence=race.date)
        told = Message.objects.filter(reference=booking.public_id)
        assert told.filter(letter="events.occurrence_cancelled").count() == 1


def test_without_the_lock_nine_have_eight_chairs(race: Race) -> None:
    race.alone(lambda: race.books(8, "early@example.test"))
    with scope(race.places.service.pk):
        left = Occurrence.objects.get(pk=race.date.pk).places_left
    assert left == 2
    race.alone(race.shrinks)
    written_by_hand(race, 1)
    with scope(race.places.service.pk):
        date = Occurrence.objects.get(pk=race.date.pk)
        held = sum(each.people for each in Booking.objects.filter(occurrence=date))
    assert (date.capacity, held) == (8, 9)


def test_whoever_books_while_chairs_are_taken_away_is_told_how_many_are_left(race: Race) -> None:
    race.alone(lambda: race.books(8, "early@example.test"))
    assert race.while_open(race.shrinks, race.books) == "NotEnoughPlaces"
    assert race.adds_up() == (8, 8)


def test_chairs_that_were_just_booked_are_not_taken_away(race: Race) -> None:
    race.alone(lambda: race.books(8, "early@example.test"))
    assert race.while_open(race.books, race.shrinks) == "FewerThanBooked"
    assert race.adds_up() == (PLACES, 9)


def test_the_last_place_goes_to_whoever_was_first(race: Race) -> None:
    race.alone(lambda: race.books(9, "early@example.test"))
    assert race.while_open(race.books, lambda: race.books(1, "b@example.test")) == "NotEnoughPlaces"
    assert race.adds_up() == (PLACES, PLACES)


def a_class(race: Race, **more: Any) -> GroupRequest:
    """Eight from a school ask; staff have not answered."""
    with scope(race.places.service.pk):
        return asks(race.date, 2, 6, by=DESK, **more)


def yes(asked: GroupRequest) -> Callable[[], object]:
    return lambda: approve_group(asked=asked, by=DESK, now=NOW)


def no(asked: GroupRequest) -> Callable[[], object]:
    return lambda: decline_group(asked=asked, words="No room", by=DESK, now=NOW)


def taken_back(asked: GroupRequest) -> Callable[[], object]:
    return lambda: withdraw_group(asked=asked, by=WEB, now=NOW)


def became(race: Race, asked: GroupRequest) -> tuple[str, int]:
    """(what became of the request, live bookings of the date)"""
    with scope(race.places.service.pk):
        return GroupRequest.objects.get(pk=asked.pk).state, live_ones(race)


def test_without_the_lock_two_who_say_yes_make_two_bookings(race: Race) -> None:
    asked = a_class(race)
    with scope(race.places.service.pk):
        seen = [GroupRequest.objects.get(pk=asked.pk).is_waiting for _staff in range(2)]
    for still_waiting in seen:
        assert still_waiting
        written_by_hand(race, 1)
    assert live_ones(race) == 2


@pytest.mark.parametrize(
    ("first", "second", "came_to", "state", "bookings"),
    [
        (yes, yes, "done", "approved", 1),
        (yes, no, "AlreadyAnswered", "approved", 1),
        (no, yes, "AlreadyAnswered", "declined", 0),
        (yes, taken_back, "done", "approved", 1),
        (taken_back, yes, "AlreadyAnswered", "withdrawn", 0),
    ],
)
def test_a_group_is_answered_once(
    race: Race, first: Answer, second: Answer, came_to: str, state: str, bookings: int
) -> None:
    asked = a_class(race)
    assert race.while_open(first(asked), second(asked)) == came_to
    assert became(race, asked) == (state, bookings)
    assert race.adds_up() == (PLACES, 8 * bookings)


def test_two_groups_never_get_the_same_last_places(race: Race) -> None:
    one, two = a_class(race), a_class(race, group_name="Class 5")
    assert race.while_open(yes(one), yes(two)) == "NoRoomForGroup"
    assert race.adds_up() == (PLACES, 8)


def test_a_yes_while_the_date_is_called_off_is_refused(
    race: Race,
) -> None:
    asked = a_class(race)
    assert race.while_open(race.is_called_off, yes(asked)) == "AlreadyAnswered"
    assert became(race, asked) == ("closed", 0)


def test_whoever_asks_just_before_the_date_is_called_off_hears_of_it(race: Race) -> None:
    made: list[str] = []

    def ask() -> None:
        made.append(asks(race.date, 2, 6, by=DESK).public_id)

    assert race.while_open(ask, race.is_called_off) == "done"
    with scope(race.places.service.pk):
        told = Message.objects.filter(reference=made[0])
        assert told.filter(letter="events.group_closed").count() == 1


def test_without_the_lock_somebody_books_for_a_place_that_is_left_and_hears_nothing(
    race: Race,
) -> None:
    race.alone(race.moves)
    written_by_hand(race, 1)
    assert (live_ones(race), race.told_of_the_move()) == (1, 0)


def test_whoever_books_just_before_the_place_changes_reads_of_it_in_their_one_message(
    race: Race,
) -> None:
    assert race.while_open(race.books, race.moves) == "done"
    assert race.told_of_the_move() == 0
    with scope(race.places.service.pk):
        about = Booking.objects.get(occurrence=race.date).public_id
        assert Message.objects.filter(reference=about, state=State.QUEUED).count() == 1
        content = BOOKED.compose(about, "en", Route.EMAIL, NOW)
    assert content is not None
    assert "The place is new." in " ".join(content.paragraphs)


def test_whoever_books_while_the_place_changes_gets_the_new_place_in_their_one_message(
    race: Race,
) -> None:
    assert race.while_open(race.moves, race.books) == "done"
    assert race.told_of_the_move() == 0
    with scope(race.places.service.pk):
        booking = Booking.objects.all().with_occurrence().get(occurrence=race.date)
    assert booking.occurrence.branch_id == race.places.far.pk


def test_two_who_move_it_to_the_same_place_tell_once(race: Race) -> None:
    race.alone(race.books)
    with scope(race.places.service.pk):
        have_left()
    assert race.while_open(race.moves, race.moves) == "done"
    assert race.told_of_the_move() == 1


@pytest.fixture
def asking(race: Race) -> Race:
    """People ask for places by lot; fourteen want the ten."""
    with scope(race.places.service.pk):
        open_fairly(occurrence=race.date, hours=24, rules=[], by=DESK, now=NOW)
        date = Occurrence.objects.all().with_event().get(pk=race.date.pk)
        for n in range(7):
            waits(date, 2, name=f"Reader {n}")
    return race


def drawn_early(race: Race) -> Callable[[], object]:
    return lambda: draw_early(occurrence=race.date, because=said("Ill"), by=DESK, now=NOW)


def drawn_by_the_clock(race: Race) -> Callable[[], object]:
    later = NOW + timedelta(hours=24)
    return lambda: draw_places(occurrence=race.date, by=DESK, now=later)


@pytest.mark.parametrize(
    ("first", "second", "came_to"),
    [
        (drawn_early, drawn_by_the_clock, "done"),
        (drawn_by_the_clock, drawn_early, "DrawnAlready"),
        (drawn_early, drawn_early, "DrawnAlready"),
    ],
)
def test_staff_and_the_clock_draw_once(
    asking: Race,
    first: Callable[[Race], Callable[[], object]],
    second: Callable[[Race], Callable[[], object]],
    came_to: str,
) -> None:
    assert asking.while_open(first(asking), second(asking)) == came_to
    assert asking.adds_up() == (PLACES, 10)
    with scope(asking.places.service.pk):
        ids = asking.date.waiting_list.values("public_id")
        told = Message.objects.filter(letter="events.drawn", reference__in=ids)
        assert told.count() == 2
        checks(asking.date)


def test_whoever_asks_while_staff_draw_early_is_drawn_or_comes_after_all_who_were(
    asking: Race,
) -> None:
    def late() -> None:
        waits(Occurrence.objects.all().with_event().get(pk=asking.date.pk), 1, name="Late")

    assert asking.while_open(drawn_early(asking), late) == "done"
    with scope(asking.places.service.pk):
        (last,) = waiting_list(occurrence=asking.date)[-1:]
        assert last.waiting.name == "Late"
        checks(asking.date)
