"""One date in schema.org's words (release 30.0), so that search engines show it right."""

import json
from typing import Any
from urllib.parse import urljoin

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from branchline.core.clock import in_london
from branchline.events.models import FROM_THE_BRANCH, Access, Availability, MadeFor, Theme
from branchline.events.queries import ListingCard

TYPES = {
    Theme.RHYME: "ChildrensEvent",
    Theme.STORY: "ChildrensEvent",
    Theme.READING: "LiteraryEvent",
    Theme.DIGITAL: "EducationEvent",
    Theme.MUSIC: "MusicEvent",
    Theme.MEET: "SocialEvent",
}
ORG = "https://schema.org/"
AVAILABLE = {
    Availability.LAST_PLACES: "LimitedAvailability",
    Availability.FULL: "SoldOut",
    Availability.CANCELLED: "SoldOut",
}
HIDDEN = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def event_json_ld(card: ListingCard, *, address: str, language: str = "en") -> SafeString:
    """JSON for `<script type="application/ld+json">`. `address` is the page's full address."""
    text = json.dumps(event_as_data(card, address=address, language=language), ensure_ascii=False)
    # Nothing in it can end the script element.
    return mark_safe(text.translate(HIDDEN))


def event_as_data(card: ListingCard, *, address: str, language: str = "en") -> dict[str, Any]:
    """The same as a dictionary; facts that nobody has stated are left out."""
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": TYPES.get(Theme(card.theme), "Event"),
        "@id": address,
        "url": address,
        "name": card.title.text(language),
        "description": card.summary.text(language),
        "inLanguage": list(card.languages),
        "startDate": in_london(card.starts_at).isoformat(),
        "endDate": in_london(card.ends_at).isoformat(),
        "eventStatus": ORG + ("EventCancelled" if card.is_cancelled else "EventScheduled"),
        "eventAttendanceMode": ORG
        + ("OnlineEventAttendanceMode" if card.is_online else "OfflineEventAttendanceMode"),
        "isAccessibleForFree": card.is_free,
        # The way in to an online event is for those who booked; its page is where to go.
        "location": {"@type": "VirtualLocation", "url": address}
        if card.is_online
        else _place(card, address, language),
        "organizer": {
            "@type": "Organization",
            "name": card.service_name.text(language),
            "url": urljoin(address, reverse("events:home", args=[card.service_slug])),
        },
        "keywords": _keywords(card),
        "superEvent": _series(card, address, language),
        "typicalAgeRange": _ages(card),
        "audience": _made_for(card),
        "maximumAttendeeCapacity": card.capacity,
        "remainingAttendeeCapacity": card.places_left,
    }
    if card.is_bookable and card.is_free:
        said["offers"] = {
            "@type": "Offer",
            "price": "0",
            "priceCurrency": "GBP",
            "availability": ORG + AVAILABLE.get(card.availability, "InStock"),
            "url": address,
            **_offered(card),
        }
    return {name: value for name, value in said.items() if value not in (None, "", [])}


def _offered(card: ListingCard) -> dict[str, str]:
    """From when until when, where that isn't simply until the start."""
    said = {"validThrough": in_london(card.closes_at).isoformat()}
    if card.opens_at is not None:
        said["validFrom"] = in_london(card.opens_at).isoformat()
    return said if card.opens_at or card.window.closes_hours_before else {}


def _keywords(card: ListingCard) -> list[str]:
    """What it is about, and what makes it easier to come: schema.org has no words for access to an event."""
    facts = [Access(fact) for fact in card.access if fact in Access.values]
    own = [str(fact.label) for fact in facts if fact not in FROM_THE_BRANCH]
    return [str(Theme(card.theme).label), *own]


def _made_for(card: ListingCard) -> list[dict[str, str]]:
    """Who will feel expected."""
    named = [MadeFor(word) for word in card.made_for if word in MadeFor.values]
    return [{"@type": "Audience", "audienceType": str(each.label)} for each in named]


def _series(card: ListingCard, address: str, language: str) -> dict[str, Any] | None:
    if not card.in_series:
        return None
    feed = reverse("events:series_calendar", args=[card.service_slug, card.event_public_id])
    return {
        "@type": "EventSeries",
        "@id": urljoin(address, feed),
        "name": card.title.text(language),
    }


def _place(card: ListingCard, address: str, language: str) -> dict[str, Any]:
    place: dict[str, Any] = {
        "@type": "Library" if card.at_library else "Place",
        "name": (card.branch_name if card.at_library else card.venue).text(language) or card.town,
        "url": urljoin(address, _library(card)) if card.at_library else None,
        "address": {
            "@type": "PostalAddress",
            "addressLocality": card.town,
            "postalCode": card.postcode,
            "addressCountry": "GB",
        },
        "amenityFeature": [
            {
                "@type": "LocationFeatureSpecification",
                "name": str(Access(fact).label),
                "value": True,
            }
            for fact in card.access
            if fact in FROM_THE_BRANCH
        ],
    }
    if card.lat is not None:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": card.lat, "longitude": card.lon}
    return place


def _library(card: ListingCard) -> str:
    return reverse("places:branch", args=[card.service_slug, card.branch_public_id])


def _ages(card: ListingCard) -> str | None:
    if card.age_from is None and card.age_to is None:
        return None
    return f"{card.age_from or 0}-{'' if card.age_to is None else card.age_to}"
