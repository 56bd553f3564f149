"""Somebody on a round, for the coordinator: every call to them, what they need, who rings them and how."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.forms import Form
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest
from branchline.people.actions import note_read
from branchline.people.models import Doing
from branchline.people.queries import acting_for, workers_for

from .. import actions, queries
from ..forms import ApartForm, EndForm, UsualForm, WaysForm
from ..models import RoundPerson
from ..permits import MANAGE_ROUNDS, SEE_ROUNDS

Forms = dict[str, Any]


@desk_page(SEE_ROUNDS)
def person(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Read it; rest, resume, take them off, say who rings them and how."""
    found = queries.person_at(public_id=public_id)
    resident, manages = found.callee.resident, MANAGE_ROUNDS.allows(request.holdings, found.round)
    request.about_resident = resident  # for the link that raises a concern
    forms = _forms(request, found)
    if request.method == "POST" and manages and _do(request, found, forms):
        return redirect("calls:desk_person", request.service.slug, public_id)
    note_read(person=resident, page="calls:desk_person", by=request.acting, now=clock.now())
    acts = acting_for(resident=resident)
    context = {
        "person": found,
        "resident": resident,
        "why_not": queries.why_not_now(found, now=clock.now()),
        "attempts": queries.attempts_of(found),
        "act_for_them": [each for each in acts if each.ended_at is None],
        "kept_apart": queries.kept_apart(found.callee),
        **forms,
        "error": next((each for each in forms.values() if each.errors), None),
        "manages": manages,
    }
    return render(request, "calls/desk/person.html", context)


def _forms(request: ServiceRequest, found: RoundPerson) -> Forms:
    """One of them is filled with what was sent."""
    do = request.POST.get("do", "")

    def sent(name: str) -> Any:
        return request.POST if do == name else None

    workers = list(workers_for(Doing.CALLS))
    theirs = found.stands_in_for or found.usual_caller
    usual = {"worker": theirs.public_id if theirs else ""}
    return {
        "end": EndForm(sent("end")),
        "ways": WaysForm(sent("ways"), initial=WaysForm.of(found.callee)),
        "usual": UsualForm(sent("usual"), workers=workers, initial=usual),
        "apart": ApartForm(sent("apart"), workers=workers),
    }


def _do(request: ServiceRequest, found: RoundPerson, forms: Forms) -> bool:
    """What was pressed; False when it was refused at a field."""
    by, now, do = request.acting, clock.now(), request.POST.get("do", "")
    match do:
        case "pause":
            actions.pause_person(person=found, by=by, now=now)
        case "resume":
            actions.resume_person(person=found, by=by, now=now)
        case "met" | "dropped":
            need = queries.need_of(found, public_id=request.POST.get("need", ""))
            actions.close_need(need=need, met=do == "met", by=by, now=now)
        case "together":
            for each in queries.kept_apart(found.callee).filter(pk=_number(request)):
                actions.no_longer_apart(apart=each, by=by, now=now)
        case "ways" | "usual" | "apart" | "end":
            return _said(request, forms[do], _doing(request, found, forms)[do])
    return True


def _doing(
    request: ServiceRequest, found: RoundPerson, forms: Forms
) -> dict[str, Callable[[], object]]:
    """What each form does once it is filled in."""
    said: dict[str, Any] = {"by": request.acting, "now": clock.now()}
    end, ways, usual, apart = (forms[name] for name in ("end", "ways", "usual", "apart"))
    return {
        "end": lambda: actions.end_person(person=found, why=end.cleaned_data["why"], **said),
        "ways": lambda: actions.say_how_to_ring(callee=found.callee, ways=ways.ways(), **said),
        "usual": lambda: actions.choose_usual_caller(person=found, worker=usual.chosen, **said),
        "apart": lambda: actions.keep_apart(
            callee=found.callee, worker=apart.chosen, why=apart.cleaned_data["why"], **said
        ),
    }


def _said(request: ServiceRequest, form: Form, do: Callable[[], object]) -> bool:
    if not form.is_valid():
        return False
    try:
        do()
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    messages.success(request, _("Saved."))
    return True


def _number(request: ServiceRequest) -> int:
    sent = request.POST.get("apart", "")
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 18 else 0
