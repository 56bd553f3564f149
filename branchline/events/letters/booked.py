"""Your places are kept."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from branchline.core import links
from branchline.events.models import Booking
from branchline.events.queries import CANCEL
from branchline.messages.letters import Content, Step
from branchline.messages.models import Route
from branchline.places.models import Service

from .about import About, by_hand, invented, page, read, read_all


def compose_booked(reference: str, language: str, route: Route, now: datetime) -> Content | None:
    """What is booked, what happens next, how to cancel. Silent when cancelled or over by then."""
    booking = read(reference, now)
    if booking is None or not _is_true(booking, now):
        return None
    ends_at = booking.occurrence.ends_at
    issued = links.issue(purpose=CANCEL, subject=reference, now=now, expires_at=ends_at)
    return _in_words(booking, issued, language, route, now)


def sample_booked(service: Service, language: str, route: Route, now: datetime) -> Content:
    """About an invented date."""
    return _in_words(invented(service, now), SAMPLE_LINK, language, route, now)


SAMPLE_LINK = links.Issued(token="example", code="k7mp-2x9d")  # noqa: S106 (leads nowhere)


def _in_words(
    booking: Booking, issued: links.Issued, language: str, route: Route, now: datetime
) -> Content:
    slug = booking.service.slug
    with translation.override(language):
        about = About(booking, language, now)
        said = {
            "title": about.title,
            "when": about.when,
            "library": about.library,
            "party": about.party,
        }
        next_ = _(
            "Nothing to print, nothing to show: come a few minutes before the start and say your name."
        )
        note = booking.access_note.rstrip(".")
        return Content(
            subject=_("Booked: %(title)s, %(when)s") % said,
            paragraphs=[
                _("Your places are kept."),
                next_,
                *(
                    [_("You told us: %(note)s. We will have it ready.") % {"note": note}]
                    if note
                    else []
                ),
            ],
            facts=about.facts(),
            steps=[
                Step(
                    words=_(
                        "Can’t come? Please tell us, so that somebody else can have your places."
                    ),
                    address=page("events:code", slug)
                    if by_hand(route)
                    else page("events:cancel", slug, issued.token),
                    code=issued.code,
                )
            ],
            short=_(
                "Booked: %(title)s, %(when)s, %(library)s, for %(party)s. Can’t come? %(address)s"
            )
            % {**said, "address": page("events:cancel", slug, issued.token)},
            spoken=[
                _("Your places for %(title)s are kept: %(when)s at %(library)s, for %(party)s.")
                % said,
                next_,
                _("If you can’t come, please ring us. Your code is %(code)s.")
                % {"code": issued.code},
            ],
            attachments=about.calendar(cancelled=False) if route == Route.EMAIL else (),
        )


def still_booked(references: Sequence[str], now: datetime) -> set[str]:
    """Those of the bookings that stand, and are not over."""
    return {each.public_id for each in read_all(references) if _is_true(each, now)}


def _is_true(booking: Booking, now: datetime) -> bool:
    return booking.is_live and booking.occurrence.ends_at > now
