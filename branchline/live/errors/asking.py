"""Questions of those who watch."""

from django.utils.translation import gettext_lazy as _

from branchline.core.errors import Refusal


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
        "The library reads those that have come first, so yours was not sent. It still stands here: send it again in a"
        " few minutes."
    )


class QuestionNotFound(Refusal):
    """Of another broadcast, or gone."""

    status = 404
    title = _("That question is gone")
    sentence = _("Questions are kept for 7 days. Open the page again to see those that are there.")
