"""The library service in an address of the API."""

from typing import Any

from django.http import HttpRequest

from branchline.core.errors import NotFound


def service_named(request: HttpRequest) -> Any:
    """The service that the middleware has found by the address. Raises `NotFound`."""
    service = getattr(request, "service", None)
    if service is None:
        raise NotFound
    return service
