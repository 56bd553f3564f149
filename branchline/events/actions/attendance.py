"""Who came: what may be written down about a date, and what becomes of it."""

from datetime import datetime, timedelta
from typing import Any

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.ledger import Who
from branchline.core.offline import operations_about
from branchline.core.operations import Log, OperationKind, Payload
from branchline.events.errors import Misread, NotToBeCounted, TooEarlyToCount, TooLongAgo
from branchline.events.measures import ATTENDED
from branchline.events.models import Attendance, Band, Occurrence
from branchline.events.permits import COUNT_PEOPLE, SEE_BOOKINGS
from branchline.events.queries import occurrence_at_desk
from branchline.events.queries.counting import (
    ABOUT,
    CAME,
    CLOSED,
    COUNTED,
    MISSED,
    OPEN,
    TICKED,
    WALKED_IN,
    Tally,
    fold,
    tally_of,
)

EARLIEST = timedelta(hours=3)
"""Before the start: the room is set up, the first are there."""
MOST_AT_ONCE = 5000
"""One number typed; a press is one."""
LARGEST_PARTY = 60
ENDS_BY_ITSELF = timedelta(hours=12)
"""After the end; then a count that nobody closed is closed by the house."""


def lock_count(occurrence: Occurrence, now: datetime) -> None:
    """Hold the date's attendance. Refuses NotToBeCounted, TooEarlyToCount, TooLongAgo."""
    if occurrence.is_cancelled or occurrence.event.is_draft:
        raise NotToBeCounted
    if now < (opens_at := occurrence.starts_at - EARLIEST):
        raise TooEarlyToCount(opens_at=opens_at, now=now)
    kept = _attendance(occurrence, now)
    if operations_about(about=ABOUT, public_id=occurrence.public_id).count() < kept.operations:
        raise TooLongAgo


def take_count(occurrence: Occurrence, by: Acting, now: datetime) -> None:
    """Write the numbers anew from all operations. Once closed, the ledger learns what has changed."""
    kept = _attendance(occurrence, now)
    operations = operations_about(about=ABOUT, public_id=occurrence.public_id)
    tally = fold(operations, brought=kept.brought)
    _write(kept, tally, now)
    if tally.closed or kept.closed_at:
        _record(kept, occurrence, by=by, now=now)
    kept.save()


@action
def close_counts(*, by: Acting, now: datetime) -> int:
    """Record the counts of the current service that nobody closed; how many. Twice is once.

    Of a date at which nobody was counted nothing is recorded: that nobody came, only a person can say.
    """
    open_still = Attendance.objects.filter(
        closed_at=None, occurrence__ends_at__lt=now - ENDS_BY_ITSELF
    ).select_related("occurrence__event")
    done = 0
    for each in open_still.order_by("occurrence_id"):
        kept = _attendance(each.occurrence, now)
        if kept.closed_at is None and kept.people:
            _record(kept, each.occurrence, by=by, now=now)
            kept.save()
            done += 1
    return done


def _attendance(occurrence: Occurrence, now: datetime) -> Attendance:
    Attendance.objects.get_or_create(
        occurrence=occurrence,
        defaults={"service_id": occurrence.service_id, "changed_at": now},
    )
    return Attendance.objects.select_for_update(no_key=True, of=("self",)).get(
        occurrence=occurrence
    )


def _write(kept: Attendance, tally: Tally, now: datetime) -> None:
    for band, number in tally.bands.items():
        setattr(kept, band, number)
    kept.counted_by = tally.counted_by
    kept.arrived, kept.missed = tally.arrived, tally.missed
    kept.walked_in = tally.walked_in.people
    kept.operations, kept.changed_at = tally.operations, now


def _record(kept: Attendance, occurrence: Occurrence, *, by: Acting, now: datetime) -> None:
    """What the ledger does not know yet, band by band: the first time all of it, then the differences."""
    kept.closed_at = kept.closed_at or now
    for band in Band.values:
        known = kept.recorded.get(band, {"people": 0})
        difference = getattr(kept, band) - known["people"]
        if not difference:
            continue
        line = ledger.record(
            kind=ATTENDED,
            by=by,
            now=now,
            happened_at=occurrence.starts_at,
            branch_id=occurrence.branch_id,
            quantity=difference,
            links={"event": occurrence.event.public_id, "occurrence": occurrence.public_id},
            who=Who(age_band="" if band == Band.UNSAID else band),
            corrects=known.get("line"),
        )
        kept.recorded[band] = {"people": getattr(kept, band), "line": known.get("line", line.pk)}


def state_of(occurrence: Occurrence) -> dict[str, Any]:
    """How a date stands, for the device: numbers, and ticks by the public ids of bookings. No names."""
    tally = tally_of(occurrence=occurrence)
    return {
        "operations": tally.operations,
        "heads": {band: tally.heads.get(band, 0) for band in Band.values},
        "ticks": {
            booking: {"state": tick.state, "adults": tick.adults, "children": tick.children}
            for booking, tick in tally.ticks.items()
        },
        "walked_in": {
            "adults": tally.walked.get("adults", 0),
            "children": tally.walked.get("children", 0),
        },
        "closed": tally.closed,
    }


def _read_counted(said: Payload) -> dict[str, Any]:
    band, by = said.get("band"), said.get("by")
    if band not in Band.values or not _is_whole(by, -MOST_AT_ONCE, MOST_AT_ONCE) or by == 0:
        raise Misread
    return {"band": band, "by": by}


def _read_ticked(said: Payload) -> dict[str, Any]:
    booking, state = said.get("booking"), said.get("state")
    known = (
        isinstance(booking, str) and booking.isascii() and booking.isalnum() and len(booking) <= 10
    )
    if not known or state not in (CAME, MISSED, OPEN):
        raise Misread
    return {"booking": booking, "state": state, **_party(said, 0)}


def _read_walked_in(said: Payload) -> dict[str, Any]:
    return _party(said, -LARGEST_PARTY)


def _read_closed(said: Payload) -> dict[str, Any]:
    return {}


def _party(said: Payload, least: int) -> dict[str, Any]:
    adults, children = said.get("adults"), said.get("children")
    if not _is_whole(adults, least, LARGEST_PARTY) or not _is_whole(children, least, LARGEST_PARTY):
        raise Misread
    return {"adults": adults, "children": children}


def _is_whole(said: Any, least: int, most: int) -> bool:
    return isinstance(said, int) and not isinstance(said, bool) and least <= said <= most


WHO_CAME = Log(
    about=ABOUT,
    kinds=(
        OperationKind(COUNTED, COUNT_PEOPLE, _read_counted, without_pin=True),
        OperationKind(CLOSED, COUNT_PEOPLE, _read_closed, without_pin=True),
        OperationKind(WALKED_IN, COUNT_PEOPLE, _read_walked_in, without_pin=True),
        OperationKind(TICKED, SEE_BOOKINGS, _read_ticked),
    ),
    find=lambda public_id: occurrence_at_desk(public_id=public_id),
    lock=lock_count,
    take=take_count,
    state=state_of,
)
