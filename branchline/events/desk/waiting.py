"""The waiting list as staff see it, and one party on it: what they answered, or that they leave."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.design.dates import when_words
from branchline.core.errors import Refusal
from branchline.core.fairqueue import EntryState
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest
from branchline.messages.models import Route
from branchline.people.actions.privacy import note_reads

from ..actions import accept_offer, decline_offer, leave_waiting_list, told_waiting
from ..letters.about import party_in_words
from ..models import SKIPPED_AT_MOST, Occurrence, WaitingListEntry
from ..permits import CHANGE_BOOKINGS, SEE_BOOKINGS
from ..queries import InLine, waiting_by_public_id, waiting_list
from .rows import reach_of


@dataclass(frozen=True)
class Place:
    """A party in the line."""

    number: str
    name: str
    party: str
    joined_at: datetime
    reach: str
    status_words: str
    status_tone: str
    skipped: str
    untold: bool
    offered: bool
    address: str


def places(request: ServiceRequest, found: Occurrence, *, page: str, now: datetime) -> list[Place]:
    """The list for those who may see names, with a note that they have been seen."""
    if not SEE_BOOKINGS.allows(request.holdings, found):
        return []
    rows = waiting_list(occurrence=found)
    seen = [row.waiting.contact for row in rows if row.waiting.contact]
    note_reads(contacts=seen, page=page, by=request.acting, now=now)
    return [place(row, request.service.slug, now=now) for row in rows]


def place(row: InLine, slug: str, *, now: datetime) -> Place:
    """One row of the list."""
    waiting = row.waiting
    words, tone = status(waiting, now=now)
    skipped = waiting.entry.skipped
    return Place(
        number=str(row.number or ""),
        name=waiting.name if waiting.contact else _("Name removed"),
        party=party_in_words(waiting.adults, waiting.children),
        joined_at=waiting.joined_at,
        reach=reach_of(waiting.contact),
        status_words=words,
        status_tone=tone,
        skipped=ngettext(
            "Passed over %(n)s time of at most %(most)s",
            "Passed over %(n)s times of at most %(most)s",
            skipped,
        )
        % {"n": skipped, "most": SKIPPED_AT_MOST}
        if skipped
        else "",
        untold=waiting.untold,
        offered=waiting.offer is not None,
        address=reverse("events:desk_waiting", args=[slug, waiting.public_id]),
    )


def status(waiting: WaitingListEntry, *, now: datetime) -> tuple[str, str]:
    """(words, tone) of how a party stands."""
    offer = waiting.offer
    if offer is not None and offer.held_until is not None:
        until = when_words(offer.held_until, lang=get_language(), now=now)
        return _("Offered, to answer by %(until)s") % {"until": until}, "soon"
    if waiting.entry.state == EntryState.PAUSED:
        return _("Can’t be offered places now"), "quiet"
    if waiting.is_in_line:
        return _("Waiting"), "plain"
    if waiting.booking is not None and waiting.booking.is_live:
        return _("Booked"), "good"
    return _("Not on the list any more"), "quiet"


@desk_page(CHANGE_BOOKINGS)
def place_of(request: ServiceRequest, public_id: str) -> HttpResponse:
    """One party: write down what they answered, take them off, or say that they were told."""
    now = clock.now()
    waiting = permitted(request, CHANGE_BOOKINGS, waiting_by_public_id(public_id=public_id))
    if waiting.contact:
        note_reads(
            contacts=[waiting.contact], page="events:desk_waiting", by=request.acting, now=now
        )
    date = waiting.occurrence
    context: dict[str, Any] = {}
    if request.method == "POST":
        try:
            messages.success(request, _do(request, waiting, now))
        except Refusal as refusal:
            context["refusal"] = refusal
        else:
            return redirect("events:desk_date", request.service.slug, date.public_id)
    context |= {
        "waiting": waiting,
        "place": place(InLine(waiting, None), request.service.slug, now=now),
        "occurrence": date,
        "event": date.event,
        "now": now,
    }
    return render(request, "events/desk/waiting.html", context)


def _do(request: ServiceRequest, waiting: WaitingListEntry, now: datetime) -> str:
    """What the pressed button says, and the sentence to show."""
    by, name = request.acting, {"name": waiting.name}
    match request.POST.get("answer"):
        case "yes":
            accept_offer(waiting=waiting, told=_is_rung(waiting), by=by, now=now)
            return _("Booked for %(name)s.") % name
        case "no":
            decline_offer(waiting=waiting, by=by, now=now)
            return _("%(name)s does not come: the places go to the next in the line.") % name
        case "told":
            told_waiting(waiting=waiting, by=by, now=now)
            return _("Noted: %(name)s has been told.") % name
        case _:
            leave_waiting_list(waiting=waiting, by=by, now=now)
            return _("%(name)s is not on the waiting list any more.") % name


def _is_rung(waiting: WaitingListEntry) -> bool:
    """Whoever is told by telephone has heard it from the colleague who writes down their yes."""
    return waiting.contact is not None and waiting.contact.route == Route.PHONE
