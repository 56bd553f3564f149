"""Refusals of the room people, as the sentence that the person reads."""

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
