"""The typed request: what the middlewares have put on it by the time a view runs."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from .acting import Acting
from .permits import Holding

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails


class HouseRequest(HttpRequest):
    """A request outside any service."""

    acting: Acting
    holdings: tuple[Holding, ...]
    htmx: "HtmxDetails"


class ServiceRequest(HouseRequest):
    """A request to one library service: `service` is a places.Service."""

    service: Any
    device: Any
    """The enrolled tablet (people.Device) at its own desk, or None."""
    about_resident: Any
    """The people.Resident whom the page is about, where its view has said so: the link that raises a concern carries them."""
