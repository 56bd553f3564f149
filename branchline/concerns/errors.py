"""The sentences of this room that say no."""

from django.utils.translation import gettext_lazy as _

from branchline.core.errors import NotFound, Refusal


class NoSuchTask(NotFound):
    """No task of that name here, or not theirs to see."""

    sentence = _("This task is not here, or it is somebody else’s.")


class SayWhatToDo(Refusal):
    """A task without a sentence."""

    sentence = _("Say in a short sentence what is to be done.")
    field = "what"


class TaskIsTaken(Refusal):
    """Somebody else was quicker."""

    title = _("Somebody else has this task")
    sentence = _("Somebody else has taken this task meanwhile. There is nothing you need to do.")


class TaskHasEnded(Refusal):
    """It is done or dropped."""

    title = _("This task has ended")
    sentence = _("This task is done or dropped already. What came of it stands on its page.")


class SayWhyDropped(Refusal):
    """A task that nobody does any more needs a reason."""

    sentence = _("Say why nobody needs to do this any more.")
    field = "outcome"


class DoesNotWorkHere(Refusal):
    """A task or a duty for somebody who is not here."""

    sentence = _("Choose somebody who works here today.")
    field = "owner"


class NoSuchConcern(NotFound):
    """No concern of that name, or not theirs to read: the answer is the same."""

    sentence = _("That page is not here.")


class SayWhoItIsAbout(Refusal):
    """Neither a record nor words."""

    sentence = _("Say who it is about: a name, or what you know of them.")
    field = "about_words"


class SayWhatYouSaw(Refusal):
    """A concern without what was seen or heard."""

    sentence = _("Write down what you saw or heard. A few words are enough.")
    field = "words"


class SayHowUrgent(Refusal):
    """A concern without an urgency."""

    sentence = _("Choose how urgent it is.")
    field = "urgency"


class SayHowUrgentOrClear(SayHowUrgent):
    """A concern begun within another form, without an urgency."""

    sentence = _("Choose how urgent it is. If you are not worried, clear what you wrote below.")


class NotALead(Refusal):
    """Only whom the service has named may handle concerns; said without looking whether there is one."""

    status = 403
    title = _("Concerns are read by few")
    sentence = _(
        "Only the safeguarding lead, a deputy and whoever is on duty read concerns. A manager can name them."
        " What you raised yourself, and who has it, stands on the page Concerns."
    )


class NotOnATablet(Refusal):
    """A shared tablet lies on a counter."""

    status = 403
    title = _("Not on a shared tablet")
    sentence = _(
        "Concerns are not opened on a shared tablet. Sign in on a device of your own. You can raise one here."
    )


class NotYourOwn(Refusal):
    """Another pair of eyes has to look: whoever raised a concern neither acknowledges nor closes it."""

    title = _("Somebody else has to do this")
    sentence = _(
        "You raised this concern, so somebody else has to acknowledge and close it: the lead, a deputy,"
        " or a manager where nobody else is set."
    )


class IsAcknowledged(Refusal):
    """Somebody else has it already."""

    title = _("Somebody has this concern already")
    sentence = _(
        "Somebody else has acknowledged this concern meanwhile. Their name is on its page."
    )


class AcknowledgeFirst(Refusal):
    """Nobody has said yet that they have it."""

    sentence = _("Acknowledge this concern first, so that everybody knows you have it.")


class ChooseADecision(Refusal):
    """A decision that we don’t know, or none."""

    sentence = _("Choose what you decided.")
    field = "decision"


class SayWhyDecided(Refusal):
    """A decision without its reason."""

    sentence = _("Write down why, and whom you spoke to. Somebody may ask in years to come.")
    field = "decision_words"


class DecideFirst(Refusal):
    """A concern is closed by a decision only."""

    sentence = _("Write down what you decided. Then this concern can be closed.")


class ConcernIsClosed(Refusal):
    """Nothing more is added until it is opened again."""

    title = _("This concern is closed")
    sentence = _("This concern is closed. Open it again to add to it.")


class SayWhyReopened(Refusal):
    """Opening again needs a reason."""

    sentence = _("Say why this concern is opened again.")
    field = "words"


class SayWhatToNote(Refusal):
    """An empty note."""

    sentence = _("Write down what you want to add.")
    field = "words"


class SayWhoAnswers(Refusal):
    """A duty needs an account, or a name and a number."""

    sentence = _("Choose a colleague, or write a name and a telephone number.")
    field = "name"


class NumberThatRings(Refusal):
    """The duty number has to be one."""

    sentence = _("Write a telephone number of the United Kingdom, like 01632 960123.")
    field = "telephone"


class OpensBeforeItCloses(Refusal):
    """Office hours that run backwards, or never."""

    sentence = _("Choose at least one day, and a closing time after the opening time.")
    field = "closes"
