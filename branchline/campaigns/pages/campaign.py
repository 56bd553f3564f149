"""A campaign's own page, and what of it changes while it stays open: its map, what is on, find one near you, how to get involved."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.pages import machine, public_page
from branchline.events.models import at_wall
from branchline.places.errors import NoSuchPlace
from branchline.places.models import Service
from branchline.places.parts import map_of_the_country, spots_of_the_country
from branchline.places.queries import (
    Place,
    find_place,
    ground_around,
    parts_of_the_country,
    ward_called,
)

from ..models import Campaign, Entry, Standing
from ..parts import as_cards, days_in_words, map_around
from ..queries import (
    Asked,
    Piece,
    by_region,
    campaign_at,
    entries,
    entries_near,
    matching,
    numbers,
    pieces,
    points,
    services_in,
    taste,
    turnout,
)
from .filters import Filters


@public_page
def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """What is on in a campaign across the country, narrowed as the address says."""
    now = clock.now()
    shown = campaign_at(slug=slug)
    path = reverse("campaigns:campaign", args=[slug])
    services = services_in(campaign=shown)
    filters = _asked(request, shown, services)
    rows = filters.asked.rows(shown)
    live = _live(shown, filters, path, now)
    context: dict[str, Any] = {
        **about(shown, now),
        **live.context,
        "path": path,
        "fields": filters.fields(
            regions=[row["region"] for row in live.context["table"]],
            services=services,
            online=live.online,
        ),
        "days_to_choose": filters.days(path, shown, clock.in_london(now).date()),
        "clear": path if filters.asked.narrowed or filters.near else "",
        "services": services,
        "map": map_of_the_country(live.points, words=_map_words(shown)),
        "still": request.GET.get("still") == "1",
    }
    coming = rows if context["over"] or filters.asked.day else rows.filter(ends_at__gt=now)
    if filters.near:
        context |= _near(filters, coming, path)
    if filters.asked.ward:
        context["ward"] = ward_called(filters.asked.ward)
    if filters.nothing:
        context["found"] = as_cards(taste(coming))
        context["everything"] = filters.address(path, everything=True)
    elif "found" not in context:
        page = entries(coming, after=filters.after or None)
        context["found"] = as_cards(page.rows)
        context["later"] = filters.address(path, after=page.after) if page.after else ""
    context["earlier"] = filters.address(path) if filters.after else ""
    return render(request, "campaigns/campaign.html", context)


@machine
def counts(request: HttpRequest, slug: str) -> HttpResponse:
    """The numbers, the spots and the table alone, which the page asks for again while it stays open."""
    now = clock.now()
    shown = campaign_at(slug=slug)
    filters = _asked(request, shown, services_in(campaign=shown))
    live = _live(shown, filters, reverse("campaigns:campaign", args=[slug]), now)
    context = {**about(shown, now), **live.context, "spots": spots_of_the_country(live.points)}
    response = render(request, "campaigns/_live.html", context)
    response.headers["Cache-Control"] = "public, max-age=15"
    return response


@dataclass(frozen=True)
class _Live:
    """What changes while a page stays open: for the templates, and the points of the map."""

    context: dict[str, Any]
    points: list[tuple[float, float, int]]
    online: bool


def _live(shown: Campaign, filters: Filters, path: str, now: datetime) -> _Live:
    whole = pieces_today(Asked().rows(shown), now, asked=replace(filters.asked, region=""))
    everywhere = matching(whole)
    here = matching(whole, region=filters.asked.region)
    context = {
        "filters": filters,
        "again": filters.address(
            reverse("campaigns:counts", args=[shown.slug]), near="", everything=False
        ),
        "stop": filters.address(path, still="1"),
        "numbers": numbers(here),
        "whole": numbers(whole),
        "turnout": turnout(shown),
        "table": _table(filters, everywhere, path),
    }
    return _Live(context, points(here), any(piece.online for piece in whole))


def _asked(request: HttpRequest, shown: Campaign, services: list[Service]) -> Filters:
    return Filters.read(
        request.GET, campaign=shown, regions=parts_of_the_country(), services=services
    )


def about(shown: Campaign, now: datetime) -> dict[str, Any]:
    """What every part of the page knows."""
    standing = shown.standing(clock.in_london(now).date())
    return {
        "campaign": shown,
        "when_words": days_in_words(shown),
        "standing": standing,
        "over": standing == Standing.OVER,
        "now": now,
    }


def pieces_today(
    rows: QuerySet[Entry], now: datetime, *, asked: Asked | None = None
) -> list[Piece]:
    """These entries gathered by library, with those of today, and those asked for, counted apart."""
    today = clock.in_london(now).date()
    midnight = datetime.min.time()
    return pieces(
        rows,
        begins=at_wall(today, midnight),
        until=at_wall(today + timedelta(days=1), midnight),
        asked=asked.condition() if asked else None,
    )


def _map_words(shown: Campaign) -> str:
    # Without its numbers, which change under it while the page stays open.
    words = _(
        "Map of the United Kingdom: where %(name)s is on. The same is in the table by region."
    )
    return words % {"name": shown.name}


def _near(filters: Filters, rows: QuerySet[Entry], path: str) -> dict[str, Any]:
    """The list around a place with its map; or why there is none."""
    try:
        place = find_place(filters.near)
    except NoSuchPlace as refusal:
        meant = [
            {"title": name, "address": filters.address(path, near=name)}
            for name in refusal.suggestions
        ]
        problem = str(refusal)
        return {
            "problem": problem,
            "problem_list": [{"id": "near", "words": problem}],
            "meant": meant,
        }
    nearby = entries_near(rows, place=place, after=filters.after or None)
    drawn = None if place.blurred else _local(place, nearby.page.rows)
    return {
        "place": place,
        "miles": nearby.miles,
        "local": drawn,
        "found": as_cards(nearby.page.rows, numbers=drawn.numbers if drawn else None),
        "later": filters.address(path, after=nearby.page.after) if nearby.page.after else "",
    }


def _local(place: Place, found: Any) -> Any:
    return map_around(
        found, here=(place.lon, place.lat), ground=ground_around(place), place=place.name
    )


def _table(filters: Filters, everywhere: list[Piece], path: str) -> list[dict[str, Any]]:
    """The map in words: each part of the country with its counts, whatever part is chosen."""
    counted = by_region(everywhere)
    return [
        {
            "region": region,
            "address": filters.address(path, region=region.slug, near=""),
            "current": filters.asked.region == region.slug,
            "counted": counted.get(region.slug),
        }
        for region in parts_of_the_country()
        if region.slug in counted or filters.asked.region == region.slug
    ]
