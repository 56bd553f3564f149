"""Coordinators: find people for a round by a rule, look at whom it finds, and put them on it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest

from .. import actions, queries
from ..forms import COLLECTED, GroundForm, RuleForm, TakeOffForm
from ..models import Cohort
from ..permits import MANAGE_ROUNDS

SHOWN = 20
"""People named on the page; the rest is counted."""
LEAVERS_SHOWN = 100


@desk_page(MANAGE_ROUNDS)
def choose(request: ServiceRequest, public_id: str) -> HttpResponse:
    """The rule, whom it finds and whom not, and why their data may be used. The rule stands in the address."""
    round_ = permitted(request, MANAGE_ROUNDS, queries.round_at(public_id=public_id))
    branches, wards = queries.to_choose_from(request.service)
    asked = any(name in request.GET for name in RuleForm.base_fields)
    form = RuleForm(request.GET if asked else None, branches=branches, wards=wards)
    found = None
    sent = request.POST if request.method == "POST" else None
    ground = GroundForm(sent, round_=round_, initial={"collected_for": "own_affairs"})
    if asked and form.is_valid():
        rule, now = form.rule(), clock.now()
        if request.method == "POST" and ground.is_valid():
            try:
                made = actions.choose_people(
                    round_=round_, rule=rule, ground=ground.ground(), key=ground.cleaned_data["key"],
                    by=request.acting, now=now,
                )  # fmt: skip
            except Refusal as refusal:
                ground.refuse(refusal)
            else:
                messages.success(request, _("They are in the queue."))
                return redirect("calls:desk_cohort", request.service.slug, made.public_id)
        found = queries.find_people(rule, round_, now=now)
    context = {
        "round": round_,
        "form": form,
        "ground": ground,
        "found": found,
        "shown": found.fits[:SHOWN] if found else [],
    }
    return render(request, "calls/desk/choose.html", context)


@desk_page(MANAGE_ROUNDS)
def cohort(request: ServiceRequest, public_id: str) -> HttpResponse:
    """What stands of people chosen by a rule, and what has changed since: who fits now, who fits no more."""
    chosen = queries.cohort_at(public_id=public_id)
    permitted(request, MANAGE_ROUNDS, chosen.round)
    now = clock.now()
    if request.method == "POST" and request.POST.get("do") == "join":
        n = actions.look_again(cohort=chosen, by=request.acting, now=now)
        said = ngettext(
            "%(n)s person was put on the round.", "%(n)s people were put on the round.", n
        )
        messages.success(
            request, said % {"n": n} if n else _("Nobody new. The reasons are up to date.")
        )
        return redirect("calls:desk_cohort", request.service.slug, public_id)
    since = queries.since_then(chosen, now=now)
    leavers = since.leavers[:LEAVERS_SHOWN]
    choices = [(each.public_id, f"{each.callee.resident.name}: {each.why}") for each in leavers]
    sent = request.POST if request.POST.get("do") == "leave" else None
    form = TakeOffForm(sent, people=choices)
    if sent is not None and form.is_valid():
        _take_off(request, chosen, form)
        return redirect("calls:desk_cohort", request.service.slug, public_id)
    context = {
        "cohort": chosen,
        "round": chosen.round,
        "rule": queries.in_words(chosen.asked),
        "collected_for": dict(COLLECTED).get(
            chosen.collected_for, chosen.get_collected_for_display()
        ),
        "since": since,
        "joiners": since.joiners[:SHOWN],
        "form": form,
        "more_leavers": len(since.leavers) - len(leavers),
    }
    return render(request, "calls/desk/cohort.html", context)


def _take_off(request: ServiceRequest, chosen: Cohort, form: TakeOffForm) -> None:
    n = actions.take_off(
        cohort=chosen, people=form.cleaned_data["person"], why=_("No longer fits the rule"),
        by=request.acting, now=clock.now(),
    )  # fmt: skip
    said = ngettext(
        "%(n)s person was taken off the round.", "%(n)s people were taken off the round.", n
    )
    messages.success(request, said % {"n": n})
