"""The sentences of this room that say no."""

from django.utils.translation import gettext_lazy as _

from branchline.core.errors import NotFound, Refusal


class NoSuchSurvey(NotFound):
    """No survey of that name here."""

    title = _("We can’t find these questions")
    sentence = _(
        "The link may be old, or part of it may be missing. There is nothing you need to do."
    )


class SurveyClosed(Refusal):
    """Answers came after the end."""

    title = _("These questions have closed")
    sentence = _(
        "Thank you for wanting to answer. These questions have closed, so we can’t take your answers"
        " any more. Anything you would like to tell us, tell any branch: they pass it on."
    )


class NotYetOpen(Refusal):
    """Answers came before the start."""

    title = _("These questions are not open yet")
    sentence = _("These questions are not open yet. Please come back a little later.")


class NothingAnswered(Refusal):
    """A form without one answer."""

    sentence = _(
        "You have not answered a question yet. Answer one, or close this page: that is fine too."
    )


class NotAnAnswer(Refusal):
    """A code that the question does not have."""

    sentence = _("Choose one of the answers, or leave this question out.")


class WordsTooLong(Refusal):
    """Own words past the limit."""

    sentence = _("Please say it in 1,000 letters or fewer.")


class WrongMoment(Refusal):
    """ "Before" or "after" of a survey that is asked once, or the other way round."""

    sentence = _("Say whether these are the first or the second answers of this person.")


class NoQuestions(Refusal):
    """A survey without a question set, or with one that we don’t know."""

    sentence = _("Choose at least one set of questions.")
    field = "sets"


class EndsBeforeItBegins(Refusal):
    """The last day comes before the first."""

    sentence = _("Choose a last day after the first one.")
    field = "closes"


class FewerThanNone(Refusal):
    """A count of people asked that would fall under nought."""

    sentence = _("The number of people asked can’t be less than 0.")
    field = "asked"


class TooFewToTakeOut(Refusal):
    """Single answers of a handful of people would point at them."""

    title = _("Too few answers to take out")
    sentence = _(
        "Fewer than 10 people have answered, so a list of their answers could point at somebody."
        " Please wait for more."
    )


class StillOpenToTakeOut(Refusal):
    """Two files taken out while answers come in would say what the people between them answered."""

    title = _("Single answers wait until these questions are closed")
    sentence = _(
        "People are still answering. Two files taken on different days would show what the people in"
        " between said. Close the questions first; the results can be read at any time."
    )


class NoSuchRemark(NotFound):
    """Own words that are not here, or not for this person to read."""

    sentence = _("These words are not here any more.")


class AlreadyCounted(Refusal):
    """Paper answers can only be taken back by whoever entered them, and only while open."""

    sentence = _("These answers can no longer be taken back.")


class OnlyStrikeOut(Refusal):
    """Somebody's words are theirs: parts may go, nothing may be added."""

    sentence = _("You can take words out, but not change or add any. Put […] where something was.")
    field = "words"
