"""How the message about a booking is on its way, in words."""

from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branchline.core.design.dates import time_words
from branchline.messages.models import Route
from branchline.messages.queries import waits_until

from ..models import Booking


def told(booking: Booking, now: datetime) -> str:
    """How the message is on its way. The address itself is not repeated: screens are looked at."""
    if booking.untold:
        # Why is nobody's business who only knows the address.
        return _("Please write the day down: this time we don’t send you a message.")
    route = booking.contact.route if booking.contact else None
    match route:
        case Route.EMAIL:
            return _("An email with the details is on its way to you. It can take a few minutes.")
        case Route.SMS:
            return _by_text(booking, now)
        case Route.PHONE:
            return _("Somebody from the library will ring you to say that your places are kept.")
        case Route.LETTER if booking.occurrence.starts_at - now <= Route.LETTER.lead_time:
            return _(
                "The day is too near for a letter, so we don’t send one. Your places are kept: please write the day down."
            )
        case Route.LETTER:
            return _("A letter with the details is on its way to you. It can take 5 days.")
        case _:
            return _("The library has noted your booking.")


def _by_text(booking: Booking, now: datetime) -> str:
    """Texts wait for a decent hour."""
    until = waits_until(route=Route.SMS, now=now)
    if until is None:
        return _("A text message with the details is on its way to you.")
    said = {"time": time_words(until, get_language())}
    if until >= booking.occurrence.starts_at:
        return (
            _(
                "We send no texts at night, before %(time)s. Your places are kept: please write the day down."
            )
            % said
        )
    return _("A text message with the details comes after %(time)s: we send none at night.") % said
