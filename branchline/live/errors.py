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
