"""Ask for places for a group, and see how the request stands: without an account.

Who may see a request: the browser that made it, or whoever has the link or code of the message.
"""

from datetime import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import link_page, public_page, unlisted
from branchline.core.requests import ServiceRequest
from branchline.messages.models import Route
from branchline.places.queries import how_to_reach

from ..actions import ask_for_a_group, cancel_booking, withdraw_group
from ..errors import BookingHasClosed, TakesNoGroups
from ..forms import GroupForm
from ..letters.about import before_in_words, party_in_words
from ..models import GroupRequest, GroupState, Occurrence
from ..parts import card, cards
from ..queries import (
    ListingCard,
    group_by_public_id,
    listing,
    my_group_by_link,
    occurrence_to_book,
    other_dates,
)
from .mine import mine, remember
from .occurrence import listing_here, why_not


@public_page
def ask_group(request: ServiceRequest, public_id: str) -> HttpResponse:
    """One page: what group, how many, who leads it, how we may reach them."""
    now = clock.now()
    typed = {name: request.GET.get(name, "") for name in ("adults", "children")}
    form = GroupForm(
        request.POST if request.method == "POST" else None,
        initial={name: number for name, number in typed.items() if number.isdecimal()},
    )
    if request.method == "POST" and form.is_valid():
        date = occurrence_to_book(public_id=public_id)
        asked = _ask(request, form, date, now)
        if asked is not None:
            there = redirect("events:my_group", request.service.slug, asked.public_id)
            return remember(request, there, [asked.public_id])
    shown = listing_here(request, public_id)
    context = {"shown": shown, "card": card(shown, now=now), "form": form, "now": now}
    if request.method != "POST" and not shown.takes_groups(now):
        context["why_not"] = _why_no_groups(shown, now)
        context["others"] = cards(other_dates(of=shown, now=now), now=now)
        return render(request, "events/closed.html", context)
    return render(request, "events/group_ask.html", context)


def _why_no_groups(shown: ListingCard, now: datetime) -> str:
    if shown.most_in_group is None:
        return str(TakesNoGroups.sentence)
    return why_not(shown, now) or str(BookingHasClosed.sentence)


def _ask(
    request: ServiceRequest, form: GroupForm, date: Occurrence, now: datetime
) -> GroupRequest | None:
    try:
        return ask_for_a_group(
            occurrence=date,
            wish=form.wish(language=get_language() or "en", mine=mine(request)),
            by=request.acting,
            now=now,
            key=form.cleaned_data["key"],
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return None


@link_page
def group(request: ServiceRequest, token: str) -> HttpResponse:
    """Behind the link of a message or the code of a letter: opening changes nothing, the buttons do."""
    now = clock.now()
    return _stands(request, my_group_by_link(secret=token, now=now), now)


@public_page
def my_group(request: ServiceRequest, public_id: str) -> HttpResponseBase:
    """The same for the browser that asked."""
    if public_id not in mine(request):
        return render(request, "events/elsewhere.html", status=404)
    return unlisted(_stands(request, group_by_public_id(public_id=public_id), clock.now()))


def _stands(request: ServiceRequest, asked: GroupRequest, now: datetime) -> HttpResponse:
    date = asked.occurrence
    context: dict[str, Any] = {}
    if request.method == "POST":
        try:
            _do(request, asked, now)
        except Refusal as refusal:
            context["refusal"] = refusal
        else:
            return redirect(request.path)
    state = _state(asked, now)
    context |= {
        "asked": asked,
        "state": state,
        "occurrence": date,
        "event": date.event,
        "branch": date.branch,
        "party": _party(asked, state),
        "before": before_in_words(asked, now=now),
        "next": _what_next(asked),
        "reach": how_to_reach(date.branch),
        "may_cancel": state == "approved" and date.ends_at > now,
        "now": now,
    }
    if state not in ("asked", "approved"):
        shown = listing(public_id=date.public_id)
        context["others"] = cards(other_dates(of=shown, now=now, limit=3), now=now)
    return render(request, "events/group.html", context)


def _do(request: ServiceRequest, asked: GroupRequest, now: datetime) -> None:
    match request.POST.get("answer"):
        case "withdraw":
            withdraw_group(asked=asked, by=request.acting, now=now)
        case "cancel" if asked.booking is not None:
            cancel_booking(booking=asked.booking, by=request.acting, now=now)


def _state(asked: GroupRequest, now: datetime) -> str:
    """How it stands, for the page."""
    if asked.occurrence.is_cancelled:
        return "called_off"
    if asked.state == GroupState.APPROVED and asked.booking is not None:
        return "approved" if asked.booking.is_live else "cancelled"
    if asked.is_waiting and asked.occurrence.starts_at <= now:
        return GroupState.CLOSED.value
    return asked.state


def _party(asked: GroupRequest, state: str) -> str:
    """How many: of a booking those who still come."""
    if state == "approved" and asked.booking is not None:
        return party_in_words(asked.booking.adults, asked.booking.children)
    return party_in_words(asked.adults, asked.children)


def _what_next(asked: GroupRequest) -> str:
    """How the answer comes."""
    match asked.contact.route if asked.contact else None:
        case Route.EMAIL:
            return _("We tell you yes or no by email, mostly within a few days.")
        case Route.SMS:
            return _("We tell you yes or no by text message, mostly within a few days.")
        case Route.PHONE:
            return _(
                "Somebody from the library rings you to say yes or no, mostly within a few days."
            )
        case _:
            return _("We tell you yes or no by letter. It can take a week.")
