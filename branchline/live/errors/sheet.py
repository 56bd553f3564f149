"""The run sheet, and the taps on its lines."""

from django.utils.translation import gettext_lazy as _

from branchline.core.errors import Refusal


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
