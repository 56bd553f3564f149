"""Nameplate of the room calls."""

from django.utils.translation import gettext_lazy as _

from branchline.core.rooms import Room


class CallsConfig(Room):
    """See README.md."""

    name = "branchline.calls"
    floor = 5
    title = _("Calls")
