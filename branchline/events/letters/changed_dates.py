"""Several dates that somebody has booked have changed: one message with all of them, as they are now."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branchline.core import links
from branchline.events.models import Booking
from branchline.events.queries import MY_DATES, in_calendars_each, my_dates
from branchline.messages.letters import Attachment, Content, Step
from branchline.messages.models import Route
from branchline.people.models import Purpose
from branchline.people.queries import may_contact
from branchline.places.models import Service

from .about import About, are_apart, by_hand, invented, new_places, page
from .booked import SAMPLE_LINK, personal_link
from .calendar import calendar_file


def compose_changed_dates(
    reference: str, language: str, route: Route, now: datetime
) -> Content | None:
    """When and where each is now, and how to leave some. Silent when they come to none of them any more."""
    bookings = _kept(my_dates(reference=reference), now)
    if not bookings or bookings[0].contact is None:
        return None
    if not may_contact(person=bookings[0].contact, purpose=Purpose.OWN_AFFAIRS, now=now):
        return None
    ends_at = max(booking.occurrence.ends_at for booking in bookings)
    issued = links.issue(purpose=MY_DATES, subject=reference, now=now, expires_at=ends_at)
    return _in_words(bookings, issued, language, route, now)


def sample_changed_dates(service: Service, language: str, route: Route, now: datetime) -> Content:
    """About two invented dates."""
    bookings = [invented(service, now), invented(service, now)]
    for weeks, booking in enumerate(bookings):
        date = booking.occurrence
        date.moved_from, date.moved_at = date.starts_at + timedelta(weeks=weeks), now
        date.starts_at += timedelta(weeks=weeks, hours=2)
        date.ends_at += timedelta(weeks=weeks, hours=2)
    return _in_words(bookings, SAMPLE_LINK, language, route, now)


def _in_words(
    bookings: Sequence[Booking],
    issued: links.Issued,
    language: str,
    route: Route,
    now: datetime,
) -> Content:
    slug = bookings[0].service.slug
    with translation.override(language):
        abouts = [About(booking, language, now) for booking in bookings]
        about, apart = abouts[0], are_apart(abouts)
        place = about.where if about.was_where else about.library
        said = {"title": about.title, "library": place, "n": len(bookings)}
        changed = _("Please note: the dates of %(title)s have changed.") % said
        count = ngettext("%(n)s date", "%(n)s dates", len(bookings)) % said
        dates = [_date(each, bookings, apart=apart) for each in abouts]
        keep = _("Your places are kept: if you can come, you don’t need to do anything.")
        now_is = (
            _("These are your dates now:")
            if apart
            else _("These are your dates now, %(library)s:") % said
        )
        was = new_places(abouts)
        where = page("events:my_dates", slug, issued.token)
        return Content(
            subject=_("Changed: %(title)s, %(count)s") % {**said, "count": count},
            paragraphs=[changed, *was, keep],
            facts=[
                *(
                    (name, words)
                    for name, words in about.facts()
                    if name == _("Event") or (name == _("Where") and not apart)
                ),
                *dates,
            ],
            steps=[
                Step(
                    words=_(
                        "Can’t come to some of them? Please tell us, so that somebody else can have your places."
                    ),
                    address=page("events:code", slug) if by_hand(route) else where,
                    code=issued.code,
                )
            ],
            short=(
                _(
                    "Changed: %(title)s: %(count)s, the next is now %(first)s, %(library)s. All dates: %(address)s"
                )
                if apart
                else _(
                    "Changed: %(title)s, %(library)s: %(count)s, the next is now %(first)s. All dates: %(address)s"
                )
            )
            % {**said, "count": count, "first": dates[0][0], "address": where},
            spoken=[
                changed,
                *was,
                now_is,
                *(f"{when}: {more}" for when, more in dates),
                keep,
                _("If you can’t come, please ring us. Your code is %(code)s.")
                % {"code": issued.code},
            ],
            attachments=_calendar(bookings, language, now) if route == Route.EMAIL else (),
        )


def _date(about: About, all_of_them: Sequence[Booking], *, apart: bool) -> tuple[str, str]:
    """When it is now; where, and for whom, with their name, where not all are in one; and what it was to be."""
    names = {each.name for each in all_of_them}
    whom = f"{about.booking.name}, {about.party}" if len(names) > 1 else about.party
    whom = f"{about.where}. {whom}" if apart else whom
    if not about.was_when:
        return about.when, whom
    return about.when, _("%(whom)s (before: %(when)s)") % {"whom": whom, "when": about.was_when}


def _calendar(bookings: Sequence[Booking], language: str, now: datetime) -> list[Attachment]:
    """One file with an entry for each date."""
    heard = in_calendars_each(bookings=[booking for booking in bookings if booking.pk])
    entries = {}
    for booking in bookings:
        join = personal_link(booking, now) if booking.pk else ""
        address = page("events:join", booking.service.slug, join) if join else ""
        if booking.pk:
            about = About(booking, language, now, heard[booking.pk])
            entries[booking.occurrence_id] = about.entry(
                heard[booking.pk], cancelled=False, address=address
            )
    return [
        Attachment(
            _("dates") + ".ics",
            "text/calendar; method=PUBLISH; charset=utf-8",
            calendar_file(entries.values()),
        )
    ]


def still_changed_dates(references: Sequence[str], now: datetime) -> set[str]:
    """Those who still come to one of the dates."""
    return {each for each in references if _kept(my_dates(reference=each), now)}


def _kept(bookings: Sequence[Booking], now: datetime) -> list[Booking]:
    return [b for b in bookings if b.is_live and b.occurrence.ends_at > now]
