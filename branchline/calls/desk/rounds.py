"""Coordinators: the rounds, their boards, who is on them, and what came of each call."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest
from branchline.people.actions import note_read
from branchline.people.models import Doing, Worker
from branchline.people.queries import resident_by_public_id, workers_for

from .. import actions, queries
from ..forms import PutOnForm, RoundForm
from ..models import CallRound, Script, Standing
from ..permits import MANAGE_ROUNDS, SEE_ROUNDS
from ..words import SCRIPTS

TABS = (
    ("", _("On it")),
    (Standing.HANDED_ON.value, Standing.HANDED_ON.label),
    (Standing.NO_NUMBER.value, Standing.NO_NUMBER.label),
    (Standing.ENDED.value, Standing.ENDED.label),
)


@desk_page(SEE_ROUNDS)
def rounds(request: ServiceRequest) -> HttpResponse:
    """All of them, and how each stands."""
    now = clock.now()
    rows = [(each, queries.board_of(each, now=now)) for each in queries.rounds_here()]
    return render(request, "calls/desk/rounds.html", {"rows": rows})


@desk_page(MANAGE_ROUNDS)
def new_round(request: ServiceRequest) -> HttpResponse:
    """Set one up."""
    return _edit(request, None)


@desk_page(MANAGE_ROUNDS)
def edit_round(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Change one."""
    return _edit(request, queries.round_at(public_id=public_id))


def _edit(request: ServiceRequest, found: CallRound | None) -> HttpResponse:
    workers = list(workers_for(Doing.CALLS))
    sent = request.POST if request.method == "POST" else None
    form = RoundForm(
        sent, workers=workers, initial=RoundForm.of(found) if found else RoundForm.usual()
    )
    if request.method == "POST" and form.is_valid():
        by, now = request.acting, clock.now()
        kind = form.cleaned_data["kind"]
        try:
            script = _script(kind, request)
            made = (
                actions.change_round(round_=found, facts=form.facts(script), by=by, now=now)
                if found
                else actions.make_round(facts=form.facts(script), by=by, now=now)
            )
            chosen = [each for each in workers if each.public_id in form.cleaned_data["callers"]]
            actions.choose_callers(round_=made, workers=chosen, by=by, now=now)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("calls:desk_round", request.service.slug, made.public_id)
    return render(request, "calls/desk/edit.html", {"form": form, "round": found})


def _script(kind: str, request: ServiceRequest) -> Script:
    return actions.write_script(name=kind, steps=SCRIPTS[kind], by=request.acting, now=clock.now())


@desk_page(SEE_ROUNDS)
def one_round(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Its board and its people; begin it, end it."""
    found = queries.round_at(public_id=public_id)
    if request.method == "POST" and MANAGE_ROUNDS.allows(request.holdings, found):
        deed = {"begin": actions.begin_round, "end": actions.end_round}.get(
            request.POST.get("do", "")
        )
        if deed is not None:
            deed(round_=found, by=request.acting, now=clock.now())
        return redirect("calls:desk_round", request.service.slug, public_id)
    tab = request.GET.get("who", "")
    if tab not in Standing.values:
        tab = ""
    context = {
        "round": found,
        "board": queries.board_of(found, now=clock.now()),
        "people": queries.people_of(found, standing=tab)[:200],
        "tab": tab,
        "tabs": TABS,
        "callers": found.callers.all(),
    }
    return render(request, "calls/desk/round.html", context)


@desk_page(SEE_ROUNDS)
def person(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Somebody on a round: every call to them, what they need; rest, resume, or take them off."""
    found = queries.person_at(public_id=public_id)
    resident, by, now = found.callee.resident, request.acting, clock.now()
    request.about_resident = resident  # type: ignore[attr-defined]
    if request.method == "POST" and MANAGE_ROUNDS.allows(request.holdings, found.round):
        match request.POST.get("do", ""):
            case "pause":
                actions.pause_person(person=found, by=by, now=now)
            case "resume":
                actions.resume_person(person=found, by=by, now=now)
            case "end":
                actions.end_person(person=found, why=request.POST.get("why", ""), by=by, now=now)
        return redirect("calls:desk_person", request.service.slug, public_id)
    note_read(person=resident, page="calls:desk_person", by=by, now=now)
    context = {"person": found, "resident": resident, "attempts": queries.attempts_of(found)}
    return render(request, "calls/desk/person.html", context)


@desk_page(MANAGE_ROUNDS)
def put_on(request: ServiceRequest, public_id: str) -> HttpResponse:
    """From somebody's record: put them on a round."""
    resident = resident_by_public_id(public_id=public_id)
    if resident is None:
        raise Http404
    workers, rounds_ = list(workers_for(Doing.CALLS)), list(queries.rounds_here())
    sent = request.POST if request.method == "POST" else None
    form = PutOnForm(sent, rounds=rounds_, workers=workers)
    by, now = request.acting, clock.now()
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.put_on_round(
                round_=next(each for each in rounds_ if each.public_id == given["round"]),
                resident=resident,
                why=given["why"],
                priority=5 if given["first"] else 1,
                usual_caller=_chosen(workers, given["usual_caller"]),
                by=by,
                now=now,
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("They are in the queue."))
            return redirect("calls:desk_person", request.service.slug, made.public_id)
    note_read(person=resident, page="calls:desk_of", by=by, now=now)
    context = {
        "form": form,
        "resident": resident,
        "places": queries.rounds_of(resident),
        "rounds": rounds_,
    }
    return render(request, "calls/desk/of.html", context)


def _chosen(workers: list[Worker], public_id: str) -> Worker | None:
    return next((each for each in workers if each.public_id == public_id), None)
