"""The replay at the desk: what of a broadcast may be seen again, putting it up, taking it down."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest

from ..actions import put_up_replay, take_down_replay
from ..forms import ReplayForm
from ..models import Broadcast
from ..permits import GO_LIVE
from ..queries import replay_of, replay_plan
from .finding import mine


@desk_page(GO_LIVE)
def replay(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Stretch by stretch: in it or not, and why."""
    return _page(request, mine(request, public_id), ReplayForm())


@desk_page(GO_LIVE)
@require_POST
def put_up(request: ServiceRequest, public_id: str) -> HttpResponse:
    """From now on, up to its last day; or another last day."""
    broadcast, form = mine(request, public_id), ReplayForm(request.POST)
    if not form.is_valid():
        return _page(request, broadcast, form, status=400)
    now = clock.now()
    try:
        made = put_up_replay(
            broadcast=broadcast,
            until=form.until(clock.today()),
            talk=form.cleaned_data["talk"],
            by=request.acting,
            now=now,
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, broadcast, form, status=refusal.status)
    messages.success(request, _("The replay is being put up. It is there in a moment."))
    return redirect("live:desk_replay", request.service.slug, made.broadcast.public_id)


@desk_page(GO_LIVE)
@require_POST
def take_down(request: ServiceRequest, public_id: str) -> HttpResponse:
    """At once."""
    broadcast = mine(request, public_id)
    take_down_replay(broadcast=broadcast, by=request.acting, now=clock.now())
    messages.success(request, _("The replay is down. Nobody can see it any more."))
    return redirect("live:desk_replay", request.service.slug, broadcast.public_id)


def _page(
    request: ServiceRequest, broadcast: Broadcast, form: ReplayForm, *, status: int = 200
) -> HttpResponse:
    today, there = clock.today(), replay_of(broadcast=broadcast)
    up = there if there is not None and there.stands(today) else None
    talk = up.talk if up is not None else bool(form["talk"].value())
    context = {
        "broadcast": broadcast,
        "plan": replay_plan(broadcast=broadcast, talk=talk, today=today),
        "replay": up,
        "seen": up is not None and up.is_up(today),
        "form": form,
    }
    return render(request, "live/desk/replay.html", context, status=status)
