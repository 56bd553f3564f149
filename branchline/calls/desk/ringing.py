"""A telephone rings for the caller, and the call screen hears how it went."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest

from .. import actions, queries
from ..errors import RingsAlready
from ..forms import CallForm
from ..permits import MAKE_CALLS
from .calling import me

NOTHING_NEW = 204


@desk_page(MAKE_CALLS)
@require_POST
def ring(request: ServiceRequest) -> HttpResponse:
    """Have the caller's telephone ring whom they hold."""
    worker = me(request)
    slip = queries.slip_of(request.POST.get("slip", ""), worker=worker)
    try:
        actions.ask_to_ring(worker=worker, slip=slip, by=request.acting, now=clock.now())
    except RingsAlready:
        # Pressed twice: it rings, which is what they want.
        pass
    except Refusal:
        if not request.htmx:
            raise
        # The whole page says why, and what is left to do.
        return HttpResponse(headers={"HX-Refresh": "true"})
    return _told(request) if request.htmx else redirect("calls:desk_now", request.service.slug)


@desk_page(MAKE_CALLS)
@require_POST
def rang(request: ServiceRequest) -> HttpResponse:
    """How it goes, every two seconds while it rings."""
    return _told(request)


def _told(request: ServiceRequest) -> HttpResponse:
    worker = me(request)
    lease = queries.lease_of(worker)
    if lease is None:
        # The page hears of it by itself within a minute (`here`), with what to do.
        return HttpResponse(status=NOTHING_NEW)
    ringing = queries.ringing_of(lease, worker=worker, now=clock.now())
    if ringing.rings and "rings" in request.GET:
        return HttpResponse(status=NOTHING_NEW)
    # What the caller has chosen meanwhile stays.
    chosen = request.POST.get("outcome") or ringing.told
    context = {
        "call": queries.screen_of(lease),
        "ringing": ringing,
        "why_not": queries.REASONS.get(lease.why_not, ""),
        "form": CallForm(initial={"outcome": chosen}) if chosen else None,
    }
    return render(request, "calls/desk/_ring.html", context)
