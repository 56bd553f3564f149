"""Whether booking is open at this moment: the same for the web, the telephone, the desk and letters."""

from datetime import datetime

from branchline.core.errors import Refusal
from branchline.events.errors import BookingHasClosed, NotYetOpen
from branchline.events.models import Occurrence


def check_window(date: Occurrence, *, now: datetime) -> None:
    """Refuses NotYetOpen, BookingHasClosed. While places are asked for to be drawn, that is its opening."""
    window = date.event.window
    opens_at = window.opens_at(date.starts_at)
    if date.asks_until is None and opens_at is not None and now < opens_at:
        raise NotYetOpen(opens_at=opens_at)
    if now >= window.closes_at(date.starts_at):
        raise BookingHasClosed


def why_closed(date: Occurrence, *, now: datetime) -> str:
    """The same as a sentence for a page; empty while booking is open."""
    try:
        check_window(date, now=now)
    except Refusal as refusal:
        return str(refusal)
    return ""
