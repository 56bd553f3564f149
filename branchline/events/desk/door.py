"""The door: the list of those who booked, ticked with one thumb; a code that says who stands there; paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest
from branchline.people.actions.privacy import note_reads

from ..actions.attendance import EARLIEST
from ..models import Booking, Occurrence
from ..permits import CHANGE_BOOKINGS, SEE_BOOKINGS
from ..queries import booking_by_public_id, live_bookings_of, occurrence_at_desk
from ..queries.counting import CAME, MISSED, OPEN, TICKED, WALKED_IN, Tally, tally_of
from ..queries.door import crowd, seats_are_open, seats_free
from .log import Said, log_on_page, write_down
from .printed import door_pdf
from .rows import Guest, coming, guests

WALKS = {"adults+": (1, 0), "adults-": (-1, 0), "children+": (0, 1), "children-": (0, -1)}


@dataclass(frozen=True)
class AtTheDoor:
    """A booking on the list, with what is known: here, did not come, or open. `find` is what is typed for it."""

    booking: Booking
    guest: Guest
    state: str
    find: str


@desk_page(SEE_BOOKINGS)
def door_list(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Who has booked, to be ticked off; how to reach them is not on it."""
    now = clock.now()
    found = permitted(request, SEE_BOOKINGS, occurrence_at_desk(public_id=public_id))
    live = list(live_bookings_of(occurrence=found))
    if request.method == "POST":
        _tick(request, found, _said(request, live, tally_of(occurrence=found)), now=now)
        return redirect("events:desk_door", request.service.slug, public_id)
    _note_seen(request, live, page="events:desk_door", now=now)
    tally = tally_of(occurrence=found)
    context = {
        **_about(found, now),
        "door": _standing(live, guests(live, request), tally),
        "coming": coming(live, found.capacity) if live else "",
        "tally": tally,
        "seats": seats_free(occurrence=found, tally=tally, now=now),
        "crowd": crowd(occurrence=found, tally=tally, now=now),
        "seats_open": seats_are_open(occurrence=found, now=now),
        "log": log_on_page(request, found),
    }
    return render(request, "events/desk/door.html", context)


@desk_page(SEE_BOOKINGS)
def door_on_paper(request: ServiceRequest, public_id: str) -> HttpResponse:
    """The same list as PDF, for where there is no telephone."""
    now = clock.now()
    found = permitted(request, SEE_BOOKINGS, occurrence_at_desk(public_id=public_id))
    live = list(live_bookings_of(occurrence=found))
    _note_seen(request, live, page="events:desk_door_pdf", now=now)
    made = door_pdf(
        found, list(zip(live, guests(live, request), strict=True)),
        language=get_language() or "en", now=now,
    )  # fmt: skip
    headers = {"Content-Disposition": f'inline; filename="door-{found.public_id}.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


@desk_page(CHANGE_BOOKINGS)
def check_in(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Behind the square code of a confirmation, as a telephone's own camera opens it: one button."""
    now = clock.now()
    booking = permitted(request, CHANGE_BOOKINGS, booking_by_public_id(public_id=public_id))
    found = booking.occurrence
    if request.method == "POST":
        if _tick(request, found, [_ticked(booking, CAME)], now=now):
            named = _("%(name)s is here.") % {"name": booking.name}
            messages.success(request, named if booking.name else _("They are here"))
        return redirect("events:desk_door", request.service.slug, found.public_id)
    [guest] = guests([booking], request)
    _note_seen(request, [booking], page="events:desk_check_in", now=now)
    tick = tally_of(occurrence=found).ticks.get(booking.public_id)
    context = {
        **_about(found, now),
        "booking": booking,
        "guest": guest,
        "is_here": tick is not None and tick.state == CAME,
        "was_missed": tick is not None and tick.state == MISSED,
        "form_id": log_on_page(request, found)["form"],
    }
    return render(request, "events/desk/check_in.html", context)


def _about(found: Occurrence, now: datetime) -> dict[str, Any]:
    takes_place = not found.is_cancelled and not found.event.is_draft
    return {
        "occurrence": found,
        "event": found.event,
        "branch": found.branch,
        "opens_at": found.starts_at - EARLIEST,
        "may_tick": takes_place and found.starts_at - EARLIEST <= now,
        "now": now,
    }


def _standing(live: Sequence[Booking], shown: Sequence[Guest], tally: Tally) -> list[AtTheDoor]:
    rows = []
    for booking, guest in zip(live, shown, strict=True):
        tick = tally.ticks.get(booking.public_id)
        find = f"{guest.name} {booking.public_id}".casefold()
        rows.append(AtTheDoor(booking, guest, tick.state if tick else OPEN, find))
    return rows


def _said(request: ServiceRequest, live: Sequence[Booking], tally: Tally) -> list[Said]:
    """What a plain form says: a tick for somebody on the list, or somebody more without a booking."""
    if walk := WALKS.get(request.POST.get("walk", "")):
        adults, children = walk
        here = tally.walked_in
        nobody_left = here.adults + adults < 0 or here.children + children < 0
        return [] if nobody_left else [(WALKED_IN, {"adults": adults, "children": children})]
    state, _colon, public_id = request.POST.get("tick", "").partition(":")
    booking = next((each for each in live if each.public_id == public_id), None)
    if booking is None or state not in (CAME, MISSED, OPEN):
        return []
    return [_ticked(booking, state)]


def _ticked(booking: Booking, state: str) -> Said:
    who = {"adults": booking.adults, "children": booking.children}
    return TICKED, {"booking": booking.public_id, "state": state, **who}


def _tick(
    request: ServiceRequest, found: Occurrence, said: Sequence[Said], *, now: datetime
) -> bool:
    """Whether all of it was written down; else the page says why not."""
    try:
        answers = write_down(request, found, said, now=now).answers.values()
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return False
    refused = [answer for answer in answers if isinstance(answer, Refusal)]
    for answer in refused:
        messages.error(request, str(answer))
    return not refused


def _note_seen(
    request: ServiceRequest, live: Sequence[Booking], *, page: str, now: datetime
) -> None:
    seen = [booking.contact for booking in live if booking.contact]
    note_reads(contacts=seen, page=page, by=request.acting, now=now)
