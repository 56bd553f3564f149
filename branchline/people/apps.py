"""Nameplate of the room people."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from branchline.core.rooms import DeskPage, Room


class PeopleConfig(Room):
    """See README.md."""

    name = "branchline.people"
    floor = 3
    title = _("People")

    def desk_pages(self) -> Sequence[DeskPage]:
        from . import permits

        return [
            DeskPage(_("People who work here"), "people:colleagues", permits.SEE_COLLEAGUES, 80),
            DeskPage(_("Shared tablets"), "people:devices", permits.SEE_DEVICES, 85),
            DeskPage(_("Roles"), "people:roles", permits.SEE_ROLES, 90),
        ]

    def demo(self, *, now: datetime) -> None:
        from .demo import accounts

        accounts.load(now=now)
