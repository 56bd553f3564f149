"""Queue a letter about a booking to its contact, by the contact's own route."""

from datetime import datetime

from branchline.core.acting import Acting
from branchline.events.models import Booking
from branchline.messages.actions import send
from branchline.messages.letters import Addressee, Letter
from branchline.messages.models import Route


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
        to=Addressee(
            route=Route(contact.route),
            address=contact.address,
            name=contact.name,
            language=contact.language,
            format="standard",
        ),
        now=now,
        by=by,
        valid_until=valid_until,
    )
