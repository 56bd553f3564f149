"""What the room refuses, in the sentence that a person reads."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

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


class IsOnAir(Refusal):
    """Nothing can be rehearsed where families watch."""

    title = _("Families are watching already")
    sentence = _("This broadcast is on air, so what you send now is seen. Go live, or leave it.")


class NotOnAir(Refusal):
    """Asked of a broadcast that nobody sends."""

    title = _("This broadcast is not on air")
    sentence = _("Nobody sends it at this moment, so there is nothing to stop.")


class AlreadyPlanned(Refusal):
    """The date goes out live already."""

    title = _("This date goes out live already")
    sentence = _("There is a broadcast of this date. Open it from the date’s page.")


class ItemNotFound(Refusal):
    """Not, or no longer, in this run sheet."""

    status = 404
    title = _("That is not in the run sheet")
    sentence = _("It may have been taken out. Open the run sheet again to see what is in it.")


class ByWhatRight(Refusal):
    """It is to go out, and nobody knows by what right."""

    title = _("Say first why you may")
    sentence = _(
        "Choose why you may use it. Without that it can’t go out live or stay in a replay."
    )
    field = "basis"


class SayWho(Refusal):
    """A licence without a number, a permission without a name."""

    title = _("Write down who allows it")
    sentence = _("Write the number of the licence, or who allowed it and when.")
    field = "basis_note"


class SheetFull(Refusal):
    """More than anybody sings in a morning."""

    title = _("The run sheet is full")
    sentence = _("A run sheet holds 60 things. Take one out to add another.")


class WasSung(Refusal):
    """Taken out, it would be missing in what the music licence asks for."""

    title = _("This was sung already")
    sentence = _(
        "It stays in the run sheet, because the list for the music licence is made from it."
    )


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


class NoDoorLeft(Refusal):
    """Every port of the range belongs to another broadcast."""

    title = _("There is no room for another key today")
    sentence = _(
        "Each broadcast that OBS may send takes one place, and all are taken. Go live with a phone instead, or ask"
        " whoever looks after this installation for more places."
    )


class KeyNotValid(Refusal):
    """Too old, or another has been made since."""

    title = _("This key opens nothing any more")
    sentence = _("Make a new key on the page “Send with OBS” and type it into OBS.")


class ChecklistOpen(Refusal):
    """A point of the list before air was not looked at."""

    title = _("Look at the list first")
    sentence = _(
        "Before families can see you, look at each point of the list and tick it. A rehearsal needs no list."
    )


class SheetNotCleared(Refusal):
    """Something of the run sheet may not go out as it stands."""

    title = _("Not everything on the run sheet may go out")

    def __init__(self, titles: str) -> None:
        super().__init__(
            _(
                "On the run sheet it does not say why these may go out live: %(titles)s. Say it there, or take them out."
            )
            % {"titles": titles}
        )


class MachineIsFull(Refusal):
    """As many broadcasts run as this machine can carry."""

    title = _("Too many broadcasts run at this moment")

    def __init__(self, running: int) -> None:
        super().__init__(
            ngettext(
                "The library’s machine can carry %(n)s broadcast at a time, and another runs now. Wait until it has ended, or ask whoever looks after Branchline.",
                "The library’s machine can carry %(n)s broadcasts at a time, and that many run now. Wait until one has ended, or ask whoever looks after Branchline.",
                running,
            )
            % {"n": running}
        )


class DiskIsFull(Refusal):
    """The recording would not fit."""

    title = _("There is not enough room to keep the recording")

    def __init__(self, *, free: float, needed: float) -> None:
        super().__init__(
            _(
                "The disk of the library’s machine has %(free)s GB left, and this broadcast needs %(needed)s GB. Ask whoever looks after Branchline to make room."
            )
            % {"free": f"{free:.1f}", "needed": f"{needed:.1f}"}
        )


class NothingShown(Refusal):
    """A line was tapped, and nobody sends."""

    title = _("No words can be shown now")
    sentence = _(
        "This broadcast is not on air. Words are shown while somebody is live or rehearses."
    )


class LineNotFound(Refusal):
    """Tapped on a page that was opened before the run sheet changed."""

    status = 404
    title = _("That line is gone")
    sentence = _("The run sheet has changed since this page was opened. Open it again.")


class NobodyBooks(Refusal):
    """Private, but nobody could be told where."""

    title = _("Nobody books for this one")
    sentence = _(
        "Only who books can be told where to watch. Let people book for it, or let everybody watch."
    )


class ForThoseWhoBooked(Refusal):
    """A private broadcast, opened without its ticket."""

    status = 403
    title = _("This one is for those who booked")
    sentence = _(
        "Open the link in your message about your booking, on the day. If you have lost it, phone your library."
    )


class PrivateIsNotSeenAgain(Refusal):
    """A replay of a private broadcast."""

    title = _("This one can’t be seen again")
    sentence = _("It was only for those who booked, so it has no replay.")


class NoChildIsAsked(Refusal):
    """Questions of a broadcast that children may watch."""

    title = _("Broadcasts for children take no questions")
    sentence = _(
        "Children may watch this one. If its event is for adults only, set the event’s ages to 18 and over, then plan it"
        " again."
    )


class PrivateTakesNoQuestions(Refusal):
    """Questions of a private broadcast, whose page stands nowhere."""

    title = _("This one takes no questions")
    sentence = _(
        "Questions can be asked where everybody may watch, not where only those who booked do."
    )


class QuestionsClosed(Refusal):
    """Asked too early, too late, or where staff take none."""

    title = _("No questions are taken now")
    sentence = _(
        "The library takes questions from half an hour before the start until the end, if it takes any. Yours was not"
        " sent."
    )


class TooManyQuestions(Refusal):
    """As many wait as somebody can read."""

    status = 429
    title = _("Very many questions have come in")
    sentence = _(
        "The library reads those first, so yours was not sent. It still stands here: send it again in a few minutes."
    )


class QuestionNotFound(Refusal):
    """Of another broadcast, or gone."""

    status = 404
    title = _("That question is gone")
    sentence = _("Questions are kept for 7 days. Open the page again to see those that are there.")


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
