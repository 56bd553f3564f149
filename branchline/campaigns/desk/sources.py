"""What other systems say: where it stands, what waits for a look, what takes part."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest
from branchline.places.queries import branches_of

from ..actions import add_source, judge, remove_source, trust_source
from ..forms import SourceForm
from ..models import Campaign
from ..pages.campaign import about
from ..parts import short_when
from ..permits import SEE_CAMPAIGNS, TAKE_PART
from ..queries import campaign_at, fed_events, source_called, sources_of
from .service import ours_in

TONES = {"waiting": "soon", "accepted": "good", "refused": "quiet"}


@desk_page(SEE_CAMPAIGNS)
def sources(request: ServiceRequest, slug: str) -> HttpResponse:
    """Calendars and pages of other systems, and what they say."""
    return _standing(request, campaign_at(slug=slug))


def _standing(request: ServiceRequest, campaign: Campaign, unsaid: str = "") -> HttpResponse:
    """The page; `unsaid` is the date that was sent without saying what is to become of it."""
    joining = ours_in(request, campaign)
    now = clock.now()
    context = about(campaign, now)
    context |= {
        "sources": sources_of(joining=joining, now=now),
        "events": [
            (row, TONES[row.state], short_when(row))
            for row in fed_events(campaign=campaign, now=now)
        ],
        "may": TAKE_PART.allows(request.holdings) and not context["over"],
    }
    if unsaid:
        words = _("Say whether to put it in or leave it out.")
        asked = {row.public_id for row, _tone, _when in context["events"] if row.state != "refused"}
        field = f"why-{unsaid}" if context["may"] and unsaid in asked else ""
        context |= {"unsaid": unsaid, "problem": words}
        context["problem_list"] = [{"id": field, "words": words}]
    return render(request, "campaigns/desk/sources.html", context)


@desk_page(TAKE_PART)
def add(request: ServiceRequest, slug: str) -> HttpResponse:
    """Name another one."""
    campaign = campaign_at(slug=slug)
    joining = ours_in(request, campaign)
    branches = {branch.public_id: branch for branch in branches_of(request.service)}
    form = SourceForm(
        request.POST if request.method == "POST" else None,
        branches=[(key, str(branch.name)) for key, branch in branches.items()],
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            add_source(
                joining=joining,
                name=given["name"],
                kind=given["kind"],
                address=given["address"],
                branch=branches.get(given["branch"]),
                trusted=given["trusted"] == "1",
                by=request.acting,
                now=clock.now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request, _("Added. We look at it now: open this page again in a minute.")
            )
            return redirect("campaigns:desk_sources", request.service.slug, slug)
    return render(
        request, "campaigns/desk/add_source.html", {**about(campaign, clock.now()), "form": form}
    )


@desk_page(TAKE_PART)
def source(request: ServiceRequest, slug: str, public_id: str) -> HttpResponse:
    """Trust it or not, or remove it: asked once."""
    campaign = campaign_at(slug=slug)
    joining = ours_in(request, campaign)
    found = source_called(public_id=public_id, campaign=campaign)
    if request.method != "POST":
        context = {**about(campaign, clock.now()), "source": found}
        return render(request, "campaigns/desk/source.html", context)
    by, now, then = request.acting, clock.now(), request.POST.get("then")
    try:
        if then == "remove":
            remove_source(source=found, joining=joining, by=by, now=now)
            messages.success(request, _("Removed, with everything that came of it."))
        else:
            trust_source(source=found, joining=joining, trusted=then == "trust", by=by, now=now)
            messages.success(request, _("Saved."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("campaigns:desk_sources", request.service.slug, slug)


@desk_page(TAKE_PART)
def judge_one(request: ServiceRequest, slug: str) -> HttpResponse:
    """Accept one date, or leave it out."""
    campaign = campaign_at(slug=slug)
    if request.method == "POST":
        event, then = request.POST.get("event", "")[:10], request.POST.get("then")
        if then not in ("accept", "refuse"):
            return _standing(request, campaign, event)
        try:
            judge(
                joining=ours_in(request, campaign),
                event_public_id=event,
                accepted=then == "accept",
                because=" ".join(request.POST.get("because", "").replace("\0", " ").split()),
                by=request.acting,
                now=clock.now(),
            )
        except Refusal as refusal:
            messages.error(request, str(refusal))
    return redirect("campaigns:desk_sources", request.service.slug, slug)
