"""Refusals of the room: the sentences a person reads."""

from django.utils.translation import gettext_lazy as _

from branchline.core.errors import NotFound, Refusal


class CampaignNotFound(NotFound):
    """No campaign of that name, or not open yet."""

    title = _("We can’t find that campaign")
    sentence = _("There is no campaign at this address. It may not be open yet.")


class ServiceNotInIt(NotFound):
    """No such service, or it doesn't take part."""

    title = _("This library service doesn’t take part")
    sentence = _("There is no library service of that name in this campaign.")


class NeedsAName(Refusal):
    """A campaign without a name."""

    sentence = _("Give the campaign a name, like Libraries Week.")
    field = "name"


class AddressTaken(Refusal):
    """Another campaign has the address, or it is a word of the house."""

    sentence = _("Another page has this address. Choose another, for example with the year.")
    field = "slug"


class DaysBackwards(Refusal):
    """The last day comes before the first."""

    sentence = _("The last day comes before the first. Check both dates.")
    field = "last_day"


class TooLong(Refusal):
    """More days than a campaign has."""

    sentence = _("A campaign lasts at most 92 days. Choose an earlier last day.")
    field = "last_day"


class CampaignIsOver(Refusal):
    """Nothing can be changed after its last day."""

    sentence = _("This campaign is over, so nothing in it can be changed any more.")


class NotTakingPart(Refusal):
    """The service has not joined, or has left."""

    sentence = _("Your service doesn’t take part in this campaign. Join it first.")


class NoSuchEvent(NotFound):
    """No event of this service with dates in the campaign."""

    sentence = _("We can’t find that event among your dates in this campaign.")


class NothingToPrint(Refusal):
    """No event of the service takes part."""

    sentence = _("None of your events takes part yet, so there is nothing to make.")


class NoSuchToolkit(NotFound):
    """Not this service's, not ready, or no longer kept."""

    sentence = _("These posters are no longer here. Make them again: it takes a minute.")


class SourceKnown(Refusal):
    """The service has named this address already."""

    sentence = _("You have added this address already.")
    field = "address"


class TooManySources(Refusal):
    """More addresses than a service has other systems."""

    sentence = _("You can add at most 20 addresses. Remove one that you no longer need.")


class NotAnAddress(Refusal):
    """Nothing that leads to a page."""

    sentence = _("Give the whole address, beginning with https://.")
    field = "address"


class NoSuchSource(NotFound):
    """Not this service's, or removed."""

    sentence = _("That calendar or page is not among yours any more.")
