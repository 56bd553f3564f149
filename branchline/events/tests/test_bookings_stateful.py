"""Whatever people do in whatever order: the counter is the sum of the live bookings, never over."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from branchline.core.models import Happening
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import (
    cancel_booking,
    cancel_occurrence,
    change_event,
    change_party,
    forget_contact,
)
from branchline.events.actions.book_a_place import PEOPLE_IN_A_DAY
from branchline.events.errors import (
    AlreadyCancelled,
    BookingNotFound,
    FewerFirst,
    FewerThanBooked,
    IsCancelled,
    NoRoomForMore,
    NotEnoughPlaces,
    TooManyBookings,
)
from branchline.events.models import Booking, Listing, Occurrence

from .conftest import DESK, NOW, WEB, book, date_of, details, make_places, put_on


class Bookings(RuleBasedStateMachine):
    """A model beside the database: a dictionary of live parties."""

    made: Bundle[Booking] = Bundle("made")

    def __init__(self) -> None:
        super().__init__()
        self.kept, self.inside = ExitStack(), ExitStack()
        self.kept.enter_context(transaction.atomic())
        places = make_places()
        self.inside.enter_context(scope(places.service.pk))
        self.date: Occurrence = date_of(put_on(places.branch, capacity=12))
        self.capacity, self.off = 12, False
        self.live: dict[int, int] = {}
        self.booked = self.back = 0

    @rule(target=made, adults=st.integers(1, 4), children=st.integers(0, 4), who=st.integers(0, 3))
    def somebody_books(self, adults: int, children: int, who: int) -> Any:
        try:
            booking = book(
                self.date, adults=adults, children=children, address=f"b{who}@example.test"
            )
        except NotEnoughPlaces:
            assert adults + children > self.capacity - sum(self.live.values())
            return multiple()
        except TooManyBookings:
            assert self.booked > PEOPLE_IN_A_DAY - adults - children
            return multiple()
        except IsCancelled:
            assert self.off
            return multiple()
        self.live[booking.pk] = booking.people
        self.booked += booking.people
        return booking

    @rule(booking=made)
    def somebody_cancels(self, booking: Booking) -> None:
        cancel_booking(booking=booking, by=WEB, now=NOW)
        self.back += self.live.pop(booking.pk, 0)

    @rule(booking=made, adults=st.integers(1, 5), children=st.integers(0, 5))
    def another_number_comes(self, booking: Booking, adults: int, children: int) -> None:
        before = Booking.objects.get(pk=booking.pk)
        more = adults + children - before.people
        try:
            change_party(booking=before, adults=adults, children=children, by=WEB, now=NOW)
        except NoRoomForMore:
            assert more > self.capacity - sum(self.live.values())
        except FewerFirst:
            assert (adults - before.adults) * (children - before.children) < 0
        except TooManyBookings:
            assert self.booked > PEOPLE_IN_A_DAY - more
        except (BookingNotFound, IsCancelled):
            assert booking.pk not in self.live
        else:
            self.live[booking.pk] = adults + children
            self.booked += max(0, more)
            self.back += max(0, -more)

    @rule(booking=consumes(made))
    def somebody_is_forgotten(self, booking: Booking) -> None:
        if booking.contact_id is not None:
            forget_contact(contact_id=booking.contact_id, now=NOW)

    @rule(capacity=st.integers(1, 20))
    def staff_change_the_capacity(self, capacity: int) -> None:
        try:
            change_event(
                event=self.date.event, details=details(capacity=capacity), by=DESK, now=NOW
            )
        except FewerThanBooked:
            assert capacity < sum(self.live.values())
        else:
            self.capacity = capacity

    @rule()
    def staff_call_it_off(self) -> None:
        try:
            told = cancel_occurrence(occurrence=self.date, because=said("Snow"), by=DESK, now=NOW)
        except AlreadyCancelled:
            assert self.off
            return
        assert told == sum(self.live.values())
        self.back += told
        self.live, self.off = {}, True

    @invariant()
    def the_numbers_agree(self) -> None:
        self.date.refresh_from_db()
        rows = list(Booking.objects.filter(occurrence=self.date).live())
        assert {row.pk: row.people for row in rows} == self.live
        assert (
            self.date.booked
            == sum(self.live.values())
            <= (self.date.capacity or 0)
            == self.capacity
        )
        row = Listing.objects.get(public_id=self.date.public_id)
        assert row.places_left == self.date.places_left
        assert self.recorded("events.booked") == self.booked
        assert self.recorded("events.booking_cancelled") == self.back

    def recorded(self, kind: str) -> int:
        """The ledger's sum."""
        return sum(Happening.objects.filter(kind=kind).values_list("quantity", flat=True))

    def teardown(self) -> None:
        self.inside.close()
        transaction.set_rollback(True)
        self.kept.close()


@pytest.fixture
def in_database(db: None) -> Iterator[None]:
    """Each run rolls back to here."""
    yield


def test_whatever_people_do_the_numbers_agree(in_database: None) -> None:
    run_state_machine_as_test(
        Bookings,
        settings=settings(
            max_examples=30,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
