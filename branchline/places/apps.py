"""Nameplate of the room places."""


from django.utils.translation import gettext_lazy as _

from branchline.core import scoping
from branchline.core.rooms import Room


class PlacesConfig(Room):
    """See README.md."""

    name = "branchline.places"
    floor = 1
    title = _("Places")

    def ready(self) -> None:
        from .queries import service_ids

        scoping.know_services(service_ids)
