"""Write down a session that has been, with how many came: from a file that was kept elsewhere."""

from datetime import date, datetime, time, timedelta

from django.db.models import Model

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.words import said
from branchline.events.errors import InTheFuture, SessionKnown
from branchline.events.measures import ATTENDED
from branchline.events.models import (
    Attendance,
    Band,
    Event,
    EventState,
    Occurrence,
    at_wall,
)
from branchline.places.models import Branch

MIDDAY, ONE = time(12), time(13)
"""The return has no times; these stand for them."""


@action
def note_past_session(
    *,
    branch: Branch,
    name: str,
    day: date,
    attendees: int,
    outcomes: tuple[str, str] = ("", ""),
    by: Acting,
    now: datetime,
) -> list[Model]:
    """The rows that were made, the first on which others stand first; none when it stands here just so.

    A session of the same name, library and day gets the number if nobody has counted it yet. It is in no
    listing: its time is not known. `outcomes` are those of a new event, main and second. Refuses: InTheFuture, SessionKnown (with another number).
    """
    if day > in_london(now).date():
        raise InTheFuture
    made: list[Model] = []
    event = Event.objects.filter(branch=branch, title__en__iexact=name).order_by("pk").first()
    if event is None:
        event = _event(branch, name, day, outcomes, now=now)
        made.append(event)
    midnight = at_wall(day, time())
    dates = Occurrence.objects.filter(
        event__branch=branch, event__title__en__iexact=name,
        starts_at__gte=midnight, starts_at__lt=at_wall(day + timedelta(days=1), time()),
    )  # fmt: skip
    occurrence = dates.order_by("pk").first()
    if occurrence is None:
        occurrence = _date(event, branch, day, now=now)
        made.append(occurrence)
    known = Attendance.objects.filter(occurrence=occurrence).first()
    if known is None:
        made.append(_attendance(event, occurrence, attendees, by=by, now=now))
    elif known.people != attendees:
        raise SessionKnown(people=known.people)
    return made


@action
def unnote_sessions(*, numbers: list[int], by: Acting, now: datetime) -> None:
    """Before the figures of a file go again: the ledger learns that nobody is counted by them."""
    rows = Attendance.objects.filter(pk__in=numbers).select_related("occurrence__event")
    for each in rows:
        for band, known in each.recorded.items():
            _record(each.occurrence, -known["people"], band, by=by, now=now, corrects=known["line"])


def _event(
    branch: Branch, name: str, day: date, outcomes: tuple[str, str], *, now: datetime
) -> Event:
    return Event.objects.create(
        service_id=branch.service_id,
        branch=branch,
        title=said(name),
        main_outcome=outcomes[0],
        second_outcome=outcomes[1],
        state=EventState.PUBLISHED,
        first_day=day,
        starts=MIDDAY,
        ends=ONE,
        made_at=now,
        changed_at=now,
    )


def _date(event: Event, branch: Branch, day: date, *, now: datetime) -> Occurrence:
    return Occurrence.objects.create(
        service_id=branch.service_id,
        event=event,
        branch=branch,
        starts_at=at_wall(day, MIDDAY),
        ends_at=at_wall(day, ONE),
        capacity=event.capacity,
        changed_at=now,
    )


def _attendance(
    event: Event, occurrence: Occurrence, people: int, *, by: Acting, now: datetime
) -> Attendance:
    occurrence.event = event
    line = _record(occurrence, people, Band.UNSAID, by=by, now=now) if people else None
    recorded = {Band.UNSAID.value: {"people": people, "line": line}} if line else {}
    return Attendance.objects.create(
        service_id=occurrence.service_id,
        occurrence=occurrence,
        unsaid=people,
        changed_at=now,
        closed_at=now,
        recorded=recorded,
    )


def _record(
    occurrence: Occurrence,
    people: int,
    band: str,
    *,
    by: Acting,
    now: datetime,
    corrects: int | None = None,
) -> int:
    line = ledger.record(
        kind=ATTENDED,
        by=by,
        now=now,
        happened_at=occurrence.starts_at,
        branch_id=occurrence.branch_id,
        quantity=people,
        links={"event": occurrence.event.public_id, "occurrence": occurrence.public_id},
        who=ledger.Who(age_band="" if band == Band.UNSAID else band),
        corrects=corrects,
    )
    return int(line.pk)
