"""Refusals of planning: events, their dates and their places."""

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from branchline.core.design.dates import when_words
from branchline.core.errors import Refusal


class AlreadyCancelled(Refusal):
    """The date was cancelled before."""

    sentence = __("This date is cancelled already.")


class InThePast(Refusal):
    """A date that has been."""

    field = "day"
    sentence = __("This date is in the past. Choose a date from today on.")


class TooFarAhead(Refusal):
    """Nobody plans so far: a slip in the year, which would stand on no list anybody reads."""

    field = "day"
    sentence = __("That is more than 3 years away. Check the year.")


class NoSuchTime(Refusal):
    """The hour that is left out in the night when the clocks go forward."""

    field = "starts"
    sentence = __(
        "The clocks go forward that night, and this hour does not happen. Choose another time."
    )


class EndsBeforeItStarts(Refusal):
    """The times are the wrong way round."""

    field = "ends"
    sentence = __("The end has to be after the start. Check both times.")


class TooLong(Refusal):
    """Half a day is the most."""

    field = "ends"
    sentence = __("An event lasts 12 hours at most. Check both times.")


class NoDates(Refusal):
    """The rule gives no date."""

    field = "until"
    sentence = __("These dates give no event. The last date has to be on or after the first.")


class TooManyDates(Refusal):
    """A slip in the year, most likely."""

    field = "until"

    def __init__(self, *, most: int) -> None:
        super().__init__(
            _("That is more than %(most)s dates. Check the last date, or make a new series later.")
            % {"most": most}
        )


class DatesAreFixed(Refusal):
    """Dates that stand on posters and in calendars don't move silently."""

    field = "day"
    sentence = __(
        "This event is published, so its dates change on the page of each date, which tells everybody who booked."
    )


class DateTaken(Refusal):
    """Two dates of an event at the same moment would be one."""

    field = "day"
    sentence = __("This event has a date at that time already. Choose another day or time.")


class AlreadyPublished(Refusal):
    """Nothing is left to wait for."""

    sentence = __("This event is published already.")


class PublishInThePast(Refusal):
    """A moment that has been."""

    field = "publish_day"
    sentence = __("That moment has been. Choose one that is still to come, or publish it now.")


class NeedsATitle(Refusal):
    """Nothing to print on the card."""

    field = "title"
    sentence = __("Write what the event is called.")


class NeedsAnArea(Refusal):
    """Somewhere else, but where?"""

    field = "venue_area"
    sentence = __("Write the town or neighbourhood.")


class NeedsAPlace(Refusal):
    """Of a home or a doorstep the area is enough; a hall has a name."""

    field = "venue"
    sentence = __("Write what the place is called.")


class NotAnAddress(Refusal):
    """People press it, so it has to be one, and nobody on the way may read along."""

    field = "join_address"
    sentence = __("Check the address. It begins with https://.")


class NeedsACapacity(Refusal):
    """Bookable without a number of places, or a drop-in with one."""

    field = "capacity"
    sentence = __("Say how many people there is room for: at least 1.")


class FewerThanBooked(Refusal):
    """The capacity can't go below what has been promised."""

    field = "capacity"

    def __init__(self, *, booked: int, starts_at: datetime) -> None:
        super().__init__(
            ngettext(
                "%(booked)s person has booked for %(when)s. Choose at least that many places.",
                "%(booked)s people have booked for %(when)s. Choose at least that many places.",
                booked,
            )
            % {"booked": booked, "when": when_words(starts_at, lang=get_language())}
        )


class FewerThanBookedOfAKind(Refusal):
    """Nor can what is left for adults or for children."""

    def __init__(self, *, kind: str, booked: int, starts_at: datetime) -> None:
        self.field = f"most_{kind}"
        when = when_words(starts_at, lang=get_language())
        if kind == "children":
            sentence = ngettext(
                "%(booked)s child has booked for %(when)s. Choose at least that many.",
                "%(booked)s children have booked for %(when)s. Choose at least that many.",
                booked,
            )
        else:
            sentence = ngettext(
                "%(booked)s adult has booked for %(when)s. Choose at least that many.",
                "%(booked)s adults have booked for %(when)s. Choose at least that many.",
                booked,
            )
        super().__init__(sentence % {"booked": booked, "when": when})


class MoreOfAKindThanPlaces(Refusal):
    """A limit that limits nothing, most likely a slip."""

    def __init__(self, *, kind: str, capacity: int) -> None:
        self.field = f"most_{kind}"
        super().__init__(
            _("There are %(capacity)s places in all. Choose fewer, or leave this empty.")
            % {"capacity": capacity}
        )


class ClosesBeforeItOpens(Refusal):
    """Nobody could book."""

    field = "closes_hours_before"
    sentence = __("Then booking would close before it opens. Check both numbers.")


class TooManyQuestions(Refusal):
    """Everybody should be able to book in a minute."""

    def __init__(self, *, most: int) -> None:
        super().__init__(_("Ask %(most)s questions at most.") % {"most": most})


class NeedsAQuestion(Refusal):
    """A reason without a question."""

    sentence = __("Write the question, or leave its reason empty.")

    def __init__(self, *, number: int) -> None:
        self.field = f"question_{number}_asked"
        super().__init__()


class NeedsAReason(Refusal):
    """Nobody is asked without being told why."""

    sentence = __("Say why you ask: people read it beside the question.")

    def __init__(self, *, number: int) -> None:
        self.field = f"question_{number}_because"
        super().__init__()


class NeedsChoices(Refusal):
    """Nothing, or far too much, to choose from."""

    def __init__(self, *, number: int, most: int) -> None:
        self.field = f"question_{number}_choices"
        super().__init__(_("Write 2 to %(most)s answers, one on each line.") % {"most": most})


class AgesAreTurned(Refusal):
    """From is above to."""

    field = "ages"
    sentence = __("The youngest age is above the oldest. Check both.")


class BookingKindIsFixed(Refusal):
    """Places have been promised, or people told to just come."""

    field = "booking"
    sentence = __(
        "This event is published, so it can’t change between booking and dropping in. Add a new event instead."
    )


class NotReadyToPublish(Refusal):
    """Nothing is left to show."""

    def __init__(self, sentence: "str | Promise | None" = None) -> None:
        super().__init__(
            sentence or _("All the dates of this event are over. Add a new event instead.")
        )


class NotAtALibrary(Refusal):
    """One date of an event that meets online, in a hall or at a stop can't be at a library."""

    field = "branch"
    sentence = __(
        "People don’t meet at a library for this event. Change the place of the event instead."
    )


class IsNotTheirBranch(Refusal):
    """The branch belongs to another service, is closed for good, or is out of reach."""

    field = "branch"
    sentence = __("Choose one of your own libraries.")
