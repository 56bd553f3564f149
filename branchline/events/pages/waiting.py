"""One's place on a waiting list: where it is and why, an offer to answer, leaving; the rule and its log.

Who may see a place: the browser that joined, or whoever has the link or code of the message.
"""

from datetime import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render

from branchline.core import clock, fairqueue
from branchline.core.errors import NotFound, Refusal
from branchline.core.fairqueue import standing
from branchline.core.pages import link_page, machine, public_page, unlisted
from branchline.core.requests import ServiceRequest

from ..actions import accept_offer, cancel_booking, decline_offer, leave_waiting_list
from ..letters.about import before_in_words, party_in_words
from ..models import LIST_ENDS, SKIPPED_AT_MOST, CancelledBy, WaitingListEntry
from ..parts import cards
from ..queries import (
    listing,
    my_waiting_by_link,
    occurrence_to_book,
    opening_of,
    other_dates,
    queue_behind,
    waiting_by_public_id,
)
from .mine import mine, remember
from .occurrence import listing_here


@link_page
def waiting(request: ServiceRequest, token: str) -> HttpResponse:
    """Behind the link of a message or the code of a letter: opening changes nothing, the buttons do."""
    now = clock.now()
    return _place(request, my_waiting_by_link(secret=token, now=now), now)


@public_page
def my_place(request: ServiceRequest, public_id: str) -> HttpResponseBase:
    """The same for the browser that joined."""
    return unlisted(_mine(request, public_id))


def _mine(request: ServiceRequest, public_id: str) -> HttpResponse:
    if public_id not in mine(request):
        return render(request, "events/elsewhere.html", status=404)
    place = waiting_by_public_id(public_id=public_id)
    if place.booking is not None and place.booking.is_live:
        there = redirect("events:done", request.service.slug, place.booking.public_id)
        return remember(request, there, [place.booking.public_id])
    return _place(request, place, clock.now())


def _place(request: ServiceRequest, place: WaitingListEntry, now: datetime) -> HttpResponse:
    context: dict[str, Any] = {}
    if request.method == "POST":
        try:
            _answer(request, place, now)
        except Refusal as refusal:
            context["refusal"] = refusal
        else:
            return redirect(request.path)
    state = _state(place, now)
    date = place.occurrence
    context |= {
        "place": place,
        "state": state,
        "occurrence": date,
        "event": date.event,
        "branch": date.branch,
        "party": party_in_words(place.adults, place.children),
        "before": before_in_words(place, now=now),
        "now": now,
    }
    if state == "waiting":
        context |= {
            "stands": standing(place.entry),
            "went": "went" in request.GET,
            "most": SKIPPED_AT_MOST,
            "opening": opening_of(public_id=date.public_id),
        }
    elif state not in ("offered", "kept"):
        shown = listing(public_id=date.public_id)
        context["others"] = cards(other_dates(of=shown, now=now, limit=3), now=now)
        context["again"] = shown.can_be_booked(now) or shown.can_be_waited_for(now)
    return render(request, "events/waiting.html", context)


def _answer(request: ServiceRequest, place: WaitingListEntry, now: datetime) -> None:
    by = request.acting
    match request.POST.get("answer"):
        case "yes":
            accept_offer(waiting=place, by=by, now=now)
        case "no":
            decline_offer(waiting=place, by=by, now=now)
        case "leave":
            leave_waiting_list(waiting=place, by=by, now=now)
        case "cancel" if place.booking is not None:
            cancel_booking(booking=place.booking, by=by, now=now)


def _state(place: WaitingListEntry, now: datetime) -> str:
    """How it stands, for the page."""
    date, booking = place.occurrence, place.booking
    if date.is_cancelled:
        return "called_off"
    if place.offer is not None:
        return "offered" if place.offer.held_until and place.offer.held_until > now else "expired"
    if booking is not None and booking.is_live:
        return "kept"
    if date.starts_at - now <= LIST_ENDS and place.is_in_line:
        return "over"
    if place.entry.state == fairqueue.EntryState.PAUSED:
        return "paused"
    if place.is_in_line:
        return "waiting"
    if booking is not None and booking.cancelled_by == CancelledBy.EXPIRED:
        return "expired"
    return "left"


@public_page
def waiting_rule(request: ServiceRequest) -> HttpResponse:
    """How our waiting lists work: the rule in plain words, and how to check it."""
    return render(request, "events/waiting_rule.html", {"most": SKIPPED_AT_MOST})


@machine
def log(request: ServiceRequest, public_id: str) -> HttpResponseBase:
    """The log of a date's list, line by line. It names nobody."""
    listing_here(request, public_id)
    queue = queue_behind(occurrence=occurrence_to_book(public_id=public_id))
    if queue is None:
        raise NotFound
    response = StreamingHttpResponse(
        list(fairqueue.lines_of(queue)), content_type="application/x-ndjson"
    )
    response.headers["Content-Disposition"] = (
        f'attachment; filename="waiting-list-{public_id}.jsonl"'
    )
    return response
