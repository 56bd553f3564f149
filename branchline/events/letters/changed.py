"""A date for which somebody has booked has changed: its day, its time, or where it is."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from branchline.core import links
from branchline.events.models import Booking
from branchline.events.queries import CANCEL
from branchline.messages.letters import Content, Step
from branchline.messages.models import Route
from branchline.places.models import Service

from .about import About, by_hand, invented, page, read, read_all
from .booked import SAMPLE_LINK, join_step, personal_link, what_next


def compose_changed(reference: str, language: str, route: Route, now: datetime) -> Content | None:
    """When it is now, when it was to be, and how to cancel. Silent when cancelled or over by then."""
    booking = read(reference, now)
    if booking is None or not _is_true(booking, now):
        return None
    ends_at = booking.occurrence.ends_at
    issued = links.issue(purpose=CANCEL, subject=reference, now=now, expires_at=ends_at)
    joining = personal_link(booking, now)
    return _in_words(booking, issued, language, route, now, joining)


def sample_changed(service: Service, language: str, route: Route, now: datetime) -> Content:
    """About an invented date."""
    booking = invented(service, now)
    date = booking.occurrence
    date.moved_from, date.moved_at = date.starts_at - timedelta(hours=2), now
    return _in_words(booking, SAMPLE_LINK, language, route, now, "")


def _in_words(
    booking: Booking,
    issued: links.Issued,
    language: str,
    route: Route,
    now: datetime,
    joining: str,
) -> Content:
    slug = booking.service.slug
    with translation.override(language):
        about = About(booking, language, now)
        place = about.where if about.was_where else about.library
        said = {"title": about.title, "when": about.when, "library": place}
        join = page("events:join", slug, joining) if joining else ""
        changed = _("Please note: %(title)s has changed. It is now %(when)s, %(library)s.") % said
        was = about.before()
        keep = _("Your places are kept: if you can come, you don’t need to do anything.")
        next_ = what_next(booking, join, route) if about.was_where else ""
        cancel = page("events:cancel", slug, issued.token)
        return Content(
            subject=(
                _("New place: %(title)s, %(when)s")
                if about.was_where and not about.was_when
                else _("Changed: %(title)s is now %(when)s")
            )
            % said,
            paragraphs=[changed, *was, keep, *([next_] if next_ else [])],
            facts=about.facts(),
            steps=[
                *join_step(join, route),
                Step(
                    words=_(
                        "Can’t come then? Please tell us, so that somebody else can have your places."
                    ),
                    address=page("events:code", slug) if by_hand(route) else cancel,
                    code=issued.code,
                ),
            ],
            short=_("Changed: %(title)s is now %(when)s, %(library)s. Can’t come? %(address)s")
            % {**said, "address": cancel},
            spoken=[
                changed,
                *was,
                keep,
                *([next_] if next_ else []),
                _("If you can’t come, please ring us. Your code is %(code)s.")
                % {"code": issued.code},
            ],
            attachments=about.calendar(cancelled=False, address=join)
            if route == Route.EMAIL
            else (),
        )


def still_changed(references: Sequence[str], now: datetime) -> set[str]:
    """Those of the bookings that stand, and are not over."""
    return {each.public_id for each in read_all(references) if _is_true(each, now)}


def _is_true(booking: Booking, now: datetime) -> bool:
    date = booking.occurrence
    return booking.is_live and not date.is_cancelled and date.ends_at > now
