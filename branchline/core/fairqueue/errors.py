"""What a queue refuses."""

from django.utils.translation import gettext_lazy as _

from branchline.core.errors import Refusal


class HasClosed(Refusal):
    """Nobody joins any more."""

    title = _("This list is closed")
    sentence = _("This list takes nobody else. Please ask at your library.")


class NotWaiting(Refusal):
    """The entry has left, has been served, or holds an offer."""

    title = _("You’re not waiting any more")
    sentence = _("This place on the list has been given up or taken already.")


class NotOffered(Refusal):
    """There is no offer, or it is over."""

    title = _("This offer is over")
    sentence = _("The places were held for a while and have gone to whoever was next.")
