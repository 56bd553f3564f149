"""A service's desk: join in one press, decide which events take part."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest

from ..actions import choose_event, join_campaign, leave_campaign, set_rule
from ..errors import NotTakingPart
from ..forms import RuleForm
from ..models import Campaign, Joining, Verdict
from ..pages.campaign import about, pieces_today
from ..parts import days_in_words
from ..permits import SEE_CAMPAIGNS, TAKE_PART
from ..queries import (
    Asked,
    campaign_at,
    events_at_desk,
    joining_of,
    my_campaigns,
    numbers,
    rule_in_words,
)

A_PAGE = 200
"""Events in one list."""


def paged(request: ServiceRequest, rows: Sequence[Any]) -> dict[str, Any]:
    """`events`: those of the page that was asked for, `total` of all, and the addresses beside it."""
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return {
        "events": page.object_list,
        "total": len(rows),
        "earlier": f"?page={page.number - 1}" if page.has_previous() else "",
        "later": f"?page={page.number + 1}" if page.has_next() else "",
    }


@desk_page(SEE_CAMPAIGNS)
def ours(request: ServiceRequest) -> HttpResponse:
    """Campaigns over the whole country, and whether we take part."""
    today = clock.today()
    rows = [
        {
            "campaign": row.campaign,
            "joining": row.joining,
            "days": days_in_words(row.campaign),
            "standing": row.campaign.standing(today),
        }
        for row in my_campaigns(service=request.service)
    ]
    context = {
        "rows": [row for row in rows if row["standing"] != "over"],
        "past": [row for row in rows if row["standing"] == "over"],
        "may": TAKE_PART.allows(request.holdings),
    }
    return render(request, "campaigns/desk/ours.html", context)


@desk_page(SEE_CAMPAIGNS)
def one(request: ServiceRequest, slug: str) -> HttpResponse:
    """One campaign: what of ours takes part."""
    campaign = campaign_at(slug=slug)
    joining = joining_of(campaign=campaign, service=request.service)
    now = clock.now()
    mine = Asked(service=request.service.slug).rows(campaign)
    context: dict[str, Any] = {
        **about(campaign, now),
        "joining": joining,
        "numbers": numbers(pieces_today(mine, now)),
        **paged(request, events_at_desk(joining=joining) if joining else []),
        "rule_words": rule_in_words(joining.rule) if joining else "",
        "may": TAKE_PART.allows(request.holdings) and not about(campaign, now)["over"],
    }
    return render(request, "campaigns/desk/one.html", context)


@desk_page(TAKE_PART)
def join(request: ServiceRequest, slug: str) -> HttpResponse:
    """Take part, with everything that is on in those days."""
    campaign = campaign_at(slug=slug)
    if request.method == "POST":
        try:
            join_campaign(
                campaign=campaign, service=request.service, by=request.acting, now=clock.now()
            )
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request,
                _(
                    "You take part. What you have on in these days is in now. What you add or change"
                    " later follows within five minutes."
                ),
            )
    return _back(request, campaign)


@desk_page(TAKE_PART)
def leave(request: ServiceRequest, slug: str) -> HttpResponse:
    """Take no more part: asked once."""
    campaign = campaign_at(slug=slug)
    if request.method == "POST":
        try:
            leave_campaign(joining=ours_in(request, campaign), by=request.acting, now=clock.now())
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, _("You don’t take part any more. You can join again at any time.")
            )
        return redirect("campaigns:desk", request.service.slug)
    context = {**about(campaign, clock.now()), "joining": ours_in(request, campaign)}
    return render(request, "campaigns/desk/leave.html", context)


@desk_page(TAKE_PART)
def rule(request: ServiceRequest, slug: str) -> HttpResponse:
    """Which events join by themselves."""
    campaign = campaign_at(slug=slug)
    joining = ours_in(request, campaign)
    form = RuleForm(
        request.POST if request.method == "POST" else None, initial=RuleForm.filled_with(joining)
    )
    if request.method == "POST" and form.is_valid():
        try:
            set_rule(joining=joining, rule=form.rule(), by=request.acting, now=clock.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved. The campaign’s map has changed already."))
            return _back(request, campaign)
    context = {**about(campaign, clock.now()), "form": form}
    return render(request, "campaigns/desk/rule.html", context)


@desk_page(TAKE_PART)
def choose(request: ServiceRequest, slug: str) -> HttpResponse:
    """One event in, out, or as the rule says."""
    campaign = campaign_at(slug=slug)
    if request.method == "POST":
        said = request.POST.get("verdict", "")
        try:
            choose_event(
                joining=ours_in(request, campaign),
                event_public_id=request.POST.get("event", "")[:10],
                verdict=Verdict(said) if said in Verdict.values else None,
                by=request.acting,
                now=clock.now(),
            )
        except Refusal as refusal:
            messages.error(request, str(refusal))
    return _back(request, campaign)


def ours_in(request: ServiceRequest, campaign: Campaign) -> Joining:
    """How this service takes part. Raises `NotTakingPart`."""
    joining = joining_of(campaign=campaign, service=request.service)
    if joining is None:
        raise NotTakingPart
    return joining


def _back(request: ServiceRequest, campaign: Campaign) -> HttpResponse:
    return redirect("campaigns:desk_campaign", request.service.slug, campaign.slug)
