"""Find what is on: near a place, over the country, at a library service."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.pages import public_page
from branchline.core.requests import ServiceRequest
from branchline.core.rooms import live_now, offers
from branchline.places.queries import (
    Place,
    ground_around,
    how_to_reach,
    service_serving,
)

from ..forms.days import split_days
from ..forms.filters import Filters
from ..models import Audience
from ..parts import cards, cards_of_the_country, cards_on_map, map_of, map_to_choose, taste
from ..queries import (
    ListingCard,
    Page,
    place_typed,
    something_of_everything,
    towns,
)
from .box import Box, read_box
from .choosing import libraries_of, library_choice
from .found import Found, found_page, that_day_or_next

FARTHEST_KM = 80.0


@public_page
def near(request: HttpRequest) -> HttpResponse:
    """What is on near a postcode or a town; without one, something of everything in the country."""
    now = clock.now()
    today = clock.in_london(now).date()
    path = reverse("events:near")
    box = read_box(request, today)
    filters = box.filters
    context: dict[str, Any] = {"near": box.shown, "filters": filters, "path": path, "box": box}
    context |= {"meant": box.meant(path), "place": box.place} | _choices(box, path)
    if box.refusal:
        context |= box.problem()
        context["nation"] = box.refusal.nation.replace("_", "-")
        context["map_to_choose"] = _map_to_choose(filters, path)
    elif box.place:
        context |= _near_place(box.place, box.near, filters, path)
    elif filters.text or filters.everything:
        page, context["instead"] = that_day_or_next(filters, now=now, text=filters.text or None)
        shown = cards_of_the_country(page.rows, now=now)
        context["found"] = found_page(shown, page.after, filters, path, {}, now)
        context["map_to_choose"] = _map_to_choose(filters, path)
    else:
        some = something_of_everything(now=now, **filters.query())
        context["found"] = Found.of_some(cards_of_the_country(some, now=now), filters, now)
        context["everything"] = replace(filters, everything=True).address(path) if some else ""
        context["map_to_choose"] = _map_to_choose(filters, path)
    return render(request, "events/near.html", context)


def _choices(box: Box, path: str) -> dict[str, Any]:
    """What the form and the quick days offer."""
    filters, words = box.filters, box.words
    return {
        "quick": filters.quick(path, **words),
        "clear": Filters(filters.today).address(path, **words) if filters.narrowed else "",
        "home_of_list": path,
        "on_map": filters.feed(reverse("events:map_of_all"), **words),
        "by_month": filters.feed(reverse("events:month_near"), **words),
    }


def _near_place(place: Place, typed: str, filters: Filters, path: str) -> dict[str, Any]:
    """The list near a place with its map; further away when nothing is on nearby."""
    now = clock.now()
    asked: dict[str, Any] = {"now": now, "near": place, "text": filters.text or None}
    page, instead = that_day_or_next(filters, **asked)
    far = not page.rows and not filters.after
    if far:
        page, instead = that_day_or_next(filters, within_km=FARTHEST_KM, **asked)
    nobody = far and not page.rows and not filters.narrowed
    # Dots around a point that is not where they think they are would show nothing true.
    drawn = None if place.blurred else _map_around(place, page)
    numbers = {each.branch: each.number for each in drawn.places} if drawn else {}
    shown = cards_on_map(page.rows, numbers=numbers, now=now)
    return {
        "found": Found.of_some(shown, filters, now)
        if instead
        else found_page(shown, page.after, filters, path, {"near": typed}, now),
        "instead": instead,
        "map": drawn,
        "map_to_choose": None if drawn else _map_to_choose(filters, path),
        "far": far and bool(page.rows),
        "here": place,
        "nobody_near": nobody,
        "serving": service_serving(place.authority_code) if nobody else None,
        "meant": [
            {"title": other.name, "address": filters.address(path, near=other.name)}
            for other in place.others
        ],
    }


def _map_around(place: Place, page: Page[ListingCard]) -> Any:
    return map_of(
        page.rows,
        here=(place.lon, place.lat),
        words=_("Map of these libraries around %(place)s") % {"place": place.name},
        ground=ground_around(place),
        ward_code=place.ward_code,
    )


def _map_to_choose(filters: Filters, path: str) -> Any:
    found = towns()
    return map_to_choose(
        found, addresses={town.name: filters.address(path, near=town.name) for town in found}
    )


@public_page
def home(request: ServiceRequest) -> HttpResponse:
    """A library service: what is next for children and for adults, its libraries, a person to talk to."""
    now, service = clock.now(), request.service
    young = taste(
        now=now, service_id=service.pk, audiences=(Audience.UNDER_FIVES, Audience.CHILDREN)
    )
    grown = taste(now=now, service_id=service.pk, audiences=(Audience.ADULTS,), leaving_out=young)
    context = {
        "young": cards(young, now=now),
        "grown": cards(grown, now=now),
        "branches": libraries_of(request.service),
        "reach": how_to_reach(service),
        "live": live_now(service_id=service.pk),
        "offers": offers(service_id=service.pk, slug=service.slug),
        "quick": Filters(clock.in_london(now).date()).quick(
            reverse("events:whats_on", args=[service.slug])
        )[1:],
    }
    return render(request, "events/home.html", context)


@public_page
def whats_on(request: ServiceRequest) -> HttpResponse:
    """Everything that a service has on, or one of its libraries; from a postcode the nearest first."""
    now = clock.now()
    today = clock.in_london(now).date()
    path = reverse("events:whats_on", args=[request.service.slug])
    filters = Filters.read(request.GET, today=today)
    rest, said = split_days(filters.text, today)
    filters = replace(filters.on(said) if said else filters, text=rest)
    branches = libraries_of(request.service)
    branch = next((b for b in branches if b.public_id == request.GET.get("branch")), None)
    place = place_typed(filters.text)
    page, instead = that_day_or_next(
        filters,
        now=now,
        near=place,
        within_km=FARTHEST_KM,
        service_id=request.service.pk,
        branch_public_id=branch.public_id if branch else None,
        text=None if place else filters.text or None,
    )
    shown = cards(page.rows, now=now)
    words = {"branch": branch.public_id} if branch else {}
    context: dict[str, Any] = {
        "found": Found.of_some(shown, filters, now)
        if instead
        else found_page(shown, page.after, filters, path, words, now),
        "instead": instead,
        "filters": filters,
        "path": path,
        "branch": branch,
        "place": place,
        "libraries": library_choice(branches, branch),
        "quick": filters.quick(path, **words),
        "clear": path if filters.narrowed or branch else "",
        "feeds": {
            name: filters.feed(reverse(f"events:{name}", args=[request.service.slug]), **words)
            for name in ("calendar", "atom", "subscribe", "month", "map", "embed")
        },
    }
    return render(request, "events/whats_on.html", context)
