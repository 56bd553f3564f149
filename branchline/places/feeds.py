"""For machines: a library's hours or a mobile library's stops as a calendar, and schema.org's words for it."""

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from branchline.core import clock, ical
from branchline.core.fetching import fetched
from branchline.core.pages import machine
from branchline.core.requests import ServiceRequest

from .models import Branch, Position
from .opening import Calendar, moment
from .queries import HowToReach, Visit, branch_by_public_id, calendar_of, visits

AHEAD = 56
"""Days that the calendar holds; programs that follow it fetch it again and again."""


@machine
def opening(request: ServiceRequest, public_id: str) -> HttpResponse:
    """When it is open on the next days, or when the mobile library comes: iCalendar (RFC 5545)."""
    branch = branch_by_public_id(public_id, service=request.service)
    now = clock.now()
    today = clock.in_london(now).date()
    calendar = calendar_of(branch, from_day=today)
    entries = [
        _lines(entry, now)
        for entry in (
            *_hours(branch, calendar, today),
            *_stops(branch, visits(branch, calendar, now=now)),
        )
    ]
    content = ical.calendar(entries, name=str(branch.name))
    return fetched(request, content, media_type=ical.MEDIA_TYPE, file_name=f"{public_id}.ics")


def _lines(entry: "Entry", now: datetime) -> list[str]:
    """An hour of opening takes nobody's time: calendars show it without making its owner busy."""
    uid, starts, ends, words, where = entry
    today = clock.in_london(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return [
        "BEGIN:VEVENT",
        f"UID:{uid}@branchline",
        f"DTSTAMP:{ical.moment(today)}",
        ical.wall("DTSTART", starts),
        ical.wall("DTEND", ends),
        ical.line("SUMMARY", ical.text(words)),
        ical.line("LOCATION", ical.text(where)),
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


Entry = tuple[str, datetime, datetime, str, str]


def _hours(branch: Branch, calendar: Calendar, today: date) -> list[Entry]:
    words = _("%(library)s is open") % {"library": branch.name}
    return [
        (
            f"{branch.public_id}-{day:%Y%m%d}-{span.opens:%H%M}",
            moment(day, span.opens),
            moment(day, span.closes),
            words,
            branch.address,
        )
        for day in (today + timedelta(days=n) for n in range(AHEAD))
        if (hours := calendar.day(day)) is not None
        for span in hours.spans
    ]


def _stops(branch: Branch, coming: Sequence[Visit]) -> list[Entry]:
    return [
        (
            f"{visit.stop.public_id}-{visit.starts:%Y%m%d}",
            visit.starts,
            visit.ends,
            _("%(library)s at %(stop)s") % {"library": branch.name, "stop": visit.stop.name},
            ", ".join(p for p in (str(visit.stop.name), visit.stop.town, visit.stop.postcode) if p),
        )
        for visit in coming
    ]


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def structured(
    branch: Branch, calendar: Calendar, reach: HowToReach, today: date, address: str
) -> SafeString:
    """schema.org Library, for `<script type="application/ld+json">`. `address` is the page's own."""
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Library",
        "name": str(branch.name),
        "url": address,
        "parentOrganization": {"@type": "Organization", "name": str(branch.service.name)},
        "address": {
            "@type": "PostalAddress",
            "streetAddress": branch.street,
            "addressLocality": branch.town,
            "postalCode": branch.postcode,
            "addressCountry": "GB",
        },
        "isAccessibleForFree": True,
    }
    if branch.position == Position.EXACT:
        facts["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": branch.lat,
            "longitude": branch.lon,
        }
    if reach.phone:
        facts["telephone"] = f"+44{reach.phone.removeprefix('0')}"
    if reach.email:
        facts["email"] = reach.email
    if branch.website:
        facts["sameAs"] = branch.website
    if calendar.week is not None:
        facts["openingHoursSpecification"] = _week(calendar) + _differing(calendar, today)
    # Inside a script a "<" could end it: JSON says the same with its escape.
    return mark_safe(json.dumps(facts, ensure_ascii=False).replace("<", "\\u003c"))


def _week(calendar: Calendar) -> list[dict[str, Any]]:
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": f"https://schema.org/{WEEKDAYS[weekday]}",
            "opens": f"{span.opens:%H:%M}",
            "closes": f"{span.closes:%H:%M}",
        }
        for weekday, spans in sorted((calendar.week or {}).items())
        for span in spans
    ]


def _differing(calendar: Calendar, today: date) -> list[dict[str, Any]]:
    """Days that differ, as schema.org says them: closed is from 00:00 until 00:00."""
    days = [today + timedelta(days=n) for n in range(AHEAD)]
    found = []
    for day in days:
        hours = calendar.day(day)
        if hours is None or not (hours.unusual or hours.because):
            continue
        times = [(f"{s.opens:%H:%M}", f"{s.closes:%H:%M}") for s in hours.spans]
        found += [
            {
                "@type": "OpeningHoursSpecification",
                "validFrom": day.isoformat(),
                "validThrough": day.isoformat(),
                "opens": opens,
                "closes": closes,
            }
            for opens, closes in times or [("00:00", "00:00")]
        ]
    return found
