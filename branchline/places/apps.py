"""Nameplate of the room places."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from branchline.core.rooms import Room


class PlacesConfig(Room):
    """See README.md."""

    name = "branchline.places"
    floor = 1
    title = _("Places")

    def ready(self) -> None:
        from branchline.core.scoping import know_services

        from .queries import service_ids

        know_services(service_ids)

    def demo(self, *, now: datetime) -> None:
        from .demo import load

        load(now=now)
