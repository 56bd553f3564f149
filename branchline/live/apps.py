"""Nameplate of the room live."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from branchline.core.rooms import DeskPage, OnScreen, Room


class LiveConfig(Room):
    """See README.md."""

    name = "branchline.live"
    floor = 6
    colour = "#8A1C5A"
    title = _("Live")

    def desk_pages(self) -> Sequence[DeskPage]:
        from .permits import SEE_BROADCASTS

        return [DeskPage(_("Live"), "live:desk", SEE_BROADCASTS, order=25, below=("live",))]

    def on_screen(self, *, dates: Sequence[str]) -> Mapping[str, OnScreen]:
        from .parts import on_screen

        return on_screen(dates=dates)

    def live_now(self, *, service_id: int | None = None) -> Sequence[OnScreen]:
        from .parts import live_now

        return live_now(service_id=service_id)

    def demo(self, *, now: datetime) -> None:
        from .demo import load

        load(now=now)
