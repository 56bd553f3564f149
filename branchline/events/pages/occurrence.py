"""One event on one day."""

from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.pages import public_page
from branchline.core.requests import ServiceRequest
from branchline.places.queries import announced_closing, branch_by_public_id, how_to_reach

from ..errors import EventNotFound
from ..feeds import event_json_ld
from ..models import Availability
from ..parts import access_facts, ages_in_words, card, cards
from ..queries import ListingCard, listing, other_dates


@public_page
def occurrence(request: ServiceRequest, public_id: str) -> HttpResponse:
    """One event on one day."""
    now = clock.now()
    shown = listing_here(request, public_id)
    branch = branch_by_public_id(shown.branch_public_id, service=request.service)
    context = {
        "shown": shown,
        "branch": branch,
        "reach": how_to_reach(branch),
        "closing": announced_closing(branch=branch, day=clock.in_london(shown.starts_at).date()),
        "card": card(shown, now=now),
        "now": now,
        "may_book": shown.can_be_booked(now),
        "why_not": why_not(shown, now),
        "others": cards(other_dates(of=shown, now=now), now=now),
        "access": access_facts(shown.access),
        "ages": ages_in_words(shown),
        "directions": directions(shown),
        "structured": event_json_ld(
            shown, address=request.build_absolute_uri(), language=get_language() or "en"
        ),
    }
    return render(request, "events/occurrence.html", context)


def listing_here(request: ServiceRequest, public_id: str) -> ListingCard:
    """A published date of the service in the address; those of others stay at their own."""
    shown = listing(public_id=public_id)
    if shown.service_slug != request.service.slug:
        raise EventNotFound
    return shown


def why_not(shown: ListingCard, now: datetime) -> str:
    """Why there is no button, and what to do instead."""
    match shown.standing(now):
        case Availability.DROP_IN:
            return _("You don’t need to book for this. Just come along.")
        case Availability.FULL:
            return _("All the places are taken. Look again nearer the day: people do cancel.")
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


def directions(shown: ListingCard) -> str:
    """The way there, on the map of OpenStreetMap; followed by a press only."""
    if shown.lat is None or shown.lon is None:
        parts = (shown.branch_name.text(), shown.town, shown.postcode)
        return "https://www.openstreetmap.org/search?" + urlencode(
            {"query": ", ".join(part for part in parts if part)}
        )
    return f"https://www.openstreetmap.org/directions?to={shown.lat:.5f}%2C{shown.lon:.5f}"
