"""Public pages: libraries of the country, of a service, and one library."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branchline.core import clock
from branchline.core.design.maps import CROWD
from branchline.core.pages import machine, public_page
from branchline.core.requests import HouseRequest, ServiceRequest
from branchline.core.rooms import rooms
from branchline.core.words import in_order

from . import maps
from .errors import NoSuchPlace
from .feeds import structured
from .forms.libraries import SHARES
from .models import Branch, Kind, Position
from .queries import (
    NearBranch,
    Place,
    address_behind,
    authorities_of,
    branch_by_public_id,
    branches_near,
    branches_of,
    calendar_of,
    changes_of,
    councils_of,
    edition_of_the_country,
    find_place,
    ground_of,
    how_to_reach,
    libraries_by_service,
    next_visits,
    open_by_branch,
    open_now,
    positions,
    regions_of_the_country,
    seasons_of,
    service_serving,
    stops_near,
    unusual_days,
    usual_week,
    visits,
    visits_by_branch,
)

NEAREST = 12
FARTHEST_METRES = 80_000.0
"""What lies further away is near nobody: better to say that we know none."""
PATTERNS = {
    "AM & PM (continuous)": gettext_lazy("Open all day until early evening"),
    "AM & PM (with closure)": gettext_lazy("Open morning and afternoon, closed in between"),
    "All Day (continuous)": gettext_lazy("Open all day and evening"),
    "All Day (with closure)": gettext_lazy("Open all day and evening, closed in between"),
    "AM Only": gettext_lazy("Open in the morning"),
    "PM Only": gettext_lazy("Open in the afternoon"),
    "Eve Only": gettext_lazy("Open in the evening"),
    "PM & Eve (continuous)": gettext_lazy("Open afternoon and evening"),
    "PM & Eve (with closure)": gettext_lazy("Open afternoon and evening, closed in between"),
    "AM & Eve (with closure)": gettext_lazy("Open morning and evening, closed in between"),
    "Closed": gettext_lazy("Closed"),
    "Varied by Schedule": gettext_lazy("Different from week to week"),
    "No Regular Opening": gettext_lazy("No regular opening"),
    "Appointment Only": gettext_lazy("By appointment"),
}
"""The Arts Council's patterns in plain words: they name parts of a day, never times."""


@public_page
def libraries(request: HouseRequest) -> HttpResponse:
    """Find a library anywhere: by postcode, place or name; else the country with all of them."""
    typed = request.GET.get("near", "")
    context: dict[str, Any] = {"typed": typed[:120], "action": reverse("places:libraries")}
    if typed.strip():
        context |= _search(typed)
    if "here" not in context:
        context["country"] = maps.country(positions())
        context["nations"] = libraries_by_service()
    return render(request, "places/libraries.html", context)


@public_page
def on_the_map(request: HouseRequest) -> HttpResponse:
    """Choose a place without typing: the country, then a region, then a council and its libraries."""
    edition = edition_of_the_country()
    regions = regions_of_the_country(edition)
    chosen = next((r for r in regions if r.slug == request.GET.get("in", "")[:60]), None)
    councils = councils_of(chosen) if chosen else []
    context = {
        "regions": regions,
        "chosen": chosen,
        "councils": councils,
        "national_libraries": reverse("places:libraries"),
        "map": maps.of_region(chosen, councils) if chosen else maps.of_regions(edition),
    }
    return render(request, "places/on_the_map.html", context)


@public_page
def service_libraries(request: ServiceRequest) -> HttpResponse:
    """A service's libraries: all by name, or the nearest first."""
    typed = request.GET.get("near", "")
    service = request.service
    context: dict[str, Any] = {
        "typed": typed[:120],
        "action": reverse("places:service_libraries", args=[service.slug]),
        "national_libraries": reverse("places:libraries"),
    }
    if typed.strip():
        context |= _search(typed, service_id=service.pk)
    if "here" not in context:
        shown = branches_of(service).exclude(kind=Kind.PRISON).select_related("service")
        rows = sorted(shown, key=lambda b: in_order(b.name))
        fixed = [b for b in rows if b.kind != Kind.MOBILE]
        mobile = [b for b in rows if b.kind == Kind.MOBILE]
        now = clock.now()
        shapes = ground_of([a.code for a in authorities_of(service)])
        words = _("Map of the libraries of %(service)s") % {"service": service.name}
        context |= {
            "libraries": fixed,
            "example": _example(fixed),
            "mobile": mobile,
            "open_now": open_by_branch(fixed, now=now),
            "next_visit": visits_by_branch(mobile, now=now),
            "numbered": len(fixed) <= CROWD,
            "map": maps.of_service(fixed, shapes, words),
            "off_the_map": any(b.position != Position.EXACT for b in fixed),
        }
    return render(request, "places/service_libraries.html", context)


@public_page
def branch(request: ServiceRequest, public_id: str) -> HttpResponse:
    """One library: where, when, how to get in, what is around."""
    shown = branch_by_public_id(public_id, service=request.service)
    now = clock.now()
    today = clock.in_london(now).date()
    calendar = calendar_of(shown, from_day=today)
    coming = visits(shown, calendar, now=now)
    near: list[NearBranch] = []
    if (here := shown.exactly) is not None:
        near = [n for n in branches_near(*here, limit=4) if n.branch != shown][:3]
    shapes = maps.around(ground_of([shown.authority_code]), shown)
    reach = how_to_reach(shown)
    address = request.build_absolute_uri(request.path)
    context = {
        "branch": shown,
        "national_libraries": reverse("places:libraries"),
        "service_libraries": reverse("places:service_libraries", args=[request.service.slug]),
        "reach": reach,
        "further": _further(shown) if shown.is_open else [],
        "week": usual_week(shown),
        "state": open_now(calendar, now),
        "today": calendar.day(today),
        "today_date": today,
        "ask_first": calendar.ask_first(today),
        "seasons": seasons_of(shown, from_day=today),
        "visits": coming[:1],
        "stops": next_visits(coming),
        "unusual": unusual_days(shown, from_day=today),
        "patterns": _patterns(shown),
        "access": shown.access(),
        "access_known": any(value is not None for _label, value in shown.access()),
        "shares": _shares(shown),
        "former": [c for c in changes_of(shown) if c.what == "renamed"][:1],
        "near": near,
        "open_now": open_by_branch([n.branch for n in near], now=now),
        "map": maps.of_branch(shown, shapes),
        "ward": next((w for w in shapes if w.code == shown.ward_code), None),
        "structured": structured(shown, calendar, reach, today, address),
        "now": now,
    }
    return render(request, "places/branch.html", context)


def _further(branch: Branch) -> list[dict[str, Any]]:
    """What the rooms above show of this library."""
    pages = sorted((p for room in rooms() for p in room.library_pages()), key=lambda p: p.order)
    service = branch.service.slug
    return [
        {
            "title": page.title,
            "address": f"{reverse(page.url_name, args=[service])}?{page.about}={branch.public_id}",
        }
        for page in pages
    ]


def _example(libraries: list[Branch]) -> str:
    """Something of this service that may be typed; nothing when no library has town and postcode."""
    known = next((b for b in libraries if b.postcode and b.town and "," not in b.town), None)
    if known is None:
        return ""
    said = {"postcode": known.postcode, "town": known.town}
    return _("For example %(postcode)s or %(town)s") % said


def _search(typed: str, service_id: int | None = None) -> dict[str, Any]:
    """What the search found: a place with the libraries around, or a sentence that helps."""
    try:
        here: Place = find_place(typed)
    except NoSuchPlace as refusal:
        return {
            "error": str(refusal),
            "suggestions": refusal.suggestions,
            "nation": refusal.nation.replace("_", "-"),
        }
    within = FARTHEST_METRES if service_id is None else None
    near = branches_near(
        here.lat, here.lon, limit=NEAREST, within_metres=within, service_id=service_id
    )
    if here.blurred:
        near.sort(key=lambda n: n.branch.pk not in here.libraries)
    codes = {n.branch.authority_code for n in near} | {here.authority_code}
    shapes = ground_of(sorted(codes - {""}))
    now = clock.now()
    return {
        "here": here,
        "near": near,
        "serving": None if near else service_serving(here.authority_code),
        "open_now": open_by_branch([n.branch for n in near], now=now),
        "stops_near": []
        if here.blurred
        else stops_near(here.lat, here.lon, now=now, service_id=service_id),
        "map": "" if here.blurred else maps.neighbourhood(near, here, shapes),
    }


def _patterns(branch: Branch) -> list[tuple[str, str]]:
    """(weekday, what the national list says) where nobody has entered times."""
    from .models import Weekday

    days = branch.hours_note.get("days", {})
    return [
        (str(Weekday(int(number)).label), str(PATTERNS.get(pattern, pattern)))
        for number, pattern in sorted(days.items())
        if pattern != "[Unknown]"
    ]


def _shares(branch: Branch) -> list[str]:
    """What shares the building, in words."""
    shares = dict(SHARES)
    return [str(shares[name]) for name in branch.facilities if name in shares]


@machine
def code(request: HouseRequest, code: str) -> HttpResponse:
    """From the square code on a poster to the page, wherever it is today."""
    response = redirect(address_behind(code=code))
    # The code is for ever, where it leads to is not.
    response.headers["Cache-Control"] = "no-store"
    return response
