"""Refusals of the waiting list, its offers, and openings by lot."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __
from django.utils.translation import ngettext

from branchline.core.errors import NotFound, Refusal


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


class OpensByItself(Refusal):
    """Either a moment at which booking opens, or a draw."""

    field = "hours"
    sentence = __(
        "Booking for this opens by itself on a later day. To draw places instead, change the event first, so that"
        " booking is open."
    )


class TooLateToDraw(Refusal):
    """Everybody has to hear in time."""

    field = "hours"
    sentence = __(
        "The draw has to be at least 2 days before the start, and before booking closes. Choose a shorter time."
    )


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


class MoreChildrenThanEver(Refusal):
    """The same for children, of whom no more than so many may come."""

    title = __("More than there are places")
    field = "children"

    def __init__(self, *, most: int) -> None:
        super().__init__(
            ngettext(
                "There is %(n)s place for children in all, so waiting would not help. Choose fewer children, or ask at the library.",
                "There are %(n)s places for children in all, so waiting would not help. Choose fewer children, or ask at the library.",
                most,
            )
            % {"n": most}
        )


class MoreAdultsThanEver(Refusal):
    """The same for adults."""

    title = __("More than there are places")
    field = "adults"

    def __init__(self, *, most: int) -> None:
        super().__init__(
            ngettext(
                "There is %(n)s place for adults in all, so waiting would not help. Choose fewer adults, or ask at the library.",
                "There are %(n)s places for adults in all, so waiting would not help. Choose fewer adults, or ask at the library.",
                most,
            )
            % {"n": most}
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


class DrawnAlready(Refusal):
    """The clock or a colleague was first."""

    sentence = __("The places have been drawn already, and everybody is being told.")


class NeedsAReasonToDraw(Refusal):
    """People were promised more time."""

    field = "reason"
    sentence = __("Say why it is drawn earlier, in a sentence that everybody may read.")
