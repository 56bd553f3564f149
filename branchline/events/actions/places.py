"""The counter of a date: how many places its bookings and offers hold, adults and children apart.

Changed nowhere else, and always relative to itself, under the date's lock.
"""

from collections.abc import Iterable
from typing import Protocol

from django.db.models import F

from branchline.events.models import Occurrence


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
    Occurrence.objects.filter(pk__in=list(dates)).update(
        booked=F("booked") + adults + children,
        booked_adults=F("booked_adults") + adults,
        booked_children=F("booked_children") + children,
    )
