"""Nameplate of the room devices."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from branchline.core.rooms import DeskPage, Room


class DevicesConfig(Room):
    """See README.md. The room holds things, and of people only which colleague did what."""

    name = "branchline.devices"
    floor = 5
    title = _("Devices")
    colour = "#1F5FA8"

    def desk_pages(self) -> Sequence[DeskPage]:
        from .permits import SEE_STOCK

        return [DeskPage(_("Devices"), "devices:desk", SEE_STOCK, order=28)]

    def demo(self, *, now: datetime) -> None:
        from .demo import load

        load(now=now)
