"""Refusals of the room people, as the sentence that the person reads."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branchline.core.errors import NotFound, Refusal

# Colleagues


class AlreadyWorksHere(Refusal):
    """The same role again for the same person."""

    field = "email"
    sentence = _(
        "This person already has that role here. You can change their branches on their page."
    )


class AlreadyInvited(Refusal):
    """An open invitation to the same role."""

    field = "email"
    sentence = _(
        "We have already invited this person to that role. You can withdraw it and ask again."
    )


class LastManager(Refusal):
    """A service without a manager could never be managed again."""

    title = _("Somebody has to manage the service")
    sentence = _(
        "This is the only service manager. Ask somebody else to be a service manager first;"
        " then you can end or change this."
    )


class RoleNotGivenHere(Refusal):
    """National roles, and roles that don't fit the organisation."""

    field = "role"
    sentence = _("That role can’t be given here. Choose one of the roles in the list.")


class NoBranchChosen(Refusal):
    """Some branches, but none of them named."""

    field = "branches"
    sentence = _("Choose at least one branch, or say that all branches are meant.")


class ManagersReachEverything(Refusal):
    """A manager of half a service is an events lead or branch staff."""

    field = "reach"
    sentence = _("A service manager works for all branches. Choose all branches, or another role.")


class AlreadyPartner(Refusal):
    """The same organisation again."""

    field = "name"
    sentence = _("You work with them already. They are in the list of partners.")


class KeptAsItIs(Refusal):
    """A rule that is the same everywhere."""

    sentence = _("This is kept for the same time everywhere, so it can’t be changed here.")


class KeptTooLong(Refusal):
    """Longer than the room's rule."""

    field = "months"

    def __init__(self, most: int) -> None:
        super().__init__(_("At most %(most)s months. Write a smaller number.") % {"most": most})


class KeptTooShort(Refusal):
    """So short that the purpose is lost."""

    field = "months"

    def __init__(self, least: int) -> None:
        super().__init__(
            _("At least %(least)s months, so that it still serves its purpose.") % {"least": least}
        )


class AlreadyEnded(Refusal):
    """Two managers at the same page."""

    sentence = _("This has already ended. Nothing more needs doing.")


class InvitationNotOpen(NotFound):
    """Withdrawn, accepted, too old or never there."""

    title = _("This invitation is no longer open")
    sentence = _(
        "It may have been used already, withdrawn, or be more than two weeks old."
        " Please ask whoever invited you to send a new one."
    )


class AnotherAddress(Refusal):
    """Signed in under another email address than the invited one."""

    status = 403
    title = _("This invitation is for another email address")
    sentence = _(
        "You are signed in with a different email address from the one we wrote to."
        " Sign out, then open the link in the email again."
    )


class StillWorksHere(Refusal):
    """An account with a role can't be closed by itself."""

    title = _("You still work somewhere")
    sentence = _(
        "Your account opens a desk. Ask your service manager to end that first; then you can close it."
    )


# Shared tablets


class WeakPin(Refusal):
    """A PIN that somebody would try first."""

    field = "pin"
    sentence = _("That PIN is too easy to guess. Avoid repeated digits and runs such as 123456.")


class WrongPin(Refusal):
    """The same words for a wrong PIN and for no PIN at all."""

    field = "pin"
    sentence = _("That PIN does not match. Check the name and try again.")


class AskedTooOften(Refusal):
    """Too many wrong PINs: it sleeps for a while."""

    field = "pin"
    sentence = _(
        "There have been too many wrong PINs. Wait 15 minutes and try again,"
        " or sign in with your email address."
    )


# Contacts and residents

ADDRESS_SENTENCES = {
    "email": _("Check the email address. It needs an @, for example name@example.org."),
    "sms": _("Check the mobile number. It looks like 07700 900123."),
    "phone": _("Check the phone number. It looks like 0161 496 0123."),
    "letter": _("Write the address line by line, with the postcode on the last one."),
}


class AddressNotRight(Refusal):
    """No address of that route has this shape."""

    status = 400
    field = "address"

    def __init__(self, route: str) -> None:
        super().__init__(ADDRESS_SENTENCES[route])


class NameMissing(Refusal):
    """A record without a name could not be found again."""

    status = 400
    field = "name"
    sentence = _("Write their name. One word is enough.")


class PostcodeNotRight(Refusal):
    """It has not the shape of a postcode."""

    status = 400
    field = "postcode"
    sentence = _("Check the postcode. It looks like M33 7ZF. Leave it empty if you don’t know it.")


class BornInTheFuture(Refusal):
    """A date of birth after today, or longer ago than anybody has lived."""

    status = 400
    field = "born_on"
    sentence = _("Check the date of birth: nobody was born on that day who is alive today.")


class CardBelongsToAnother(Refusal):
    """An external id stands for one person."""

    field = "card"
    sentence = _(
        "That number already belongs to another record. Look it up: it may be the same person."
    )


class RouteAlreadyThere(Refusal):
    """The same address again."""

    field = "address"
    sentence = _("We already have that one for this person.")


class NeedAlreadyThere(Refusal):
    """The same need again."""

    field = "need"
    sentence = _("That need is already on the record. You can review it there.")


class ActsForThemselves(Refusal):
    """A carer is somebody else, with an address of their own."""

    field = "address"
    sentence = _("That is this person’s own address. Write how to reach the one who acts for them.")


class AlreadyActsForThem(Refusal):
    """The same carer again."""

    field = "address"
    sentence = _("They act for this person already. To change it, end that first.")


class AnotherIsWrittenTo(Refusal):
    """Messages about somebody go to one person."""

    field = "gets_messages"

    def __init__(self, name: str) -> None:
        sentence = _("Messages go to %(name)s already. End that first, or leave this empty.")
        super().__init__(str(sentence) % {"name": name})


class MarkAlreadyThere(Refusal):
    """The same mark again."""

    sentence = _("The record already says so. Nothing more needs doing.")


class NothingToWithdraw(Refusal):
    """No yes to take back."""

    field = "answer"
    sentence = _("They have not said yes to this, so there is nothing to take back. Choose “No”.")


class AlreadyDecided(Refusal):
    """Two colleagues at the same page."""

    sentence = _("Somebody has already decided this. Open the page again to see how.")


class LinkedToAnother(Refusal):
    """A contact is one person at most."""

    title = _("This contact is linked to another record")
    sentence = _("Undo that link first; then you can link the contact here.")


class ProofNotKnown(Refusal):
    """Another code, one that is too old, or one for another address: the answer is the same."""

    field = "code"
    sentence = _(
        "This code is not the one that we sent, or it is too old. Look at the newest message together,"
        " or send a new code."
    )


class NotToBeWrittenTo(Refusal):
    """A mark or a wish stands in the way; `queries.may_contact` says which."""

    title = _("We don’t write to them")

    def __init__(self, why: "str | Promise") -> None:
        super().__init__(str(why))


class AlreadyUndone(Refusal):
    """Undoing twice."""

    sentence = _("This has already been undone. Nothing more needs doing.")


class MergedAway(Refusal):
    """The record has become part of another."""

    sentence = _("One of the two has become part of another record meanwhile. Open the page again.")


class UndoTheLaterMergeFirst(Refusal):
    """Merges are undone in the order of a pile of plates."""

    sentence = _("The record was merged once more since. Undo that merge first.")


class CanNoLongerBeUndone(Refusal):
    """What the records were before is kept for a year."""

    sentence = _("This merge is more than a year old: what the two records were is no longer kept.")


class NoSuchPerson(NotFound):
    """Nobody of that id in this service."""
