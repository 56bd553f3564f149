"""Packs: made and taken back by coordinators, printed, and typed in by whoever brings the paper back."""

import json
from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branchline.concerns.parts import ConcernFields
from branchline.core import clock
from branchline.core.clock import in_london
from branchline.core.errors import Refusal
from branchline.core.offline.desk import may_be_kept
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest
from branchline.people.actions import note_read, note_reads
from branchline.people.models import Doing
from branchline.people.queries import worker_of, workers_for

from .. import actions, queries
from ..actions.packed import ABOUT, state_of
from ..errors import NoSuchPack
from ..forms import PackForm
from ..models import Outcome, Pack
from ..permits import MAKE_CALLS, MANAGE_ROUNDS
from .calling import call_form
from .printed import pack_pdf


@desk_page(MANAGE_ROUNDS)
def packs(request: ServiceRequest) -> HttpResponse:
    """Those that are out, and a form for another."""
    now = clock.now()
    workers = list(workers_for(Doing.CALLS))
    today = in_london(now).date()
    form = PackForm(
        request.POST if request.method == "POST" else None,
        workers=workers,
        initial={"day": today + timedelta(days=1)},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.make_pack(
                worker=next(each for each in workers if each.public_id == given["worker"]),
                day=given["day"],
                most=given["most"],
                service=request.service,
                key=given["key"],
                by=request.acting,
                now=now,
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect("calls:desk_pack", request.service.slug, made.public_id)
    context = {"form": form, "packs": queries.packs_out(now=now), "now": now}
    return render(request, "calls/desk/packs.html", context)


@desk_page(MAKE_CALLS)
def pack(request: ServiceRequest, public_id: str) -> HttpResponse:
    """One of them, by the numbers of its pages: what was typed in, and what is still out. A coordinator takes it back."""
    found, now = _mine(request, public_id), clock.now()
    manages = MANAGE_ROUNDS.allows(request.holdings, found)
    if request.method == "POST" and manages:
        actions.withdraw_pack(pack=found, by=request.acting, now=now)
        messages.success(request, _("Whoever was not rung yet is in the queue again."))
        return redirect("calls:desk_pack", request.service.slug, public_id)
    calls = queries.calls_of(found)
    context = {
        "pack": found,
        "calls": calls,
        "manages": manages,
        "out": sum(each.attempt is None and each.ours for each in calls),
        "over": found.until <= now,
    }
    return render(request, "calls/desk/pack.html", context)


@desk_page(MAKE_CALLS)
def pack_paper(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Whoever of it is still to be rung, as PDF in the language of the page."""
    found, now = _mine(request, public_id), clock.now()
    papers = queries.papers_of(found)
    note_reads(
        residents=[each.entry.person.callee.resident_id for each, _screen in papers],
        page="calls:desk_pack_paper",
        by=request.acting,
        now=now,
    )
    here = reverse("calls:desk_pack", args=[request.service.slug, public_id])
    made = pack_pdf(
        found,
        papers,
        service=request.service,
        address=request.build_absolute_uri(here),
        language=get_language() or "en",
        now=now,
    )
    headers = {"Content-Disposition": f'inline; filename="calls-{found.public_id}.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


@desk_page(MAKE_CALLS)
def pack_phone(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Beside the paper, where there is no network: how each call went, by its number. Kept on the device; nobody is on it."""
    found = _mine(request, public_id)
    context = {
        "pack": found,
        "calls": queries.calls_of(found),
        "outcomes": [each for each in Outcome if each in queries.ON_A_DEVICE],
        "address": reverse("core:send", args=[request.service.slug]),
        "about": f"{ABOUT}:{found.public_id}",
        "state": json.dumps(state_of(found)),
    }
    return may_be_kept(render(request, "calls/desk/pack_phone.html", context))


@desk_page(MAKE_CALLS)
def pack_call(request: ServiceRequest, public_id: str, number: int) -> HttpResponse:
    """Type in what came of one call: the form of every call."""
    found = _mine(request, public_id)
    call = queries.call_of(found, number=number)
    lease, resident = call.lease, call.lease.person.callee.resident
    request.about_resident = resident  # for the link that raises a concern
    note_read(person=resident, page="calls:desk_pack_call", by=request.acting, now=clock.now())
    data = request.POST if request.method == "POST" else None
    form, concern = call_form(lease, data), ConcernFields(data, prefix="concern")
    if data is not None and form.is_valid() & concern.is_valid():
        try:
            actions.report_call(
                worker=found.worker,
                slip=call.slip,
                heard=form.heard(usually=lease.person.round.begins),
                concern=concern,
                key=form.cleaned_data["key"],
                service=request.service,
                by=request.acting,
                now=clock.now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Number %(number)d is typed in.") % {"number": number})
            return redirect("calls:desk_pack", request.service.slug, public_id)
    error = next((each for each in (form, concern) if each.errors), None)
    context = {
        "pack": found,
        "call": call,
        "lease": lease,
        "form": form,
        "concern": concern,
        "error": error,
        "liked": queries.liked(lease.person.callee),
    }
    return render(request, "calls/desk/pack_call.html", context)


def _mine(request: ServiceRequest, public_id: str) -> Pack:
    """A caller's own pack, or any to a coordinator. Raises NoSuchPack."""
    found = queries.pack_at(public_id=public_id)
    worker = worker_of(request.acting)
    if (worker is not None and worker.pk == found.worker_id) or MANAGE_ROUNDS.allows(
        request.holdings, found
    ):
        return found
    raise NoSuchPack
