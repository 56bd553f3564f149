"""The sentences of this room that say no."""

from django.utils.translation import gettext_lazy as _

from branchline.core.errors import NotFound, Refusal


class NoSuchReferral(NotFound):
    """None of that name, or not for this person to see."""

    title = _("We can’t find this referral")
    sentence = _("The link may be old, or part of it may be missing.")


class NotAgreed(Refusal):
    """Nothing is passed on without a yes."""

    sentence = _("Ask them first, in the words above, and choose how they said yes.")
    field = "consent_how"


class MayNotPassOn(Refusal):
    """They have died, or do not wish it; the sentence says which."""

    title = _("We may not pass this on")


class PartnerTakesNobody(Refusal):
    """The offer has ended, or the partnership has."""

    sentence = _("This partner takes nobody at the moment. Choose another one.")
    field = "partner"


class NotTheirKind(Refusal):
    """The partner does something else."""

    sentence = _("This partner does not help with that. Choose another partner, or something else.")
    field = "partner"


class SayWhatIsNeeded(Refusal):
    """Without words the partner would have to ask again."""

    sentence = _("Say in a few words what is needed. Partners ask for this most of all.")
    field = "words"


class NothingToReachThem(Refusal):
    """The partner could not get in touch."""

    sentence = _(
        "Tick at least one way by which the partner can reach them, of those that we know."
    )
    field = "share"


class AlreadyAnswered(Refusal):
    """Somebody was quicker."""

    title = _("This has been answered already")
    sentence = _("Somebody has answered this already. Nothing was changed.")


class NoLongerNeeded(Refusal):
    """The person changed their mind, or it was taken back."""

    title = _("This is no longer needed")
    sentence = _(
        "This referral was taken back, so there is nothing more to do. Thank you for looking."
    )


class NotAcceptedYet(Refusal):
    """Done, before anybody said yes."""

    sentence = _("Say first that you will help. Then you can say that it is done.")


class NotSentYet(Refusal):
    """A draft can’t be answered."""

    sentence = _("This referral has not been sent yet.")


class SayWhy(Refusal):
    """A no without a reason."""

    sentence = _("Say why not, in words that the person can read.")
    field = "reason"


class SayWhatElse(Refusal):
    """A no that leaves the person alone."""

    sentence = _("Say what else could help: another place, a number, or that we will look.")
    field = "instead"


class AlreadyEnded(Refusal):
    """Declined, withdrawn, or the person has said that it happened."""

    sentence = _("This referral has ended. Make a new one if they need something again.")


class CantBeReached(Refusal):
    """An organisation outside without any way to reach it."""

    sentence = _("Give an email address, a telephone number or an address of theirs.")
    field = "email"


class NoSuchNumber(Refusal):
    """A telephone number that can’t be one."""

    sentence = _("Write the telephone number with its area code, like 0161 496 0123.")
    field = "telephone"


class NameThem(Refusal):
    """An offer of nobody."""

    sentence = _("Choose a partner, or write the name of another organisation.")
    field = "name"


class ChooseKinds(Refusal):
    """An offer of nothing."""

    sentence = _("Choose at least one thing that they help with.")
    field = "kinds"


class DaysOutOfRange(Refusal):
    """An answer in no days, or in a quarter of a year."""

    sentence = _("Choose between 1 and 60 working days.")
    field = "answer_days"
