"""What the log refuses, in a sentence for whoever holds the device."""

from django.utils.translation import gettext_lazy as _

from ..errors import NotFound, Refusal


class NoSuchLog(NotFound):
    """Nothing of that name is written down without a network."""


class Unreadable(Refusal):
    """Not what our own page sends: a mistake of ours, or somebody else's doing."""

    status = 400
    sentence = _("This could not be read, so nothing of it was kept.")


class TooMuch(Refusal):
    """More than one batch holds."""

    status = 413
    sentence = _("This is more than can be sent at once. Nothing of it was kept.")


class TooOld(Refusal):
    """Older than the log keeps anything."""

    sentence = _("This is more than 14 days old, so it was not kept.")


class NotAllowed(Refusal):
    """Somebody else may; not whoever is here now."""

    sentence = _("Whoever is signed in here may not do this.")


class NeedsAPin(Refusal):
    """It names somebody, so a person must stand behind it."""

    status = 403
    sentence = _("Give your PIN, then it is sent.")
