"""Nameplate of the room people."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from branchline.core.rooms import Room


class PeopleConfig(Room):
    """See README.md."""

    name = "branchline.people"
    floor = 3
    title = _("People")

    def demo(self, *, now: datetime) -> None:
        from .demo import accounts

        accounts.load(now=now)
