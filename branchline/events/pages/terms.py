"""Book all dates of a series at once, see them, leave one or the rest: without an account."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.design.dates import day_words
from branchline.core.errors import Refusal
from branchline.core.pages import link_page, public_page, unlisted
from branchline.core.requests import ServiceRequest
from branchline.places.queries import how_to_reach

from ..actions import book_the_term, leave_dates, leave_my_dates
from ..actions.window import why_closed
from ..errors import EventNotFound
from ..feeds import calendar_of_term
from ..forms import BookForm
from ..letters.about import About, are_apart, new_places, party_in_words
from ..models import Booking, TermBooking
from ..parts import where_of_date
from ..queries import (
    bookings_of_term,
    dates_to_book,
    my_dates_by_link,
    my_term_by_link,
    occurrence_to_book,
    term_by_public_id,
)
from .mine import mine, remember
from .occurrence import directions, listing_here
from .on_its_way import told


@public_page
def book_term(request: ServiceRequest, public_id: str) -> HttpResponse:
    """One page for all dates: who is coming, who you are, how we may reach you."""
    now = clock.now()
    shown = listing_here(request, public_id)
    if not shown.by_term:
        raise EventNotFound
    event = occurrence_to_book(public_id=public_id).event
    dates = dates_to_book(event=event, now=now)
    if not dates:
        return redirect("events:occurrence", request.service.slug, public_id)
    form = BookForm(request.POST if request.method == "POST" else None, asking=shown.asking)
    closed = why_closed(dates[0], now=now)
    if request.method != "POST" and closed:
        return render(
            request, "events/closed.html", {"shown": shown, "why_not": closed, "now": now}
        )
    if request.method == "POST" and form.is_valid():
        try:
            term = book_the_term(
                event=event,
                wish=form.wish(language=get_language() or "en", mine=mine(request)),
                by=request.acting,
                now=now,
                key=form.cleaned_data["key"],
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            made = [booking.public_id for booking in bookings_of_term(public_id=term.public_id)]
            there = redirect("events:term_done", request.service.slug, term.public_id)
            return remember(request, there, [term.public_id, *made])
    context = {"shown": shown, "form": form, "dates": dates, "now": now}
    return render(request, "events/term_book.html", context)


@public_page
def term_done(request: ServiceRequest, public_id: str) -> HttpResponseBase:
    """The one kind page at the end, in the browser that booked."""
    if public_id not in mine(request):
        return unlisted(render(request, "events/elsewhere.html", status=404))
    now = clock.now()
    context = _about(term_by_public_id(public_id=public_id), now)
    bookings: Sequence[Booking] = context["kept"]
    if not bookings:
        return redirect("events:term_mine", request.service.slug, public_id)
    context |= {
        "dates": [booking.occurrence for booking in bookings],
        "told": told(bookings[0], now),
        "reach": how_to_reach(context["branch"]),
        "directions": directions(listing_here(request, bookings[0].occurrence.public_id)),
    }
    return unlisted(render(request, "events/term_done.html", context))


@public_page
def term_calendar_mine(request: ServiceRequest, public_id: str) -> HttpResponseBase:
    """All dates as a file for a calendar, for the browser that booked."""
    if public_id not in mine(request):
        return unlisted(render(request, "events/elsewhere.html", status=404))
    bookings = bookings_of_term(public_id=public_id)
    if not bookings:
        raise EventNotFound
    return unlisted(calendar_of_term(request, bookings, public_id=public_id))


@public_page
def term_mine(request: ServiceRequest, public_id: str) -> HttpResponseBase:
    """The dates to leave some of them or the rest, for the browser that booked."""
    if public_id not in mine(request):
        return unlisted(render(request, "events/elsewhere.html", status=404))
    return unlisted(_leave(request, term_by_public_id(public_id=public_id)))


@link_page
def term(request: ServiceRequest, token: str) -> HttpResponse:
    """Behind the link of a message or the code of a letter: all dates, to leave some or the rest."""
    return _leave(request, my_term_by_link(secret=token, now=clock.now()))


def _leave(request: ServiceRequest, found: TermBooking) -> HttpResponse:
    now = clock.now()
    context = {**_about(found, now), "name": True}
    if request.method == "POST":
        chosen = _chosen(request, context["kept"])
        if _asks_again(request, chosen):
            return render(request, "events/term_all.html", context)
        if chosen or not context["kept"]:
            leave_dates(term=found, bookings=chosen, by=request.acting, now=now)
            messages.success(request, _left_in_words(context["kept"], chosen))
            return redirect(request.path)
        context |= _nothing_chosen()
    return render(request, "events/term.html", context)


@link_page
def my_dates(request: ServiceRequest, token: str) -> HttpResponse:
    """Behind a message about several dates: those of one contact, booked singly or as a whole, to leave some."""
    now = clock.now()
    mine = my_dates_by_link(secret=token, now=now)
    context = _about_all(mine, now)
    if request.method == "POST":
        chosen = _chosen(request, context["kept"])
        if _asks_again(request, chosen):
            return render(request, "events/term_all.html", context)
        if chosen or not context["kept"]:
            leave_my_dates(mine=mine, chosen=chosen, by=request.acting, now=now)
            messages.success(request, _left_in_words(context["kept"], chosen))
            return redirect(request.path)
        context |= _nothing_chosen()
    return render(request, "events/term.html", context)


def _chosen(request: ServiceRequest, kept: Sequence[Booking]) -> list[str]:
    """Public ids of the dates that were ticked, or of all of them by the one button for that."""
    if "all" in request.POST:
        return [booking.public_id for booking in kept]
    return request.POST.getlist("leave")


def _asks_again(request: ServiceRequest, chosen: Sequence[str]) -> bool:
    """One press for everything is asked about once, since there is no way back."""
    return bool(chosen) and request.POST.get("all") == "ask"


def _left_in_words(kept: Sequence[Booking], chosen: Sequence[str]) -> str:
    """Which dates they gave back."""
    left = [each.occurrence.starts_at for each in kept if each.public_id in chosen]
    days = "; ".join(day_words(day, get_language()) for day in left)
    if not days:
        return _("Cancelled. Somebody else can have your places now.")
    return _("Cancelled: %(days)s. Somebody else can have your places now.") % {"days": days}


def _nothing_chosen() -> dict[str, Any]:
    problem = _("Choose at least one date that you can’t come to.")
    return {"problem": problem, "problem_list": [{"id": "leave-1", "words": problem}]}


def _about(found: TermBooking, now: datetime) -> dict[str, Any]:
    return {"term": found, **_about_all(bookings_of_term(public_id=found.public_id), now)}


def _about_all(bookings: Sequence[Booking], now: datetime) -> dict[str, Any]:
    if not bookings:
        raise EventNotFound
    first = bookings[0]
    kept = [b for b in bookings if b.is_live and b.occurrence.starts_at > now]
    parties = {(b.name, b.adults, b.children) for b in kept}
    abouts = [About(b, get_language() or "en", now) for b in kept]
    return {
        "bookings": bookings,
        "kept": kept,
        "abouts": abouts,
        "apart": are_apart(abouts),
        "before": new_places(abouts),
        "event": first.occurrence.event,
        "branch": first.occurrence.branch,
        "where": where_of_date(first.occurrence),
        "party": party_in_words(first.adults, first.children),
        "parties_differ": len(parties) > 1,
        "booking": first,
        "now": now,
    }
