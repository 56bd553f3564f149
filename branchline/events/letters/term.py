"""All dates of a series that somebody has booked at once: when they book, leave some, or a date moves."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branchline.core import links
from branchline.core.design.dates import day_words, time_words
from branchline.events.models import Booking, TermBooking
from branchline.events.queries import TERM_LINK, bookings_of_term, in_calendars
from branchline.messages.letters import Attachment, Content, Step
from branchline.messages.models import Route
from branchline.people.models import Purpose
from branchline.people.queries import may_contact
from branchline.places.models import Service

from .about import About, are_apart, by_hand, invented, news_of, page, ring_us
from .booked import SAMPLE_LINK, personal_link
from .calendar import calendar_file


def compose_term(reference: str, language: str, route: Route, now: datetime) -> Content | None:
    """Which dates they have now, and how to leave one or the rest. Silent when all of it is over."""
    bookings = bookings_of_term(public_id=reference)
    if not bookings or not _is_true(bookings, now):
        return None
    contact = bookings[0].contact
    if contact is None or not may_contact(person=contact, purpose=Purpose.OWN_AFFAIRS, now=now):
        return None
    ends_at = max(booking.occurrence.ends_at for booking in bookings)
    issued = links.issue(purpose=TERM_LINK, subject=reference, now=now, expires_at=ends_at)
    return _in_words(bookings, issued, language, route, now)


def sample_term(service: Service, language: str, route: Route, now: datetime) -> Content:
    """About an invented date."""
    return _in_words([invented(service, now)], SAMPLE_LINK, language, route, now)


def _in_words(
    bookings: Sequence[Booking],
    issued: links.Issued,
    language: str,
    route: Route,
    now: datetime,
) -> Content:
    slug = bookings[0].service.slug
    with translation.override(language):
        kept = [b for b in bookings if b.is_live and b.occurrence.ends_at > now]
        about = About(kept[0] if kept else bookings[0], language, now)
        said = {
            "title": about.title,
            "library": about.library,
            "party": about.party,
            "n": len(kept),
        }
        if not kept:
            done = _("You have left all the dates of %(title)s, %(library)s.") % said
            thanks = _("Thank you for telling us. Somebody else can have your places now.")
            return Content(
                subject=_("Your dates are cancelled: %(title)s") % said,
                paragraphs=[done, thanks],
                short=done,
                short_end=ring_us(bookings[0].service),
                attachments=_calendar(bookings, language, route, now),
            )
        count = ngettext("%(n)s date", "%(n)s dates", len(kept)) % said
        abouts = [About(booking, language, now) for booking in kept]
        apart = are_apart(abouts)
        dates = [_date(each, apart=apart) for each in abouts]
        news = news_of(abouts)
        where = page("events:term", slug, issued.token)
        opening = _("Your places are kept on these dates, for %(party)s.") % said
        left = _left(bookings, language, now)
        leave = _(
            "Can’t come to one of them, or to the rest? Please tell us, so that somebody else can."
        )
        return Content(
            subject=_("Your dates: %(title)s, %(count)s") % {**said, "count": count},
            paragraphs=[*news, *left, opening],
            facts=[
                *(
                    (name, words)
                    for name, words in about.facts()
                    if name != _("When") and not (apart and name == _("Where"))
                ),
                *dates,
            ],
            steps=[
                Step(
                    words=leave,
                    address=page("events:code", slug) if by_hand(route) else where,
                    code=issued.code,
                )
            ],
            short=(
                _(
                    "Booked, and changed: %(title)s, %(library)s, %(count)s, first %(first)s. All dates: %(address)s"
                )
                if news
                else _(
                    "Booked: %(title)s, %(library)s, %(count)s, first %(first)s. All dates: %(address)s"
                )
            )
            % {**said, "count": count, "first": f"{dates[0][0]}, {dates[0][1]}", "address": where},
            spoken=[
                *news,
                *left,
                opening,
                *(f"{day}, {times}." for day, times in dates),
                _("If you can’t come, please ring us. Your code is %(code)s.")
                % {"code": issued.code},
            ],
            attachments=_calendar(bookings, language, route, now),
        )


def _left(bookings: Sequence[Booking], language: str, now: datetime) -> list[str]:
    """Which dates to come they gave back, as a sentence; nothing where there are none."""
    days = [
        day_words(b.occurrence.starts_at, language)
        for b in bookings
        if not b.is_live and b.occurrence.ends_at > now and not b.occurrence.is_cancelled
    ]
    return [_("You don’t come on %(days)s.") % {"days": "; ".join(days)}] if days else []


def _date(about: About, *, apart: bool) -> tuple[str, str]:
    date, language = about.booking.occurrence, about.language
    starts, ends = (time_words(moment, language) for moment in (date.starts_at, date.ends_at))
    times = _("%(starts)s to %(ends)s") % {"starts": starts, "ends": ends}
    if about.was_when:
        times = _("%(times)s (before: %(when)s)") % {"times": times, "when": about.was_when}
    if apart:
        times = f"{times}, {about.where}"
    return day_words(date.starts_at, language), times


def _calendar(
    bookings: Sequence[Booking], language: str, route: Route, now: datetime
) -> list[Attachment]:
    """One file with every date; those that were left are marked so, and calendars take them out."""
    if route != Route.EMAIL:
        return []
    entries = []
    for booking in bookings:
        join = personal_link(booking, now) if booking.pk and booking.is_live else ""
        address = page("events:join", booking.service.slug, join) if join else ""
        about = About(booking, language, now)
        heard = in_calendars(booking=booking)
        if booking.is_live or not heard.others_live:
            entries.append(about.entry(heard, cancelled=not booking.is_live, address=address))
    return [
        Attachment(
            _("dates") + ".ics",
            "text/calendar; method=PUBLISH; charset=utf-8",
            calendar_file(entries),
        )
    ]


def still_term(references: Sequence[str], now: datetime) -> set[str]:
    """Those of which something is still to come."""
    terms = TermBooking.objects.filter(
        public_id__in=references, bookings__occurrence__ends_at__gt=now
    )
    return set(terms.values_list("public_id", flat=True))


def _is_true(bookings: Sequence[Booking], now: datetime) -> bool:
    return any(booking.occurrence.ends_at > now for booking in bookings)
