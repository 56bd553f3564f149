"""Nameplate of the room campaigns."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from branchline.core.rooms import DeskPage, Room, SitePage

if TYPE_CHECKING:
    from branchline.core.generating import Country


class CampaignsConfig(Room):
    """See README.md."""

    name = "branchline.campaigns"
    floor = 8
    title = _("Campaigns")

    def desk_pages(self) -> Sequence[DeskPage]:
        from .permits import SEE_CAMPAIGNS, SEE_WARDS

        return [
            DeskPage(_("Campaigns"), "campaigns:desk", SEE_CAMPAIGNS, order=30),
            DeskPage(_("Ward by ward"), "campaigns:desk_wards", SEE_WARDS, order=31),
        ]

    def national_desk_pages(self) -> Sequence[DeskPage]:
        from .permits import ORGANISE

        return [DeskPage(_("Campaigns"), "campaigns:organised", ORGANISE)]

    def site_pages(self) -> Sequence[SitePage]:
        return [SitePage(_("Campaigns"), national="campaigns:campaigns", order=40)]

    def demo(self, *, now: datetime) -> None:
        from .demo import load

        load(now=now)

    def generate(self, country: "Country") -> None:
        from .demo.country import generate

        generate(country)

    def consistent(self) -> Sequence[str]:
        from .demo.country import consistent

        return consistent()
