"""The sentences of this room that say no."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branchline.core.errors import NotFound, Refusal


class NoSuchPlan(NotFound):
    """No plan of that id here, or a colleague’s learner."""

    title = _("We can’t find this plan")


class SayTheGoal(Refusal):
    """A plan without a goal."""

    sentence = _("Write what they want to do, in their own words.")
    field = "goal"


class HasAPlan(Refusal):
    """One plan at a time."""

    sentence = _("They have a plan already. Change it, or end it first.")
    field = "goal"


class HasDied(Refusal):
    """Nothing begins for somebody who has died."""

    sentence = _("They have died. No plan can begin.")
    field = "goal"


class PlanHasEnded(Refusal):
    """Nothing is changed any more."""

    sentence = _("This plan has ended. Begin a new one from their record.")


class MayNotLead(Refusal):
    """The worker does not do this, or lacks a check or a training."""

    field = "champion"

    def __init__(self, worker: str, reasons: "Sequence[str | Promise]") -> None:
        said = " ".join(str(each) for each in reasons)
        super().__init__(
            _("%(name)s can’t lead yet. %(reasons)s") % {"name": worker, "reasons": said}
        )


class SayHowLong(Refusal):
    """A session of no time, or of more than a day’s work."""

    sentence = _("Choose how long it took.")
    field = "minutes"


class NotYetThatDay(Refusal):
    """A session in the future."""

    sentence = _("Write a day that has been, not one to come.")
    field = "held_on"


class NothingSaid(Refusal):
    """A check without an answer."""

    sentence = _("Choose an answer for at least one task.")


class AskThemFirst(Refusal):
    """Words without a yes."""

    sentence = _(
        "Ask whether we may keep their words, and choose how they said yes. Or leave the words out."
    )
    field = "consent_how"


class WordsAreMissing(Refusal):
    """A yes to no words."""

    sentence = _("Write their words, to which they said yes. Or leave the yes out.")
    field = "words"
