"""The register: for whoever the service has named. Managers see clocks; everybody sees what they raised."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.idempotency import once
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest
from branchline.people.queries import resident_now

from .. import actions, queries
from ..actions.by_whom import account_of
from ..errors import NoSuchConcern, NotALead, NotOnATablet
from ..forms import DecideForm, NoteForm, ReopenForm
from ..models import Concern
from ..parts import link_of
from ..permits import HANDLE_CONCERNS, RAISE_CONCERNS, SEE_CLOCKS, SET_DUTIES


@desk_page(RAISE_CONCERNS)
def concerns(request: ServiceRequest) -> HttpResponse:
    """What I raised; the register, for whoever handles it; the clocks, for managers."""
    now, me = clock.now(), account_of(request.acting)
    handles = request.device is None and me in queries.who_handles(now=now)
    closed = handles and request.GET.get("show") == "closed"
    context = {
        "now": now,
        "handles": handles,
        "closed": closed,
        "rows": queries.register(closed=closed) if handles else [],
        "clocks": queries.clocks(now=now)
        if handles or SEE_CLOCKS.allows(request.holdings)
        else None,
        "mine": queries.raised_by_me(account=me),
        "nobody_set": queries.nobody_is_set(now=now),
        "may_set": SET_DUTIES.allows(request.holdings),
    }
    return render(request, "concerns/desk/concerns.html", context)


@desk_page(HANDLE_CONCERNS)
def concern(request: ServiceRequest, public_id: str) -> HttpResponse:
    """One concern: what was seen or heard, its clock, what was done, and what to do next. Opening is written down."""
    now, me = clock.now(), account_of(request.acting)
    found = _mine_to_handle(request, public_id)
    note, decide, reopen = NoteForm(), DecideForm(), ReopenForm()
    if request.method == "POST":
        do = request.POST.get("do", "")
        if do == "note":
            note = NoteForm(request.POST)
        elif do == "decide":
            decide = DecideForm(request.POST)
        elif do == "reopen":
            reopen = ReopenForm(request.POST)
        form = {"note": note, "decide": decide, "reopen": reopen}.get(do)
        if (form is None or form.is_valid()) and _do(request, found, do, form):
            return redirect("concerns:desk_concern", request.service.slug, found.public_id)
    else:
        actions.note_read_of(concern=found, by=request.acting, now=now)
    context = {
        "concern": found,
        "about": resident_now(number=found.resident_id) if found.resident_id else None,
        "now": now,
        "is_mine": found.raised_by_id == me,
        "came_from": link_of(found, request.service.slug),
        "events": queries.events_of(found),
        "reads": queries.reads_of(found),
        "note": note,
        "decide": decide,
        "reopen": reopen,
        "form": next((form for form in (note, decide, reopen) if form.errors), None),
    }
    return render(request, "concerns/desk/concern.html", context)


def _mine_to_handle(request: ServiceRequest, public_id: str) -> Concern:
    """Who is named for none gets the same answer whether there is one or not."""
    if request.device is not None:
        raise NotOnATablet
    found = queries.concern_at(public_id=public_id)
    me = account_of(request.acting)
    if me not in queries.who_handles(now=clock.now(), concern=found):
        raise NotALead
    if found is None:
        raise NoSuchConcern
    return found


def _do(request: ServiceRequest, found: Concern, do: str, form: Any) -> bool:
    """One of the five; False when it was refused at a field."""
    by, now = request.acting, clock.now()
    try:
        match do:
            case "acknowledge":
                actions.acknowledge_concern(concern=found, by=by, now=now)
                messages.success(request, _("You have it now. Nobody further is told."))
            case "note":
                once(
                    key=form.cleaned_data["key"], action="concerns.note", now=now,
                    create=lambda: _noted(found, form, by, now),
                )  # fmt: skip
                messages.success(request, _("Your note is kept."))
            case "decide":
                actions.decide_concern(
                    concern=found, decision=form.cleaned_data["decision"],
                    words=form.cleaned_data["decision_words"], by=by, now=now,
                )  # fmt: skip
                messages.success(
                    request,
                    _("Your decision is kept. Close the concern when nothing is left to do."),
                )
            case "close":
                actions.close_concern(concern=found, by=by, now=now)
                messages.success(request, _("Closed. It can be opened again at any time."))
            case "reopen":
                actions.reopen_concern(
                    concern=found, words=form.cleaned_data["words"], by=by, now=now
                )
                messages.success(request, _("Open again. Its clock begins anew."))
    except Refusal as refusal:
        if form is None or refusal.field is None:
            raise
        form.refuse(refusal)
        return False
    return True


def _noted(found: Concern, form: Any, by: Any, now: Any) -> str:
    words = form.cleaned_data["words"]
    return str(actions.add_note(concern=found, words=words, by=by, now=now).pk)
