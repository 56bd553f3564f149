"""Open a popular date fairly, instead of a race; and draw it before the time that was announced."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest
from branchline.core.words import said
from branchline.messages.queries import counts

from ..actions import draw_early, open_fairly
from ..forms import DrawEarlyForm, OpenFairlyForm
from ..permits import CREATE_EVENTS
from ..queries import occurrence_at_desk, parties_in_line


@desk_page(CREATE_EVENTS)
def open_date_fairly(request: ServiceRequest, public_id: str) -> HttpResponse:
    """How long people may ask, and who comes first in the draw."""
    now = clock.now()
    found = permitted(request, CREATE_EVENTS, occurrence_at_desk(public_id=public_id))
    form = OpenFairlyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            open_fairly(
                occurrence=found,
                hours=int(form.cleaned_data["hours"]),
                rules=form.cleaned_data["rules"],
                by=request.acting,
                now=now,
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request, _("People can ask for places now. The draw happens by itself.")
            )
            return redirect("events:desk_date", request.service.slug, public_id)
    context = {"form": form, "occurrence": found, "event": found.event, "now": now}
    return render(request, "events/desk/open_fairly.html", context)


@desk_page(CREATE_EVENTS)
def draw_now(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Draw before the time that was announced: asked once, with the reason that everybody reads."""
    now = clock.now()
    found = permitted(request, CREATE_EVENTS, occurrence_at_desk(public_id=public_id))
    if found.asks_until is None and request.method != "POST":
        return redirect("events:desk_date", request.service.slug, public_id)
    form = DrawEarlyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = said(form.cleaned_data["reason"])
        try:
            draw_early(occurrence=found, because=reason, by=request.acting, now=now)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Drawn. Everybody who asked is being told."))
            return redirect("events:desk_date", request.service.slug, public_id)
    context = {
        "form": form,
        "occurrence": found,
        "event": found.event,
        "asked": parties_in_line(occurrence=found),
        "not_heard": _not_heard(now),
        "now": now,
    }
    return render(request, "events/desk/draw_now.html", context)


def _not_heard(now: datetime) -> list[str]:
    """Who may want to ask and has not been able to: what rings, and what came back, is for the whole service."""
    open_ = counts(now=now)
    calls = ngettext(
        "%(n)s person waits for a call from us.",
        "%(n)s people wait for a call from us.",
        open_.calls,
    )
    replies = ngettext(
        "%(n)s reply has not been looked at.",
        "%(n)s replies have not been looked at.",
        open_.replies,
    )
    said_ = ((calls, open_.calls), (replies, open_.replies))
    return [words % {"n": number} for words, number in said_ if number]
