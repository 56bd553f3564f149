"""What the room refuses, in the sentence that a person reads. `field` names the form field."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from branchline.core.design.dates import day_words, when_words
from branchline.core.errors import NotFound, Refusal


class EventNotFound(NotFound):
    """No such event here, or not one that the public may see."""

    sentence = __("That event is not here. It may be over, or the link may be incomplete.")


class BookingNotFound(NotFound):
    """No such booking here."""

    sentence = __("That booking is not here. The link may be incomplete.")


class HasStarted(Refusal):
    """Bookings close at the start."""

    title = __("Booking has closed")
    sentence = __(
        "This has started, so it can’t be booked any more. You can still come and ask at the desk."
    )


class IsCancelled(Refusal):
    """The date does not take place."""

    title = __("This is cancelled")
    sentence = __("This date is cancelled, so it can’t be booked.")


class NoNeedToBook(Refusal):
    """A drop-in."""

    title = __("No need to book")
    sentence = __("You don’t need to book for this. Just come along.")


class NotByTerm(Refusal):
    """Its dates are booked one by one."""

    sentence = __("Each date of this is booked by itself.")


class OnlyByTerm(Refusal):
    """One group, from the first date to the last."""

    title = __("All dates together")
    sentence = __("This is booked for all its dates together. Go back and choose “Book all dates”.")


class TermIsFull(Refusal):
    """All dates or none: names those that have no room for all of them."""

    title = __("Not every date has room")
    field = "adults"

    def __init__(self, *, days: Sequence[datetime], dates: int) -> None:
        if len(days) == dates:
            super().__init__(_("There isn’t room for so many on any of the dates."))
            return
        words = ", ".join(day_words(day, get_language()) for day in days)
        super().__init__(
            _(
                "There isn’t room for so many on each date: not on %(days)s. Ask for fewer people, or book the other"
                " dates one by one."
            )
            % {"days": words}
        )


class AlreadyBooked(Refusal):
    """The same browser, the same name, the same date: the way back was pressed, or it was forgotten."""

    title = __("You have booked this already")

    def __init__(self, *, party: str) -> None:
        super().__init__(
            _(
                "Your places are kept already: %(party)s. You don’t need to book again. If the number"
                " changes, cancel that booking first."
            )
            % {"party": party}
        )


class NotEnoughPlaces(Refusal):
    """More people than places. Says both numbers."""

    title = __("Not enough places")
    field = "adults"

    def __init__(self, *, left: int, asked: int) -> None:
        self.left, self.asked = left, asked
        if left <= 0:
            sentence = _("This is full now. All the places have been booked.")
        else:
            sentence = ngettext(
                "There is %(left)s place left and you asked for %(asked)s.",
                "There are %(left)s places left and you asked for %(asked)s.",
                left,
            ) % {"left": left, "asked": asked}
        super().__init__(sentence)


class OthersAreFirst(Refusal):
    """Places are left, but others wait for them."""

    title = __("There is a waiting list")
    field = "adults"

    def __init__(self, *, waiting: int) -> None:
        super().__init__(
            ngettext(
                "%(n)s other waits for places already. Join the waiting list: it is fair to everybody.",
                "%(n)s others wait for places already. Join the waiting list: it is fair to everybody.",
                waiting,
            )
            % {"n": waiting}
        )


class DrawnByLot(Refusal):
    """Places of a fair opening can't be booked before the draw."""

    title = __("Places are drawn by lot")
    field = "adults"
    sentence = __("Places for this are drawn by lot. Ask for places instead of booking them.")


class AlreadyBeingBooked(Refusal):
    """Somebody has a place, or waits: it would be unfair to them."""

    sentence = __(
        "People have booked or asked already, so this date can’t be drawn by lot any more."
    )


class TooLateToDraw(Refusal):
    """Everybody has to hear in time."""

    field = "hours"
    sentence = __("The draw has to be at least 2 days before the start. Choose a shorter time.")


class BiggerThanTheRoom(Refusal):
    """A party that can never get places, however long it waits."""

    title = __("More than there are places")
    field = "adults"

    def __init__(self, *, capacity: int) -> None:
        super().__init__(
            ngettext(
                "There is %(n)s place in all, so waiting would not help. Choose fewer people, or ask at the library.",
                "There are %(n)s places in all, so waiting would not help. Choose fewer people, or ask at the library.",
                capacity,
            )
            % {"n": capacity}
        )


class AlreadyWaiting(Refusal):
    """The same browser, the same name, the same date."""

    title = __("You are on the list already")

    def __init__(self, *, party: str) -> None:
        super().__init__(
            _(
                "You are on the waiting list already: %(party)s. If the number changes, leave the list"
                " first and join again."
            )
            % {"party": party}
        )


class LetterIsTooSlowToOffer(Refusal):
    """The post is too slow for an offer and its answer."""

    field = "reach"
    sentence = __(
        "Places may come free at short notice, and a letter would come too late. Choose a phone call, a text or an email."
    )


class NotOnTheList(NotFound):
    """No such place in the line here."""

    sentence = __("That place on a waiting list is not here. The link may be incomplete.")


class OfferIsOver(Refusal):
    """Answered already, or too late."""

    title = __("This offer is over")
    sentence = __("These places were held for a while and have gone to whoever was next.")


class NobodyIsComing(Refusal):
    """An empty party, or less than nobody."""

    field = "adults"
    sentence = __("Say how many people are coming: at least 1.")


class TooBigAParty(Refusal):
    """More than one booking may hold."""

    field = "adults"

    def __init__(self, *, most: int) -> None:
        super().__init__(
            _(
                "You can book for up to %(most)s people. For a bigger group, please phone or ask at the library."
            )
            % {"most": most}
        )


class TooManyBookings(Refusal):
    """More than a family books in a day."""

    field = "reach"
    sentence = __(
        "A lot has been booked with this address today. To book more, please phone or ask at the library."
    )


class NeedsAnAdult(Refusal):
    """Young children come with somebody."""

    field = "adults"
    sentence = __("Children come to this with an adult. Please add at least 1 adult.")


class AlreadyCancelled(Refusal):
    """The date was cancelled before."""

    sentence = __("This date is cancelled already.")


class InThePast(Refusal):
    """A date that has been."""

    field = "day"
    sentence = __("The first date is in the past. Choose a date from today on.")


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


class SettingIsFixed(Refusal):
    """People have it in their calendars."""

    field = "setting"
    sentence = __(
        "This event is published, so it can’t change between the library, online and somewhere else. Cancel it,"
        " which tells everybody who booked, and add a new event."
    )


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


class IsNotTheirBranch(Refusal):
    """The branch belongs to another service, is closed for good, or is out of reach."""

    field = "branch"
    sentence = __("Choose one of your own libraries.")


class LetterIsTooSlow(Refusal):
    """The post would bring it after the date."""

    field = "reach"
    sentence = __(
        "A letter can take 5 days, and this is sooner. Choose a phone call, a text or an email, so that we can tell you in time if something changes."
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
