"""The addresses: events and dates of the country, and of one library service."""

from datetime import date
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop as noop
from ninja import Query, Router

from branchline.core import clock
from branchline.core.open_data import Pages, Problem, answer_page, service_named

from ..queries import listed_event, listed_events, listing, listings
from .answers import (
    AskedOfDates,
    AskedOfEvents,
    Event,
    Occurrence,
    event_answer,
    occurrence_answer,
)

router = Router(tags=["events"])
EARLIEST, LATEST = date(2000, 1, 1), date(2200, 1, 1)
EVENTS: dict[int, Any] = {200: Pages[Event], 422: Problem}
DATES: dict[int, Any] = {200: Pages[Occurrence], 422: Problem}
OF_A_SERVICE: dict[int, Any] = {404: Problem}


@router.get("events", response=EVENTS, url_name="events", summary=noop("Events of the country"))
def events(request: HttpRequest, asked: Query[AskedOfEvents]) -> dict[str, Any]:
    """Those with a date today or later; what ends soonest comes first."""
    return _events(request, asked)


@router.get(
    "events/{id}", response={200: Event} | OF_A_SERVICE, url_name="event", summary=noop("One event")
)
def event(request: HttpRequest, id: str) -> dict[str, Any]:
    """Over or not."""
    return event_answer(request, listed_event(public_id=id))


@router.get(
    "occurrences", response=DATES, url_name="occurrences", summary=noop("Dates in the country")
)
def occurrences(request: HttpRequest, asked: Query[AskedOfDates]) -> dict[str, Any]:
    """Those that are not over, soonest first; called-off ones are among them and say so."""
    return _occurrences(request, asked)


@router.get(
    "occurrences/{id}",
    response={200: Occurrence} | OF_A_SERVICE,
    url_name="occurrence",
    summary=noop("One date"),
)
def occurrence(request: HttpRequest, id: str) -> dict[str, Any]:
    """Over or not."""
    return occurrence_answer(request, listing(public_id=id[:10]))


@router.get(
    "{service:service}/events",
    response=EVENTS | OF_A_SERVICE,
    url_name="events_of",
    summary=noop("Events of one library service"),
)
def events_of(request: HttpRequest, service: str, asked: Query[AskedOfEvents]) -> dict[str, Any]:
    """Those with a date today or later; what ends soonest comes first."""
    return _events(request, asked, service_id=service_named(request).pk)


@router.get(
    "{service:service}/occurrences",
    response=DATES | OF_A_SERVICE,
    url_name="occurrences_of",
    summary=noop("Dates of one library service"),
)
def occurrences_of(
    request: HttpRequest, service: str, asked: Query[AskedOfDates]
) -> dict[str, Any]:
    """Those that are not over, soonest first; called-off ones are among them and say so."""
    return _occurrences(request, asked, service_id=service_named(request).pk)


def _events(
    request: HttpRequest, asked: AskedOfEvents, service_id: int | None = None
) -> dict[str, Any]:
    page = listed_events(
        now=clock.now(),
        service_id=service_id,
        audience=asked.who,
        booking=asked.booking,
        setting=asked.setting,
        theme=asked.theme,
        after=asked.after,
        limit=asked.limit,
    )
    return answer_page(request, page, partial(event_answer, request))


def _occurrences(
    request: HttpRequest, asked: AskedOfDates, service_id: int | None = None
) -> dict[str, Any]:
    page = listings(
        now=clock.now(),
        service_id=service_id,
        start=_shown_day(asked.from_day),
        days=asked.days,
        audience=asked.who,
        access=[asked.access] if asked.access else [],
        booking=asked.booking,
        setting=asked.setting,
        theme=asked.theme,
        text=asked.q,
        after=asked.after,
        limit=asked.limit,
    )
    return answer_page(request, page, partial(occurrence_answer, request))


def _shown_day(day: date | None) -> date | None:
    """A day far off has nothing on either; the calendar ends somewhere."""
    return None if day is None else min(max(day, EARLIEST), LATEST)
