"""Two families share one address: each booking keeps the name that its family gave."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from branchline.events.actions import forget_contact, forget_old_bookings
from branchline.events.letters import BOOKED
from branchline.events.models import Booking, Occurrence
from branchline.events.queries import bookings_about, live_bookings_of
from branchline.messages.models import Message, Route
from branchline.people.models import Contact

from .conftest import NOW, book

SHARED = "the.house@example.test"


@pytest.fixture
def upstairs(rhyme_time: Occurrence) -> Booking:
    """Alice booked first and has proven that the address is hers."""
    booking = book(rhyme_time, contact_name="Alice Upstairs", address=SHARED)
    Contact.objects.update(proven_at=NOW)
    return booking


@pytest.fixture
def downstairs(upstairs: Booking, rhyme_time: Occurrence) -> Booking:
    """Bob, on the web, at the same address."""
    return book(rhyme_time, 1, 2, contact_name="Bob Downstairs", address=SHARED)


def test_each_family_is_called_by_its_own_name_and_the_contact_stays(
    upstairs: Booking, downstairs: Booking, rhyme_time: Occurrence
) -> None:
    assert upstairs.contact_id == downstairs.contact_id
    assert Contact.objects.get().name == "Alice Upstairs"
    names = [booking.name for booking in live_bookings_of(occurrence=rhyme_time)]
    assert names == ["Alice Upstairs", "Bob Downstairs"]


def test_each_letter_greets_and_names_who_booked(upstairs: Booking, downstairs: Booking) -> None:
    for booking in (upstairs, downstairs):
        assert Message.objects.get(reference=booking.public_id).name == booking.name
        content = BOOKED.compose(booking.public_id, "en", Route.EMAIL, NOW)
        assert content is not None
        assert ("Name", booking.name) in list(content.facts)


def test_a_copy_of_what_we_hold_has_the_names(downstairs: Booking) -> None:
    assert downstairs.contact_id is not None
    held = bookings_about(contact_id=downstairs.contact_id)
    assert [row["name"] for row in held] == ["Alice Upstairs", "Bob Downstairs"]


def test_erasing_the_address_takes_both_names(upstairs: Booking, downstairs: Booking) -> None:
    assert upstairs.contact_id is not None
    assert forget_contact(contact_id=upstairs.contact_id, now=NOW) == 2
    assert all(not each.name and each.contact is None for each in Booking.objects.all())


def test_after_a_year_the_name_goes_as_well(downstairs: Booking, rhyme_time: Occurrence) -> None:
    forget_old_bookings(now=rhyme_time.ends_at + timedelta(days=366))
    assert set(Booking.objects.values_list("name", flat=True)) == {""}


def test_no_name_outlives_its_contact_whoever_forgets(upstairs: Booking) -> None:
    with pytest.raises(IntegrityError, match="events_booking_forgotten"), transaction.atomic():
        Booking.objects.update(contact=None)
