"""A page of cards, in groups under headings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.design.dates import near_day_words

from ..forms.filters import Filters
from ..parts import Card
from ..queries import ListingCard, Page, listings

MILES = ((2, 3_000), (5, 8_000), (10, 16_000), (20, 32_000))
"""Rings around a place: miles as people say them, and the metres at which the query draws them."""


@dataclass(frozen=True)
class Group:
    """Cards under one heading: a day, or how far away."""

    heading: str
    cards: list[Card]


@dataclass(frozen=True)
class Found:
    """A page of cards in groups, and the addresses of the next page and of the first."""

    groups: list[Group]
    later: str
    start: str
    narrowed: bool
    over: bool

    @classmethod
    def of_some(cls, shown: Sequence[Card], filters: Filters, now: datetime) -> "Found":
        """Some of what there is: nothing comes behind it."""
        return cls(_groups(shown, now), "", "", filters.narrowed, filters.over)


def that_day_or_next(
    filters: Filters, *, now: datetime, **asked: Any
) -> tuple[Page[ListingCard], str]:
    """What is on then. Where nothing is, what comes next in the same place, and a heading that says so.

    `asked` goes to `queries.listings` besides the filters. One query, two where nothing is on that day.
    """
    page = listings(now=now, after=filters.after or None, **asked, **filters.query())
    if page.rows or filters.after or filters.days is None or filters.over:
        return page, ""
    later = listings(now=now, **asked, **{**filters.query(), "days": None})
    if not later.rows:
        return page, ""
    day = filters.days.words(get_language())
    return later, _("%(day)s: nothing on around here") % {"day": day}


def found_page(
    shown: Sequence[Card],
    after: str | None,
    filters: Filters,
    path: str,
    words: dict[str, str],
    now: datetime,
) -> Found:
    """`after` is the cursor of the next page; `words` stand in its address besides the filters."""
    more = filters.address(path, **words, after=after) if after else ""
    start = filters.address(path, **words) if filters.after else ""
    return Found(_groups(shown, now), more, start, filters.narrowed, filters.over)


def _groups(shown: Sequence[Card], now: datetime) -> list[Group]:
    """By day; near a place by how far away, in which the sooner comes first."""
    return [
        Group(heading, list(group)) for heading, group in groupby(shown, lambda c: _heading(c, now))
    ]


def _heading(shown: Card, now: datetime) -> str:
    if shown.somewhere:
        return _("Around here: how far, we don’t know")
    if shown.distance is None:
        today, day = clock.in_london(now).date(), clock.in_london(shown.start).date()
        return near_day_words(max(day, today), today, get_language())
    for miles, metres in MILES:
        if shown.distance <= metres:
            return _("Within %(miles)s miles") % {"miles": miles}
    return _("Further away")
