"""What carriers tell us: GOV.UK Notify, and a mail server, with a bearer token of the service."""

import hashlib
import json
from typing import Any

from django.http import HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt

from branchline.core import clock
from branchline.core.pages import machine
from branchline.core.requests import ServiceRequest

from .actions import receive
from .adapters.returned import read_returned
from .models import Route, Sort
from .queries import notify_token

ROUTES = {"sms": Route.SMS, "email": Route.EMAIL}
SORTS = {
    "delivered": Sort.DELIVERED,
    "permanent-failure": Sort.BOUNCED,
    "temporary-failure": Sort.FAILED,
    "technical-failure": Sort.FAILED,
}
"""docs.notifications.service.gov.uk/rest-api.html, “Delivery receipts”."""

BIGGEST = 64_000
BIGGEST_MAIL = 2_000_000
"""A bounce brings our mail back, with its attachment."""


@csrf_exempt
@machine
def notify_receipt(request: ServiceRequest) -> HttpResponse:
    """A delivery receipt. Told twice, it changes nothing."""
    said = _said(request)
    if isinstance(said, HttpResponse):
        return said
    route, sort = ROUTES.get(_text(said, "notification_type")), SORTS.get(_text(said, "status"))
    if route is None or sort is None:
        return HttpResponse(status=204)
    receive(
        service=request.service,
        route=route,
        address=_text(said, "to"),
        kind=sort,
        body="",
        now=clock.now(),
        reference=_text(said, "reference") or _text(said, "id"),
        carrier_id=_text(said, "id"),
    )
    return HttpResponse(status=204)


@csrf_exempt
@machine
def notify_reply(request: ServiceRequest) -> HttpResponse:
    """A text message from somebody: a reply, or STOP."""
    said = _said(request)
    if isinstance(said, HttpResponse):
        return said
    receive(
        service=request.service,
        route=Route.SMS,
        address=_text(said, "source_number"),
        kind=Sort.REPLY,
        body=_text(said, "message"),
        now=clock.now(),
        carrier_id=_text(said, "id"),
    )
    return HttpResponse(status=204)


@csrf_exempt
@machine
def mail_returned(request: ServiceRequest) -> HttpResponse:
    """A mail that came back to the sender's address, as it is (message/rfc822). The mail server hands each
    one over; what is no notice about a mail of ours is thanked for and left alone."""
    turned_away = _turn_away(request, biggest=BIGGEST_MAIL)
    if turned_away is not None:
        return turned_away
    found = read_returned(request.body)
    if found is not None:
        receive(
            service=request.service,
            route=Route.EMAIL,
            address="",
            kind=found.sort,
            body=found.words.replace("\x00", ""),
            now=clock.now(),
            reference=found.reference,
            carrier_id=hashlib.sha256(request.body).hexdigest(),
        )
    return HttpResponse(status=204)


def _turn_away(request: ServiceRequest, *, biggest: int) -> HttpResponse | None:
    """Whoever does not know the token, or says too much."""
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not constant_time_compare(given, notify_token(request.service)):
        return HttpResponse(status=401)
    if int(request.headers.get("Content-Length") or 0) > biggest:
        return HttpResponse(status=413)
    return None


def _said(request: ServiceRequest) -> dict[str, Any] | HttpResponse:
    """The JSON of a caller who knows the token."""
    turned_away = _turn_away(request, biggest=BIGGEST)
    if turned_away is not None:
        return turned_away
    try:
        said = json.loads(request.body)
    except ValueError:
        return HttpResponse(status=400)
    return said if isinstance(said, dict) else HttpResponse(status=400)


def _text(said: dict[str, Any], name: str) -> str:
    value = said.get(name)
    return value.replace("\x00", "") if isinstance(value, str) else ""
