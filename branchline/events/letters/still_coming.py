"""The day before: are you still coming? One press says yes, another gives the places away."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from branchline.core import links
from branchline.events.models import Booking
from branchline.events.queries import STILL
from branchline.messages.letters import Content, Step
from branchline.messages.models import Route
from branchline.places.models import Service

from .about import About, invented, page, read, read_all
from .booked import SAMPLE_LINK


def compose_still(reference: str, language: str, route: Route, now: datetime) -> Content | None:
    """Silent when it is cancelled, answered or has begun by then."""
    booking = read(reference, now)
    if booking is None or not _is_open(booking, now):
        return None
    issued = links.issue(
        purpose=STILL, subject=reference, now=now, expires_at=booking.occurrence.ends_at
    )
    return _in_words(booking, issued, language, now)


def sample_still(service: Service, language: str, route: Route, now: datetime) -> Content:
    """About an invented date."""
    return _in_words(invented(service, now), SAMPLE_LINK, language, now)


def _in_words(booking: Booking, issued: links.Issued, language: str, now: datetime) -> Content:
    with translation.override(language):
        about = About(booking, language, now)
        address = page("events:still_coming", booking.service.slug, issued.token)
        said = {"title": about.title, "when": about.when, "party": about.party, "address": address}
        return Content(
            subject=_("Still coming? %(title)s, %(when)s") % said,
            paragraphs=[
                _("We look forward to seeing you."),
                _("If plans have changed, that is fine: one press, and somebody else can come."),
            ],
            facts=about.facts(),
            steps=[Step(words=_("Say yes or no"), address=address)],
            short=_("Still coming? %(title)s, %(when)s, for %(party)s. Yes or no: %(address)s")
            % said,
        )


def still_open(references: Sequence[str], now: datetime) -> set[str]:
    """Those who have not answered, for a date that has not begun."""
    return {each.public_id for each in read_all(references) if _is_open(each, now)}


def _is_open(booking: Booking, now: datetime) -> bool:
    return booking.is_live and booking.confirmed_at is None and booking.occurrence.starts_at > now
