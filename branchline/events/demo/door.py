"""The demo's door: weeks that have been, counted by heads or by ticks (and one that nobody counted), and today."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from branchline.core import ledger
from branchline.core.acting import Acting, Channel
from branchline.core.clock import in_london, london
from branchline.core.offline import take_in
from branchline.core.operations import Noted
from branchline.core.permits import Holding, Reach, Role
from branchline.events.actions import publish_listings
from branchline.events.actions.attendance import WHO_CAME
from branchline.events.actions.places import take_places
from branchline.events.actions.who import who
from branchline.events.measures import BOOKED
from branchline.events.models import Booking, Event, Occurrence, Theme
from branchline.events.queries.counting import CAME, CLOSED, COUNTED, MISSED, TICKED
from branchline.people.actions import find_or_make_contact

from .people import BOOKERS

HOME = "M33 7ZF"
DESK = Acting(channel=Channel.DESK)
HEADS = ((7, 2, 8), (9, 1, 9), (6, 3, 7))
"""Babies, children and adults, of the last weeks: the newest first."""
PARTIES = ((1, 2), (1, 1), (2, 2), (1, 1), (1, 3))


def open_door(fresh: Sequence[Event], *, now: datetime) -> None:
    """For events that have just been put on."""
    at_home = [event for event in fresh if event.branch.postcode == HOME]
    drop_in = next((event for event in at_home if not event.is_bookable), None)
    bookable = next(
        (event for event in at_home if event.theme == Theme.STORY and event.is_bookable), None
    )
    if drop_in is None or bookable is None:
        return
    for week, heads in enumerate(HEADS, 1):
        _count(_date(drop_in, now=now, weeks_ago=week), heads)
    _date(drop_in, now=now, weeks_ago=len(HEADS) + 1)
    _tick(_date(bookable, now=now, weeks_ago=1))
    for event in (drop_in, bookable):
        _today(event, now=now)


def _date(event: Event, *, now: datetime, weeks_ago: int) -> Occurrence:
    """A date of the event before its first."""
    first = next(iter(event.timing.spans()))
    back = timedelta(weeks=weeks_ago + (1 if first[0] - now > timedelta(weeks=1) else 0))
    return _add(event, first[0] - back, first[1] - back)


def _today(event: Event, *, now: datetime) -> None:
    """At the next half hour while libraries are open, so that there is somebody to count: else tomorrow morning."""
    here = in_london(now)
    start = now - timedelta(minutes=here.minute % 30, seconds=here.second) + timedelta(minutes=30)
    if not 9 <= in_london(start).hour < 18:
        day = in_london(start + timedelta(hours=8)).date()
        start = london(day.year, day.month, day.day, 9, 30)
    start = start.replace(microsecond=0)
    date = _add(event, start, start + timedelta(minutes=45))
    if event.is_bookable:
        _book(date, now)
    publish_listings(occurrence_ids=[date.pk])


def _add(event: Event, starts_at: datetime, ends_at: datetime) -> Occurrence:
    return Occurrence.objects.create(
        service_id=event.service_id, event=event, branch_id=event.branch_id, starts_at=starts_at,
        ends_at=ends_at, capacity=event.capacity, most_adults=event.most_adults,
        most_children=event.most_children, changed_at=starts_at - timedelta(weeks=4),
    )  # fmt: skip


def _book(date: Occurrence, now: datetime) -> list[Booking]:
    """Without messages: what was sent then is long forgotten."""
    made = []
    for (adults, children), (name, route, address, language) in zip(PARTIES, BOOKERS, strict=False):
        contact = find_or_make_contact(
            name=name, route=route, address=address, language=language, by=DESK, now=now
        )
        booking = Booking.objects.create(
            service_id=date.service_id, occurrence=date, contact=contact, name=name, adults=adults,
            children=children, booked_at=date.starts_at - timedelta(days=3), channel=DESK.channel.value,
        )  # fmt: skip
        links = {
            "event": date.event.public_id,
            "occurrence": date.public_id,
            "booking": booking.public_id,
        }
        ledger.record(
            kind=BOOKED, by=DESK, now=now, happened_at=booking.booked_at, branch_id=date.branch_id,
            quantity=booking.people, links=links, who=who(booking),
        )  # fmt: skip
        made.append(booking)
    for booking in made:
        take_places(dates=[date.pk], party=booking)
    return made


def _count(date: Occurrence, heads: tuple[int, int, int]) -> None:
    bands = zip(("babies", "children", "adults"), heads, strict=True)
    said = [(COUNTED, {"band": band, "by": number}) for band, number in bands]
    _write(date, [*said, (CLOSED, {})])


def _tick(date: Occurrence) -> None:
    """All came but the last but one."""
    made = _book(date, date.starts_at - timedelta(days=3))
    said = [
        (TICKED, {"booking": each.public_id, "adults": each.adults, "children": each.children,
                  "state": MISSED if each is made[-2] else CAME})
        for each in made
    ]  # fmt: skip
    _write(date, [*said, (CLOSED, {})])


def _write(date: Occurrence, said: Sequence[tuple[str, dict[str, object]]]) -> None:
    moment = date.starts_at + timedelta(minutes=20)
    noted = [
        Noted(str(uuid5(NAMESPACE_URL, f"{date.public_id} {place}")), kind, payload, moment)
        for place, (kind, payload) in enumerate(said)
    ]
    staff = (Holding(Role.BRANCH_STAFF, Reach(date.service_id)),)
    take_in(
        log=WHO_CAME,
        thing=date,
        operations=noted,
        device="demo",
        holdings=staff,
        by=DESK,
        now=moment,
    )
