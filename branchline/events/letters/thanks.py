"""Thank you, and how was it? Once after a date, to those who said that we may ask."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from branchline.events.models import Booking
from branchline.messages.letters import Content, Step
from branchline.messages.models import Route
from branchline.places.models import Service
from branchline.surveys.parts import address_of, survey_for

from .about import About, invented, read, read_all


def compose_thanks(reference: str, language: str, route: Route, now: datetime) -> Content | None:
    """Silent when they cancelled, when it was called off, or when nothing is asked any more."""
    booking = read(reference, now)
    if booking is None or not _was_on(booking, now):
        return None
    survey = survey_for(about=booking.occurrence.event.asked_about, now=now)
    if survey is None:
        return None
    with translation.override(language):
        address = settings.BRANCHLINE_ADDRESS.rstrip("/") + address_of(survey)
    return _in_words(booking, address, language, now)


def sample_thanks(service: Service, language: str, route: Route, now: datetime) -> Content:
    """About an invented date."""
    address = f"{settings.BRANCHLINE_ADDRESS.rstrip('/')}/{service.slug}/surveys/example"
    return _in_words(invented(service, now), address, language, now)


def still_thanked(references: Sequence[str], now: datetime) -> set[str]:
    """Those that stood, and whose date took place."""
    return {each.public_id for each in read_all(references) if _was_on(each, now)}


def _was_on(booking: Booking, now: datetime) -> bool:
    date = booking.occurrence
    return booking.is_live and not date.is_cancelled and date.ends_at <= now


def _in_words(booking: Booking, address: str, language: str, now: datetime) -> Content:
    with translation.override(language):
        about = About(booking, language, now)
        said = {
            "title": about.title,
            "when": about.when,
            "library": about.library,
            "address": address,
        }
        return Content(
            subject=_("How was it? %(title)s, %(when)s") % said,
            paragraphs=[
                _("Thank you for booking %(title)s at %(library)s.") % said,
                _(
                    "You said that we may ask how it was. It is three short questions and takes about a minute."
                    " Leave out what you like: nobody learns who answered."
                ),
                _(
                    "Couldn’t come? Then there is nothing to do. We won’t ask again about this date."
                ),
            ],
            steps=[Step(words=_("Tell us how it was"), address=address)],
            short=_(
                "Thank you for booking %(title)s, %(library)s. How was it? Three short questions, and nobody"
                " learns who answered: %(address)s"
            )
            % said,
        )
