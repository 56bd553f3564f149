"""Coordinators: the rounds, their boards, who is on them, and what came of each call."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
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


@desk_page(SEE_ROUNDS)
def rounds(request: ServiceRequest) -> HttpResponse:
    """All of them, and how each stands."""
    rows = queries.rounds_here(now=clock.now())
    return render(request, "calls/desk/rounds.html", {"rounds": rows, "asked": queries.asked_for()})


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
    form = RoundForm(request.POST if request.method == "POST" else None, workers=workers, was=found)
    if request.method == "POST" and form.is_valid():
        by, now, given = request.acting, clock.now(), form.cleaned_data
        try:
            facts = form.facts(_script(request, found, given["kind"]))
            chosen = [each for each in workers if each.public_id in given["callers"]]
            made = (
                actions.change_round(round_=found, facts=facts, callers=chosen, by=by, now=now)
                if found
                else actions.make_round(
                    facts=facts, callers=chosen, key=given["key"], by=by, now=now
                )
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("calls:desk_round", request.service.slug, made.public_id)
    return render(request, "calls/desk/edit.html", {"form": form, "round": found})


def _script(request: ServiceRequest, found: CallRound | None, kind: str) -> Script:
    """The one it has, as long as the calls are for the same; else the house’s for that."""
    if found is not None and found.kind == kind:
        return found.script
    return actions.write_script(name=kind, steps=SCRIPTS[kind], by=request.acting, now=clock.now())


@desk_page(SEE_ROUNDS)
def one_round(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Its board and its people; begin it, end it."""
    found = queries.round_at(public_id=public_id)
    manages = MANAGE_ROUNDS.allows(request.holdings, found)
    if request.method == "POST" and manages:
        do = {
            "begin": actions.begin_round,
            "end": actions.end_round,
            "ask": actions.ask_how_people_are,
        }.get(request.POST.get("do", ""))
        if do is not None:
            do(round_=found, by=request.acting, now=clock.now())
        return redirect("calls:desk_round", request.service.slug, public_id)
    here = reverse("calls:desk_round", args=[request.service.slug, public_id])
    who, after = request.GET.get("who", ""), request.GET.get("after")
    who = who if who in Standing.values else ""
    board = queries.board_of(found, now=clock.now())
    shown = queries.people_of(found, standing=who, cursor=after)
    context = {
        "round": found,
        "board": board,
        "survey": queries.survey_of(found, now=clock.now()),
        "people": shown.rows,
        "tabs": _tabs(here, who, board),
        "further": f"{here}?{urlencode({'who': who, 'after': shown.after})}" if shown.after else "",
        "first": f"{here}?{urlencode({'who': who})}" if after else "",
        "callers": found.callers.order_by("name", "pk"),
        "manages": manages,
        "cohorts": [(each, queries.in_words(each.asked)) for each in queries.cohorts_of(found)],
    }
    return render(request, "calls/desk/round.html", context)


def _tabs(here: str, who: str, board: queries.Board) -> list[dict[str, Any]]:
    lists = {
        "": (_("On it"), board.people),
        Standing.HANDED_ON.value: (_("Nobody could reach"), board.handed_on),
        Standing.NO_NUMBER.value: (_("Without a number"), board.no_number),
        Standing.SCREENING.value: (_("Wait for screening"), board.screening),
        Standing.ENDED.value: (_("No longer on it"), ""),
    }
    if not board.screening and who != Standing.SCREENING:
        del lists[Standing.SCREENING.value]
    return [
        {
            "title": title,
            "address": f"{here}?{urlencode({'who': name})}" if name else here,
            "current": name == who,
            "count": count,
        }
        for name, (title, count) in lists.items()
    ]


@desk_page(MANAGE_ROUNDS)
def put_on(request: ServiceRequest, public_id: str) -> HttpResponse:
    """From somebody's record: put them on a round."""
    resident = resident_by_public_id(public_id=public_id)
    if resident is None or resident.merged_into_id is not None:
        raise Http404
    workers, rounds_ = list(workers_for(Doing.CALLS)), queries.rounds_at_work()
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
                key=given["key"],
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
