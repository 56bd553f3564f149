"""What the ledger learns of a booking or a place in the line."""

from collections.abc import Mapping
from datetime import datetime

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.ledger import Kind, Who
from branchline.events.measures import BOOKED
from branchline.events.models import Booking, GroupRequest, WaitingListEntry


def who(booking: Booking | WaitingListEntry) -> Who:
    """The coarse who: a ward and a fifth of deprivation, never a postcode. The contact becomes a pseudonym there."""
    return Who(
        ward_code=booking.ward_code,
        ward_vintage=booking.ward_vintage,
        quintile=booking.quintile,
        person=f"contact:{booking.contact_id}" if booking.contact_id else "",
    )


def note(
    kind: Kind,
    about: Booking | WaitingListEntry,
    *,
    by: Acting,
    now: datetime,
    links: Mapping[str, str],
    quantity: int | None = None,
) -> None:
    """One happening of so many people on one date: all of the party, where nothing else is said."""
    date = about.occurrence
    ledger.record(
        kind=kind,
        by=by,
        now=now,
        branch_id=date.branch_id,
        quantity=about.people if quantity is None else quantity,
        links={"event": date.event.public_id, "occurrence": date.public_id, **links},
        who=who(about),
    )


def note_booked(booking: Booking, *, by: Acting, now: datetime) -> None:
    """People hold places now."""
    note(BOOKED, booking, by=by, now=now, links={"booking": booking.public_id})


def note_group(kind: Kind, asked: GroupRequest, *, by: Acting, now: datetime) -> None:
    """How many people a group is, and nothing of whoever leads it."""
    date = asked.occurrence
    ledger.record(
        kind=kind,
        by=by,
        now=now,
        branch_id=date.branch_id,
        quantity=asked.people,
        links={
            "event": date.event.public_id,
            "occurrence": date.public_id,
            "group": asked.public_id,
        },
    )
