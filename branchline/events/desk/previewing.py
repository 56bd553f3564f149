"""An event before it is saved: its card as the public will see it, its dates in words and one by one; and a
draft as the very page that it will be."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from branchline.core import clock
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest
from branchline.places.models import Branch

from ..actions import as_published
from ..forms import EventForm
from ..models import BY_AREA, Details, Setting
from ..pages.occurrence import facts_of
from ..parts import ages_in_words, cards, series_in_words
from ..parts.where import ICONS
from ..permits import CREATE_EVENTS, SEE_EVENTS
from ..queries import PreviewDay, occurrence_at_desk, preview_dates
from ..queries.listing_cards import card
from .warning import warnings_of


@dataclass(frozen=True)
class Preview:
    """What the page prints of it."""

    title: Any
    summary: Any
    place: Any
    icon: str
    ages: str
    starts_at: datetime
    ends_at: datetime
    series: str
    days: list[PreviewDay]
    warnings: list[str]
    drop_in: bool
    capacity: int | None


def preview_of(form: EventForm, branch: Branch, now: datetime) -> Preview | None:
    """Of a form that has been read. None when its rule gives no date: saving says why. Three queries."""
    details, timing = form.details(), form.timing()
    days = preview_dates(timing=timing, branch=branch)
    if not days:
        return None
    return Preview(
        title=details.title,
        summary=details.summary,
        place=_place(details, branch),
        icon=ICONS[Setting(details.setting)],
        ages=ages_in_words(details),
        starts_at=days[0].starts_at,
        ends_at=days[0].ends_at,
        series=series_in_words(timing),
        days=days,
        warnings=warnings_of(details=details, timing=timing, branch=branch, now=now),
        drop_in=details.capacity is None,
        capacity=details.capacity,
    )


def _place(details: Details, branch: Branch) -> Any:
    if details.setting == Setting.ONLINE:
        return Setting.ONLINE.label
    if details.venue is None:
        return branch.name
    return details.venue.area if details.venue.kind in BY_AREA else details.venue.name


@desk_page(SEE_EVENTS)
def draft(request: ServiceRequest, public_id: str) -> HttpResponse:
    """One date of a draft on the page that the public will see, with all its other days. Nothing on it can be pressed
    that needs it to be published."""
    now = clock.now()
    found = permitted(request, SEE_EVENTS, occurrence_at_desk(public_id=public_id))
    service = request.service
    if not found.event.is_draft:
        return redirect("events:occurrence", service.slug, public_id)
    dates = as_published(event=found.event)
    for each in dates:
        each.service = service
    shown = next(card(each) for each in dates if each.public_id == public_id)
    others = [
        replace(other, address=reverse("events:desk_preview", args=[service.slug, other.public_id]))
        for other in cards([card(each) for each in dates if each.public_id != public_id], now=now)
    ]
    context = facts_of(request, shown, others=others, now=now) | {
        "draft": True,
        "event": found.event,
        "may_change": CREATE_EVENTS.allows(request.holdings, found.event),
    }
    return render(request, "events/desk/draft.html", context)
