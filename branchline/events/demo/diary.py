"""Writes the dates of a generated country with their bookings and their lines of the ledger."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import md5
from random import Random

from branchline.core.clock import in_london
from branchline.core.filling import summer
from branchline.core.generating import Country, cell, public_ids, read
from branchline.events.actions.forget_bookings import KEPT_FOR
from branchline.events.measures import BOOKED, BOOKING_CANCELLED, OCCURRENCE_CANCELLED
from branchline.events.models import MOST_PEOPLE
from branchline.places.demo.country import Home

from .templates import NONE, Template

BACK, AHEAD, BEFORE = 18 * 30, 6 * 30, 60
"""Days of dates before and after now, and days before those in which they were announced."""
GROUPS = ((1, 0), (1, 0), (1, 0), (2, 0), (1, 0), (2, 0), (1, 0), (3, 0))
FAMILIES = ((1, 1), (1, 1), (1, 2), (2, 1), (1, 2), (2, 2), (1, 3), (1, 1))
"""Parties of adults and children: mostly one adult. Nobody comes with more than `MOST_PEOPLE`."""
NOWHERE = f"\t{NONE}\t{NONE}"
CHANNELS = ("web",) * 12 + ("desk", "desk", "phone", "letter")
BECAUSE = cell(
    json.dumps({"en": "The person who leads it is ill.", "cy": "Mae’r arweinydd yn sâl."}, ensure_ascii=False)
)  # fmt: skip
assert max(map(sum, GROUPS + FAMILIES)) <= MOST_PEOPLE  # noqa: S101  # read once, at import


@dataclass(frozen=True, slots=True)
class Plan:
    """A date that will be: of which event, on which day (from the first of all), how sought after."""

    event: int
    branch: int
    template: Template
    day: int
    starts: str
    ends: str
    made: int
    sought: float


class Days:
    """Moments as text, by a day's number from the first of all."""

    def __init__(self, country: Country) -> None:
        first = in_london(country.now).date() - timedelta(days=BACK + BEFORE)
        self.dates = [first + timedelta(days=n) for n in range(BEFORE + BACK + AHEAD + 7)]
        self.text = [day.isoformat() for day in self.dates]
        self.zone = [f"+0{summer(day)}" for day in self.dates]

    def at(self, day: int, clock: str) -> str:
        """`2026-06-05 10:30+01`: London's clocks as they stand in that season."""
        return f"{self.text[day + BEFORE]} {clock}{self.zone[day + BEFORE]}"

    def on(self, day: int) -> str:
        """`2026-06-05`."""
        return self.text[day + BEFORE]

    def is_closed(self, day: int) -> bool:
        """A day on which no library opens."""
        date = self.dates[day + BEFORE]
        return (date.month, date.day) in {(12, 25), (12, 26), (1, 1)}

    def year(self, day: int) -> int:
        """In London."""
        return self.dates[day + BEFORE].year


class Diary:
    """One service's dates after the other."""

    def __init__(
        self, country: Country, chance: Random, into: Mapping[str, Callable[[str], None]]
    ) -> None:
        self.seed, self.bits, self.into = country.seed, chance.getrandbits, into
        self.days = Days(country)
        self.today, self.forgotten = BACK, BACK - KEPT_FOR.days
        self.ids = {table: public_ids(table) for table in into}

    def open(self, service: int, homes: Sequence[Home], contacts: range) -> None:
        """Begin a service."""
        self.service, self.homes, self.contacts = service, homes, contacts
        self.names = names(contacts)
        self.pseudonyms: dict[tuple[int, int], str] = {}

    def links(self, number: int, plan: Plan) -> str:
        """How the ledger points at a date, without the braces."""
        event, date = self.ids["events_event"](plan.event), self.ids["events_occurrence"](number)
        return f'"event": "{event}", "occurrence": "{date}"'

    def write(self, number: int, plan: Plan, bookings: range) -> int | None:
        """One date, the bookings that are its own, and what the ledger says of them; the places they hold.

        None: it was called off.
        """
        called_off = not self.bits(6)
        last = min(plan.day, self.today) - 1
        off_at = self.days.at(last, "21:30")
        public_id = self.ids["events_occurrence"](number)
        links = self.links(number, plan)
        adults = children = 0
        for booking in bookings:
            more = self._book(
                booking, number, plan, links, last, adults + children, off_at if called_off else ""
            )
            adults, children = adults + more[0], children + more[1]
        capacity = NONE if plan.template.capacity is None else plan.template.capacity
        said = f"cancelled\t{BECAUSE}\t1\t{off_at}" if called_off else f"scheduled\t{{}}\t0\t{self.days.at(plan.made, '09:00')}"  # fmt: skip
        self.into["events_occurrence"](
            f"{number}\t{self.service}\t{plan.event}\t{plan.branch}\t{public_id}\t"
            f"{self.days.at(plan.day, plan.starts)}\t{self.days.at(plan.day, plan.ends)}\t{capacity}\t"
            f"{adults + children}\t{adults}\t{children}\t{said}\n"
        )
        if called_off:
            self.happened(OCCURRENCE_CANCELLED.name, plan.branch, off_at, 1, links)
        return None if called_off else adults + children

    def _book(
        self, number: int, date: int, plan: Plan, links: str, last: int, booked: int, off_at: str
    ) -> tuple[int, int]:  # fmt: skip
        """One booking; gives the adults and children for whom it holds places. Whoever does not fit has cancelled."""
        bits = self.bits(64)
        adults, children = (FAMILIES if plan.template.for_children else GROUPS)[bits & 7]
        day = max(plan.made + 1, last - (bits >> 3) % 28)
        minute = f"{8 + (bits >> 8) % 10:02}:{(bits >> 12) % 60:02}"
        made_at = self.days.at(day, minute)
        fits = booked + adults + children <= (plan.template.capacity or 0)
        state, ended = "booked\t", ("", "")
        if not fits or not bits >> 20 & 15:
            ended = self.days.at(day, "20:15"), "booker"
        elif off_at:
            ended = off_at, "library"
        if ended[0]:
            state = "cancelled\t"
        channel = CHANNELS[bits >> 24 & 15]
        turn = (bits >> 28) % len(self.contacts) if self.contacts else 0
        contact = self.contacts[turn] if self.contacts else 0
        home = self.homes[(bits >> 50) % len(self.homes)] if bits >> 48 & 3 else None
        where = f"{home.ward_code}\t{home.ward_vintage}\t{home.quintile}" if home else NOWHERE
        old = plan.day < self.forgotten
        whose = f"{NONE}\t" if old or not contact else f"{contact}\t{self.names[turn]}"
        public_id = self.ids["events_booking"](number)
        self.into["events_booking"](
            f"{number}\t{self.service}\t{public_id}\t{date}\t{whose}\t"
            f"{adults}\t{children}\t{state}{made_at}\t{ended[0] or NONE}\t{ended[1]}\t{channel}\t\t"
            f"{NOWHERE if old else where}\n"
        )
        links = f'{links}, "booking": "{public_id}"'
        people = adults + children
        who = f"{where}\t\t{self._pseudonym(contact, self.days.year(day))}"
        self.happened(BOOKED.name, plan.branch, made_at, people, links, channel, who)
        if not ended[0]:
            return adults, children
        links = f'{links}, "by": "{ended[1]}"'
        year = self.days.year(last) if ended[1] == "library" else self.days.year(day)
        who = f"{where}\t\t{self._pseudonym(contact, year)}"
        self.happened(BOOKING_CANCELLED.name, plan.branch, ended[0], people, links, channel, who)
        return 0, 0

    def _pseudonym(self, contact: int, year: int) -> str:
        """The contact's name in the ledger of a year, written when it is first needed."""
        if not contact:
            return NONE
        name = self.pseudonyms.get((contact, year))
        if name is None:
            person = f"contact:{contact}"
            name = md5(f"{self.seed} {year} {person}".encode(), usedforsecurity=False).hexdigest()
            self.pseudonyms[contact, year] = name
            self.into["core_pseudonym"](f"{self.service}\t{year}\t{person}\t{name}\n")
        return name

    def happened(
        self, kind: str, branch: int, moment: str, quantity: int, links: str, channel: str = "desk",
        who: str = f"{NOWHERE}\t\t{NONE}",
    ) -> None:  # fmt: skip
        """A line of the ledger; `links` without its braces."""
        self.into["core_happening"](
            f"{self.service}\t{kind}\t{branch}\t{moment}\t{moment}\t{quantity}\t{{{links}}}\t{channel}\t{who}\n"
        )


def names(contacts: range) -> list[str]:
    """What a service's contacts are called, in their order. One query."""
    sql = "SELECT name FROM people_contact WHERE id >= %s AND id < %s ORDER BY id"
    return [cell(name) for (name,) in read(sql, [contacts.start, contacts.stop])]
