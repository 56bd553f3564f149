"""The organiser's desk: campaigns, which services take part with what. No resident is ever here."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page
from branchline.places.parts import map_of_the_country
from branchline.places.queries import parts_of_the_country

from ..actions import change_campaign, create_campaign, open_campaign
from ..forms import CampaignForm
from ..models import Campaign
from ..pages.campaign import about, pieces_today
from ..parts import days_in_words
from ..permits import ORGANISE
from ..queries import (
    Asked,
    by_region,
    campaigns_run_by,
    numbers,
    of_services,
    organisers_of,
    points,
    services_left_out,
    turnout,
)

TONES = {"draft": "quiet", "coming": "soon", "on": "good", "over": "quiet"}


@desk_page(ORGANISE)
def organised(request: Any) -> HttpResponse:
    """The campaigns of my organisation."""
    today = clock.today()
    rows = [
        {
            "campaign": row,
            "days": days_in_words(row),
            "standing": row.standing(today),
            "tone": TONES[row.standing(today)],
        }
        for row in campaigns_run_by(account=request.user, today=today)
    ]
    return render(request, "campaigns/desk/organised.html", {"rows": rows})


@desk_page(ORGANISE)
def new(request: Any) -> HttpResponse:
    """A new campaign, as a draft."""
    organiser = organisers_of(account=request.user, today=clock.today()).first()
    form = CampaignForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and organiser is not None:
        try:
            made = create_campaign(
                organiser=organiser,
                slug=form.cleaned_data["slug"],
                wording=form.wording(),
                now=clock.now(),
                key=form.cleaned_data["key"],
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved as a draft. Nobody else sees it until you open it."))
            return redirect("campaigns:overview", made.slug)
    return render(request, "campaigns/desk/form.html", {"form": form, "heading": _("New campaign")})


@desk_page(ORGANISE)
def change(request: Any, slug: str) -> HttpResponse:
    """Other words or days."""
    campaign = _mine(request, slug)
    form = CampaignForm(
        request.POST if request.method == "POST" else None,
        address_stays=True,
        initial=CampaignForm.filled_with(campaign),
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_campaign(campaign=campaign, wording=form.wording(), now=clock.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("campaigns:overview", slug)
    context = {"form": form, "heading": _("Change this campaign"), "campaign": campaign}
    return render(request, "campaigns/desk/form.html", context)


@desk_page(ORGANISE)
def open_it(request: Any, slug: str) -> HttpResponse:
    """Show it to everybody, and let services join."""
    campaign = _mine(request, slug)
    if request.method == "POST":
        open_campaign(campaign=campaign, now=clock.now())
        messages.success(request, _("Open. Every library service can join it now."))
    return redirect("campaigns:overview", slug)


@desk_page(ORGANISE)
def overview(request: Any, slug: str) -> HttpResponse:
    """One campaign: the country, its parts, and each service that takes part."""
    campaign = _mine(request, slug)
    found = pieces_today(Asked().rows(campaign), clock.now())
    counted = by_region(found)
    taking_part = of_services(campaign)
    context = {
        **about(campaign, clock.now()),
        "numbers": numbers(found),
        "turnout": turnout(campaign),
        "services": taking_part,
        "left_out": services_left_out(campaign=campaign),
        "table": [(r.name, counted[r.slug]) for r in parts_of_the_country() if r.slug in counted],
        "map": map_of_the_country(points(found), words=_("Where something is on")),
        "tone": TONES[campaign.standing(clock.today())],
    }
    return render(request, "campaigns/desk/overview.html", context)


def _mine(request: Any, slug: str) -> Campaign:
    mine = campaigns_run_by(account=request.user, today=clock.today())
    return get_object_or_404(mine, slug=slug)
