"""What a shared tablet remembers: that it is enrolled (a cookie), and who gave their PIN (the session)."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpResponse

from branchline.core import clock
from branchline.core.scoping import scope
from branchline.people.actions import Enrolled
from branchline.people.models import Account, Device
from branchline.people.queries import device_with

COOKIE = "branchline_tablet"
KEPT_FOR = timedelta(days=400)
"""As long as browsers keep a cookie at most; then the tablet is enrolled again."""
IDLE = timedelta(minutes=15)
"""A tablet left on the counter asks for a PIN again after this."""

SESSION_KEY = "branchline_at_tablet"
BY_ITSELF = "Branchline-By-Itself"
"""A header of what a page asks of its own accord: nobody has touched the tablet, so it stays as sleepy."""


def remember(response: HttpResponse, enrolled: Enrolled) -> None:
    """Make this browser the enrolled tablet."""
    response.set_signed_cookie(
        COOKIE,
        f"{enrolled.device.public_id}:{enrolled.secret}:{enrolled.device.service_id}",
        salt=COOKIE,
        max_age=KEPT_FOR,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def forget(response: HttpResponse) -> None:
    """Make this browser an ordinary one again."""
    response.delete_cookie(COOKIE, samesite="Lax")


def device_of(request: Any) -> Device | None:
    """The enrolled tablet that this request comes from, whatever it asks for.

    No query where there is no cookie. The cookie is signed, so it may say of which service it is.
    """
    said = request.get_signed_cookie(COOKIE, default="", salt=COOKIE, max_age=KEPT_FOR)
    public_id, _, rest = said.partition(":")
    secret, _, service = rest.partition(":")
    if not service.isdigit():
        return None
    with scope(int(service)):
        return device_with(public_id=public_id, secret=secret)


def begin(request: Any, device: Device, account: Account, *, now: datetime) -> None:
    """The right PIN was given: a fresh session, so that nobody can have prepared it."""
    request.session.flush()
    request.session[SESSION_KEY] = {
        "device": device.public_id,
        "service": request.service.slug,
        "account": account.pk,
        "until": (now + IDLE).timestamp(),
    }


def leave(request: Any) -> str:
    """The one at the tablet goes; the slug of the tablet's service, or nothing at another browser."""
    kept = request.session.get(SESSION_KEY)
    if kept:
        request.session.flush()
    return str(kept["service"]) if kept else ""


def who(request: Any, device: Device) -> Account | None:
    """Who gave their PIN here in the last quarter of an hour. Using the desk keeps it awake."""
    kept = request.session.get(SESSION_KEY)
    now = clock.now()
    if not kept or kept["device"] != device.public_id or kept["until"] <= now.timestamp():
        return None
    touched = BY_ITSELF not in request.headers
    if touched and kept["until"] < (now + IDLE - timedelta(minutes=1)).timestamp():
        request.session[SESSION_KEY] = {**kept, "until": (now + IDLE).timestamp()}
    return Account.objects.filter(pk=kept["account"], is_active=True).first()
