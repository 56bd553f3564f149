"""Captions at the desk: every line of a replay, to put right, and every version, to go back to."""

from collections.abc import Mapping
from typing import Any

from csp.decorators import csp_update
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest

from ..actions import go_back_to_captions, save_captions
from ..errors import NothingMayBeSeen
from ..forms import CaptionsForm
from ..models import Broadcast
from ..permits import GO_LIVE
from ..queries import CaptionSheet, caption_sheet, caption_versions, replay_of
from ..stream.playlists import NAMES, SPOKEN
from ..stream.subtitles import as_webvtt
from .finding import mine, whole_number

ORIGIN = settings.BRANCHLINE_LIVE_ADDRESS
PAGE = 50
"""Lines on a page: some ten minutes of singing."""


@desk_page(GO_LIVE)
@csp_update({"connect-src": [ORIGIN], "media-src": ["blob:", ORIGIN]})  # type: ignore[arg-type]  # our request says more
def captions(request: ServiceRequest, public_id: str) -> HttpResponse:
    """The lines, fifty a page, and what can be done with them."""
    broadcast, sent = mine(request, public_id), request.method == "POST"
    try:
        # What was sent belongs to the version that the page showed.
        sheet = _sheet(broadcast, request.POST.get("number", "") if sent else "")
    except Refusal as refusal:
        helps = isinstance(refusal, NothingMayBeSeen)
        context = {"broadcast": broadcast, "refusal": refusal, "may_change_sheet": helps}
        return render(request, "live/desk/captions.html", context)
    rows, first = sheet.rows, _first(request, len(sheet.rows))
    form = CaptionsForm(
        request.POST if sent else None, sheet=sheet, rows=rows[first : first + PAGE], first=first
    )
    if sent and form.is_valid():
        try:
            number = save_captions(
                broadcast=broadcast, typed=form.typed(), by=request.acting, now=clock.now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            if number != sheet.number:
                messages.success(request, _kept(broadcast, number))
            return _back(request, broadcast, first)
    context = {
        "broadcast": broadcast, "sheet": sheet, "form": form, **_around(request, broadcast, sheet, first)
    }  # fmt: skip
    return render(request, "live/desk/captions.html", context, status=400 if form.errors else 200)


@desk_page(GO_LIVE)
@require_POST
def captions_back(request: ServiceRequest, public_id: str) -> HttpResponse:
    """An earlier version is shown again."""
    broadcast = mine(request, public_id)
    number = whole_number(request.POST.get("number", ""))
    try:
        made = go_back_to_captions(
            broadcast=broadcast,
            number=number if number is not None else -1,
            by=request.acting,
            now=clock.now(),
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _kept(broadcast, made))
    return _back(request, broadcast)


@desk_page(GO_LIVE)
def captions_file(request: ServiceRequest, public_id: str, lang: str) -> HttpResponse:
    """The lines that have words in a language, as WebVTT, by the replay's clock."""
    broadcast = mine(request, public_id)
    if lang not in SPOKEN:
        raise Http404
    sheet = _sheet(broadcast, "")
    lines = [(r.begins, r.ends, r.line.words[lang]) for r in sheet.rows if r.line.words.get(lang)]
    name = f"captions-{broadcast.starts_at:%Y-%m-%d}-{broadcast.public_id}-{lang}.vtt"
    return HttpResponse(
        as_webvtt(lines),
        content_type="text/vtt; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _sheet(broadcast: Broadcast, number: str) -> CaptionSheet:
    return caption_sheet(broadcast=broadcast, today=clock.today(), number=whole_number(number))


def _first(request: ServiceRequest, count: int) -> int:
    """How many lines stand before this page."""
    first = whole_number(request.GET.get("after", "")) or 0
    return first if first < count else 0


def _around(
    request: ServiceRequest, broadcast: Broadcast, sheet: CaptionSheet, first: int
) -> Mapping[str, Any]:
    count, replay = len(sheet.rows), replay_of(broadcast=broadcast)
    here = reverse("live:desk_captions", args=[request.service.slug, broadcast.public_id])
    return {
        "count": count,
        "from": first + 1,
        "to": min(first + PAGE, count),
        "earlier": f"{here}?after={max(first - PAGE, 0)}" if first else "",
        "later": f"{here}?after={first + PAGE}" if first + PAGE < count else "",
        "hard": sum(bool(row.advice) for row in sheet.rows),
        "seen": replay is not None and replay.is_up(clock.today()),
        "player": f"{ORIGIN}/live/{replay.prefix}" if replay is not None else "",
        "versions": caption_versions(broadcast=broadcast),
        "languages": [(lang, NAMES[lang]) for lang in SPOKEN],
        "total": sheet.clock.total / 1000,
    }


def _kept(broadcast: Broadcast, number: int) -> str:
    replay = replay_of(broadcast=broadcast)
    if replay is not None and replay.is_up(clock.today()):
        return _("Kept as version %(n)d. The replay shows it in a moment.") % {"n": number}
    return _("Kept as version %(n)d.") % {"n": number}


def _back(request: ServiceRequest, broadcast: Broadcast, first: int = 0) -> HttpResponse:
    here = reverse("live:desk_captions", args=[request.service.slug, broadcast.public_id])
    return redirect(f"{here}?after={first}" if first else here)
