"""Dates as a calendar shows them: a series once, with its rule, what it leaves out and what differs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.urls import reverse

from branchline.core import ical
from branchline.core.clock import in_london
from branchline.events.letters.calendar import Entry
from branchline.events.models import (
    OF_THE_EVENT,
    Access,
    HowToCome,
    Setting,
    Theme,
    at_wall,
)
from branchline.events.models.rules import days_by_rule
from branchline.events.parts.where import place_of
from branchline.events.queries import FeedDate, Programmed

OWN = frozenset(fact.value for fact in OF_THE_EVENT)


@dataclass(frozen=True)
class Writer:
    """Writes entries in one language; `full` makes a path a full address."""

    language: str
    full: Callable[[str], str]
    _below: dict[str, str] = field(default_factory=dict, repr=False)

    def entries(self, each: Programmed) -> list[Entry]:
        """A series as one entry with a rule, and one for each date that differs; single dates as they are."""
        regular = _regular(each)
        if not regular:
            return [self.single(each, found) for found in each.dates]
        odd = [found for found in each.dates if found not in regular.values()]
        return [*self._series(each, regular), *(self.single(each, found) for found in odd)]

    def single(self, each: Programmed, found: FeedDate) -> Entry:
        """One date on its own, under its own name."""
        event, service = each.event, each.event.service
        return Entry(
            public_id=found.public_id,
            title=event.title.text(self.language),
            starts_at=found.starts_at,
            ends_at=found.ends_at,
            changed_at=found.changed_at,
            sequence=found.version,
            cancelled=found.is_cancelled,
            place=self._where(each, found),
            description=self._words(each, found),
            address=self._page(service.slug, found.public_id),
            organiser=service.name.text(self.language),
            position=None if found.lat is None or found.lon is None else (found.lat, found.lon),
            language=self.language,
            categories=(str(Theme(event.theme).label),),
        )

    def _page(self, slug: str, public_id: str) -> str:
        """The full address of a date. What stands before its id is made once: there may be a thousand."""
        below = self._below.get(slug)
        if below is None:
            whole = self.full(reverse("events:occurrence", args=[slug, public_id]))
            below = self._below[slug] = whole.removesuffix(public_id)
        return f"{below}{public_id}"

    def _series(self, each: Programmed, regular: dict[date, FeedDate]) -> list[Entry]:
        event, days = each.event, sorted(regular)
        start = {day: at_wall(day, event.starts) for day in _ruled(each, days[0], days[-1])}
        called_off = all(found.is_cancelled for found in regular.values())
        as_ever = next(
            (found for day in days if not _is_elsewhere(each, found := regular[day])),
            regular[days[0]],
        )
        where = self.single(each, as_ever)
        usual = replace(
            self.single(each, regular[days[0]]),
            place=where.place,
            position=where.position,
            public_id=event.public_id,
            starts_at=start[days[0]],
            ends_at=at_wall(days[0], event.ends),
            changed_at=event.changed_at,
            sequence=event.version,
            cancelled=called_off,
            rule=f"{event.rule};UNTIL={ical.moment(start[days[-1]])}" if len(start) > 1 else "",
            without=tuple(at for day, at in start.items() if day not in regular),
        )
        own_access = _own_access(regular[days[0]])
        differing = [
            replace(self.single(each, found), public_id=event.public_id, instead_of=start[day])
            for day, found in regular.items()
            if len(start) > 1 and self._differs(each, usual, day, found, own_access)
        ]
        return [usual, *differing]

    def _differs(
        self, each: Programmed, usual: Entry, day: date, found: FeedDate, own_access: list[str]
    ) -> bool:
        return (
            found.is_cancelled != usual.cancelled
            or found.starts_at != at_wall(day, each.event.starts)
            or found.ends_at != at_wall(day, each.event.ends)
            or _own_access(found) != own_access
            or self._where(each, found) != usual.place
        )

    def _where(self, each: Programmed, found: FeedDate) -> str:
        """Of a home or a doorstep its area alone; the way in to an online event is for those who booked."""
        event = each.event
        if event.setting == Setting.ONLINE:
            return str(place_of(event))
        if event.setting == Setting.IN_PERSON:
            branch = each.libraries[found.branch_id]
            library = (found.room, branch.name)
            parts = [*(said.text(self.language) for said in library), branch.address]
        else:
            parts = [event.venue.text(self.language), event.town, event.postcode]
        return ", ".join(part for part in parts if part)

    def _words(self, each: Programmed, found: FeedDate) -> str:
        access = [str(Access(fact).label) for fact in _own_access(found)]
        booking = str(HowToCome(each.event.booking).label)
        said = [each.event.summary.text(self.language), *access, booking]
        return "\n".join(part for part in said if part)


def _is_elsewhere(each: Programmed, found: FeedDate) -> bool:
    return found.branch_id != each.event.branch_id or found.room != each.event.room


def _own_access(found: FeedDate) -> list[str]:
    """What the date itself does to be easier; the building is the same each time."""
    return [fact for fact in found.access if fact in OWN]


def _regular(each: Programmed) -> dict[date, FeedDate]:
    """Those of the dates that the rule gives, by their day."""
    if not each.event.rule:
        return {}
    by_day: dict[date, FeedDate] = {}
    for found in each.dates:
        by_day.setdefault(in_london(found.planned).date(), found)
    ruled = _ruled(each, each.event.first_day, max(by_day))
    return {day: by_day[day] for day in ruled if day in by_day}


def _ruled(each: Programmed, first: date, last: date) -> Sequence[date]:
    return days_by_rule(each.event.rule, first=first, last=last)
