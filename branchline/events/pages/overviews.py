"""The same list seen from above: a month as a calendar, and libraries on a map. With the list's filters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from branchline.core import clock
from branchline.core.design.dates import MONTHS, SHORT_WEEKDAYS, WEEKDAYS
from branchline.core.pages import public_page
from branchline.core.requests import ServiceRequest

from ..forms.days import one_day
from ..forms.filters import Filters
from ..queries import BusyDay, Where, busy_days, month_after, place_typed
from .box import read_box
from .choosing import libraries_of, library_choice

MONTHS_AHEAD = 24


@dataclass(frozen=True)
class Cell:
    """A day of the grid. `address` is the list of that day; days that have been say nothing."""

    day: date
    inside: bool
    today: bool
    address: str
    busy: BusyDay | None


@public_page
def service_month(request: ServiceRequest) -> HttpResponse:
    """A month of a service, or of one of its libraries."""
    service = request.service
    path = reverse("events:month", args=[service.slug])
    back = reverse("events:whats_on", args=[service.slug])
    filters = _filters(request)
    branches = libraries_of(service)
    branch = next((b for b in branches if b.public_id == request.GET.get("branch")), None)
    near = place_typed(filters.text)
    where = Where(service.pk, branch.public_id if branch else None, near)
    words = {"branch": branch.public_id} if branch else {}
    text = "" if near else filters.text
    context = _month(request, where, filters, path, back, words, text=text)
    context |= {
        "branch": branch,
        "place": near,
        "libraries": library_choice(branches, branch),
        "subscribe": filters.feed(reverse("events:subscribe", args=[service.slug]), **words),
    }
    return render(request, "events/month.html", context)


@public_page
def month_near(request: HttpRequest) -> HttpResponse:
    """A month of everything within ten miles of a place; without a place it asks for one."""
    path, back = reverse("events:month_near"), reverse("events:near")
    box = read_box(request, clock.in_london(clock.now()).date())
    filters = box.filters.on(None)
    context: dict[str, Any] = {
        "near": box.shown,
        "filters": filters,
        "path": path,
        "place": box.place,
    }
    if box.place is not None:
        where, words = Where(near=box.place), {"near": box.near}
        context |= _month(request, where, filters, path, back, words, text=filters.text)
    elif box.typed:
        context |= (box if box.refusal else box.without_a_place()).problem()
    return render(request, "events/month.html", context)


def _filters(request: HttpRequest) -> Filters:
    return Filters.read(request.GET, today=clock.in_london(clock.now()).date()).on(None)


def _month(
    request: HttpRequest,
    where: Where,
    filters: Filters,
    path: str,
    back: str,
    words: dict[str, str],
    text: str,
) -> dict[str, Any]:
    now = clock.now()
    today = clock.in_london(now).date()
    first = month_asked(request.GET.get("month", ""), today)
    following = month_after(first)
    found = busy_days(
        now=now,
        where=where,
        first=first,
        until=following,
        text=text or None,
        **{key: value for key, value in filters.query().items() if key not in ("start", "days")},
    )

    def at(month: date) -> str:
        return filters.address(path, **words, month=f"{month:%Y-%m}")

    earlier = (first - timedelta(days=1)).replace(day=1)
    language = (get_language() or "en")[:2]
    return {
        "filters": filters,
        "path": path,
        "month": f"{first:%Y-%m}",
        "title": f"{MONTHS[language][first.month - 1]} {first.year}",
        "weekdays": list(zip(WEEKDAYS[language], SHORT_WEEKDAYS[language], strict=True)),
        "weeks": _weeks(
            first, found, today, lambda day: filters.on(one_day(day)).address(back, **words)
        ),
        "earlier": at(earlier) if first > today.replace(day=1) else "",
        "later": at(following) if _ahead(following, today) < MONTHS_AHEAD else "",
        "anything": bool(found),
        "as_list": filters.address(back, **words),
        "clear": path if filters.narrowed else "",
    }


def _weeks(
    first: date, found: dict[date, BusyDay], today: date, list_of: Any
) -> Sequence[Sequence[Cell]]:
    """Whole weeks, Monday to Sunday, that hold what is left of the month."""
    begin = max(first, today)
    monday = begin - timedelta(days=begin.weekday())
    weeks = []
    while monday < month_after(first):
        days = [monday + timedelta(days=n) for n in range(7)]
        weeks.append(
            [
                Cell(
                    day,
                    inside=day.month == first.month,
                    today=day == today,
                    address=list_of(day) if day in found else "",
                    busy=found.get(day),
                )
                for day in days
            ]
        )
        monday += timedelta(days=7)
    return weeks


def month_asked(said: str, today: date) -> date:
    """The first day of the month in an address; of this month where it names none that can be shown."""
    this = today.replace(day=1)
    try:
        asked = date.fromisoformat(f"{said}-01") if len(said) == 7 else this
    except ValueError:
        return this
    return asked if 0 <= _ahead(asked, today) < MONTHS_AHEAD else this


def _ahead(month: date, today: date) -> int:
    return (month.year - today.year) * 12 + month.month - today.month
