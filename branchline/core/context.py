"""What every template may use."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from . import words
from .rooms import SitePage, every_desk_page, every_national_desk_page, rooms


def house(request: HttpRequest) -> dict[str, Any]:
    """Demo banner, language switch, the service, and the navigation of site and desk."""
    service = getattr(request, "service", None)
    pages = sorted((p for room in rooms() for p in room.site_pages()), key=lambda p: p.order)
    return {
        "demo": settings.BRANCHLINE_DEMO,
        "service": service,
        "presence": getattr(request, "presence", None),
        "english_address": address_in(request, "en"),
        "welsh_address": address_in(request, "cy"),
        "site_pages": _site_pages(request, (p for p in pages if not (p.footer or p.demo))),
        "demo_pages": _site_pages(request, (p for p in pages if p.demo)),
        "footer_pages": _site_pages(request, (p for p in pages if p.footer)),
        "desk_pages": _national_desk_pages(request) if service is None else _desk_pages(request),
        "desk_links": [
            link for room in rooms() if service for link in room.on_every_desk_page(request)
        ],
        "home_address": "/cy/" if request.path.startswith("/cy/") else "/",
        "privacy_address": _named(pages, "privacy"),
        "sources_address": _named(pages, "sources"),
        "welsh_read": words.catalogue_read(),
    }


def address_in(request: HttpRequest, language: str) -> str:
    """The address of this page in the other language."""
    path = request.get_full_path()
    plain = path.removeprefix("/cy") if path == "/cy" or path.startswith("/cy/") else path
    return f"/cy{plain}" if language == "cy" else plain or "/"


def _named(pages: Iterable[SitePage], name: str) -> str:
    """The address of a page that rooms below may point at without knowing who keeps it."""
    return next((reverse(page.national) for page in pages if page.name == name), "")


def _site_pages(request: Any, pages: Iterable[SitePage]) -> list[dict[str, Any]]:
    service = getattr(request, "service", None)
    shown = []
    for page in pages:
        if service is not None and page.service:
            address = reverse(page.service, args=[service.slug])
        elif page.national and (service is None or page.footer or page.demo):
            address = reverse(page.national)
        else:
            continue
        shown.append(_entry(request, page.title, address))
    return shown


def _desk_pages(request: Any) -> list[dict[str, Any]]:
    """The desk's navigation for this person: pages whose permit they hold."""
    holdings = getattr(request, "holdings", ())
    shown = []
    # One entry's address may begin another's: only the closest is the present one.
    closest, present = "", None
    for page in every_desk_page():
        if not page.permit.allows(holdings):
            continue
        names = [name for name in (page.url_name, page.further) if name]
        addresses = [reverse(name, args=[request.service.slug]) for name in names]
        desk = addresses[0].rpartition("/")[0]
        addresses += [f"{desk}/{word}/" for word in page.below]
        shown.append({"title": page.title, "address": addresses[0], "current": False})
        for address in addresses:
            if request.path.startswith(address) and len(address) > len(closest):
                closest, present = address, shown[-1]
    if present is not None:
        present["current"] = True
    return shown


def _national_desk_pages(request: Any) -> list[dict[str, Any]]:
    """The same for the national roles, on the pages of their desk."""
    holdings = getattr(request, "holdings", ())
    shown = [
        _entry(request, page.title, reverse(page.url_name))
        for page in every_national_desk_page()
        if page.permit.allows(holdings)
    ]
    return shown if any(entry["current"] for entry in shown) else []


def _entry(request: Any, title: Any, address: str) -> dict[str, Any]:
    here: str = request.path
    return {"title": title, "address": address, "current": here.startswith(address)}
