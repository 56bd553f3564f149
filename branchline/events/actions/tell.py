"""Queue a letter about a booking to its contact, by the contact's own route."""

from datetime import datetime

from branchline.core.acting import Acting
from branchline.events.models import Booking
from branchline.messages.actions import send
from branchline.messages.letters import Letter
from branchline.people.queries import addressee_of


def tell(
    letter: Letter,
    booking: Booking,
    *,
    by: Acting,
    now: datetime,
    valid_until: datetime | None = None,
) -> None:
    """In the caller's transaction. A forgotten contact is told nothing."""
    contact = booking.contact
    if contact is None:
        return
    send(
        letter=letter,
        reference=booking.public_id,
        to=addressee_of(person=contact),
        now=now,
        by=by,
        valid_until=valid_until,
    )
