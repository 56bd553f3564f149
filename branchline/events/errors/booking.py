"""Refusals of bookings, single ones and whole terms."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from branchline.core.design.dates import day_words, when_words
from branchline.core.errors import NotFound, Refusal
from branchline.events.models import Left


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


class HasBeen(Refusal):
    """What has been is counted as it was."""

    title = __("This has been")
    sentence = __("This has been, so there is nothing left to cancel.")


class NotYetOpen(Refusal):
    """At the same moment for everybody, on the web, by phone and at the desk."""

    title = __("Booking has not opened yet")

    def __init__(self, *, opens_at: datetime) -> None:
        super().__init__(opens_in_words(opens_at))


def opens_in_words(opens_at: datetime) -> str:
    """ "Booking opens on Monday 3 May, 10am, ..."."""
    return _("Booking opens on %(when)s: online, by phone and at the desk.") % {
        "when": when_words(opens_at, lang=get_language())
    }


class BookingHasClosed(Refusal):
    """Some time before the start, so that things can be got ready."""

    title = __("Booking has closed")
    sentence = __(
        "Booking for this has closed, so that we can get everything ready. Ring or ask at the library whether"
        " you can still come."
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

    def __init__(self, *, party: str, booking: str = "") -> None:
        """`booking`: the public id of the one, where its page can change how many come."""
        self.booking = booking
        words = (
            _(
                "Your places are kept already: %(party)s. You don’t need to book again. If more or fewer of you come,"
                " change your booking."
            )
            if booking
            else _(
                "Your places are kept already: %(party)s. You don’t need to book again. If more of you come, ring or"
                " ask at the library."
            )
        )
        super().__init__(words % {"party": party})


class NotEnoughPlaces(Refusal):
    """More people than places, or more of a kind than may come. Says both numbers."""

    title = __("Not enough places")

    def __init__(self, *, left: Left, adults: int, children: int) -> None:
        self.left, self.asked = left, adults + children
        lacking = left.lacking(adults=adults, children=children)
        self.full_for = next((kind for kind in lacking if not left.room_for(kind)), "")
        self.field = self.full_for or ("children" if lacking == ("children",) else "adults")
        if left.full:
            sentence = _("This is full now. All the places have been booked.")
        elif self.full_for:
            sentence = _full_for(self.full_for, left)
        elif adults + children > left.people or not lacking:
            sentence = ngettext(
                "There is %(left)s place left and you asked for %(asked)s.",
                "There are %(left)s places left and you asked for %(asked)s.",
                left.people,
            ) % {"left": left.people, "asked": self.asked}
        elif "children" in lacking:
            sentence = _for_children(left.for_children, children)
        else:
            sentence = _for_adults(left.for_adults, adults)
        super().__init__(sentence)


def _full_for(kind: str, left: Left) -> str:
    """One kind has no place at all, the other has: more telling than how many that are together."""
    if kind == "children":
        return ngettext(
            "This is full for children now. There is %(left)s place left for adults.",
            "This is full for children now. There are %(left)s places left for adults.",
            left.for_adults,
        ) % {"left": left.for_adults}
    return ngettext(
        "This is full for adults now. There is %(left)s place left for children.",
        "This is full for adults now. There are %(left)s places left for children.",
        left.for_children,
    ) % {"left": left.for_children}


def _for_children(left: int, asked: int) -> str:
    return ngettext(
        "There is %(left)s place left for children and you asked for %(asked)s.",
        "There are %(left)s places left for children and you asked for %(asked)s.",
        left,
    ) % {"left": left, "asked": asked}


def _for_adults(left: int, asked: int) -> str:
    return ngettext(
        "There is %(left)s place left for adults and you asked for %(asked)s.",
        "There are %(left)s places left for adults and you asked for %(asked)s.",
        left,
    ) % {"left": left, "asked": asked}


PHONE_FOR_MORE = __(
    "You can book for up to %(limit_value)d people. For a bigger group, please phone or ask at the library."
)
ASK_AS_A_GROUP = __(
    "You can book for up to %(limit_value)d people. If you are more, ask for places as a group."
)


class TooBigAParty(Refusal):
    """More than one booking may hold."""

    field = "adults"

    def __init__(self, *, most: int, groups: bool = False) -> None:
        super().__init__(str(ASK_AS_A_GROUP if groups else PHONE_FOR_MORE) % {"limit_value": most})


class NotFewer(Refusal):
    """More of a kind than were booked."""

    field = "adults"
    sentence = __(
        "This is only for fewer people. To bring more, book for them in the name of one of them."
    )


class FewerFirst(Refusal):
    """Fewer of one kind and more of the other at once."""

    field = "adults"
    sentence = __("Do this in two steps: first say who stays at home, then add who comes instead.")


class NoRoomForMore(Refusal):
    """Too few places are left for those who come too, or others wait for them."""

    title = __("No room for more")
    field = "adults"
    sentence = __(
        "There is no room for more of you now. Your places stay as they are: nothing was changed. Ring or ask at the"
        " library whether they can help."
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


class LetterIsTooSlow(Refusal):
    """The post would bring it after the date."""

    field = "reach"
    sentence = __(
        "A letter can take 5 days, and this is sooner. Choose a phone call, a text or an email, so that we can tell you in time if something changes."
    )
