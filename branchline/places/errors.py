"""Refusals of the room places: the sentences that people read. Door of the room."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branchline.core.errors import NotFound, Refusal


class NoSuchPlace(Refusal):
    """What somebody typed leads nowhere. `suggestions` are names that come near; `nation` is where it lies
    when we know no library there, so that one can choose a council of it."""

    status = 404
    title = _("We can’t find that place")
    field = "near"

    def __init__(
        self, sentence: "str | Promise", suggestions: tuple[str, ...] = (), nation: str = ""
    ) -> None:
        self.suggestions, self.nation = suggestions, nation
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


class SeasonTaken(Refusal):
    """Two seasons never claim the same day."""

    title = _("These days have a season already")
    sentence = _(
        "Another season holds on some of these days. Remove that one, or choose other days."
    )
    field = "first_day"


class NoName(Refusal):
    """Everything that residents are told of has a name."""

    title = _("It needs a name")
    sentence = _("Write the name that people know it by.")
    field = "name_en"


class NotAPostcode(Refusal):
    """What stands there is no postcode."""

    title = _("This is not a postcode")
    sentence = _("Write a full postcode, like M33 7ZF, or leave it empty.")
    field = "postcode"


class AlreadyClosed(Refusal):
    """Closing a closed library would change the day on which it closed."""

    title = _("This library has closed already")
    sentence = _("It has closed already. Open it again first, then close it on the right day.")
    field = "on"


class NotClosed(Refusal):
    """Only what is closed, or is going to close, can be opened again."""

    title = _("This library is open")
    sentence = _("It is open already, and nobody has said that it will close.")


class TooFarBack(Refusal):
    """A library does not close before it opened."""

    title = _("That day can’t be right")
    sentence = _("That is before the year in which the library opened.")
    field = "on"


class NotMobile(Refusal):
    """Only mobile libraries have stops."""

    title = _("This library does not travel")
    sentence = _("Only a mobile library has stops. Add a mobile library first.")


class StopTaken(Refusal):
    """A mobile library is at one stop at a time."""

    title = _("It stops elsewhere then")
    sentence = _("This mobile library has a stop on that day at that time already.")
    field = "opens"


class MergedAlready(Refusal):
    """A service goes into one other, once."""

    title = _("We can’t merge these")
    sentence = _("One of these library services is part of another already.")


class NoWords(Refusal):
    """A text that is read says something."""

    title = _("There are no words here")
    sentence = _("Write the Welsh, or leave the draft as it is.")


class NoSuchCode(NotFound):
    """The code of a poster that was never made, or whose page is gone."""

    title = _("This code leads nowhere")
    sentence = _(
        "The code may have a typing mistake, or the poster may be very old. Look for what you want"
        " under What’s on or Libraries, or ask at your library."
    )


class SlugTaken(Refusal):
    """Another service has or had this address, or the house needs it."""

    title = _("This address is taken")
    sentence = _(
        "Another library service has or had this address, or we use it ourselves. Choose another."
    )
    field = "slug"


class NotAHost(Refusal):
    """No name that a browser could look up."""

    title = _("That can’t be the name of a host")
    sentence = _("Give the name alone, without https:// and slashes: whatson.example.org.")
    field = "host"


class HostTaken(Refusal):
    """Another service's, or the one that this installation answers at."""

    title = _("This host is taken")
    sentence = _("Another library service has this host, or it is our own address. Choose another.")
    field = "host"
