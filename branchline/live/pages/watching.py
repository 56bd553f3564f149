"""The watch page: the same bytes for everybody, so that ten thousand can come in a minute."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from csp.decorators import csp_replace, csp_update
from django.conf import settings
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.clickjacking import xframe_options_exempt

from branchline.core import clock
from branchline.core.fetching import fetched
from branchline.core.pages import link_page, machine, public_page, same_for_all
from branchline.core.requests import ServiceRequest
from branchline.events.errors import EventNotFound
from branchline.events.parts import Card, cards
from branchline.events.queries import ListingCard, listing, other_dates

from ..errors import ForThoseWhoBooked
from ..forms import QuestionForm
from ..models import Broadcast, Replay, Standing
from ..passes import read_ticket
from ..queries import broadcast_at, could_take_questions, is_off, may_ask, replay_of, songs_of

ORIGIN = settings.BRANCHLINE_LIVE_ADDRESS
KEPT = timedelta(seconds=20)
"""For how long a browser or a cache may show the page as it was. What changes meanwhile its script asks the origin."""
NEXT = 3
"""Dates to come that the goodbye offers."""


SEGMENTS = [settings.BRANCHLINE_LIVE_SEGMENTS] if settings.BRANCHLINE_LIVE_SEGMENTS else []
"""Where a bucket has them too, the origin leads there."""
FROM_ORIGIN = {"connect-src": [ORIGIN, *SEGMENTS], "media-src": ["blob:", ORIGIN, *SEGMENTS]}


@same_for_all
@public_page
@csp_update(FROM_ORIGIN)  # type: ignore[arg-type]  # our request says more
def watch(request: ServiceRequest, public_id: str) -> HttpResponse:
    """The waiting room, the player, and afterwards a kind goodbye. At most six queries. Refuses: ForThoseWhoBooked."""
    broadcast = _for_everybody(public_id)
    return kept(request, _page(request, "live/watch.html", broadcast, **_more(broadcast)))


@same_for_all
@machine
@xframe_options_exempt
@csp_update(FROM_ORIGIN)
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # our request says more
def embed(request: ServiceRequest, public_id: str) -> HttpResponse:
    """The player alone, to stand in a frame on any website. At most two queries. Refuses: ForThoseWhoBooked."""
    broadcast = _for_everybody(public_id)
    return kept(request, _page(request, "live/embed.html", broadcast, now=clock.now()))


@link_page
@csp_update(FROM_ORIGIN)  # type: ignore[arg-type]  # our request says more
def watch_with(request: ServiceRequest, public_id: str, token: str) -> HttpResponseBase:
    """The watch page for whoever has the ticket of a private broadcast. Refuses: ForThoseWhoBooked."""
    broadcast = broadcast_at(public_id=public_id)
    if read_ticket(token, now=clock.now().timestamp()) != broadcast.prefix:
        raise ForThoseWhoBooked
    if not broadcast.private:
        return redirect("live:watch", request.service.slug, broadcast.public_id)
    more = {**_more(broadcast), "holder": token}
    return HttpResponse(_page(request, "live/watch.html", broadcast, **more))


def _more(broadcast: Broadcast) -> dict[str, object]:
    """What only the whole page shows."""
    now = clock.now()
    return {
        "now": now,
        "around": _around(broadcast, now),
        "songs": songs_of(broadcast=broadcast),
        "form": QuestionForm(),
        "may_ask": may_ask(broadcast, now=now),
    }


def _for_everybody(public_id: str) -> Broadcast:
    broadcast = broadcast_at(public_id=public_id)
    if broadcast.private:
        raise ForThoseWhoBooked
    return broadcast


def _page(request: ServiceRequest, template: str, broadcast: Broadcast, **more: object) -> bytes:
    """`holder`: what stands in the stream's addresses: its prefix, or a ticket."""
    replay, off = _to_see(broadcast), is_off(broadcast)
    prefix = replay.prefix if replay is not None else broadcast.prefix
    context = {
        "broadcast": broadcast,
        "begins_as": "replay" if replay is not None else _begins_as(broadcast),
        "replay": replay,
        "off": off,
        "could_ask": could_take_questions(broadcast)
        and broadcast.standing != Standing.ENDED
        and not off,
        "prefix": prefix,
        "holder": prefix,
        "origin": ORIGIN,
        **more,
    }
    return render_to_string(template, context, request).encode()


def kept(request: ServiceRequest, content: bytes) -> HttpResponse:
    """The same for everybody, for as long as a page is kept."""
    return fetched(request, content, media_type="text/html; charset=utf-8", keep=KEPT)


def _begins_as(broadcast: Broadcast) -> str:
    """What the page shows before its script has asked the origin. A rehearsal is nobody's business."""
    match broadcast.standing:
        case Standing.ON_AIR:
            return "joining"
        case Standing.ENDED:
            return "over"
        case _:
            return "over" if is_off(broadcast) else "waiting"


def _to_see(broadcast: Broadcast) -> Replay | None:
    """The replay of what is over, on a day on which it can be seen."""
    replay = replay_of(broadcast=broadcast) if broadcast.standing == Standing.ENDED else None
    return replay if replay is not None and replay.is_up(clock.today()) else None


@dataclass(frozen=True)
class Around:
    """What events know of the date that goes out, where everybody may see it."""

    shown: ListingCard | None = None
    may_book: bool = False
    following: list[Card] = field(default_factory=list)


def _around(broadcast: Broadcast, now: datetime) -> Around:
    if broadcast.occurrence is None:
        return Around()
    try:
        shown = listing(public_id=broadcast.occurrence.public_id)
    except EventNotFound:
        return Around()
    following = other_dates(of=shown, now=now, limit=NEXT)
    return Around(shown, shown.can_be_booked(now), cards(following, now=now))
