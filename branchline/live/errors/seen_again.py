"""Replays and their captions."""

from django.utils.translation import gettext_lazy as _

from branchline.core.errors import Refusal


class HasNotEnded(Refusal):
    """A replay of what is still to come, or on."""

    title = _("This broadcast has not ended")
    sentence = _("When it is over you can put the replay up.")


class RecordingGone(Refusal):
    """Its pictures are removed."""

    title = _("The recording is gone")
    sentence = _("We keep a recording for some weeks only, and this one has been removed.")


class NothingMayBeSeen(Refusal):
    """The run sheet allows nothing."""

    title = _("Nothing of it may be seen again")
    sentence = _(
        "The run sheet says “only live” for everything that was sung or read. Change it there first, if you have the"
        " right."
    )


class PrivateIsNotSeenAgain(Refusal):
    """A replay of a private broadcast."""

    title = _("This one can’t be seen again")
    sentence = _("It was only for those who booked, so it has no replay.")


class CaptionWrong(Refusal):
    """A line that nobody could read as it stands."""

    title = _("This line can’t be shown like this")


class CaptionsChanged(Refusal):
    """Two people at one replay's captions."""

    title = _("Somebody has changed these captions")
    sentence = _(
        "A colleague has kept another version since you opened this page, so yours was not kept. What you typed is"
        " still here: open the captions in a second window, and put it in there."
    )


class ReplayIsAnother(Refusal):
    """The times of the page are those of another replay."""

    title = _("The replay is not the same any more")
    sentence = _(
        "What can be seen again has changed since you opened this page, so the times mean something else now. Open"
        " the captions again."
    )


class TooManyCaptions(Refusal):
    """More than anybody reads."""

    title = _("These are too many lines")
    sentence = _("A replay holds 5,000 lines of captions.")


class VersionNotFound(Refusal):
    """A version that never was."""

    status = 404
    title = _("We can’t find these captions")
    sentence = _("There is no such version. Open the captions again to see all of them.")
