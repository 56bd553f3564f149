"""The studio of a broadcast, and its buttons."""

from csp.decorators import csp_update
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest

from ..actions import begin_sending, end_broadcast, press_panic, resume
from ..errors import SomebodyElseIsLive
from ..models import Broadcast, Source, Standing
from ..passes import give_pass
from ..permits import GO_LIVE
from ..queries import broadcast_at
from .broadcasts import TONES

ORIGIN = settings.BRANCHLINE_LIVE_ADDRESS


@desk_page(GO_LIVE)
@csp_update({"connect-src": [ORIGIN], "media-src": ["blob:"]})  # type: ignore[arg-type]  # our request says more
def studio(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Camera, microphone, Go live."""
    broadcast = _mine(request, public_id)
    standing = Standing(broadcast.standing)
    context = {"broadcast": broadcast, "standing": standing, "tone": TONES[standing]}
    return render(request, "live/desk/studio.html", context)


@desk_page(GO_LIVE)
@require_POST
def send(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Begin to send; answers with the address that takes the chunks, or with what stands in the way."""
    broadcast = _mine(request, public_id)
    try:
        session = begin_sending(
            broadcast=broadcast,
            source=Source.BROWSER,
            rehearsal="rehearsal" in request.POST,
            take_over="take_over" in request.POST,
            by=request.acting,
            now=clock.now(),
        )
    except Refusal as refusal:
        told = {"sentence": str(refusal), "takeOver": isinstance(refusal, SomebodyElseIsLive)}
        return JsonResponse(told, status=refusal.status)
    given = give_pass(broadcast=broadcast.public_id, session=session.number)
    return JsonResponse({"address": f"{ORIGIN}/send/{given}/"})


@desk_page(GO_LIVE)
@require_POST
def panic(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Withdraw what nobody has yet; or go on."""
    broadcast = _mine(request, public_id)
    if "resume" in request.POST:
        resume(broadcast=broadcast, by=request.acting, now=clock.now())
    else:
        press_panic(broadcast=broadcast, by=request.acting, now=clock.now())
    return redirect("live:desk_studio", request.service.slug, broadcast.public_id)


@desk_page(GO_LIVE)
@require_POST
def end(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Over, for good."""
    broadcast = _mine(request, public_id)
    end_broadcast(broadcast=broadcast, by=request.acting, now=clock.now())
    messages.success(request, _("It has ended. Thank you for having everybody."))
    return redirect("live:desk_studio", request.service.slug, broadcast.public_id)


def _mine(request: ServiceRequest, public_id: str) -> Broadcast:
    found: Broadcast = permitted(request, GO_LIVE, broadcast_at(public_id=public_id))
    return found
