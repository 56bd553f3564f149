"""Who waits for a date, and where somebody stands. In the service's scope."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from branchline.core import links
from branchline.core.fairqueue import EntryState, FairQueue
from branchline.events.errors import NotOnTheList
from branchline.events.models import BookingState, Occurrence, WaitingListEntry

WAITING = "events.waiting"
"""The purpose of the link to one's place in the line."""


def waiting_by_public_id(*, public_id: str) -> WaitingListEntry:
    """With occurrence, event, branch, contact, queue and booking. One query. Raises `NotOnTheList`."""
    found = WaitingListEntry.objects.all().with_occurrence().filter(public_id=public_id).first()
    if found is None:
        raise NotOnTheList
    return found


def my_waiting_by_link(*, secret: str, now: datetime) -> WaitingListEntry:
    """Behind the token of a message or the code of a letter. Raises `core.links.LinkNotKnown`."""
    return waiting_by_public_id(public_id=links.follow(purpose=WAITING, secret=secret, now=now))


@dataclass(frozen=True)
class InLine:
    """One party of the list as staff see it. `number` None: an offer is out, or it is not looked at now."""

    waiting: WaitingListEntry
    number: int | None


def waiting_list(*, occurrence: Occurrence) -> list[InLine]:
    """Who holds an offer, then who waits, in the order of the rule. One query."""
    rows = WaitingListEntry.objects.all().with_occurrence().filter(occurrence=occurrence)
    offered = rows.filter(booking__state=BookingState.OFFERED).order_by("booking__held_until")
    in_line = rows.in_line().order_by("entry__order")
    found = [InLine(waiting, None) for waiting in offered]
    number = 0
    for waiting in in_line:
        # Before a draw nobody has a number.
        counts = waiting.entry.state == EntryState.WAITING and occurrence.asks_until is None
        number += counts
        found.append(InLine(waiting, number if counts else None))
    return found


def queue_behind(*, occurrence: Occurrence) -> FairQueue | None:
    """The queue of a date, when anybody has ever waited for it. One query."""
    return FairQueue.objects.filter(subject=occurrence.queued_as).first()


def untold_waiting_of(*, occurrence: Occurrence) -> "QuerySet[WaitingListEntry]":
    """Who waited for a cancelled date and may not be written to. One query."""
    rows = WaitingListEntry.objects.all().with_occurrence()
    return rows.filter(occurrence=occurrence, untold=True)


def waiting_about(*, contact_id: int) -> list[dict[str, Any]]:
    """What is held about a contact's waiting, in words a person can read, for subject access. One query."""
    rows = WaitingListEntry.objects.all().with_occurrence().filter(contact_id=contact_id)
    return [
        {
            "event": str(row.occurrence.event.title),
            "where": str(row.occurrence.branch.name),
            "starts_at": row.occurrence.starts_at.isoformat(),
            "name": row.name,
            "adults": row.adults,
            "children": row.children,
            "state": row.entry.state,
            "joined_at": row.joined_at.isoformat(),
            "channel": row.channel,
            "access_note": row.access_note,
            "answers": row.answers,
            "ward": row.ward_code,
        }
        for row in rows.order_by("joined_at")
    ]
