"""Refusals of the room places: the sentences that people read. Door of the room."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branchline.core.errors import NotFound, Refusal


class NoSuchPlace(Refusal):
    """What somebody typed leads nowhere. `suggestions` are names that come near."""

    status = 404
    title = _("We can’t find that place")
    field = "near"

    def __init__(self, sentence: "str | Promise", suggestions: tuple[str, ...] = ()) -> None:
        self.suggestions = suggestions
        super().__init__(sentence)


class NoSuchBranch(NotFound):
    """No branch of this id, or one that is not for the public."""

    title = _("We can’t find that library")
    sentence = _("This library is not here. It may have moved; look for it by its name or town.")


class HoursOverlap(Refusal):
    """Two spans of one day meet, or one ends before it begins."""

    title = _("These opening times can’t be right")
    sentence = _("Two opening times on the same day overlap. Change one of them.")


class DaysTaken(Refusal):
    """A change of hours for these days is here already."""

    title = _("These days have a change already")
    sentence = _("Some of these days have a change of hours already. Remove that one first.")
    field = "first_day"


class DaysBackwards(Refusal):
    """The last day comes before the first."""

    title = _("These days can’t be right")
    sentence = _("The last day comes before the first. Change one of them.")
    field = "last_day"


class DayPast(Refusal):
    """Changes are for days to come."""

    title = _("That day is over")
    sentence = _("The last day is over already. Give days from today on.")
    field = "last_day"
