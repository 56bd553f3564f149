"""Send with OBS: what to type into it, shown once; a new key; let it take over."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from branchline.core import clock
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest

from ..actions import let_push_take_over, make_push_key, put_push_on_air
from ..models import PushDoor
from ..permits import GO_LIVE
from ..push.doors import Door
from ..push.keys import srt_passphrase, stream_key
from ..queries import push_door_of, sends_now
from .finding import mine

JUST_MADE = "live.key_made_for"


@desk_page(GO_LIVE)
@never_cache
def obs(request: ServiceRequest, public_id: str) -> HttpResponse:
    """The key is shown to whoever made it, the one time."""
    broadcast = mine(request, public_id)
    door = push_door_of(broadcast, now=clock.now())
    just_made = request.session.pop(JUST_MADE, None) == broadcast.public_id
    context = {
        "broadcast": broadcast,
        "door": door,
        "typed": _what_to_type(door) if door is not None and just_made else None,
        "sends": sends_now(broadcast),
    }
    return render(request, "live/desk/obs.html", context)


@desk_page(GO_LIVE)
@require_POST
def obs_key(request: ServiceRequest, public_id: str) -> HttpResponse:
    """A new key; the one before ends."""
    broadcast = mine(request, public_id)
    make_push_key(broadcast=broadcast, by=request.acting, now=clock.now())
    request.session[JUST_MADE] = broadcast.public_id
    return redirect("live:desk_obs", request.service.slug, broadcast.public_id)


@desk_page(GO_LIVE)
@require_POST
def obs_take_over(request: ServiceRequest, public_id: str) -> HttpResponse:
    """OBS may begin though somebody else sends."""
    broadcast = mine(request, public_id)
    let_push_take_over(broadcast=broadcast, by=request.acting, now=clock.now())
    messages.success(request, _("OBS may take over. Start streaming in OBS within 2 minutes."))
    return redirect("live:desk_obs", request.service.slug, broadcast.public_id)


@desk_page(GO_LIVE)
@require_POST
def obs_on_air(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Families see from now on what OBS sends."""
    broadcast = mine(request, public_id)
    put_push_on_air(broadcast=broadcast, by=request.acting, now=clock.now())
    messages.success(request, _("It is on air. Families see it in about 10 seconds."))
    return redirect("live:desk_obs", request.service.slug, broadcast.public_id)


def _what_to_type(door: PushDoor) -> dict[str, str]:
    host = urlsplit(settings.BRANCHLINE_LIVE_ADDRESS).hostname or "localhost"
    named = Door(door.broadcast_public_id, door.service_id, door.lot, door.port)
    options = f"mode=caller&pbkeylen=32&latency=800000&passphrase={srt_passphrase(door.lot)}"
    return {
        "srt": f"srt://{host}:{door.port}?{options}",
        "rtmp": f"rtmp://{host}:{settings.BRANCHLINE_RTMP_PORT}/live",
        "key": stream_key(named),
    }
