"""A councillor's desk: the campaigns in which the libraries of the council take part, ward by ward."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from branchline.core import clock
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest

from ..models import Standing
from ..pages.wards import ward_by_ward
from ..parts import days_in_words
from ..permits import SEE_WARDS
from ..queries import my_campaigns

TONES = {Standing.COMING: "soon", Standing.ON: "good", Standing.OVER: "quiet"}


@desk_page(SEE_WARDS)
def wards(request: ServiceRequest) -> HttpResponse:
    """What is on in each ward in the campaign that is on, or comes next; the others, those that are over last."""
    now, today = clock.now(), clock.today()
    joined = [row.campaign for row in my_campaigns(service=request.service) if row.joining]
    rows: list[dict[str, Any]] = [
        {
            "campaign": campaign,
            "days": days_in_words(campaign),
            "standing": standing,
            "tone": TONES[standing],
        }
        for standing in (Standing.ON, Standing.COMING, Standing.OVER)
        for campaign in joined
        if campaign.standing(today) == standing
    ]
    context: dict[str, Any] = {"others": rows[1:]}
    if rows:
        first = rows[0]["campaign"]
        context |= {**rows[0], **ward_by_ward(first, of=request.service, now=now)}
    return render(request, "campaigns/desk/wards.html", context)
