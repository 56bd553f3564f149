"""Where something is on, with the list's filters: the country, a part of it, around a place, at a service."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.pages import public_page
from branchline.core.requests import ServiceRequest
from branchline.places.parts import map_of_the_country
from branchline.places.queries import (
    Part,
    Place,
    authorities_of,
    ground_around,
    ground_of,
    part_of_each_service,
    parts_of_the_country,
)

from ..forms.filters import Filters
from ..parts import map_of_libraries
from ..queries import (
    Where,
    busy_country,
    busy_libraries,
    busy_regions,
    busy_services,
    how_busy,
    place_typed,
    points,
)
from .box import read_box


@public_page
def service_map(request: ServiceRequest) -> HttpResponse:
    """Each library with how much it has on, as a numbered dot and in the list beside it."""
    service, now = request.service, clock.now()
    filters = Filters.read(request.GET, today=clock.in_london(now).date())
    near = place_typed(filters.text)
    back = reverse("events:whats_on", args=[service.slug])
    found = busy_libraries(
        now=now,
        where=Where(service.pk, near=near),
        text=None if near else filters.text or None,
        **filters.query(),
    )
    ground = ground_of([council.code for council in authorities_of(service)])
    context = {
        "filters": filters,
        "path": reverse("events:map", args=[service.slug]),
        "map": map_of_libraries(
            found, ground=ground, list_of=lambda branch: filters.feed(back, branch=branch.public_id)
        ),
        "as_list": filters.feed(back),
        "country": filters.feed(reverse("events:map_of_all")),
        "clear": request.path if filters.narrowed else "",
        "now": now,
    }
    return render(request, "events/map.html", context)


@public_page
def map_of_all(request: HttpRequest) -> HttpResponse:
    """The country with what is on in it; a part of the country (`in`); the libraries around a place (`near`)."""
    today = clock.in_london(clock.now()).date()
    box = read_box(request, today)
    filters = box.filters
    path = reverse("events:map_of_all")
    part = next(
        (each for each in parts_of_the_country() if each.slug == request.GET.get("in")), None
    )
    context: dict[str, Any] = {
        "near": box.shown,
        "box": box,
        "meant": box.meant(path),
        "filters": filters,
        "path": path,
        "as_list": filters.feed(reverse("events:near"), **box.words),
        "clear": path if filters.narrowed or box.typed else "",
        "now": clock.now(),
    }
    if box.refusal:
        context |= box.problem()
    context |= _around(box.place, filters) if box.place else _country(filters, part, path)
    return render(request, "events/map_of_all.html", context)


def _around(place: Place, filters: Filters) -> dict[str, Any]:
    """The libraries within ten miles of a place, each leading to its own dates."""
    found = busy_libraries(
        now=clock.now(), where=Where(near=place), text=filters.text or None, **filters.query()
    )
    drawn = map_of_libraries(
        found,
        ground=ground_around(place),
        here=None if place.blurred else (place.lon, place.lat),
        list_of=lambda branch: filters.feed(
            reverse("events:whats_on", args=[branch.service.slug]), branch=branch.public_id
        ),
    )
    return {"place": place, "map": drawn}


def _country(filters: Filters, part: Part | None, path: str) -> dict[str, Any]:
    """Spots on the country, and the same as a table: by region, or by service where a region is chosen."""
    found = busy_country(now=clock.now(), text=filters.text or None, **filters.query())
    held = busy_regions(found, region_of=part_of_each_service())
    shown = held.get(part.slug, []) if part else found
    if part:
        rows = [
            {
                "name": service.name,
                "address": filters.feed(reverse("events:map", args=[service.slug])),
                "busy": busy,
            }
            for service, busy in busy_services(shown)
        ]
    else:
        rows = [
            {
                "name": each.name,
                "address": filters.feed(path, **{"in": each.slug}),
                "busy": how_busy(held[each.slug]),
            }
            for each in parts_of_the_country()
            if each.slug in held
        ]
    words = _("Map of %(where)s with what is on. The same is in the table.") % {
        "where": part.name if part else _("the United Kingdom")
    }
    return {
        "part": part,
        "rows": rows,
        "total": how_busy(shown),
        "drawing": map_of_the_country(points(shown), words=words, part=part.slug if part else ""),
        "whole": filters.feed(path),
    }
