"""A caller's pages: whose turn it is, the call, and what comes of it. No address names anybody: the call in hand does."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest
from branchline.people.models import Worker
from branchline.people.queries import worker_of

from .. import actions, queries
from ..actions import Heard, Need
from ..errors import NoLease, NotACaller
from ..forms import CallForm, HandBackForm
from ..models import NeedKind, Outcome, Urgency
from ..permits import MAKE_CALLS


@desk_page(MAKE_CALLS)
def home(request: ServiceRequest) -> HttpResponse:
    """The call in hand, or the button for the next one."""
    worker = worker_of(request.acting)
    context = {
        "worker": worker,
        "lease": queries.lease_of(worker) if worker else None,
        "day": queries.day_of(worker, now=clock.now()) if worker else None,
    }
    return render(request, "calls/desk/home.html", context)


@desk_page(MAKE_CALLS)
@require_POST
def next_one(request: ServiceRequest) -> HttpResponse:
    """Take the next call."""
    found = actions.next_call(
        worker=_me(request), service=request.service, by=request.acting, now=clock.now()
    )
    if found is None:
        messages.info(request, _("Nobody is waiting for a call that you can make now. Thank you."))
        return redirect("calls:desk", request.service.slug)
    return redirect("calls:desk_now", request.service.slug)


@desk_page(MAKE_CALLS)
def now(request: ServiceRequest) -> HttpResponse:
    """The call in hand, and the form that tells how it went."""
    worker = _me(request)
    if request.method == "POST":
        return _report(request, worker)
    lease = queries.lease_of(worker)
    if lease is None:
        return redirect("calls:desk", request.service.slug)
    request.about_resident = lease.person.callee.resident  # type: ignore[attr-defined]
    form = CallForm(initial={"slip": lease.slip}, script=lease.person.round.script)
    return _show(request, lease, form)


def _show(request: ServiceRequest, lease: queries.Lease, form: CallForm) -> HttpResponse:
    context = {
        "lease": lease,
        "form": form,
        "call": queries.screen_of(lease),
        "why_not": queries.REASONS.get(lease.why_not, ""),
        "hand_back": HandBackForm(initial={"slip": lease.slip}),
    }
    return render(request, "calls/desk/now.html", context)


def _report(request: ServiceRequest, worker: Worker) -> HttpResponse:
    slip = queries.slip_of(request.POST.get("slip", ""), worker=worker)
    person = queries.person_of(slip)
    form = CallForm(request.POST, script=person.round.script)
    if form.is_valid():
        given = form.cleaned_data
        heard = Heard(
            outcome=Outcome(given["outcome"]),
            answers=dict(form.answers),
            for_next=given["for_next"],
            private=given["private"],
            minutes=given["minutes"],
            message_left=given["message_left"],
            hard=given["hard"],
            ring_at=form.ring_at(usually=person.round.begins),
            needs=tuple(
                Need(NeedKind(kind), Urgency(given["urgency"] or Urgency.SOON), given["need_words"])
                for kind in given["needs"]
            ),
        )
        try:
            attempt = actions.report_call(
                worker=worker, slip=slip, heard=heard, key=given["key"], service=request.service,
                by=request.acting, now=clock.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect("calls:desk_done", request.service.slug, attempt.public_id)
    lease = queries.lease_of(worker)
    if lease is None:
        raise NoLease
    return _show(request, lease, form)


@desk_page(MAKE_CALLS)
@require_POST
def hand_back(request: ServiceRequest) -> HttpResponse:
    """Somebody else rings them."""
    worker = _me(request)
    slip = queries.slip_of(request.POST.get("slip", ""), worker=worker)
    actions.hand_back(
        worker=worker,
        slip=slip,
        why=request.POST.get("why", ""),
        by=request.acting,
        now=clock.now(),
    )
    messages.success(request, _("Somebody else will ring them."))
    return redirect("calls:desk", request.service.slug)


@desk_page(MAKE_CALLS)
@require_POST
def here(request: ServiceRequest) -> HttpResponse:
    """A sign of the caller, each minute while the call screen is open; the answer stands on the screen."""
    worker = _me(request)
    try:
        slip = queries.slip_of(request.POST.get("slip", ""), worker=worker)
        lease = actions.still_here(worker=worker, slip=slip, by=request.acting, now=clock.now())
    except NoLease:
        return render(request, "calls/desk/_here.html", {"gone": True})
    return render(
        request, "calls/desk/_here.html", {"why_not": queries.REASONS.get(lease.why_not, "")}
    )


@desk_page(MAKE_CALLS)
def done(request: ServiceRequest, public_id: str) -> HttpResponse:
    """What comes of the call, in words; and the next one."""
    worker = _me(request)
    attempt = queries.attempt_of(worker, public_id=public_id)
    return render(request, "calls/desk/done.html", {"attempt": attempt, "person": attempt.person})


def _me(request: ServiceRequest) -> Worker:
    worker = worker_of(request.acting)
    if worker is None:
        raise NotACaller
    return worker
