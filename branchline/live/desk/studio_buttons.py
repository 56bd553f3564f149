"""The buttons of a studio: each a plain form; a script that presses them gets how it runs now."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from branchline.core import clock
from branchline.core.errors import NotFound
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest

from ..actions import (
    end_broadcast,
    press_panic,
    resume,
    still_here,
    stop_rehearsal,
    tick,
    untick,
)
from ..models import Broadcast, Check
from ..permits import GO_LIVE
from .finding import mine
from .studio import told_of


@desk_page(GO_LIVE)
@require_POST
def panic(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Withdraw what nobody has yet; or go on."""
    broadcast = mine(request, public_id)
    press = resume if "resume" in request.POST else press_panic
    return _answer(request, press(broadcast=broadcast, by=request.acting, now=clock.now()))


@desk_page(GO_LIVE)
@require_POST
def check(request: ServiceRequest, public_id: str) -> HttpResponse:
    """A point of the list was looked at, or has to be looked at again."""
    broadcast = mine(request, public_id)
    if (asked := request.POST.get("what", "")) not in Check.values:
        raise NotFound
    press = tick if "on" in request.POST else untick
    press(broadcast=broadcast, what=Check(asked), by=request.acting, now=clock.now())
    return _answer(request, broadcast)


@desk_page(GO_LIVE)
@require_POST
def here(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Black and silent, but not forgotten."""
    broadcast = mine(request, public_id)
    return _answer(request, still_here(broadcast=broadcast, by=request.acting, now=clock.now()))


@desk_page(GO_LIVE)
@require_POST
def stop(request: ServiceRequest, public_id: str) -> HttpResponse:
    """The rehearsal is over."""
    broadcast = mine(request, public_id)
    return _answer(request, stop_rehearsal(broadcast=broadcast, by=request.acting, now=clock.now()))


@desk_page(GO_LIVE)
@require_POST
def end(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Over, for good."""
    broadcast = mine(request, public_id)
    return _answer(request, end_broadcast(broadcast=broadcast, by=request.acting, now=clock.now()))


def _answer(request: ServiceRequest, broadcast: Broadcast) -> HttpResponse:
    if request.headers.get("Accept") == "application/json":
        return JsonResponse(told_of(broadcast))
    return redirect("live:desk_studio", request.service.slug, broadcast.public_id)
