"""A councillor's desk: the campaigns in which the libraries of the council take part, ward by ward."""

from django.http import HttpResponse
from django.shortcuts import render

from branchline.core import clock
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest

from ..models import Standing
from ..parts import days_in_words
from ..permits import SEE_WARDS
from ..queries import my_campaigns

TONES = {Standing.COMING: "soon", Standing.ON: "good", Standing.OVER: "quiet"}


@desk_page(SEE_WARDS)
def wards(request: ServiceRequest) -> HttpResponse:
    """Where to read what is on in each ward, the campaign that is on first, those that are over last."""
    today = clock.today()
    joined = [row.campaign for row in my_campaigns(service=request.service) if row.joining]
    rows = [
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
    return render(request, "campaigns/desk/wards.html", {"rows": rows})
