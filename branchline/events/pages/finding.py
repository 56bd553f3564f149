"""Find what is on: near a place, at a library service, and one event on one day."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.design.dates import near_day_words
from branchline.core.pages import public_page
from branchline.core.requests import ServiceRequest
from branchline.places.errors import NoSuchPlace
from branchline.places.models import Branch, Kind
from branchline.places.queries import branch_by_public_id, branches_of, find_place, wards_of

from ..errors import EventNotFound
from ..feeds import event_json_ld
from ..models import Availability
from ..parts import Card, access_facts, ages_in_words, card, cards, map_of, taste
from ..queries import ListingCard, Page, listing, listings, other_dates
from .filters import Filters


@dataclass(frozen=True)
class Group:
    """Cards under one heading: a day, or how far away."""

    heading: str
    cards: list[Card]


@dataclass(frozen=True)
class Found:
    """A page of cards in groups, and the addresses of the next page and of the first."""

    groups: list[Group]
    later: str
    start: str
    narrowed: bool


@public_page
def near(request: HttpRequest) -> HttpResponse:
    """What is on near a postcode or a town, anywhere in the country."""
    now = clock.now()
    typed = request.GET.get("near", "").strip()
    path = reverse("events:near")
    filters = Filters.read(request.GET)
    meant: tuple[str, ...] = ()
    place, problem = None, ""
    if typed:
        try:
            place = find_place(typed)
            meant = tuple(other.name for other in place.others)
        except NoSuchPlace as refusal:
            problem, meant = str(refusal), refusal.suggestions
    context: dict[str, Any] = {
        "near": typed,
        "place": place,
        "problem": problem,
        "problem_list": [{"id": "near", "words": problem}],
        "filters": filters.offered(),
        "meant": [{"name": name, "address": filters.address(path, near=name)} for name in meant],
    }
    if not problem:
        here = (place.lat, place.lon) if place else None
        found = listings(now=now, near=here, **filters.query(clock.in_london(now).date()))
        context |= _list(found, filters, path, {"near": typed}, now)
        if place:
            context["map"] = map_of(
                found.rows,
                here=(place.lon, place.lat),
                words=_("Map of these libraries around %(place)s") % {"place": place.name},
                wards=wards_of([place.authority_code]) if place.authority_code else [],
                ward_code=place.ward_code,
            )
    return render(request, "events/near.html", context)


@public_page
def home(request: ServiceRequest) -> HttpResponse:
    """A library service: its next events, its libraries, how to reach it."""
    now = clock.now()
    soon = taste(now=now, service_id=request.service.pk)
    context = {"cards": cards(soon, now=now), "branches": _libraries(request)}
    return render(request, "events/home.html", context)


@public_page
def whats_on(request: ServiceRequest) -> HttpResponse:
    """Everything that a service has on, or one of its libraries."""
    now = clock.now()
    filters = Filters.read(request.GET)
    branches = _libraries(request)
    branch = next((b for b in branches if b.public_id == request.GET.get("branch")), None)
    found = listings(
        now=now,
        service_id=request.service.pk,
        branch_public_id=branch.public_id if branch else None,
        **filters.query(clock.in_london(now).date()),
    )
    words = {"branch": branch.public_id} if branch else {}
    context = _list(
        found, filters, reverse("events:whats_on", args=[request.service.slug]), words, now
    )
    libraries = {
        "name": "branch",
        "id": "filter-branch",
        "label": _("Library"),
        "options": [{"value": "", "title": _("All libraries"), "chosen": branch is None}]
        + [{"value": b.public_id, "title": str(b.name), "chosen": b is branch} for b in branches],
    }
    context |= {"filters": [libraries, *filters.offered()], "branch": branch}
    return render(request, "events/whats_on.html", context)


@public_page
def occurrence(request: ServiceRequest, public_id: str) -> HttpResponse:
    """One event on one day."""
    now = clock.now()
    shown = listing_here(request, public_id)
    context = {
        "shown": shown,
        "branch": branch_by_public_id(shown.branch_public_id, service=request.service),
        "card": card(shown, now=now),
        "now": now,
        "may_book": shown.can_be_booked(now),
        "why_not": why_not(shown, now),
        "others": cards(other_dates(of=shown, now=now), now=now),
        "access": access_facts(shown.access),
        "ages": ages_in_words(shown),
        "directions": directions(shown),
        "structured": event_json_ld(
            shown, address=request.build_absolute_uri(), language=get_language() or "en"
        ),
    }
    return render(request, "events/occurrence.html", context)


def listing_here(request: ServiceRequest, public_id: str) -> ListingCard:
    """A published date of the service in the address; those of others stay at their own."""
    shown = listing(public_id=public_id)
    if shown.service_slug != request.service.slug:
        raise EventNotFound
    return shown


def why_not(shown: ListingCard, now: datetime) -> str:
    """Why there is no button, and what to do instead."""
    match shown.standing(now):
        case Availability.DROP_IN:
            return _("You don’t need to book for this. Just come along.")
        case Availability.FULL:
            return _("All the places are taken. Look again nearer the day: people do cancel.")
        case Availability.STARTED:
            return _(
                "This has started, so it can’t be booked any more. You can still come and ask at the desk."
            )
        case Availability.OVER:
            return _("This has been.")
        case Availability.CANCELLED:
            return _("This date is cancelled, so it can’t be booked.")
        case _:
            return ""


def directions(shown: ListingCard) -> str:
    """The way there, on the map of OpenStreetMap; followed by a press only."""
    if shown.lat is None or shown.lon is None:
        return ""
    return f"https://www.openstreetmap.org/directions?to={shown.lat:.5f}%2C{shown.lon:.5f}"


def _libraries(request: ServiceRequest) -> list[Branch]:
    return [branch for branch in branches_of(request.service) if branch.kind != Kind.PRISON]


def _list(
    found: Page[ListingCard], filters: Filters, path: str, words: dict[str, str], now: datetime
) -> dict[str, Any]:
    return {
        "found": Found(
            groups=_groups(cards(found.rows, now=now), now),
            later=filters.address(path, **words, after=found.after) if found.after else "",
            start=filters.address(path, **words) if filters.after else "",
            narrowed=filters.narrowed,
        ),
        "clear": Filters().address(path, **words) if filters.narrowed else "",
    }


MILES = ((2, 3_000), (5, 8_000), (10, 16_000), (20, 32_000))
"""Rings around a place: miles as people say them, and the metres at which the query draws them."""


def _groups(found: list[Card], now: datetime) -> list[Group]:
    """By day; near a place by how far away, in which the sooner comes first."""
    return [
        Group(heading, list(group)) for heading, group in groupby(found, lambda c: _heading(c, now))
    ]


def _heading(shown: Card, now: datetime) -> str:
    if shown.distance is None:
        today, day = clock.in_london(now).date(), clock.in_london(shown.start).date()
        return near_day_words(max(day, today), today, get_language())
    for miles, metres in MILES:
        if shown.distance <= metres:
            return _("Within %(miles)s miles") % {"miles": miles}
    return _("Further away")
