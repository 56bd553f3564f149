"""The choices of the room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Moment(models.TextChoices):
    """When somebody says what they can do."""

    BEFORE = "before", _("Before")
    AFTER = "after", _("After")


class Onward(models.TextChoices):
    """With what they go on when what was lent goes back: thought of on the first day."""

    OWN = "own", _("A device of their own")
    TARIFF = "tariff", _("Cheap internet at home (a social tariff)")
    GIFTED = "gifted", _("A device that is given to them")
    UNKNOWN = "unknown", _("Not known yet")


class CameTo(models.TextChoices):
    """With what they did go on."""

    OWN = "own", _("They have a device of their own")
    TARIFF = "tariff", _("They have cheap internet at home (a social tariff)")
    GIFTED = "gifted", _("They were given a device")
    NONE = "none", _("None of these")


class Ending(models.TextChoices):
    """How a plan ended."""

    REACHED = "reached", _("They reached what they wanted")
    STOPPED = "stopped", _("They stopped")
    MOVED = "moved", _("They can’t come any more")
