"""Events and dates as the API gives them."""

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_noop as noop
from ninja import Field, Schema

from branchline.core.clock import in_london
from branchline.core.open_data import Paging, Words
from branchline.events.models import (
    Access,
    Audience,
    HowToCome,
    ListedEvent,
    MadeFor,
    OccurrenceState,
    Setting,
    Theme,
)
from branchline.events.queries import ListingCard


class AskedOfEvents(Paging):
    """What narrows a list of events."""

    setting: Setting | None = Field(None, description=noop("Where people meet"))
    theme: Theme | None = Field(None, description=noop("What it is about"))
    who: Audience | None = Field(None, description=noop("Whom it is for"))
    booking: HowToCome | None = Field(None, description=noop("Whether a place has to be booked"))


class AskedOfDates(AskedOfEvents):
    """What narrows a list of dates."""

    from_day: date | None = Field(
        None, description=noop("The first day, as 2026-10-05; without it: today")
    )
    days: int | None = Field(None, ge=1, le=800, description=noop("How many days from there"))
    access: Access | None = Field(None, description=noop("An access fact that must hold"))
    q: str = Field("", max_length=100, description=noop("A word in it, in English or Welsh"))


class LibraryInShort(Schema):
    """The library that holds it."""

    id: str
    name: Words


class Place(Schema):
    """Where people meet. Of a home only its town or neighbourhood is said."""

    setting: Setting
    venue: Words = Field(description=noop("Its name, where it is not the library"))
    town: str
    postcode: str
    lat: float | None = Field(description=noop("Only where we know the door"))
    lon: float | None


class ServiceInShort(Schema):
    """Whose it is."""

    slug: str
    name: Words


class Described(Schema):
    """What an event and its dates have in common."""

    id: str
    service: ServiceInShort
    library: LibraryInShort
    place: Place
    title: Words
    summary: Words
    room: Words
    cost: Words = Field(description=noop("Empty: it is free"))
    theme: Theme
    age_from: int | None = Field(description=noop("Years; null: no lower end"))
    age_to: int | None = Field(description=noop("Years, included; null: no upper end"))
    access: list[Access]
    languages: list[str]
    made_for: list[MadeFor] = Field(description=noop("Who will feel expected; everybody may come"))
    booking: HowToCome
    changed_at: datetime


class Event(Described):
    """What a library offers, once or as a series."""

    state: Literal["published", "cancelled"]
    rule: str = Field(
        description=noop("RRULE of its series (RFC 5545), in London’s time; empty: no series")
    )
    first_day: date
    last_day: date
    starts: str = Field(description=noop("On London’s clocks, as 10:30"))
    ends: str
    dates: int = Field(description=noop("How many, without those called off"))
    calendar: str = Field(description=noop("All of its dates as iCalendar"))


class Occurrence(Described):
    """One date of an event."""

    event: str = Field(description=noop("The id of its event"))
    starts_at: datetime
    ends_at: datetime
    state: OccurrenceState
    because: Words = Field(description=noop("Why it was called off, where somebody has said"))
    capacity: int | None = Field(description=noop("People; null: nobody has to book"))
    places_left: int | None = Field(
        description=noop("People who still fit; null: nobody has to book")
    )
    places_for_adults: int | None = Field(
        description=noop("Of these, adults who still fit; null: nobody has to book")
    )
    places_for_children: int | None = Field(
        description=noop("Of these, children who still fit; null: nobody has to book")
    )
    booking_opens_at: datetime | None = Field(
        description=noop("When booking opens; null: it has been open since the date was published")
    )
    booking_closes_at: datetime | None = Field(
        description=noop("When booking closes; null: nobody has to book")
    )
    in_series: bool
    page: str = Field(description=noop("The page where people read about it and book"))
    calendar: str = Field(description=noop("This date as iCalendar"))


def event_answer(request: HttpRequest, row: ListedEvent) -> dict[str, Any]:
    """A published event in the API's words."""
    branch, slug = row.branch, row.service.slug
    feed = reverse("events:series_calendar", args=[slug, row.public_id])
    return _described(row) | {
        "service": {"slug": slug, "name": Words.of(row.service.name)},
        "library": {"id": branch.public_id, "name": Words.of(branch.name)},
        "state": row.state,
        "rule": row.rule,
        "first_day": row.first_day,
        "last_day": row.last_day,
        "starts": f"{row.starts:%H:%M}",
        "ends": f"{row.ends:%H:%M}",
        "dates": row.dates,
        "calendar": request.build_absolute_uri(feed),
    }


def occurrence_answer(request: HttpRequest, card: ListingCard) -> dict[str, Any]:
    """A published date in the API's words."""
    where = [card.service_slug, card.public_id]
    left = card.left
    return _described(card) | {
        "service": {"slug": card.service_slug, "name": Words.of(card.service_name)},
        "library": {"id": card.branch_public_id, "name": Words.of(card.branch_name)},
        "event": card.event_public_id,
        "starts_at": in_london(card.starts_at),
        "ends_at": in_london(card.ends_at),
        "state": card.state,
        "because": Words.of(card.because),
        "capacity": card.capacity,
        "places_left": card.places_left,
        "places_for_adults": left.for_adults if left else None,
        "places_for_children": left.for_children if left else None,
        "booking_opens_at": card.opens_at and in_london(card.opens_at),
        "booking_closes_at": in_london(card.closes_at) if card.is_bookable else None,
        "in_series": card.in_series,
        "page": request.build_absolute_uri(reverse("events:occurrence", args=where)),
        "calendar": request.build_absolute_uri(reverse("events:occurrence_ics", args=where)),
    }


def _described(row: ListedEvent | ListingCard) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "place": {
            "setting": row.setting,
            "venue": Words.of(row.venue),
            "town": row.town,
            "postcode": row.postcode,
            "lat": row.lat,
            "lon": row.lon,
        },
        "title": Words.of(row.title),
        "summary": Words.of(row.summary),
        "room": Words.of(row.room),
        "cost": Words.of(row.cost),
        "theme": row.theme,
        "age_from": row.age_from,
        "age_to": row.age_to,
        "access": list(row.access),
        "languages": list(row.languages),
        "made_for": list(row.made_for),
        "booking": row.booking,
        "changed_at": row.changed_at,
    }
