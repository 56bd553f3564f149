"""Nameplate of the room messages."""

from django.utils.translation import gettext_lazy as _

from branchline.core.rooms import Room


class MessagesConfig(Room):
    """See README.md."""

    name = "branchline.messages"
    floor = 2
    title = _("Messages")
