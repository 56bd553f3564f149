"""How to come to something, in the fewest words: what it costs, and whether to book."""

from typing import Protocol

from django.utils.translation import gettext as _

from branchline.core.words import Translated
from branchline.events.models import HowToCome


class Open(Protocol):
    """What people may come to: an entry, or one event's paper."""

    @property
    def online(self) -> bool: ...
    @property
    def free(self) -> bool | None: ...
    @property
    def cost(self) -> Translated: ...
    @property
    def booking(self) -> str: ...


def how_to_come(one: Open) -> tuple[str, ...]:
    """("Free", "Book a place"); of another system's date no more than it says itself."""
    return tuple(words for words in (_cost(one), _coming(one)) if words)


def _cost(one: Open) -> str:
    if one.free:
        return _("Free")
    said = one.cost.text()
    return said or (_("There is a charge") if one.free is False else "")


def _coming(one: Open) -> str:
    match one.booking:
        case HowToCome.BOOKABLE:
            return _("Book a place")
        case HowToCome.DROP_IN:
            return _("Just join in") if one.online else _("Just come")
    return ""
