"""The counter of a date: how many places its bookings and offers hold, adults and children apart.

Changed nowhere else, and always relative to itself, under the date's lock.
"""

from collections.abc import Iterable
from typing import Any, Protocol

from branchline.core import prepared

COUNT = (
    "UPDATE events_occurrence SET booked = booked + %s, booked_adults = booked_adults + %s,"
    " booked_children = booked_children + %s"
)
COUNT_EACH = f"{COUNT} WHERE id = ANY(%s)"


class Party(Protocol):
    """Whoever takes places: a booking, a wish, a place in the line."""

    @property
    def adults(self) -> int: ...
    @property
    def children(self) -> int: ...


def take_places(*, dates: Iterable[int], party: Party) -> None:
    """Count a party on each of these dates, by their row numbers. The database refuses one too many."""
    _count(dates, party.adults, party.children)


def give_back(*, dates: Iterable[int], party: Party) -> None:
    """Free what a party held on each of these dates."""
    _count(dates, -party.adults, -party.children)


def _count(dates: Iterable[int], adults: int, children: int) -> None:
    prepared.run(COUNT_EACH, [*counted(adults, children), list(dates)]).close()


def counted(adults: int, children: int) -> list[Any]:
    """The values of `COUNT`."""
    return [adults + children, adults, children]
