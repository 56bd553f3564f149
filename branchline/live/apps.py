"""Nameplate of the room live."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from branchline.core.rooms import DeskPage, Room


class LiveConfig(Room):
    """See README.md."""

    name = "branchline.live"
    floor = 6
    colour = "#8A1C5A"
    title = _("Live")

    def desk_pages(self) -> Sequence[DeskPage]:
        from .permits import SEE_BROADCASTS

        return [DeskPage(_("Live"), "live:desk", SEE_BROADCASTS, order=25, below=("live",))]

    def demo(self, *, now: datetime) -> None:
        from .demo import load

        load(now=now)
