"""Nameplate of the room events."""

from django.utils.translation import gettext_lazy as _

from branchline.core.rooms import Room


class EventsConfig(Room):
    """See README.md."""

    name = "branchline.events"
    floor = 5
    title = _("Events")
