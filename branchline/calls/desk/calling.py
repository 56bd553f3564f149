"""A caller's pages: whose turn it is, and the call. No address names anybody: the call in hand does."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branchline.concerns.parts import ConcernFields
from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest
from branchline.people.actions import note_read
from branchline.people.models import Worker
from branchline.people.queries import worker_of
from branchline.surveys.parts import AnswerFields

from .. import actions, queries
from ..errors import NoLease, NotACaller
from ..forms import CallForm, HandBackForm
from ..ladder import HEARD, STOPPING, Outcome
from ..permits import MAKE_CALLS


@desk_page(MAKE_CALLS)
def home(request: ServiceRequest) -> HttpResponse:
    """The call in hand, or the button for the next one."""
    worker, at = worker_of(request.acting), clock.now()
    lease = queries.lease_of(worker) if worker else None
    context = {
        "worker": worker,
        "lease": lease,
        "in_hand": lease is not None and lease.lasts(at),
        "day": queries.day_of(worker, now=at) if worker else None,
        "week": queries.week_of(worker, now=at) if worker else (),
        "packs": queries.packs_of(worker, now=at) if worker else (),
        "draft": lease.draft if lease else "",
    }
    return render(request, "calls/desk/home.html", context)


@desk_page(MAKE_CALLS)
@require_POST
def next_one(request: ServiceRequest) -> HttpResponse:
    """Take the next call."""
    found = actions.next_call(
        worker=me(request), service=request.service, by=request.acting, now=clock.now()
    )
    if found is None:
        messages.info(request, _("Nobody is waiting for a call that you can make now. Thank you."))
        return redirect("calls:desk", request.service.slug)
    return redirect("calls:desk_now", request.service.slug)


@desk_page(MAKE_CALLS)
def now(request: ServiceRequest) -> HttpResponse:
    """The call in hand, and the form that tells how it went."""
    if request.method == "POST":
        return _report(request, me(request))
    worker = worker_of(request.acting)
    lease = queries.lease_of(worker) if worker else None
    if lease is None:
        return redirect("calls:desk", request.service.slug)
    return _show(request, lease, in_hand=lease.lasts(clock.now()))


def _show(
    request: ServiceRequest,
    lease: queries.Lease,
    *,
    in_hand: bool,
    form: CallForm | None = None,
    concern: ConcernFields | None = None,
    measure: AnswerFields | None = None,
    back: HandBackForm | None = None,
) -> HttpResponse:
    """The call screen. What was typed stays, even where another may have the line by now: then no number is shown."""
    resident = lease.person.callee.resident
    request.about_resident = resident  # for the link that raises a concern
    note_read(person=resident, page="calls:desk_now", by=request.acting, now=clock.now())
    ringing = queries.ringing_of(lease, worker=me(request), now=clock.now())
    context = {
        "lease": lease,
        "measure": measure or _questions(queries.measure_due(lease.person, now=clock.now())),
        "form": form or call_form(lease, initial={"slip": lease.slip, "outcome": ringing.told}),
        "concern": concern or ConcernFields(prefix="concern"),
        "error": next(
            (each for each in (form, measure, concern, back) if each is not None and each.errors),
            None,
        ),
        "call": queries.screen_of(lease),
        "ringing": ringing,
        "gone": not in_hand,
        "liked": queries.liked(lease.person.callee),
        "heard": " ".join(sorted(HEARD)),
        "ring_again": " ".join(sorted(set(Outcome.values) - STOPPING)),
        "why_not": queries.REASONS.get(lease.why_not, ""),
        "back": back or HandBackForm(),
        "draft": lease.draft if in_hand or form is None else "",
    }
    return render(request, "calls/desk/now.html", context)


def call_form(lease: queries.Lease, *args: Any, **kwargs: Any) -> CallForm:
    """What is asked about this call."""
    callee = lease.person.callee
    return CallForm(
        *args,
        script=lease.person.round.script,
        helpers=queries.helpers_for(callee.resident),
        promised=queries.promised_to(callee, now=clock.now()),
        **kwargs,
    )


def _questions(due: queries.Measure | None, *sent: QueryDict) -> AnswerFields | None:
    """How they are, in standard questions, where it is time to ask."""
    return AnswerFields(*sent, survey=due.survey, prefix="asked") if due else None


def _answered(
    form: CallForm, due: queries.Measure | None, measure: AnswerFields | None
) -> actions.Answered | None:
    """Nothing when they were not asked: then it stays due."""
    if due is None or measure is None:
        return None
    if not (form.cleaned_data["measured"] or measure.answers):
        return None
    return actions.Answered(due, measure.answers, measure.pair, (get_language() or "en")[:2])


def _report(request: ServiceRequest, worker: Worker) -> HttpResponse:
    slip = queries.slip_of(request.POST.get("slip", ""), worker=worker)
    lease = queries.spoken_of(slip)
    form, concern, measure = _sent(request, lease)
    due = queries.measure_due(lease.person, now=clock.now())
    if form.is_valid() & concern.is_valid() & (measure is None or measure.is_valid()):
        try:
            attempt = actions.report_call(
                worker=worker,
                slip=slip,
                heard=form.heard(
                    usually=lease.person.round.begins, answered=_answered(form, due, measure)
                ),
                concern=concern,
                key=form.cleaned_data["key"],
                service=request.service,
                by=request.acting,
                now=clock.now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect("calls:desk_done", request.service.slug, attempt.public_id)
    return _show(
        request, lease, in_hand=_holds(lease, slip), form=form, concern=concern, measure=measure
    )


def _sent(
    request: ServiceRequest, lease: queries.Lease
) -> tuple[CallForm, ConcernFields, AnswerFields | None]:
    """All that was typed on the screen of a call, in its parts."""
    due = queries.measure_due(lease.person, now=clock.now())
    return (
        call_form(lease, request.POST),
        ConcernFields(request.POST, prefix="concern"),
        _questions(due, request.POST),
    )


def _holds(lease: queries.Lease, slip: queries.Slip) -> bool:
    return lease.line.token == slip.token and lease.lasts(clock.now())


@desk_page(MAKE_CALLS)
@require_POST
def hand_back(request: ServiceRequest) -> HttpResponse:
    """Somebody else rings them. Refused, all comes back that was typed, also of the call."""
    worker = me(request)
    back = HandBackForm(request.POST)
    slip = queries.slip_of(request.POST.get("slip", ""), worker=worker)
    if not back.is_valid():
        lease = queries.spoken_of(slip)
        form, concern, measure = _sent(request, lease)
        # What is not reported is not judged yet.
        for each in (form, concern, measure):
            if each is not None:
                each.errors.clear()
        return _show(
            request, lease, in_hand=_holds(lease, slip), form=form, concern=concern, measure=measure, back=back
        )  # fmt: skip
    actions.hand_back(
        worker=worker,
        slip=slip,
        why=back.cleaned_data["why"],
        by=request.acting,
        now=clock.now(),
    )
    messages.success(request, _("Somebody else will ring them."))
    return redirect("calls:desk", request.service.slug)


@desk_page(MAKE_CALLS)
@require_POST
def here(request: ServiceRequest) -> HttpResponse:
    """A sign of the caller, each minute while the call screen is open; the answer stands on the screen."""
    worker = me(request)
    try:
        slip = queries.slip_of(request.POST.get("slip", ""), worker=worker)
        lease = actions.still_here(worker=worker, slip=slip, by=request.acting, now=clock.now())
    except NoLease:
        return render(request, "calls/desk/_here.html", {"gone": True})
    return render(
        request, "calls/desk/_here.html", {"why_not": queries.REASONS.get(lease.why_not, "")}
    )


def kept_on_device(worker: Worker) -> str:
    """The name of what is typed for the call in hand. Whatever else a device has kept is removed by the page that says so."""
    lease = queries.lease_of(worker)
    return lease.draft if lease else ""


def me(request: ServiceRequest) -> Worker:
    """Who rings. Raises NotACaller."""
    worker = worker_of(request.acting)
    if worker is None:
        raise NotACaller
    return worker
