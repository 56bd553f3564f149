"""The coordinator’s pages: who learns, who leads, how it goes, and what came of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest
from branchline.people.actions import note_read, note_reads
from branchline.people.permits import SEE_RESIDENTS
from branchline.people.queries import is_deceased, resident_by_public_id

from .. import actions, queries
from ..data import TODAYS
from ..forms import EndForm, PlanForm, plan_as_typed
from ..models import Onward, Plan
from ..permits import BEGIN, COORDINATE


def found_plan(request: ServiceRequest, public_id: str) -> Plan:
    """The one in the address, if this person coordinates at its library."""
    kept: Plan = permitted(request, COORDINATE, queries.plan_at(public_id=public_id))
    return kept


@desk_page(COORDINATE)
def plans(request: ServiceRequest) -> HttpResponse:
    """Without a champion, quiet, running, ended. Opening it is written down for everybody named on it."""
    today, visible = clock.today(), COORDINATE.visible(request.holdings)
    rows = {
        name: queries.plans_that_are(name, visible=visible, today=today) for name in queries.SHOWS
    }
    counts = {name: found.count() for name, found in rows.items()}
    shown = request.GET.get("show", "")
    shown = shown if shown in rows else next((n for n in rows if counts[n]), "running")
    page = queries.plans_here(rows[shown], after=request.GET.get("after"))
    people = [plan.resident_id for plan in page.rows]
    note_reads(residents=people, page="skills:desk", by=request.acting, now=clock.now())
    context = {
        "page": page,
        "shown": shown,
        "tabs": _views(request, shown, counts),
        "later": f"?{urlencode({'show': shown, 'after': page.after})}" if page.after else "",
    }
    return render(request, "skills/desk/plans.html", context)


def _views(request: ServiceRequest, shown: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    titles = {
        "nobody": _("Nobody leads yet"), "quiet": _("No session for 4 weeks"), "running": _("All who learn"),
        "ended": _("Ended"),
    }  # fmt: skip
    here = reverse("skills:desk", args=[request.service.slug])
    return [
        {
            "title": title,
            "address": f"{here}?{urlencode({'show': name})}",
            "current": name == shown,
            "count": counts[name],
        }
        for name, title in titles.items()
    ]


@desk_page(BEGIN)
def of_person(request: ServiceRequest, public_id: str) -> HttpResponse:
    """From somebody's record: their plans, and a new one. Opening it is written down."""
    person, now = resident_by_public_id(public_id=public_id), clock.now()
    if person is None or person.merged_into_id is not None:
        raise Http404
    permitted(request, SEE_RESIDENTS, person)
    found = [each for each in queries.plans_of(person) if COORDINATE.allows(request.holdings, each)]
    sent = request.POST if request.method == "POST" else None
    form = _plan_form(request, sent, initial={"onward": Onward.UNKNOWN})
    if sent is not None and form.is_valid():
        try:
            made = actions.begin_plan(
                person=person,
                facts=form.facts(),
                key=form.cleaned_data["key"],
                by=request.acting,
                now=now,
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The plan begins. Ask now what they can do already."))
            return redirect("skills:desk_plan", request.service.slug, made.public_id)
    note_read(person=person, page="skills:desk_of", by=request.acting, now=now)
    context = {
        "person": person,
        "died": is_deceased(person),
        "plans": found,
        "running": any(each.is_running for each in found),
        "form": form,
    }
    return render(request, "skills/desk/of_person.html", context)


@desk_page(COORDINATE)
def plan(request: ServiceRequest, public_id: str) -> HttpResponse:
    """One plan: the goal, who leads, before and after by skill and by task, the sessions. Opening it is written down."""
    found = found_plan(request, public_id)
    note_read(person=found.resident, page="skills:desk_plan", by=request.acting, now=clock.now())
    context = {
        "plan": found,
        "tasks": found.version.in_order(found.tasks),
        "compared": queries.compared(found),
        "sessions": [
            (each, each.version.in_order(each.tasks)) for each in queries.sessions_of(found)
        ],
        "words_hold": queries.words_hold(found),
        "unknown": found.is_running and found.onward == Onward.UNKNOWN,
    }
    return render(request, "skills/desk/plan.html", context)


@desk_page(COORDINATE)
def change(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Goal, tasks, library, who leads, with what they will go on."""
    found, now = found_plan(request, public_id), clock.now()
    sent = request.POST if request.method == "POST" else None
    form = _plan_form(request, sent, initial=plan_as_typed(found), plan=found)
    if sent is not None and form.is_valid():
        try:
            actions.change_plan(plan=found, facts=form.facts(), by=request.acting, now=now)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Changed."))
            return redirect("skills:desk_plan", request.service.slug, found.public_id)
    note_read(person=found.resident, page="skills:desk_plan", by=request.acting, now=now)
    return render(request, "skills/desk/change.html", {"plan": found, "form": form})


@desk_page(COORDINATE)
def end(request: ServiceRequest, public_id: str) -> HttpResponse:
    """What came of it, in their own words if they say yes."""
    found, now = found_plan(request, public_id), clock.now()
    sent = request.POST if request.method == "POST" else None
    form = EndForm(sent)
    if sent is not None and form.is_valid():
        try:
            actions.end_plan(plan=found, outcome=form.outcome(), by=request.acting, now=now)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Ended. Thank you for what you did together."))
            return redirect("skills:desk_plan", request.service.slug, found.public_id)
    note_read(person=found.resident, page="skills:desk_plan", by=request.acting, now=now)
    return render(request, "skills/desk/end.html", {"plan": found, "form": form})


@desk_page(COORDINATE)
def results(request: ServiceRequest) -> HttpResponse:
    """Before and after, counted."""
    found = queries.results(visible=COORDINATE.visible(request.holdings))
    return render(request, "skills/desk/results.html", {"results": found})


def _plan_form(
    request: ServiceRequest, sent: Any, *, initial: dict[str, Any], plan: Plan | None = None
) -> PlanForm:
    branches = [
        each
        for each in queries.branches_to_choose(request.service)
        if any(held.reach.covers_branch(each.pk) for held in request.holdings if held.role in COORDINATE.roles)
    ]  # fmt: skip
    return PlanForm(
        sent, version=plan.version if plan else TODAYS, branches=branches, champions=queries.champions(leads=plan.leader if plan else None),
        initial={"branch": branches[0].public_id if len(branches) == 1 else ""} | initial,
    )  # fmt: skip
