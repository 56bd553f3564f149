"""The studio of a broadcast: the page, and what it asks and tells while somebody films."""

import time
from typing import Any

from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest

from ..actions import begin_sending
from ..errors import SomebodyElseIsLive
from ..models import Broadcast, Check, Source, Standing
from ..passes import NOBODY, give_pass
from ..permits import GO_LIVE
from ..queries import (
    Runs,
    Unseen,
    could_take_questions,
    counted_now,
    how_it_runs,
    is_off,
    new_questions,
    shown_question,
    unseen,
)
from ..stream.shedding import read_load
from .broadcasts import TONES
from .finding import mine

WHEN = {
    Standing.PLANNED: "planned",
    Standing.REHEARSAL: "rehearsal",
    Standing.ON_AIR: "onair",
    Standing.ENDED: "ended",
}
"""How the page's script calls each (`data-when`)."""
ORIGIN = settings.BRANCHLINE_LIVE_ADDRESS
TROUBLES = {
    Unseen.UNREADABLE: _(
        "What is sent can’t be turned into a picture, so families see a waiting picture. All of it is kept."
        " Try another browser; in OBS, choose H.264."
    ),
    Unseen.ENCODER: _(
        "The library’s machine makes no picture of what is sent, and tries again and again. Families see a waiting"
        " picture; all that is sent is kept. Ask whoever looks after Branchline."
    ),
    Unseen.FULL: _(
        "The disk of the library’s machine is full, so families see a waiting picture. What is not sent yet stays on"
        " this device. Ask whoever looks after Branchline to make room."
    ),
    Unseen.AWAY: _(
        "The part of the library’s machine that shows the picture has stopped. It is started again by itself; all"
        " that is sent is kept. If this stays, ask whoever looks after Branchline."
    ),
}
"""What staff read, and what they can do."""


@desk_page(GO_LIVE)
@csp_update({"connect-src": [ORIGIN], "media-src": ["blob:"]})  # type: ignore[arg-type]  # our request says more
def studio(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Camera, checks, Go live, Panic, End."""
    broadcast = mine(request, public_id)
    standing = Standing(broadcast.standing)
    ticked = set(broadcast.ticks.values_list("what", flat=True))
    runs = how_it_runs(broadcast, now=clock.now())
    context = {
        "broadcast": broadcast,
        "standing": standing,
        "standings": [(WHEN[each], each.label, TONES[each]) for each in Standing],
        "now_is": WHEN[standing],
        "checks": [(check, check in ticked) for check in Check],
        "runs": runs,
        "trouble": trouble_of(broadcast, runs),
        "could_ask": could_take_questions(broadcast),
        "off": is_off(broadcast),
        "probe": f"{ORIGIN}/probe/{give_pass(broadcast=broadcast.public_id, session=NOBODY)}",
    }
    return render(request, "live/desk/studio.html", context)


@desk_page(GO_LIVE)
def now(request: ServiceRequest, public_id: str) -> JsonResponse:
    """How it runs, asked by an open studio every few seconds."""
    return JsonResponse(told_of(mine(request, public_id)))


@desk_page(GO_LIVE)
@require_POST
def send(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Begin to send; answers with the address that takes the chunks, or with what stands in the way."""
    broadcast = mine(request, public_id)
    try:
        session = begin_sending(
            broadcast=broadcast,
            source=Source.BROWSER,
            rehearsal="rehearsal" in request.POST,
            take_over="take_over" in request.POST,
            by=request.acting,
            now=clock.now(),
        )
    except Refusal as refusal:
        told = {"sentence": str(refusal), "other": isinstance(refusal, SomebodyElseIsLive)}
        return JsonResponse(told, status=refusal.status)
    given = give_pass(broadcast=broadcast.public_id, session=session.number)
    return JsonResponse({"address": f"{ORIGIN}/send/{given}/", "session": session.number})


def told_of(broadcast: Broadcast) -> dict[str, Any]:
    """How it runs; how many screens watch, and how full the line is, None when nobody has counted or measured for a
    while; why nobody sees it, if so; and what they ask."""
    counted = counted_now(broadcast) if broadcast.standing == Standing.ON_AIR else None
    line = read_load(settings.BRANCHLINE_LIVE_FOLDER, time.monotonic())
    runs = how_it_runs(broadcast, now=clock.now())
    return runs.told() | {
        "watching": counted.watching if counted is not None else None,
        "line": line._asdict() if line is not None else None,
        "trouble": trouble_of(broadcast, runs),
        **_asked(broadcast),
    }


def trouble_of(broadcast: Broadcast, runs: Runs) -> str:
    """Why families don't see what is sent, in a sentence; empty when they do."""
    found = unseen(broadcast, runs)
    return str(TROUBLES[found]) if found is not None else ""


def _asked(broadcast: Broadcast) -> dict[str, Any]:
    """The question that everybody reads, and how many are new. Two queries where questions are taken, else none."""
    if not broadcast.takes_questions:
        return {"question": None, "new_questions": 0}
    shown = shown_question(broadcast=broadcast)
    words = f"{shown.text} ({shown.name})" if shown and shown.name else shown and shown.text
    return {"question": words, "new_questions": new_questions(broadcast=broadcast)}
