"""Nameplate of the room web."""

from django.utils.translation import gettext_lazy as _

from branchline.core.rooms import Room


class WebConfig(Room):
    """See README.md."""

    name = "branchline.web"
    floor = 9
    title = _("Hall")
