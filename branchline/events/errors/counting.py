"""Refusals of counting who came, and of the return that is made of it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from branchline.core.errors import Refusal


class InTheFuture(Refusal):
    """Nobody can have come yet."""

    field = "event_date"
    sentence = __("this day is still to come, so nobody can have been counted. Check the date.")


class SessionKnown(Refusal):
    """Two numbers for one session: a person says which is right."""

    field = "attendees"

    def __init__(self, *, people: int) -> None:
        super().__init__(
            _(
                "this session is here already, with another number: %(people)s. Correct it on its page."
            )
            % {"people": people}
        )


class NotToBeCounted(Refusal):
    """A draft, or called off."""

    sentence = __("This date does not take place, so there is nobody to count.")


class TooEarlyToCount(Refusal):
    """Hours before the start."""

    sentence = __("Counting opens 3 hours before the start.")


class TooLongAgo(Refusal):
    """What the number is made of has been forgotten, so nothing can be added to it."""

    sentence = __("This is too long ago to be changed: only the number itself is still kept.")


class Misread(Refusal):
    """Not what the page of the count sends."""

    status = 400
    sentence = __("This could not be read, so it was not counted.")


class SameOutcomeTwice(Refusal):
    """The second says nothing more."""

    field = "second"
    sentence = __("That is the main outcome already. Choose another one, or none.")
