"""What workers and their coordinators read when something can’t be done."""

from django.utils.translation import gettext_lazy as _

from branchline.core.errors import NotFound, Refusal


class NoSuchWorker(NotFound):
    """No worker of that id in this service."""


class WorkerDoesNothing(Refusal):
    """A worker without any work."""

    sentence = _("Say what they do: calls, devices or programmes.")
    field = "doing"


class WorkerAlready(Refusal):
    """One log-in is one worker."""

    sentence = _("Somebody else here already works with this log-in. Choose another, or none.")
    field = "account"


class NotSeenYet(Refusal):
    """A check or a training in the future."""

    sentence = _("Give the day on which it was seen or done: today, or a day before.")
    field = "on"


class RunsOutBeforeItBegins(Refusal):
    """The end comes first."""

    sentence = _("It can’t run out before it was seen. Choose a later day, or leave it empty.")
    field = "expires_on"


class TimesOverlap(Refusal):
    """Two times of the same day overlap, or one ends before it begins."""

    sentence = _(
        "Two of these times overlap, or one ends before it begins. Put them one after the other."
    )
    field = "times"


class AwayAlready(Refusal):
    """Two absences that overlap."""

    sentence = _("They are already away on some of these days. Change or end that absence first.")
    field = "first"


class BackBeforeGone(Refusal):
    """The day back is not after the first day away."""

    sentence = _("The day they are back must come after the first day away.")
    field = "until"


class MoreThanADay(Refusal):
    """No minutes, or more than a day has."""

    sentence = _("Give the time in minutes: at least 1, and at most a day.")
    field = "minutes"
