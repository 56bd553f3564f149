"""The watch page: the same bytes for everybody, so that ten thousand can come in a minute."""

from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from branchline.core.pages import public_page
from branchline.core.requests import ServiceRequest

from ..queries import broadcast_at

ORIGIN = settings.BRANCHLINE_LIVE_ADDRESS


@public_page
@csp_update({"connect-src": [ORIGIN], "media-src": ["blob:", ORIGIN]})  # type: ignore[arg-type]  # our request says more
def watch(request: ServiceRequest, public_id: str) -> HttpResponse:
    """The waiting room, the player, and afterwards a kind goodbye."""
    broadcast = broadcast_at(public_id=public_id)
    return render(request, "live/watch.html", {"broadcast": broadcast, "origin": ORIGIN})
