"""A date that was called off, as staff see it: who had booked, and whether each has been told."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from branchline.core.requests import ServiceRequest
from branchline.messages.models import Message, Route, State
from branchline.messages.queries import line
from branchline.people.actions.privacy import note_reads

from ..letters import OCCURRENCE_CANCELLED
from ..models import Occurrence
from ..permits import SEE_BOOKINGS
from ..queries import called_off_for, last_sent
from .rows import Guest, guests


@dataclass(frozen=True)
class Told:
    """Somebody who had booked, and how it stands with the message to them."""

    guest: Guest
    words: str
    tone: str


def told(request: ServiceRequest, found: Occurrence, *, page: str, now: datetime) -> list[Told]:
    """For those who may see names, with a note that they have been seen. None unless it was called off. Whom we
    may not write to the page names by itself."""
    if not found.is_cancelled or not SEE_BOOKINGS.allows(request.holdings, found):
        return []
    lost = list(called_off_for(occurrence=found).filter(untold=False))
    messages = last_sent(letter=OCCURRENCE_CANCELLED.name, bookings=lost)
    seen = [booking.contact for booking in lost if booking.contact]
    note_reads(contacts=seen, page=page, by=request.acting, now=now)
    return [
        Told(guest, *_standing(messages.get(booking.public_id)))
        for booking, guest in zip(lost, guests(lost, request), strict=True)
    ]


def _standing(message: Message | None) -> tuple[str, str]:
    if message is None:
        return _("No message"), "quiet"
    if message.state == State.QUEUED and message.route == Route.PHONE:
        return _("To be rung"), "soon"
    if message.state == State.QUEUED and message.route == Route.LETTER:
        return _("To be printed and posted"), "soon"
    if message.state == State.QUEUED:
        return _("Message not sent yet"), "soon"
    if message.state == State.SENT:
        return _("Told"), "good"
    return str(message.get_state_display()), line(message).tone
