"""The sentences of this room that say no."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branchline.core.errors import NotFound, Refusal


class NoSuchRound(NotFound):
    """No call round of that name here."""

    title = _("We can’t find this call round")


class NoSuchCall(NotFound):
    """No call of that id, or a colleague’s."""

    title = _("We can’t find this call")


class NoSuchNeed(NotFound):
    """No need of that id among theirs."""


class NotACaller(Refusal):
    """Whoever asks for a call is no caller, or may not ring today."""

    title = _("You can’t ring anybody today")
    sentence = _("You are not down as a caller yet. Ask your coordinator to add you.")

    def __init__(self, reasons: "Sequence[str | Promise]" = ()) -> None:
        said = " ".join(str(each) for each in reasons)
        super().__init__(
            _(
                "Something is missing before you can ring. %(reasons)s Your coordinator can put it right."
            )
            % {"reasons": said}
            if said
            else None
        )


class ChangedMeanwhile(Refusal):
    """What may be rung changed while the next call was looked for, and again while it was looked for once more."""

    title = _("This changed at this moment")
    sentence = _("Somebody has just changed who may be rung. Press again.")


class NoLease(Refusal):
    """A report or a hand-back without a call in hand."""

    title = _("You have no call in hand")
    sentence = _("This call is no longer yours: it was reported, handed back, or its time ran out.")


class SayWhy(Refusal):
    """Handing a call back, keeping two apart, taking somebody off: never without a reason."""

    sentence = _("Say in a few words why.")
    field = "why"


class NoTelephone(Refusal):
    """Asked to ring for somebody who rings with their own telephone."""

    sentence = _("No telephone on your desk is down with us. Ring with your own.")


class RingsAlready(Refusal):
    """Pressed twice."""

    sentence = _("It rings already.")


class WhenToRingAgain(Refusal):
    """They asked us to ring later, and nobody said when."""

    sentence = _("Say when they would like to be rung again.")
    field = "ring_on"


class RingAgainInThePast(Refusal):
    """The moment has gone."""

    sentence = _("That moment has gone. Choose a later one.")
    field = "ring_on"


class NotCalled(Refusal):
    """A wish, a mark or a missing yes stands in the way: the reason is the sentence."""

    title = _("We don’t ring them")


class OnTheRoundAlready(Refusal):
    """Twice on the same round."""

    sentence = _("They are on this round already.")


class NoSuchPack(NotFound):
    """No such pack here, or somebody else’s."""

    title = _("We can’t find this pack")


class NobodyToPack(Refusal):
    """Nobody is due on that day whom this caller may ring."""

    sentence = _(
        "Nobody is due on that day whom they may ring. Choose another day, or another caller."
    )
    field = "day"


class DayIsOver(Refusal):
    """A pack for yesterday."""

    sentence = _("Choose today or a day that is still to come.")
    field = "day"


class RingsNever(Refusal):
    """Hours without a day or without a minute."""

    sentence = _("Choose at least one day, and an end that comes after the beginning.")
    field = "ends"


class HoursWithoutAnEnd(Refusal):
    """From four until two."""

    sentence = _("Choose an hour that comes after the first.")
    field = "ends"


class NeverRungThen(Refusal):
    """All the hours that suit them are outside those of the round: nobody would ring them, and nobody would see it."""

    field = "suits_part"

    def __init__(self, *, begins: str, ends: str) -> None:
        super().__init__(
            _("This round rings from %(begins)s to %(ends)s, and not on every day. Choose days and hours in which it"
              " rings, or write it into the note for the coordinator.") % {"begins": begins, "ends": ends}
        )  # fmt: skip


class HoursTooWide(Refusal):
    """Calls at night."""

    sentence = _("Nobody is rung before 8 in the morning or after 9 in the evening.")
    field = "begins"


class AsksForMoney(Refusal):
    """A friendly call that sells or collects."""

    sentence = _(
        "A friendly call asks for no money: calls that sell or collect are promotional, and other rules hold for them."
    )
    field = "words"


class StillAsksForMoney(AsksForMoney):
    """A round that is no longer promotional, with a script that sells or collects."""

    sentence = _(
        "What callers say asks for money, so this round is promotional. Change what they say first."
    )
    field = "promotional"


class NotPromotional(Refusal):
    """Numbers of a round that sells nothing are held against no list."""

    sentence = _("This round is not promotional. Its numbers need no screening.")


class NothingToScreen(Refusal):
    """Everybody has said yes, or was screened lately."""

    sentence = _("No number of this round needs to be screened now.")


class NoSuchScreening(NotFound):
    """No screening of that id here."""

    title = _("We can’t find this screening")


class NoSuchCohort(NotFound):
    """No people chosen by a rule under that address."""

    title = _("We can’t find these people")


class AsksNothing(Refusal):
    """A rule that everybody fits."""

    sentence = _(
        "Choose at least one thing to go by: an age, when they last borrowed, a library or a ward."
    )
    field = "age_from"


class NeverSo(Refusal):
    """From 80 to 70 years."""

    sentence = _("Write an age that is not below the first.")
    field = "age_to"


class SayWhyItMay(Refusal):
    """Data that was collected for something else, without a word why it may be used for this."""

    sentence = _("Say why it may be used for these calls: it was collected for something else.")
    field = "compatible"


class SayWhereItStands(Refusal):
    """The same without the line of the privacy notice."""

    sentence = _(
        "Copy the line of your privacy notice that says so. If there is none yet, add it there first."
    )
    field = "notice"


class NotMatchedYet(Refusal):
    """Nobody has said yet whose record it is."""

    title = _("We don’t know yet who they are")
    sentence = _("Find or make their record first: open their contact and say who they are.")


class NobodyFits(Refusal):
    """A rule that puts nobody on the round."""

    sentence = _("Nobody who may be rung fits this rule now.")
