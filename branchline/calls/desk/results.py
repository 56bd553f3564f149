"""What came of the calls, for whoever asks."""

from django.http import HttpResponse
from django.shortcuts import render

from branchline.core import clock
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest

from .. import queries
from ..forms import PeriodForm
from ..permits import SEE_ROUNDS


@desk_page(SEE_ROUNDS)
def results(request: ServiceRequest) -> HttpResponse:
    """Of all rounds, in a period that is chosen; else of the last three months."""
    period = queries.usual_period(now=clock.now())
    chosen = "first" in request.GET or "last" in request.GET
    form = PeriodForm(
        request.GET if chosen else None, initial={"first": period.first, "last": period.last}
    )
    if chosen and form.is_valid():
        period = form.period()
    context = {"form": form, "period": period, "results": queries.results(period)}
    return render(request, "calls/desk/results.html", context)
