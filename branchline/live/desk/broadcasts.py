"""Which dates go out live, and which could."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branchline.core import clock
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest

from ..actions import plan_broadcast
from ..models import Broadcast, Standing
from ..permits import GO_LIVE, SEE_BROADCASTS
from ..queries import broadcasts_of, dates_to_send, is_off

TONES = {
    Standing.ON_AIR: "good",
    Standing.REHEARSAL: "soon",
    Standing.PLANNED: "soon",
    Standing.ENDED: "quiet",
}
SHOWN = 50


def standing_of(broadcast: Broadcast) -> tuple[str, str]:
    """Where it is in its life, in words, and their tone. No query with its date."""
    if is_off(broadcast):
        return _("Cancelled"), "wrong"
    standing = Standing(broadcast.standing)
    return str(standing.label), TONES[standing]


@desk_page(SEE_BROADCASTS)
def broadcasts(request: ServiceRequest) -> HttpResponse:
    """What went out, goes out and will; and which dates could."""
    now = clock.now()
    rows = [(b, *standing_of(b)) for b in broadcasts_of(holdings=request.holdings)[:SHOWN]]
    may = GO_LIVE.allows(request.holdings)
    dates = dates_to_send(holdings=request.holdings, now=now)[:SHOWN] if may else []
    return render(request, "live/desk/broadcasts.html", {"rows": rows, "dates": dates})


@desk_page(GO_LIVE)
@require_POST
def plan(request: ServiceRequest) -> HttpResponse:
    """A date goes out live: to its studio."""
    now = clock.now()
    dates = dates_to_send(holdings=request.holdings, now=now)
    occurrence = get_object_or_404(dates, public_id=request.POST.get("date", "")[:20])
    made = plan_broadcast(
        occurrence=occurrence,
        for_children="children" in request.POST,
        private="private" in request.POST,
        questions="questions" in request.POST,
        by=request.acting,
        now=now,
    )
    return redirect("live:desk_studio", request.service.slug, made.public_id)
