"""One event on one day."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.pages import public_page
from branchline.core.requests import ServiceRequest
from branchline.core.rooms import on_screen
from branchline.places.queries import announced_closing, branch_by_public_id, how_to_reach

from ..errors import BookingHasClosed, EventNotFound, opens_in_words
from ..feeds import event_json_ld
from ..models import BY_AREA, Availability, MadeFor, Spoken
from ..parts import Card, access_facts, ages_in_words, card, cards, where_of_listing
from ..queries import ListingCard, listing, opening_of, other_dates, way_in_for_all


@public_page
def occurrence(request: ServiceRequest, public_id: str) -> HttpResponse:
    """One event on one day."""
    now = clock.now()
    shown = listing_here(request, public_id)
    others = cards(other_dates(of=shown, now=now), now=now)
    context = facts_of(request, shown, others=others, now=now)
    return render(request, "events/occurrence.html", context)


def facts_of(
    request: ServiceRequest, shown: ListingCard, *, others: Sequence[Card], now: datetime
) -> dict[str, Any]:
    """What the page says of one date, published or still a draft; `others` are its other days."""
    branch = branch_by_public_id(shown.branch_public_id, service=request.service)
    return {
        "shown": shown,
        "branch": branch,
        "reach": how_to_reach(branch),
        "closing": announced_closing(branch=branch, day=clock.in_london(shown.starts_at).date()),
        "card": card(shown, now=now),
        "screen": on_screen(date=shown.public_id),
        "now": now,
        "may_book": shown.can_be_booked(now) and not shown.only_by_term,
        "may_wait": shown.can_be_waited_for(now) and not shown.only_by_term,
        "takes_groups": shown.takes_groups(now),
        "by_term": shown.by_term and shown.starts_at > now and not shown.is_cancelled,
        "opening": opening_of(public_id=shown.public_id) if may_have_been_drawn(shown) else None,
        "why_not": why_not(shown, now),
        "others": others,
        "where": where_of_listing(shown, branch),
        "way_in": way_in_for_all(shown=shown, now=now),
        "made_for": [MadeFor(code).label for code in shown.made_for if code in MadeFor.values],
        "spoken": spoken(shown.languages),
        "access": access_facts(shown.access),
        "ages": ages_in_words(shown),
        "directions": directions(shown),
        "structured": event_json_ld(
            shown, address=request.build_absolute_uri(), language=get_language() or "en"
        ),
    }


def may_have_been_drawn(shown: ListingCard) -> bool:
    """People ask, or somebody got nothing: only then a draw is of interest."""
    return shown.asks_until is not None or shown.places_left == 0 or bool(shown.waiting)


def listing_here(request: ServiceRequest, public_id: str) -> ListingCard:
    """A published date of the service in the address; those of others stay at their own."""
    shown = listing(public_id=public_id)
    if shown.service_slug != request.service.slug:
        raise EventNotFound
    return shown


def why_not(shown: ListingCard, now: datetime) -> str:
    """Why there is no button, and what to do instead."""
    match shown.standing(now):
        case Availability.DROP_IN if shown.is_online:
            return _(
                "You don’t need to book for this. The way in is here, shortly before the start."
            )
        case Availability.DROP_IN:
            return _("You don’t need to book for this. Just come along.")
        case Availability.ASKING:
            return _(
                "Many want to come to this, so there is no race: everybody asks, and the places are drawn by lot."
            )
        case Availability.FULL:
            return _full(shown, now)
        case Availability.OPENS_LATER if shown.opens_at:
            return opens_in_words(shown.opens_at)
        case Availability.CLOSED:
            return str(BookingHasClosed.sentence)
        case Availability.STARTED:
            return _(
                "This has started, so it can’t be booked any more. You can still come and ask at the desk."
            )
        case Availability.OVER:
            return _("This has been.")
        case Availability.CANCELLED:
            return _("This date is cancelled, so it can’t be booked.")
        case _:
            return ""


def spoken(codes: Sequence[str]) -> list[str]:
    """Languages, where it isn't English alone."""
    known = [str(Spoken(code).label) for code in codes if code in Spoken.values]
    return [] if list(codes) == [Spoken.ENGLISH] else known


def _full(shown: ListingCard, now: datetime) -> str:
    if not shown.can_be_waited_for(now):
        return _("All the places are taken. You can still come and ask at the desk.")
    if not shown.waiting:
        return _("All the places are taken, but people do cancel. Nobody is waiting yet.")
    return ngettext(
        "All the places are taken, but people do cancel. %(n)s other is waiting.",
        "All the places are taken, but people do cancel. %(n)s others are waiting.",
        shown.waiting,
    ) % {"n": shown.waiting}


def directions(shown: ListingCard) -> str:
    """The way there, on the map of OpenStreetMap; followed by a press only. None to a screen or a home."""
    if shown.is_online or shown.venue_kind in BY_AREA:
        return ""
    if shown.lat is None or shown.lon is None:
        name = shown.branch_name if shown.at_library else shown.venue
        parts = (name.text(), shown.town, shown.postcode)
        return "https://www.openstreetmap.org/search?" + urlencode(
            {"query": ", ".join(part for part in parts if part)}
        )
    return f"https://www.openstreetmap.org/directions?to={shown.lat:.5f}%2C{shown.lon:.5f}"
