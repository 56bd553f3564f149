"""Refusals of the room messages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branchline.core.errors import Refusal


class NotWaiting(Refusal):
    """Somebody or something has dealt with it already."""

    sentence = _("This message has moved on meanwhile. Look at its newest state.")


class NothingToPrint(Refusal):
    """Everything was printed, or is no longer true."""

    sentence = _("There is nothing left to print. Some letters may no longer be true.")


class TooLateThatWay(Refusal):
    """A letter would come after the day."""

    field = "route"
    sentence = _("It would come too late that way. Choose a quicker one.")


class NotToBeSent(Refusal):
    """It is not wanted there, or no longer true; `queries.why_not` says which."""

    def __init__(self, why: "str | Promise") -> None:
        super().__init__(str(why))


class RunIsOver(Refusal):
    """Posted or given up already."""

    sentence = _("These letters have been dealt with already.")


class CallIsTaken(Refusal):
    """A colleague is on the telephone with them."""

    sentence = _("A colleague has taken this call. Choose another one.")


class NobodyToRing(Refusal):
    """Nothing waits for this number any more."""

    sentence = _("Nobody need ring them any more. Choose somebody else.")


class CallIsOver(Refusal):
    """Its outcome is written down already."""

    sentence = _("The outcome of this call is written down already.")


class RingLater(Refusal):
    """A time in the past, or at night."""

    field = "again_at"
    sentence = _("Choose a later time to ring again.")


class TooLateToRing(Refusal):
    """They would be rung when it is over. `end` is in words."""

    field = "again_at"

    def __init__(self, end: str, *, to_answer: bool) -> None:
        words = (
            _("They have to answer by %(end)s: choose an earlier time.")
            if to_answer
            else _("They have to hear this by %(end)s: choose an earlier time.")
        )
        super().__init__(words % {"end": end})


class AddressErased(Refusal):
    """The person's data was deleted, the address with it."""

    sentence = _("This address has been erased, so nothing more can go to it.")


class NotInThisPile(Refusal):
    """A letter that was never in the run, or is out of it already."""

    sentence = _("This letter is no longer in this pile.")
