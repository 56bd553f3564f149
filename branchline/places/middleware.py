"""From the address to the service, and into its scope for the rest of the request."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.urls import is_valid_path

from branchline.core.addresses import RESERVED
from branchline.core.scoping import scope

from .queries import service_at, service_at_host, slug_now

Handler = Callable[[HttpRequest], HttpResponse]


class OwnHost:
    """At a service's own host `/libraries` is what `/trafford/libraries` is at ours.

    Only public pages are there: signing in, the desk, other services and the country's pages lead to
    our own address, so that a session never stands at a name that somebody else may get one day.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host = request.get_host().split(":")[0].lower()
        service = service_at_host(host=host) if host in settings.BRANCHLINE_OTHER_HOSTS else None
        if service is None:
            return self.get_response(request)
        inside = address_inside(request.path_info, slug=service.slug)
        if inside is None:
            return HttpResponseRedirect(settings.BRANCHLINE_ADDRESS + request.get_full_path())
        request.path_info = inside
        return self.get_response(request)


def address_inside(path: str, *, slug: str) -> str | None:
    """The address with the slug for one without it; None for what is no public page of the service."""
    language, rest = ("/cy", path[3:]) if path == "/cy" or path.startswith("/cy/") else ("", path)
    if rest.startswith("/q/"):
        return path
    own = rest if rest == f"/{slug}" or rest.startswith(f"/{slug}/") else f"/{slug}{rest or '/'}"
    if own.startswith(f"/{slug}/desk"):
        return None
    address = language + own
    known = is_valid_path(address) or is_valid_path(address.rstrip("/"))
    return address if known or is_valid_path(f"{address}/") else None


class ServiceByAddress:
    """Sets `request.service` and wraps the request in one transaction of that service."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        slug = service_slug(request.path_info)
        if slug is None:
            return self.get_response(request)
        service = service_at(slug=slug)
        if service is None:
            moved_to = slug_now(old_slug=slug)
            if moved_to is None:
                return self.get_response(request)
            return HttpResponsePermanentRedirect(
                request.get_full_path().replace(f"/{slug}/", f"/{moved_to}/", 1)
            )
        request.service = service
        with scope(service.pk):
            response = self.get_response(request)
            if response.status_code >= 500:
                # Django has already turned the exception into a page; nothing of it may stay.
                transaction.set_rollback(True)
            if getattr(response, "streaming", False):
                response.streaming_content = list(response.streaming_content)  # type: ignore[attr-defined]
            return response

    def process_view(self, request: Any, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        """Views don't take the slug: they have `request.service`."""
        if "service_slug" in kwargs:
            del kwargs["service_slug"]
            if not hasattr(request, "service"):
                raise Http404


def service_slug(path: str) -> str | None:
    """The first word of the address (after the language, or after api/v1) unless it is reserved."""
    words = path.strip("/").split("/")
    if words[0] == "cy":
        words = words[1:]
    if words[:2] == ["api", "v1"]:
        words = words[2:]
    return words[0] if words and words[0] and words[0] not in RESERVED else None
