"""What a rehearsal looks like, for staff alone: nobody else was ever told its address."""

from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render

from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest

from ..models import Standing
from ..permits import GO_LIVE
from ..queries import could_take_questions
from .finding import mine

ORIGIN = settings.BRANCHLINE_LIVE_ADDRESS


@desk_page(GO_LIVE)
@csp_update({"connect-src": [ORIGIN], "media-src": ["blob:", ORIGIN]})  # type: ignore[arg-type]  # our request says more
def rehearsal(request: ServiceRequest, public_id: str) -> HttpResponse:
    """The player, at the rehearsal's own address; where nothing is rehearsed, the studio."""
    broadcast = mine(request, public_id)
    if broadcast.standing != Standing.REHEARSAL:
        return redirect("live:desk_studio", request.service.slug, broadcast.public_id)
    could_ask = could_take_questions(broadcast)
    context = {"broadcast": broadcast, "origin": ORIGIN, "could_ask": could_ask}
    return render(request, "live/desk/rehearsal.html", context)
