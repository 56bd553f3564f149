"""All campaigns: what is on, what is coming, what has been."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from branchline.core import clock
from branchline.core.pages import public_page

from ..models import Standing
from ..parts import days_in_words
from ..permits import ORGANISE
from ..queries import shown_campaigns

ORDER = (Standing.ON, Standing.COMING, Standing.OVER)


@public_page
def campaigns(request: HttpRequest) -> HttpResponse:
    """Campaigns over the whole country, those that are on first."""
    today = clock.today()
    rows = [
        {"campaign": row, "days": days_in_words(row), "standing": row.standing(today)}
        for row in shown_campaigns()
    ]
    groups = [
        {"standing": standing, "rows": [r for r in rows if r["standing"] == standing]}
        for standing in ORDER
    ]
    context = {
        "groups": [group for group in groups if group["rows"]],
        "organises": ORGANISE.allows(getattr(request, "holdings", ())),
    }
    return render(request, "campaigns/list.html", context)
