"""A file of captions at the desk: looked at first, brought in by one press, kept as it came."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.importing.columns import tidy
from branchline.core.importing.problems import CannotRead
from branchline.core.models import StoredFile
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest
from branchline.core.serving import file_page

from ..actions import bring_in_captions
from ..forms import BringInForm, CaptionFileForm, read_subtitles, too_many
from ..models import Broadcast
from ..permits import GO_LIVE
from ..queries import CaptionSheet, caption_sheet, caption_version, replacement
from ..stream.playlists import NAMES
from .finding import mine

SHOWN = 20
"""Lines on the page, of those that would change or are wrong."""


@desk_page(GO_LIVE)
def captions_upload(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Choose a file, and see what it would change. Nothing is changed by that."""
    broadcast, sent = mine(request, public_id), request.method == "POST"
    form = CaptionFileForm(request.POST if sent else None, request.FILES if sent else None)
    context: dict[str, Any] = {"broadcast": broadcast, "form": form}
    if sent and form.is_valid():
        file, lang = form.cleaned_data["file"], form.cleaned_data["lang"]
        try:
            sheet = caption_sheet(broadcast=broadcast, today=clock.today())
            context |= _looked_at(sheet, file.read(), lang, tidy(file.name)[:200])
        except Refusal as refusal:
            form.refuse(refusal)
    status = 400 if form.errors or context.get("problems") else 200
    return render(request, "live/desk/captions_file.html", context, status=status)


@desk_page(GO_LIVE)
@require_POST
def captions_bring_in(request: ServiceRequest, public_id: str) -> HttpResponse:
    """The one press: what was looked at, and nothing else."""
    broadcast, form = mine(request, public_id), BringInForm(request.POST)
    here = redirect("live:desk_captions", request.service.slug, broadcast.public_id)
    if not form.is_valid():
        messages.error(request, _("This form was incomplete. Send the file once more."))
        return here
    said = form.cleaned_data
    try:
        number = _bring_in(request, broadcast, said)
    except Refusal as refusal:
        messages.error(request, f"{refusal.title}. {refusal}")
    else:
        messages.success(request, _("Brought in as version %(n)d.") % {"n": number})
    return here


@file_page(GO_LIVE)
def captions_original(request: ServiceRequest, public_id: str, number: int) -> StoredFile:
    """The file of a version, as it came; 90 days."""
    kept = caption_version(broadcast=mine(request, public_id), number=number).original
    if kept is None:
        raise Http404
    return kept


def _looked_at(sheet: CaptionSheet, content: bytes, lang: str, name: str) -> dict[str, Any]:
    read = read_subtitles(content, total=sheet.clock.total)
    if read.problems:
        return {"problems": read.problems[:SHOWN], "more": too_many(len(read.problems))}
    would = replacement(sheet, read.lines, lang=lang)
    yes = BringInForm.of(content, lang=lang, number=sheet.number, mark=sheet.clock.mark, name=name)
    return {
        "read": read,
        "count": len(read.lines),
        "language": NAMES[lang],
        "lang": lang,
        "would": would,
        "first": would.changing[:SHOWN],
        "changing": len(would.changing),
        "yes": yes,
    }


def _bring_in(request: ServiceRequest, broadcast: Broadcast, said: dict[str, Any]) -> int:
    sheet = caption_sheet(broadcast=broadcast, today=clock.today())
    read = read_subtitles(said["content"], total=sheet.clock.total)
    if read.problems:
        raise CannotRead(str(read.problems[0]))
    return bring_in_captions(
        broadcast=broadcast,
        file=read.lines,
        lang=said["lang"],
        number=said["number"],
        mark=said["mark"],
        content=said["content"],
        name=said["name"],
        by=request.acting,
        now=clock.now(),
    )
