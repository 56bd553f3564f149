"""Words: a page in one hand, beside whoever films. One tap a line."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.idempotency import KEY
from branchline.core.ids import public_id as drawn
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest

from ..actions import tap
from ..errors import LineNotFound
from ..models import Broadcast, Cue, Standing
from ..permits import GO_LIVE
from ..queries import item_at, last_cue, line_at, prompt_of, sheet_of
from .finding import mine, whole_number


@desk_page(GO_LIVE)
def words(request: ServiceRequest, public_id: str) -> HttpResponse:
    """The line that is sung, large; the next one as a button under the thumb; the whole sheet below."""
    broadcast = mine(request, public_id)
    items = sheet_of(broadcast=broadcast)
    context = {
        "broadcast": broadcast,
        "items": items,
        "prompt": prompt_of(broadcast=broadcast, items=items),
        "has_lines": any(item.lines.all() for item in items),
        "rehearsal": broadcast.standing == Standing.REHEARSAL,
        "key": f"{drawn()}{drawn()}",
    }
    return render(request, "live/desk/words.html", context)


@desk_page(GO_LIVE)
@require_POST
def tapped(request: ServiceRequest, public_id: str) -> HttpResponse:
    """A line, an item that begins, or nothing: by a script, which is told where the sheet is now, or by a form."""
    broadcast = mine(request, public_id)
    by_script = request.headers.get("Accept") == "application/json"
    try:
        _tap(request, broadcast)
    except Refusal as refusal:
        if by_script:
            return JsonResponse({"sentence": str(refusal)}, status=refusal.status)
        messages.error(request, str(refusal))
    if by_script:
        return JsonResponse(_state(broadcast))
    return redirect("live:desk_words", request.service.slug, broadcast.public_id)


@desk_page(GO_LIVE)
def words_now(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Where the sheet is: somebody else may tap too."""
    return JsonResponse(_state(mine(request, public_id)))


def _tap(request: ServiceRequest, broadcast: Broadcast) -> Cue:
    given = request.POST
    key = given.get("key", "")
    item = line = None
    if given.get("line"):
        line = line_at(broadcast=broadcast, public_id=given["line"])
    elif given.get("item"):
        item = item_at(broadcast=broadcast, public_id=given["item"])
    elif "nothing" not in given:
        raise LineNotFound
    if not KEY.match(key):
        raise LineNotFound
    milliseconds = whole_number(given.get("ago", "")) or 0
    return tap(
        broadcast=broadcast,
        item=item,
        line=line,
        ago=timedelta(milliseconds=milliseconds),
        key=key,
        by=request.acting,
        now=clock.now(),
    )


def _state(broadcast: Broadcast) -> dict[str, Any]:
    cue = last_cue(broadcast=broadcast)
    return {
        "line": cue.line.public_id if cue is not None and cue.line is not None else "",
        "item": cue.item.public_id if cue is not None and cue.item is not None else "",
        "running": broadcast.is_running,
    }
