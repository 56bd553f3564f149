"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from .rooms import rooms


def house(request: HttpRequest) -> dict[str, Any]:
    """Demo banner, language switch, the service, and the desk's navigation."""
    service = getattr(request, "service", None)
    return {
        "demo": settings.BRANCHLINE_DEMO,
        "service": service,
        "english_address": address_in(request, "en"),
        "welsh_address": address_in(request, "cy"),
        "desk_pages": desk_pages(request) if service is not None else [],
    }


def address_in(request: HttpRequest, language: str) -> str:
    """The address of this page in the other language."""
    path = request.get_full_path()
    plain = path.removeprefix("/cy") if path == "/cy" or path.startswith("/cy/") else path
    return f"/cy{plain}" if language == "cy" else plain or "/"


def desk_pages(request: Any) -> list[dict[str, Any]]:
    """The desk's navigation for this person: pages whose permit they hold."""
    holdings = getattr(request, "holdings", ())
    pages = sorted((p for room in rooms() for p in room.desk_pages()), key=lambda p: p.order)
    shown = []
    for page in pages:
        if not page.permit.allows(holdings):
            continue
        address = reverse(page.url_name, args=[request.service.slug])
        shown.append(
            {"title": page.title, "address": address, "current": request.path.startswith(address)}
        )
    return shown
