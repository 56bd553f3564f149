"""Many events at once: the same rows that the actions write, in few statements."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from branchline.core import ledger
from branchline.core.acting import job
from branchline.core.clock import in_london
from branchline.events.actions import publish_listings
from branchline.events.actions.plan import write_details, write_joining, write_timing
from branchline.events.measures import PUBLISHED
from branchline.events.models import Event, EventState, Occurrence, Rule, Timing
from branchline.places.models import Branch

from .programme import Item

AHEAD = timedelta(weeks=8)
CLOSED = {(12, 24), (12, 25), (12, 26), (12, 31), (1, 1)}
DEMO = job("demo")


def put_on(programme: Sequence[tuple[Branch, Item]], *, now: datetime) -> list[Event]:
    """Publish what is not there yet, lengthen what is; gives the events that are new."""
    today = in_london(now).date()
    known = {
        (event.branch_id, event.title.en, event.starts): event
        for event in Event.objects.filter(branch__in={branch.pk for branch, _ in programme})
    }
    fresh, kept, joining = [], [], []
    for branch, item in programme:
        event = known.get((branch.pk, item.details.title.en, item.starts))
        if event is None:
            fresh.append(_event(branch, item, today, now))
            if item.details.joining:
                joining.append((fresh[-1], item.details))
        elif item.every_weeks is not None:
            write_timing(event, _timing(item, event.first_day, today))
            kept.append(event)
    Event.objects.bulk_create(fresh)
    for event, details in joining:
        write_joining(event, details)
    Event.objects.bulk_update(kept, ["rule", "skipped"])
    _dates([*fresh, *kept], now=now)
    for event in fresh:
        ledger.record(
            kind=PUBLISHED,
            by=DEMO,
            now=now,
            branch_id=event.branch_id,
            quantity=len(list(event.timing.days())),
            links={"event": event.public_id},
        )
    return fresh


def _dates(events: Sequence[Event], *, now: datetime) -> None:
    rows = [
        Occurrence(
            service_id=event.service_id,
            event=event,
            branch_id=event.branch_id,
            starts_at=start,
            ends_at=end,
            capacity=event.capacity,
            most_adults=event.most_adults,
            most_children=event.most_children,
            changed_at=now,
        )
        for event in events
        for start, end in event.timing.spans()
        if start > now
    ]
    Occurrence.objects.bulk_create(rows, ignore_conflicts=True)
    publish_listings(
        occurrence_ids=Occurrence.objects.filter(event__in=events, starts_at__gt=now).values_list(
            "pk", flat=True
        )
    )


def _event(branch: Branch, item: Item, today: date, now: datetime) -> Event:
    first = today + timedelta(
        days=1 + (item.weekday - today.weekday() - 1) % 7, weeks=item.in_weeks
    )
    event = Event(
        service_id=branch.service_id,
        branch=branch,
        state=EventState.PUBLISHED,
        made_at=now,
        changed_at=now,
        published_at=now,
    )
    write_details(event, item.details)
    write_timing(event, _timing(item, first, today))
    return event


def _timing(item: Item, first: date, today: date) -> Timing:
    last = today + AHEAD if item.every_weeks is not None else None
    days = {first + timedelta(days=n) for n in range((last - first).days + 1)} if last else set()
    return Timing(
        first_day=first,
        starts=item.starts,
        ends=item.ends,
        rule=Rule(item.every_weeks, until=last) if item.every_weeks else None,
        skipped=frozenset(day for day in days if (day.month, day.day) in CLOSED),
    )
