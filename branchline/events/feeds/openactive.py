"""Bookable sessions as OpenActive has them: an RPDE feed (Realtime Paged Data Exchange 1.0), oldest change first.

What can't be said in its words is told as deleted: a price in words, an online event, a home. How many places
are left is not in it: the feed would change with each booking; the page, one press away, says it. The
activity is a theme of ours, since OpenActive's own list has sports only.
"""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language

from branchline.core import clock
from branchline.core.clock import in_london
from branchline.core.fetching import fetched
from branchline.core.pages import machine
from branchline.core.requests import ServiceRequest
from branchline.places.models import DataLicence

from ..models import Listing, OccurrenceState, Setting, Theme, Window
from ..queries import changed_sessions

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
FREE = {"@type": "Offer", "name": "Free", "price": 0, "priceCurrency": "GBP"}
LONGEST = 20


@machine
def openactive(request: ServiceRequest) -> HttpResponse:
    """A page of what has changed; `next` goes on behind it, and is itself where nothing is new."""
    since, after_id = _moment(request.GET.get("afterTimestamp", "")), request.GET.get("afterId", "")
    rows = changed_sessions(
        service_id=request.service.pk, now=clock.now(), since=since, after_id=after_id[:LONGEST]
    )
    if rows:
        since, after_id = rows[-1].changed_at, rows[-1].public_id
    own = reverse("events:openactive", args=[request.service.slug])
    words = {"afterTimestamp": _number(since), "afterId": after_id[:LONGEST]}
    page = {
        "next": request.build_absolute_uri(f"{own}?{urlencode(words)}"),
        "items": [_item(request, row) for row in rows],
        "license": DataLicence(request.service.data_licence).address,
    }
    content = json.dumps(page, ensure_ascii=False).encode()
    return fetched(
        request, content, media_type="application/json; charset=utf-8", keep=timedelta(seconds=30)
    )


def _item(request: HttpRequest, row: Listing) -> dict[str, Any]:
    said = row.setting == Setting.IN_PERSON and not row.cost
    item: dict[str, Any] = {
        "state": "updated" if said else "deleted",
        "kind": "ScheduledSession",
        "id": row.public_id,
        "modified": _number(row.changed_at),
    }
    return item | ({"data": _session(request, row)} if said else {})


def _session(request: HttpRequest, row: Listing) -> dict[str, Any]:
    page = request.build_absolute_uri(
        reverse("events:occurrence", args=[row.service.slug, row.public_id])
    )
    off = row.state == OccurrenceState.CANCELLED
    minutes = int((row.ends_at - row.starts_at).total_seconds()) // 60
    return {
        "@context": "https://openactive.io/",
        "@type": "ScheduledSession",
        "@id": page,
        "identifier": row.public_id,
        "url": page,
        "startDate": in_london(row.starts_at).isoformat(),
        "endDate": in_london(row.ends_at).isoformat(),
        "duration": f"PT{minutes}M",
        "eventStatus": f"https://schema.org/Event{'Cancelled' if off else 'Scheduled'}",
        "maximumAttendeeCapacity": row.capacity,
        "superEvent": _series(request, row, page),
    }


def _series(request: HttpRequest, row: Listing, page: str) -> dict[str, Any]:
    language, slug = get_language() or "en", row.service.slug
    about = request.build_absolute_uri(reverse("core:open_data"))
    said = {
        "@type": "SessionSeries",
        "@id": request.build_absolute_uri(
            reverse("events:series_calendar", args=[slug, row.event_public_id])
        ),
        "url": page,
        "name": row.title.text(language),
        "description": row.summary.text(language),
        "activity": [
            {
                "@type": "Concept",
                "@id": f"{about}#{row.theme}",
                "prefLabel": str(Theme(row.theme).label),
                "inScheme": f"{about}#Theme",
            }
        ],
        "ageRange": _ages(row),
        "location": _place(row, language),
        "organizer": {
            "@type": "Organization",
            "@id": request.build_absolute_uri(reverse("events:home", args=[slug])),
            "name": row.service.name.text(language),
            "url": request.build_absolute_uri(reverse("events:home", args=[slug])),
        },
        "offers": [FREE | {"@id": f"{page}#free"} | _offered(row)],
    }
    return {name: value for name, value in said.items() if value}


def _offered(row: Listing) -> dict[str, str]:
    """How long before the start it can be booked, as OpenActive's Open Booking API says it."""
    window = Window(row.opens_days_before, row.closes_hours_before)
    opens_at, closes_at = window.opens_at(row.starts_at), window.closes_at(row.starts_at)
    said = {}
    if opens_at is not None:
        minutes = (row.starts_at - opens_at) // timedelta(minutes=1)
        said["validFromBeforeStartDate"] = f"PT{minutes}M"
    if closes_at != row.starts_at:
        said["validThroughBeforeStartDate"] = f"PT{row.closes_hours_before}H"
    return said


def _ages(row: Listing) -> dict[str, Any]:
    said = {"minValue": row.age_from, "maxValue": row.age_to}
    ages = {name: value for name, value in said.items() if value is not None}
    return {"@type": "QuantitativeValue", **ages} if ages else {}


def _place(row: Listing, language: str) -> dict[str, Any]:
    """An address only where the whole of it is known, and a point only where we know the door."""
    branch = row.branch
    place: dict[str, Any] = {"@type": "Place", "name": row.branch_name.text(language)}
    address = {
        "streetAddress": branch.street,
        "addressLocality": branch.town,
        "addressRegion": branch.county or branch.town,
        "postalCode": branch.postcode,
        "addressCountry": "GB",
    }
    if all(address.values()):
        place["address"] = {"@type": "PostalAddress", **address}
    if row.lat is not None:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": row.lat, "longitude": row.lon}
    return place


def _number(at: datetime) -> int:
    """Microseconds: whole, rising, and exact."""
    return (at - BEGINNING) // timedelta(microseconds=1)


def _moment(said: str) -> datetime:
    """From the number above; from anything else, the beginning."""
    try:
        return BEGINNING + timedelta(microseconds=int(said)) if said.isascii() else BEGINNING
    except (ValueError, OverflowError):
        return BEGINNING
