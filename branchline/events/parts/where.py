"""Where people meet, in the words of a page: the library, a screen, a place in town."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from branchline.events.models import BY_AREA, ListedEvent, Occurrence, Setting
from branchline.events.queries import ListingCard
from branchline.places.models import Branch

ICONS = {Setting.IN_PERSON: "map-pin", Setting.ONLINE: "video", Setting.OUTREACH: "milestone"}


@dataclass(frozen=True)
class Where:
    """An icon, the place in few words, the room, and a line below."""

    icon: str
    place: Any
    room: Any
    more: str
    online: bool = False
    at_library: bool = False


def where_of_date(occurrence: Occurrence) -> Where:
    """Of a date in its service's scope."""
    event, branch = occurrence.event, occurrence.branch
    room, address = occurrence.at.room, branch.address
    town = ", ".join(part for part in (event.venue_area, event.venue_postcode) if part)
    return _where(event.setting, event.venue_kind, event.venue, branch.name, room, address, town)


def where_of_listing(shown: ListingCard, branch: Branch) -> Where:
    """Of a listing; the branch gives its street."""
    town = ", ".join(part for part in (shown.town, shown.postcode) if part)
    room, address = shown.room, branch.address
    return _where(
        shown.setting, shown.venue_kind, shown.venue, shown.branch_name, room, address, town
    )


def place_of(shown: ListingCard | ListedEvent) -> Any:
    """The place in few words, for a card."""
    match shown.setting:
        case Setting.ONLINE:
            return _("Online")
        case Setting.OUTREACH:
            return shown.venue or shown.town
        case _:
            return shown.branch_name


def _where(
    setting: str, kind: str, venue: Any, branch: Any, room: Any, address: str, town: str
) -> Where:
    icon = ICONS[Setting(setting)]
    match setting:
        case Setting.ONLINE:
            more = _("You join from home, with a link that opens 30 minutes before the start.")
            return Where(icon, _("Online"), "", more, online=True)
        case Setting.OUTREACH if kind in BY_AREA:
            more = _("We tell those who take part where exactly.")
            return Where(icon, town, "", more)
        case Setting.OUTREACH:
            return Where(icon, venue or town, "", town if venue else "")
        case _:
            return Where(icon, branch, room, address, at_library=True)
