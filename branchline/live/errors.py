"""What the room refuses, in the sentence that a person reads."""

from django.utils.translation import gettext_lazy as _

from branchline.core.errors import Refusal


class BroadcastNotFound(Refusal):
    """Unknown, or of another service."""

    status = 404
    title = _("We can’t find that broadcast")
    sentence = _("Part of the address may be missing. Everything that is on is under “What’s on”.")


class HasEnded(Refusal):
    """Nothing can be sent any more."""

    title = _("This broadcast has ended")
    sentence = _("It has ended and can’t begin again. Plan a new one to go live.")


class SomebodyElseIsLive(Refusal):
    """Another studio sends at this moment."""

    title = _("Somebody is live already")
    sentence = _(
        "Another phone or tablet sends this broadcast now. You can take over: viewers see your picture"
        " instead, and the other one stops."
    )


class NotOnAir(Refusal):
    """Asked of a broadcast that nobody sends."""

    title = _("This broadcast is not on air")
    sentence = _("Nobody sends it at this moment, so there is nothing to stop.")


class AlreadyPlanned(Refusal):
    """The date goes out live already."""

    title = _("This date goes out live already")
    sentence = _("There is a broadcast of this date. Open it from the date’s page.")
