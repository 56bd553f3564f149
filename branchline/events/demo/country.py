"""The events of a generated country: dates over two years, who booked them and how many came.

A service at a time: its dates are laid out, its bookings are dealt out to them by how much each is
sought after, then every date is written with its bookings (see `diary`).
"""

from collections.abc import Iterator
from itertools import accumulate, pairwise

from django.db import connections

from branchline.core.filling import AT_ONCE, LEDGER, Filling, bare
from branchline.core.generating import Country, progress
from branchline.events.actions.publish_event_listing import PUBLISH_EVENTS
from branchline.events.actions.publish_listing import PUBLISH
from branchline.events.measures import PUBLISHED
from branchline.places.demo.country import branches_by_service, homes

from .diary import AHEAD, BACK, Diary, Plan
from .templates import HOURS, USUAL, Template, templates
from .turnout import Turnout

TABLES = {
    "events_event": (
        "id", "service_id", "branch_id", "public_id", "title", "summary", "room", "cost", "theme", "age_from",
        "age_to", "access", "languages", "booking", "capacity", "made_for", "setting", "booked_as", "venue_kind", "venue",
        "venue_area", "venue_postcode", "state", "first_day", "starts", "ends", "rule", "skipped", "extra", "made_at", "changed_at", "published_at",
    ),
    "events_joininglink": ("id", "service_id", "event_id", "address", "how"),
    "events_occurrence": (
        "id", "service_id", "event_id", "branch_id", "public_id", "starts_at", "ends_at", "capacity", "booked",
        "booked_adults", "booked_children", "state", "because", "version", "changed_at",
    ),
    "events_booking": (
        "id", "service_id", "public_id", "occurrence_id", "contact_id", "name", "adults", "children", "state",
        "booked_at", "cancelled_at", "cancelled_by", "channel", "access_note", "ward_code", "ward_vintage",
        "quintile",
    ),
    "events_attendance": (
        "id", "service_id", "occurrence_id", "counted_by", "babies", "children", "adults", "unsaid", "arrived",
        "missed", "walked_in", "operations", "changed_at", "closed_at", "recorded",
    ),
    **LEDGER,
}  # fmt: skip
LENGTHS = (1, 1, 1, 1, 6, 8, 10, 12, 12, 12, 26, 38)
"""Dates of an event: one-offs, half terms, terms, years (of term weeks)."""
ANNOUNCED = 30
"""Days from publishing to the first date."""
SOUGHT_AHEAD = 90
"""Days before a date at which the first people book."""
AT_A_TIME = 5_000
EVENTS_AT_A_TIME = 100_000


def generate(country: Country) -> None:
    """Events, dates, bookings and the ledger; then the listings by the room's own statement."""
    keeping = ["events_listing_public_id_key", "events_listedevent_public_id_key"]
    with bare([*TABLES, "events_listing", "events_listedevent"], keeping=keeping):
        with Filling(
            TABLES, total=country.scale.occurrences, what="dates with bookings"
        ) as filling:
            dates = Programme(country, filling).write()
        chunks = range(dates.start, dates.stop, AT_A_TIME)
        with connections["owner"].cursor() as cursor:
            for first in progress(chunks, total=len(chunks), what=f"listings, {AT_A_TIME:,} each"):
                cursor.execute(PUBLISH, [list(range(first, min(first + AT_A_TIME, dates.stop)))])
            # The whole table is read each time, since its indexes are not there yet.
            for first in range(dates.start, dates.stop, EVENTS_AT_A_TIME):
                ids = list(range(first, min(first + EVENTS_AT_A_TIME, dates.stop)))
                cursor.execute(PUBLISH_EVENTS, [ids])


class Programme:
    """Lays out one service's events after the other."""

    def __init__(self, country: Country, filling: Filling) -> None:
        self.country, self.filling = country, filling
        self.chance = country.draw("events")
        self.templates = templates()
        self.branches = branches_by_service(country)
        self.into = {table: filling.into(table) for table in TABLES}
        self.diary = Diary(country, self.chance, self.into)
        self.days = self.diary.days
        self.turnout = Turnout(self.diary, country.draw("turnout").getrandbits, self.into)

    def write(self) -> range:
        """All services, with so many dates and bookings as the weights give each; the dates' numbers."""
        country, scale = self.country, self.country.scale
        # The largest comes last: it takes the bookings for which a small one has no dates.
        dates = dict(sorted(country.shares(scale.occurrences).items(), key=lambda share: share[1]))
        bookings = country.shares(scale.bookings)
        numbers = country.reserve("events_occurrence", dates)
        events = country.reserve("events_event", dates)
        joining = country.reserve("events_joininglink", dates)
        counts = country.reserve("events_attendance", dates)
        first = country.reserve("events_booking", {0: scale.bookings})[0].start
        people = country.rows.get("people_contact", {})
        where = homes(country, {service: max(1, n // 20) for service, n in dates.items()})
        made = owed = 0
        for service, mine in numbers.items():
            self.diary.open(service, where[service], people.get(service, range(0)))
            self.joining = iter(joining[service])
            plans = list(self._plans(service, events[service], len(mine)))
            shares = deal(plans, first, bookings[service] + owed)
            owed += bookings[service] - (shares[-1].stop - first if shares else 0)
            first = shares[-1].stop if shares else first
            dealt = zip(mine, counts[service], plans, shares, strict=True)
            for number, count, plan, share in dealt:
                booked = self.diary.write(number, plan, share)
                self.turnout.write(count, number, plan, booked)
                made += 1
                if made == AT_ONCE:
                    self.filling.send(made)
                    made = 0
        self.filling.send(made)
        return range(min(r.start for r in numbers.values()), max(r.stop for r in numbers.values()))

    def _plans(self, service: int, events: range, wanted: int) -> Iterator[Plan]:
        """Dates of events at the service's branches in turn, until there are enough."""
        branches, turn = self.branches[service], 0
        while wanted:
            dates = self._event(service, events[turn], branches[turn % len(branches)], wanted)
            yield from dates
            wanted, turn = wanted - len(dates), turn + 1

    def _event(self, service: int, number: int, branch: int, most: int) -> list[Plan]:
        """One event with its row and its line in the ledger; gives its dates."""
        bits = self.chance.getrandbits(64)
        template, length = self._kind(bits, most)
        first = (bits >> 32) % (BACK + AHEAD - 7 * length)
        days = [first + 7 * n for n in range(length)]
        skipped = [day for day in days if self.days.is_closed(day)]
        if len(skipped) == len(days):
            # Christmas Eve would be worse.
            first, days, skipped = first + 2, [first + 2], []
        days = [day for day in days if day not in skipped]
        hour, minute = HOURS[(bits >> 48) % len(HOURS)]
        starts, ends = f"{hour:02}:{minute:02}", f"{hour + 1:02}:{minute:02}"
        made = min(first - ANNOUNCED, BACK - 2)
        self._row(
            service, number, branch, template, (first, days[-1], skipped, made), (starts, ends)
        )
        moment, public_id = self.days.at(made, "09:00"), self.diary.ids["events_event"](number)
        self.diary.happened(PUBLISHED.name, branch, moment, len(days), f'"event": "{public_id}"')
        wanted = self.chance.lognormvariate(0, 0.6)
        return [
            Plan(number, branch, template, day, starts, ends, made, sought(template, day, wanted))
            for day in days
        ]

    def _kind(self, bits: int, most: int) -> tuple[Template, int]:
        """Three of four are the usual programme, often in series; the fourth is a talk, once."""
        if bits & 3:
            return self.templates[(bits >> 8) % USUAL], min(
                most, LENGTHS[(bits >> 24) % len(LENGTHS)]
            )
        return self.templates[USUAL + (bits >> 8) % (len(self.templates) - USUAL)], 1

    def _row(
        self, service: int, number: int, branch: int, template: Template,
        days: tuple[int, int, list[int], int], clock: tuple[str, str],
    ) -> None:  # fmt: skip
        first, last, skipped, made = days
        until = self.days.on(last).replace("-", "")
        weekly = f"FREQ=WEEKLY;INTERVAL=1;UNTIL={until}" if last > first else ""
        moment = self.days.at(made, "09:00")
        self.into["events_event"](
            f"{number}\t{service}\t{branch}\t{self.diary.ids['events_event'](number)}\t{template.cells}\t"
            f"published\t{self.days.on(first)}\t{clock[0]}\t{clock[1]}\t{weekly}\t"
            f"{{{','.join(map(self.days.on, skipped))}}}\t{{}}\t{moment}\t{moment}\t{moment}\n"
        )
        if template.online:
            address = f"https://meet.example.test/{self.diary.ids['events_event'](number)}"
            self.into["events_joininglink"](
                f"{next(self.joining)}\t{service}\t{number}\t{address}\t{{}}\n"
            )


def sought(template: Template, day: int, wanted: float) -> float:
    """How many book, in proportion: big rooms more, the weeks ahead less and less."""
    if template.capacity is None:
        return 0.0
    return wanted * template.capacity * min(1.0, max(0.0, 1 - (day - BACK) / SOUGHT_AHEAD))


def deal(plans: list[Plan], first: int, bookings: int) -> list[range]:
    """So many bookings cut by how sought after each date is, without remainder; from number `first`."""
    whole = sum(plan.sought for plan in plans)
    if not whole:
        return [range(first, first)] * len(plans)
    cuts = [
        first + int(bookings * part / whole + 1e-6) for part in accumulate(p.sought for p in plans)
    ]
    return [range(a, b) for a, b in pairwise([first, *cuts])]
