"""The sentences of this room that say no."""

from django.utils.translation import gettext_lazy as _

from branchline.core.errors import NotFound, Refusal

from . import numbers, tags


class NoSuchDevice(NotFound):
    """None of that name here."""

    title = _("We can’t find this device")
    sentence = _("The link may be old, or part of it may be missing. Look the device up by its tag.")  # fmt: skip


class NotOneOfOurTags(Refusal):
    """Something was typed or scanned that is no tag."""

    status = 404
    title = _("This is not one of our tags")
    field = "code"


NOT_A_TAG = {
    tags.Fault.SHAPE: _(
        "This is not one of our tags: a tag has seven digits and a letter, like 417-0256-K. It may be the code of"
        " something else, a book’s for instance."
    ),
    tags.Fault.LETTER: _(
        "This is not one of our tags: the check letter does not match. Look again at each digit, or scan the label."
    ),
}


class NoDeviceHasThisTag(NotOneOfOurTags):
    """A good tag that nothing here has."""

    sentence = _(
        "The tag is well formed, but nothing here has it. It may belong to another library service, whose name"
        " stands on the label."
    )


class LabelOfAnotherService(NotOneOfOurTags):
    """A square code that leads elsewhere."""

    title = _("This label is not ours")
    sentence = _(
        "This square code belongs to another library service, or to something else. Our labels carry our name."
    )


class WrongImei(Refusal):
    """An IMEI that can't be one."""

    field = "imei"


IMEI = {
    numbers.Fault.LETTERS: _("An IMEI has digits only. Dial *#06# on the device to see it."),
    numbers.Fault.LENGTH: _("An IMEI has 15 digits; this one has %(digits)s."),
    numbers.Fault.CHECK: _(
        "The last digit of this IMEI does not fit the others, so one of them was misread. Dial *#06# on the device to see it."
    ),
}


class WrongIccid(Refusal):
    """A SIM number that can't be one."""

    field = "iccid"


ICCID = {
    numbers.Fault.LETTERS: _("The number of a SIM card has digits only."),
    numbers.Fault.LENGTH: _("The number of a SIM card has 19 or 20 digits; this one has %(digits)s."),
    numbers.Fault.BEGINNING: _("The number of a SIM card begins with 89."),
    numbers.Fault.CHECK: _(
        "The last digit of this SIM card’s number does not fit the others, so one of them was misread."
    ),
}  # fmt: skip


class SaySerial(Refusal):
    """A device without a serial number."""

    sentence = _("Write its serial number. It stands on the back or in its settings.")
    field = "serial"


class SerialIsKnown(Refusal):
    """Two devices can't have the same."""

    sentence = _("The device with the tag %(tag)s has this serial number already.")
    field = "serial"


class ImeiIsKnown(Refusal):
    """Two devices can't have the same."""

    sentence = _("Another device here has this IMEI already.")
    field = "imei"


class ModelIsKnown(Refusal):
    """The same maker and name twice."""

    sentence = _("This model is here already. Choose it from the list.")
    field = "name"


class IccidIsKnown(Refusal):
    """The same card twice."""

    sentence = _("This SIM card is here already.")
    field = "iccid"


class PartIsKnown(Refusal):
    """The same part twice."""

    sentence = _("This part is in the case already.")
    field = "name"


class HasASim(Refusal):
    """One card in a device."""

    sentence = _("There is a SIM card in this device already. Take that one out first.")
    field = "code"


class SayWhy(Refusal):
    """What happened needs a reason."""

    sentence = _("Say what happened, in a few words. Somebody will ask one day.")
    field = "words"


class SayWhereTo(Refusal):
    """A move to nowhere new."""

    sentence = _("Choose another library than the one it is at.")
    field = "branch"


class IsInACase(Refusal):
    """What is in a case moves with it."""

    sentence = _(
        "It is in the kit case “%(case)s”. Move the case, or take the device out of it first."
    )
    field = "branch"


class NoLongerOurs(Refusal):
    """Written off, or given away."""

    title = _("This device is no longer ours")
    sentence = _("It was written off or given away, so nothing more is done with it here.")


class NotFromHere(Refusal):
    """A step that does not follow from where the device is."""

    title = _("Something else has happened to it meanwhile")
    sentence = _("Somebody has gone further with this device. Open its page again to see where it is.")  # fmt: skip


class NotInThisOrder(Refusal):
    """A step of making ready before those that come first."""

    sentence = _("The steps before this one come first: open the list again to see which.")


class SecondPerson(Refusal):
    """Who wiped it does not check it."""

    title = _("A second person has to check it")
    sentence = _(
        "You wiped this device yourself, so a colleague has to check it: two pairs of eyes see more. It waits here."
    )


class SayWhoYouAre(Refusal):
    """Nobody acts."""

    sentence = _("Sign in, or give your PIN on this tablet: we write down who did each step.")


class NotTestedYet(Refusal):
    """A test on a day that has not been."""

    sentence = _("Write the day on which it was tested: today or earlier.")
    field = "tested_on"


class NoPlugToTest(Refusal):
    """Its model has none."""

    sentence = _("This model has no mains plug, so there is nothing to test.")


class SheetIsFull(Refusal):
    """Labels for nothing, or too many."""

    sentence = _("Nothing here is to be labelled. Choose another library or kind.")
    field = "branch"


class NotAvailable(Refusal):
    """It can't go out now."""

    title = _("This device can’t go out now")
    sentence = _("Only a device that is available goes out: wiped, set up and checked by a second person.")  # fmt: skip


class TheyHaveDied(Refusal):
    """Nothing is lent to them."""

    title = _("They have died")
    sentence = _("Nothing is lent or booked any more. If a device is still with the family, there is no hurry.")  # fmt: skip


class KeptForSomebody(Refusal):
    """Others come first on these days."""

    sentence = _("It is kept for somebody else on one of these days. Choose others, or another device.")  # fmt: skip
    field = "due_day"


class HeldForTheQueue(Refusal):
    """As many as can go out are held for people in the queue."""

    title = _("Held for people in the queue")
    sentence = _("All of this kind that can go out here are held for people in the queue. Ask for one on this person’s behalf: they join the queue at their place.")  # fmt: skip


KEPT_FROM = _("It is kept for somebody else from %(day)s. Choose a day before that, with two days between, or another device.")  # fmt: skip


class ClosedThatDay(Refusal):
    """Nobody could bring it back."""

    sentence = _("The library is closed on %(day)s. The next open day is %(next)s.")
    field = "due_day"


class NotThatLong(Refusal):
    """Before it begins, or half a year after."""

    sentence = _("Choose a day from tomorrow on, and within half a year.")
    field = "due_day"


class BookAhead(Refusal):
    """A booking is for a day to come."""

    sentence = _("Choose a day from tomorrow on. For today, lend it.")
    field = "from_day"


class EssentialIsMissing(Refusal):
    """Without it nothing goes out."""

    sentence = _("Without this it is of no use to them: %(parts)s. Find it, then lend the device.")
    field = "parts"


class NotSigned(Refusal):
    """Nobody has signed."""

    sentence = _("Nobody has signed yet. Type their name, or say how they said yes.")  # fmt: skip
    field = "name"


class NothingDrawn(Refusal):
    """The screen was left empty."""

    sentence = _("Nothing is drawn yet. Sign with a finger or a pen, or choose another way.")
    field = "way"


class WitnessSignsIn(Refusal):
    """A witness is somebody."""

    sentence = _("Sign in, or give your PIN on this tablet: we write down who the witness is.")
    field = "way"


class NotOutNow(Refusal):
    """The loan has ended, or has not begun."""

    title = _("It is not with them now")
    sentence = _("Somebody has gone further with this loan. Open its page again to see how it stands.")  # fmt: skip


class IsBooked(Refusal):
    """It is kept for somebody."""

    sentence = _("Somebody has booked it. Find them another device first, and take this booking back.")  # fmt: skip


class NoSuchLoan(NotFound):
    """None of that name here."""

    title = _("We can’t find this loan")
    sentence = _("The link may be old, or part of it may be missing. Look in the list of loans.")


class NoSuchRequest(NotFound):
    """None of that name here."""

    title = _("We can’t find this request for a device")
    sentence = _("The link may be old, or part of it may be missing.")


class SayWhyAllTheSame(Refusal):
    """A rule says no."""

    field = "despite"
    sentence = _("A rule says no. Say why they get one all the same, or decline.")


class AskThemFirst(Refusal):
    """A rule could not tell from the records."""

    field = "asked"
    sentence = _("Ask them what stands under “Ask them”, then tick this.")


class NotInTheQueue(Refusal):
    """Somebody was quicker, or they have left."""

    title = _("They do not wait in the queue")
    sentence = _("Somebody may have been quicker. Look again how it stands.")


class OfferHasEnded(Refusal):
    """Answered, or the days are over."""

    title = _("This offer is over")
    sentence = _("It was answered already, or the day has passed and the device went to the next.")


class SayUntilWhen(Refusal):
    """News with a day."""

    field = "quiet_until"
    sentence = _("Choose the day from which we may ask again.")


class NotInOrder(Refusal):
    """Rungs one after the other."""

    sentence = _("Each step comes after the one before it. Choose a later day.")


class PauseIsLast(Refusal):
    """Nothing else has been tried."""

    title = _("Pausing the data is the last thing")
    sentence = _("First everything else: a message, a call, a visit, and sitting down together. Then they are told, a week before.")  # fmt: skip


class NoCardInside(Refusal):
    """There is no data to pause."""

    sentence = _("There is no SIM card of ours in this device.")


class CanNotTellThem(Refusal):
    """Nobody’s data is paused without a word."""

    title = _("We can’t tell them")
    sentence = _("They can’t be told, or do not wish to be. Nobody’s data is paused without a word before.")  # fmt: skip


class NotToldAWeekAgo(Refusal):
    """Announced, not yet due."""

    title = _("Not yet")
    sentence = _("They have a week from the day they were told, and the message has to have gone out. Look again later.")  # fmt: skip


class NothingIsPaused(Refusal):
    """Somebody was quicker."""

    title = _("It stands otherwise now")
    sentence = _("Somebody has gone further with this card. Open the page again to see how it stands.")  # fmt: skip
