"""Refusals of groups that ask for places, and of their answers."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __
from django.utils.translation import ngettext

from branchline.core.errors import NotFound, Refusal
from branchline.events.models import Left

INSTEAD = __(
    "You can raise the number of places, put on a date of their own, or say no with a kind word."
)


class MoreInGroupThanPlaces(Refusal):
    """Groups of more people than there are places."""

    field = "most_in_group"

    def __init__(self, *, capacity: int) -> None:
        super().__init__(
            ngettext(
                "There is %(n)s place in all, so a group can’t be bigger. Write a number from 1 to %(n)s.",
                "There are %(n)s places in all, so a group can’t be bigger. Write a number from 1 to %(n)s.",
                capacity,
            )
            % {"n": capacity}
        )


class GroupsBookDates(Refusal):
    """A course with one group from the first date to the last has no place for another on one of them."""

    field = "most_in_group"
    sentence = __(
        "This is booked for all its dates together, so a group can’t come to one of them. Leave it empty."
    )


class TakesNoGroups(Refusal):
    """The event doesn't take groups, or not any more."""

    title = __("No groups at this one")
    sentence = __(
        "This event can’t take groups. Please phone or ask at the library: they may have another idea."
    )


class GroupTooBig(Refusal):
    """More people than may ask."""

    field = "adults"

    def __init__(self, *, most: int) -> None:
        super().__init__(
            ngettext(
                "There is room for a group of %(n)s person. If there are more of you, please phone or ask at the library.",
                "There is room for a group of up to %(n)s people. If there are more of you, please phone or ask at the library.",
                most,
            )
            % {"n": most}
        )


class TooManyChildrenInGroup(Refusal):
    """More children than may come at all."""

    field = "children"

    def __init__(self, *, most: int) -> None:
        super().__init__(
            ngettext(
                "There is room for %(n)s child in all. If there are more of you, please phone or ask at the library.",
                "There is room for %(n)s children in all. If there are more of you, please phone or ask at the library.",
                most,
            )
            % {"n": most}
        )


class TooManyAdultsInGroup(Refusal):
    """The same for adults."""

    field = "adults"

    def __init__(self, *, most: int) -> None:
        super().__init__(
            ngettext(
                "There is room for %(n)s adult in all. If there are more of you, please phone or ask at the library.",
                "There is room for %(n)s adults in all. If there are more of you, please phone or ask at the library.",
                most,
            )
            % {"n": most}
        )


class AlreadyAsked(Refusal):
    """The same browser, the same group, the same date."""

    title = __("You have asked already")
    sentence = __(
        "We have a request of this group for this date already. You don’t need to ask again. If the number"
        " changes, take that request back first."
    )


class TooManyGroupRequests(Refusal):
    """More than one person asks in a day."""

    field = "reach"
    sentence = __(
        "Several groups have asked with this address today. To ask for more, please phone or ask at the library."
    )


class GroupNotFound(NotFound):
    """No such request here."""

    sentence = __("That request is not here. The link may be incomplete.")


class AlreadyAnswered(Refusal):
    """Somebody else was quicker, or the group does not ask any more."""

    title = __("This has been answered")

    def __init__(self, *, state: str) -> None:
        words = _("Nothing was changed, because it has been answered meanwhile: %(state)s.")
        super().__init__(words % {"state": state})


class NeedsWords(Refusal):
    """No without a reason."""

    field = "words"
    sentence = __("Say why, in a sentence that the group may read.")


class NoRoomForGroup(Refusal):
    """The group doesn't fit in whole. Says both numbers, and what can be done."""

    title = __("There isn’t room for all of them")

    def __init__(self, *, left: Left, adults: int, children: int) -> None:
        lacking = left.lacking(adults=adults, children=children)
        if adults + children > left.people or not lacking:
            words = ngettext(
                "%(left)s place is left and they are %(asked)s.",
                "%(left)s places are left and they are %(asked)s.",
                left.people,
            ) % {"left": left.people, "asked": adults + children}
        elif "children" in lacking:
            words = ngettext(
                "%(left)s place is left for children and they bring %(asked)s.",
                "%(left)s places are left for children and they bring %(asked)s.",
                left.for_children,
            ) % {"left": left.for_children, "asked": children}
        else:
            words = ngettext(
                "%(left)s place is left for adults and they bring %(asked)s.",
                "%(left)s places are left for adults and they bring %(asked)s.",
                left.for_adults,
            ) % {"left": left.for_adults, "asked": adults}
        super().__init__(f"{words} {INSTEAD}")


class OthersWaitBeforeGroup(Refusal):
    """Nobody books past the line, a group neither."""

    title = __("Others are first")

    def __init__(self, *, waiting: int) -> None:
        words = ngettext(
            "%(n)s party waits for places on this date, and nobody is let in past it.",
            "%(n)s parties wait for places on this date, and nobody is let in past them.",
            waiting,
        ) % {"n": waiting}
        super().__init__(f"{words} {INSTEAD}")


class DrawComesFirst(Refusal):
    """Places of a fair opening go to nobody before the draw."""

    title = __("Places are drawn by lot")
    sentence = __(
        "The places of this date are drawn by lot. Answer once the draw is over, or put on a date of their own."
    )


class TooLateForGroup(Refusal):
    """Staff answer until the start."""

    title = __("This has started")
    sentence = __("This has started, so the request is over. Please ring them if you can.")
