"""Who asks for a device: what waits for a decision, one request, asking on behalf of somebody; the rules."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.clock import in_london
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest
from branchline.people.actions import note_read
from branchline.people.queries import is_deceased, resident_by_public_id
from branchline.referrals.queries import whose, why_of

from .. import actions, queries
from ..eligibility import Answer, Finding, as_kept
from ..forms import NoForm, RuleForm, WishForm, YesForm
from ..models import Band, Device, DeviceRequest, EligibilityRule, Rule, Stage
from ..permits import ASK_FOR_SOMEBODY, HANDLE_REQUESTS, KEEP_RULES
from .tabs import tabs

SHOWN = 12
"""Devices to choose from, at most."""
TONES = {Answer.YES: "good", Answer.NO: "wrong", Answer.ASK: "soon"}


@desk_page(HANDLE_REQUESTS)
def requests(request: ServiceRequest) -> HttpResponse:
    """Who waits for a yes or no: the urgent first, then by the promised day."""
    today = in_london(clock.now()).date()
    rows = [
        (each, ((each.referral.due_on or today) - today).days)
        for each in queries.to_decide(request.holdings)
    ]
    context = {
        "rows": rows,
        "keeps": KEEP_RULES.allows(request.holdings),
        "tabs": tabs(request, "desk_requests"),
    }
    return render(request, "devices/desk/requests.html", context)


@desk_page(HANDLE_REQUESTS)
def one_request(request: ServiceRequest, public_id: str) -> HttpResponse:
    """One: what they wish, what the rules say, our answer; then how it stands in the queue. Opening it is written down."""
    found = permitted(request, HANDLE_REQUESTS, queries.request_at(public_id=public_id))
    now = clock.now()
    decides = found.stage == Stage.ASKED
    findings = queries.findings_for(found, now) if decides else []
    do = request.POST.get("do", "") if request.method == "POST" else ""
    forms = {
        "yes": YesForm(request.POST if do == "yes" else None, findings=findings, initial={"band": found.band}),
        "no": NoForm(request.POST if do == "no" else None, initial=_no(findings)),
    }  # fmt: skip
    context: dict[str, Any] = {}
    if do:
        form = forms.get(do)
        try:
            if form is None or form.is_valid():
                messages.success(request, _do(request, found, do, form, now))
                return redirect(request.path)
        except Refusal as refusal:
            if form is not None and refusal.field:
                form.refuse(refusal)
            else:
                context["refusal"] = refusal
            found = queries.request_at(public_id=public_id)
    note_read(person=found.referral.person, page="devices:desk_request", by=request.acting, now=now)
    context |= {
        "wish": found,
        "referral": found.referral,
        "stage": found.stage,
        "decides": found.stage == Stage.ASKED,
        "why": why_of(found.referral),
        "resident": whose(found.referral),
        "findings": [(each, each.answer.label, TONES[each.answer]) for each in findings],
        "forms": forms,
        "form": forms.get(do),
        "place": queries.place_of(found),
        "band": Band(found.band).letter,
        "loans": found.loans.with_names().order_by("-pk"),
        "to_lend": _to_lend(found, now),
        "steps": found.referral.events.select_related("by"),
    }
    return render(request, "devices/desk/request.html", context)


def _to_lend(found: DeviceRequest, now: datetime) -> list[Device]:
    """What they can be given today, once they have taken the offer."""
    if found.stage not in (Stage.OFFERED, Stage.ACCEPTED):
        return []
    there = queries.to_lend_there(found.kind, found.branch, today=in_london(now).date())
    return list(there.order_by("model", "tag")[:SHOWN])


def _no(findings: list[Finding]) -> dict[str, str]:
    """The first rule that says no gives the words to begin with."""
    said = next((each for each in findings if each.answer == Answer.NO), None)
    return {"reason": said.why, "instead": said.instead} if said else {}


def _do(request: ServiceRequest, found: DeviceRequest, do: str, form: Any, now: datetime) -> str:
    """What the pressed button says, and the sentence to show."""
    by = request.acting
    match do:
        case "yes":
            given = form.cleaned_data
            actions.say_yes(
                request=found, band=Band(int(given["band"])), asked=given.get("asked", False),
                despite=given.get("despite", ""), by=by, now=now,
            )  # fmt: skip
            return _("They are in the queue, and are told.")
        case "no":
            actions.say_no(request=found, **form.cleaned_data, by=by, now=now)
            return _("Declined. They are told why, and what else can help.")
        case "take":
            actions.accept_offer(request=found, by=by, now=now)
            return _("They take it. It is held until they collect it.")
        case "refuse":
            actions.decline_offer(request=found, by=by, now=now)
            return _("They don’t want it. It goes to the next.")
        case "later":
            actions.put_off_offer(request=found, by=by, now=now)
            return _("Not now: they keep their place, and it goes to the next.")
        case "pause":
            actions.pause_waiting(request=found, by=by, now=now)
            return _("Paused. They keep their place.")
        case "resume":
            actions.resume_waiting(request=found, by=by, now=now)
            return _("They wait again, at the same place.")
        case "leave":
            actions.leave_line(request=found, by=by, now=now)
            return _("They do not wait any more.")
        case "again":
            actions.join_again(request=found, by=by, now=now)
            return _("They are in the queue, and are told.")
    raise Http404


@desk_page(ASK_FOR_SOMEBODY)
def of_person(request: ServiceRequest, public_id: str) -> HttpResponse:
    """What somebody asked for, and a new request on their behalf. Opening it is written down."""
    person = resident_by_public_id(public_id=public_id)
    if person is None or person.merged_into_id is not None:
        raise Http404
    permitted(request, ASK_FOR_SOMEBODY, person)
    now = clock.now()
    died = is_deceased(person)
    branches = queries.branches_to_choose(request.service)
    form = WishForm(request.POST if request.method == "POST" else None, branches=branches)
    if request.method == "POST" and not died and form.is_valid():
        try:
            made = actions.ask_on_behalf(
                person=person, wish=form.wished(), key=form.cleaned_data["key"], by=request.acting, now=now
            )  # fmt: skip
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Written down. The library they chose decides."))
            if HANDLE_REQUESTS.allows(request.holdings, made):
                return redirect("devices:desk_request", request.service.slug, made.public_id)
            return redirect("devices:desk_of", request.service.slug, person.public_id)
    note_read(person=person, page="devices:desk_of", by=request.acting, now=now)
    rows = [each for each in queries.requests_of(person) if HANDLE_REQUESTS.allows(request.holdings, each)]  # fmt: skip
    context = {"person": person, "died": died, "form": form, "rows": rows}
    return render(request, "devices/desk/of_person.html", context)


@desk_page(KEEP_RULES)
def rules(request: ServiceRequest) -> HttpResponse:
    """Who may borrow: each rule with its number and its words."""
    held = {row.rule: row for row in EligibilityRule.objects.all()}
    sent = request.POST.get("rule", "") if request.method == "POST" else ""
    shown = []
    for kept in as_kept(held):
        row = held.get(kept.rule)
        begun = {
            "on": row is None or row.on,
            "number": kept.number,
            "words": row.words if row else "",
            "instead": row.instead if row else "",
        }
        prefix = kept.rule.value
        form = RuleForm(request.POST if sent == prefix else None, prefix=prefix, initial=begun)
        if kept.number is None:
            del form.fields["number"]
        if sent == prefix and form.is_valid():
            actions.change_rule(rule=Rule(prefix), **{"number": None, **form.cleaned_data})
            messages.success(request, _("Written down. It holds from now on."))
            return redirect("devices:desk_rules", request.service.slug)
        shown.append((kept, form))
    wrong = next((form for _kept, form in shown if form.errors), None)
    return render(request, "devices/desk/rules.html", {"rules": shown, "form": wrong})
