"""Public pages: saying stop, and the demo's mailbox."""

from base64 import b64decode
from typing import Any
from urllib.parse import urlencode

from csp.decorators import csp_replace
from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from branchline.core import clock, links
from branchline.core.pages import link_page, public_page
from branchline.core.paging import row_number
from branchline.core.requests import HouseRequest, ServiceRequest

from .actions import stop_by_link
from .actions.composing import STOP
from .models import DemoMail, Route
from .queries.outbox import ICONS

A_PAGE = 30


@csrf_exempt
@link_page
def stop(request: ServiceRequest, token: str) -> HttpResponse:
    """One button. A mail program may press it for its reader (RFC 8058: POST, no cookie, no page between);
    the token is the secret, so no other is asked for."""
    now = clock.now()
    message = links.follow(purpose=STOP, secret=token, now=now)
    if request.method != "POST":
        return render(request, "messages/stop.html", {})
    stop_by_link(message=message, by=request.acting, now=now)
    return render(request, "messages/stopped.html", {})


def _demo_only() -> None:
    if not settings.BRANCHLINE_DEMO:
        raise Http404


@public_page
def mailbox(request: HouseRequest) -> HttpResponse:
    """Everything that would have left this machine, newest first."""
    _demo_only()
    route = request.GET.get("route", "")
    rows = DemoMail.objects.all()
    if route in Route.values:
        rows = rows.filter(route=route)
    words = request.GET.get("words", "").strip()[:100]
    if words:
        rows = rows.filter(
            Q(name__icontains=words) | Q(recipient__icontains=words) | Q(subject__icontains=words)
        )
    before = request.GET.get("before", "")
    if row := row_number(before):
        rows = rows.filter(pk__lt=row)
    found = list(rows.order_by("-pk").defer("html", "attachments")[: A_PAGE + 1])
    asked = {"route": route, "words": words}
    context = {
        "copies": [{"mail": mail, "icon": ICONS[Route(mail.route)]} for mail in found[:A_PAGE]],
        "tabs": [
            {"title": title, "address": address, "current": route == value}
            for value, title, address in _tabs(words)
        ],
        "later": f"?{urlencode({**asked, 'before': found[A_PAGE - 1].pk})}"
        if len(found) > A_PAGE
        else "",
        "start": f"?{urlencode(asked)}" if before else "",
        "filters": [
            {
                "name": "words",
                "id": "f-words",
                "label": _("Name, address or subject"),
                "value": words,
            }
        ],
        "hidden": [{"name": "route", "value": route}],
        "clear": f"?{urlencode({'route': route})}" if words else "",
    }
    return render(request, "messages/mailbox.html", context)


def _tabs(words: str) -> list[tuple[str, Any, str]]:
    kinds: list[tuple[str, Any]] = [("", _("Everything")), *((r.value, r.label) for r in Route)]
    return [
        (value, title, f"?{urlencode({'route': value, 'words': words})}") for value, title in kinds
    ]


@public_page
def mail(request: HouseRequest, public_id: str) -> HttpResponse:
    """One message as it looks to its reader."""
    _demo_only()
    found = _copy(public_id)
    context = {
        "mail": found,
        "icon": ICONS[Route(found.route)],
        "files": [file["name"] for file in found.attachments],
    }
    return render(request, "messages/mail.html", context)


@public_page
@csp_replace({"default-src": ["'none'"], "style-src": ["'unsafe-inline'"], "base-uri": ["'none'"]})  # type: ignore[arg-type]  # typed for views without further arguments
def mail_html(request: HouseRequest, public_id: str) -> HttpResponse:
    """As a mail program shows it: its styles are inline, as they must be in mail."""
    _demo_only()
    found = _copy(public_id)
    if not found.html:
        return redirect("messages:mail", public_id)
    return HttpResponse(found.html)


@public_page
def mail_file(request: HouseRequest, public_id: str, number: int) -> HttpResponse:
    """A file that came with it."""
    _demo_only()
    files = _copy(public_id).attachments
    if number >= len(files):
        raise Http404
    name = get_valid_filename(files[number]["name"])
    response = HttpResponse(
        b64decode(files[number]["content"]), content_type=files[number]["media_type"]
    )
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _copy(public_id: str) -> DemoMail:
    found = DemoMail.objects.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found
