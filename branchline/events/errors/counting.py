"""Refusals of counting who came, and of the return that is made of it."""

from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from branchline.core.clock import in_london
from branchline.core.design.dates import day_words, time_words
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


class SessionKnownAs(Refusal):
    """Two outcomes for one session: a person says which is right."""

    field = "main_outcome"

    def __init__(self, *, outcome: str) -> None:
        super().__init__(
            _("this session is here already with this number, but counts as: %(outcome)s.")
            % {"outcome": outcome}
        )


class NotToBeCounted(Refusal):
    """A draft, or called off."""

    sentence = __("This date does not take place, so there is nobody to count.")


class TooEarlyToCount(Refusal):
    """Hours before the start. Says from when one may: the day too, where it is not today."""

    def __init__(self, *, opens_at: datetime, now: datetime) -> None:
        lang = get_language()
        day, today = in_london(opens_at).date(), in_london(now).date()
        words = {"time": time_words(opens_at, lang), "day": day_words(day, lang, year=True)}
        super().__init__(
            _("Counting opens today at %(time)s, 3 hours before the start.") % words
            if day == today
            else _("Counting opens on %(day)s at %(time)s, 3 hours before the start.") % words
        )


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
