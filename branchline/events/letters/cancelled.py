"""A booking that is over: by its owner, or because the date is called off."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from branchline.events.models import Booking, CancelledBy
from branchline.messages.letters import Content, Step
from branchline.messages.models import Route
from branchline.places.models import Service

from .about import About, invented, page, read, read_all, ring_us


def compose_cancelled_by_you(
    reference: str, language: str, route: Route, now: datetime
) -> Content | None:
    """Done, and thank you. Only when it really is cancelled by whoever booked."""
    booking = read(reference, now)
    if booking is None or not _by_booker(booking):
        return None
    return _taken_back(booking, language, route, now)


def sample_cancelled_by_you(
    service: Service, language: str, route: Route, now: datetime
) -> Content:
    """About an invented date."""
    return _taken_back(invented(service, now), language, route, now)


def _taken_back(booking: Booking, language: str, route: Route, now: datetime) -> Content:
    with translation.override(language):
        about = About(booking, language, now)
        said = {"title": about.title, "when": about.when, "library": about.library}
        done = _("Your booking is cancelled: %(title)s, %(when)s, %(library)s.") % said
        return Content(
            subject=_("Cancelled: %(title)s, %(when)s") % said,
            paragraphs=[
                done,
                _(
                    "Somebody else can have your places now. If you did not ask for this, please ring us."
                ),
            ],
            short=done,
            short_end=ring_us(booking.service),
            attachments=about.calendar(cancelled=True) if route == Route.EMAIL else (),
        )


def compose_occurrence_cancelled(
    reference: str, language: str, route: Route, now: datetime
) -> Content | None:
    """It does not take place, why, and what else there is. Silent once the time is over."""
    booking = read(reference, now)
    if booking is None or not _called_off(booking, now):
        return None
    return _sorry(booking, language, route, now)


def sample_occurrence_cancelled(
    service: Service, language: str, route: Route, now: datetime
) -> Content:
    """About an invented date."""
    return _sorry(invented(service, now), language, route, now)


def _sorry(booking: Booking, language: str, route: Route, now: datetime) -> Content:
    with translation.override(language):
        about = About(booking, language, now)
        said = {"title": about.title, "when": about.when, "library": about.library}
        sorry = _("We are sorry. %(title)s at %(library)s on %(when)s is cancelled.") % said
        because = booking.occurrence.because.text(language)
        reasons = [because] if because else []
        return Content(
            subject=_("Cancelled by the library: %(title)s, %(when)s") % said,
            paragraphs=[
                sorry,
                *reasons,
                _("You don’t need to do anything: your booking is cancelled too."),
            ],
            steps=[
                Step(
                    words=_("See what else is on"),
                    address=page("events:whats_on", booking.service.slug),
                )
            ],
            short=" ".join([sorry, *reasons]),
            short_end=ring_us(booking.service),
            attachments=about.calendar(cancelled=True) if route == Route.EMAIL else (),
        )


def still_cancelled_by_booker(references: Sequence[str], now: datetime) -> set[str]:
    """Those that whoever booked has cancelled."""
    return {each.public_id for each in read_all(references) if _by_booker(each)}


def still_called_off(references: Sequence[str], now: datetime) -> set[str]:
    """Those whose date is called off and not over."""
    return {each.public_id for each in read_all(references) if _called_off(each, now)}


def _by_booker(booking: Booking) -> bool:
    return booking.cancelled_by == CancelledBy.BOOKER


def _called_off(booking: Booking, now: datetime) -> bool:
    return booking.occurrence.is_cancelled and booking.occurrence.ends_at > now
