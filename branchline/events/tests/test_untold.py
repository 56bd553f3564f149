"""Nobody is written to who has asked us not to, or has died; staff see who has to be told in person."""

from collections.abc import Callable

import pytest

from branchline.core.words import said
from branchline.events.actions import cancel_booking, cancel_occurrence
from branchline.events.models import Booking, Occurrence
from branchline.events.pages.on_its_way import told
from branchline.events.queries import not_reached, untold_of
from branchline.messages.models import Message, Route, State
from branchline.people.actions import do_not_contact, note_death
from branchline.people.models import Contact, MarkSource

from .conftest import DESK, NOW, WEB, book


def has_died(contact: Contact) -> None:
    note_death(person=contact, source=MarkSource.FAMILY, by=DESK, now=NOW)


def wants_no_letters(contact: Contact) -> None:
    do_not_contact(person=contact, source=MarkSource.PERSON, by=DESK, now=NOW)


def wants_no_email(contact: Contact) -> None:
    do_not_contact(person=contact, route=Route.EMAIL, source=MarkSource.PERSON, by=DESK, now=NOW)


@pytest.mark.parametrize("mark", [has_died, wants_no_letters, wants_no_email])
def test_a_marked_contact_is_not_written_to_and_the_booking_says_so(
    rhyme_time: Occurrence, mark: Callable[[Contact], None]
) -> None:
    first = book(rhyme_time)
    assert first.contact is not None
    assert not first.untold
    mark(first.contact)
    sent = Message.objects.count()

    again = book(rhyme_time)
    assert again.untold
    assert Message.objects.count() == sent
    assert again.people == 1, "the places are kept all the same"
    assert "write the day down" in told(again, NOW)


def test_a_mark_for_one_way_leaves_the_others(rhyme_time: Occurrence) -> None:
    first = book(rhyme_time)
    assert first.contact is not None
    do_not_contact(
        person=first.contact, route=Route.PHONE, source=MarkSource.PERSON, by=DESK, now=NOW
    )
    assert not book(rhyme_time).untold


def test_when_a_date_is_called_off_staff_see_whom_no_message_reaches(
    rhyme_time: Occurrence,
) -> None:
    silent, other = book(rhyme_time), book(rhyme_time, address="nia@example.test")
    assert silent.contact is not None
    wants_no_letters(silent.contact)
    cancel_occurrence(occurrence=rhyme_time, because=said("Snow"), by=DESK, now=NOW)
    assert [booking.pk for booking in untold_of(occurrence=rhyme_time)] == [silent.pk]
    assert Message.objects.filter(
        reference=other.public_id, letter="events.occurrence_cancelled"
    ).exists()
    assert not Message.objects.filter(
        reference=silent.public_id, letter="events.occurrence_cancelled"
    ).exists()


def test_a_message_that_failed_is_shown_beside_its_booking(rhyme_time: Occurrence) -> None:
    lost, fine = book(rhyme_time), book(rhyme_time, address="nia@example.test")
    Message.objects.filter(reference=lost.public_id).update(state=State.FAILED, ended_at=NOW)
    assert not_reached(bookings=Booking.objects.all()) == {lost.public_id}
    assert fine.public_id not in not_reached(bookings=[fine])


def test_cancelling_keeps_quiet_too(rhyme_time: Occurrence) -> None:
    booking = book(rhyme_time)
    assert booking.contact is not None
    has_died(booking.contact)
    sent = Message.objects.count()
    cancel_booking(booking=booking, by=WEB, now=NOW)
    assert Message.objects.count() == sent
