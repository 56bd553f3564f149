"""Write down a session that has been, with how many came: from a file that was kept elsewhere."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Model

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.words import said
from branchline.events.errors import InTheFuture, SessionKnown, SessionKnownAs
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
APART = timedelta(minutes=10)
"""And for a second session of the same name and day, so many later."""


@dataclass(frozen=True)
class Session:
    """What a row says beside library, name and day: how many came, and the outcomes, main and second."""

    people: int
    outcomes: tuple[str, str] = ("", "")

    @classmethod
    def kept(cls, known: Attendance) -> "Session":
        """As it stands here."""
        return cls(known.people, (known.outcome, known.other_outcome or ""))


@action
def note_past_session(
    *,
    branch: Branch,
    name: str,
    day: date,
    session: Session,
    beside: Collection[Session] = (),
    file_name: str = "",
    by: Acting,
    now: datetime,
) -> list[Model]:
    """The rows that were made, the first on which others stand first; none when it stands here just so.

    A session of the same name, library and day gets the number if nobody has counted it yet. `beside`: other
    sessions of that name and day in the same file; whatever is here and none of them is another number for
    this one. A new one is in no listing, its time is not known. Refuses: InTheFuture, SessionKnown, SessionKnownAs.
    """
    if day > in_london(now).date():
        raise InTheFuture
    dates = _dates(branch, name, day)
    known = list(
        Attendance.objects.filter(occurrence__in=dates).select_related("occurrence__event")
    )
    others = [each for each in known if Session.kept(each) not in beside]
    if any(Session.kept(each) == session for each in others):
        return []
    counted = {each.occurrence_id for each in known}
    made: list[Model] = []
    occurrence = next((date for date in dates if date.pk not in counted), None)
    if occurrence is None:
        _refuse_another(others, session)
        event = dates[0].event if dates else _event_called(branch, name)
        if event is None:
            event = _event(branch, name, day, session.outcomes, now=now)
            made.append(event)
        occurrence = _date(event, branch, day, now=now)
        made.append(occurrence)
    made.append(_attendance(occurrence, session, file_name, by=by, now=now))
    return made


def _dates(branch: Branch, name: str, day: date) -> list[Occurrence]:
    """Its dates of that day that took place, earliest first."""
    rows = Occurrence.objects.all().scheduled().select_related("event").filter(
        event__branch=branch, event__title__en__iexact=name,
        starts_at__gte=at_wall(day, time()), starts_at__lt=at_wall(day + timedelta(days=1), time()),
    )  # fmt: skip
    return list(rows.exclude(event__state=EventState.DRAFT).order_by("starts_at", "pk"))


def _event_called(branch: Branch, name: str) -> Event | None:
    events = Event.objects.filter(branch=branch, title__en__iexact=name)
    return events.exclude(state=EventState.DRAFT).order_by("pk").first()


def _refuse_another(others: list[Attendance], session: Session) -> None:
    """Where a session of that name and day says something else, a person has to look."""
    if not others:
        return
    same = next((each for each in others if each.people == session.people), None)
    if same is None:
        raise SessionKnown(people=others[0].people)
    raise SessionKnownAs(outcome=str(same.outcome.label))


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
    taken = set(Occurrence.objects.filter(event=event).values_list("starts_at", flat=True))
    starts, ends = at_wall(day, MIDDAY), at_wall(day, ONE)
    while starts in taken:
        starts, ends = starts + APART, ends + APART
    return Occurrence.objects.create(
        service_id=branch.service_id,
        event=event,
        branch=branch,
        starts_at=starts,
        ends_at=ends,
        capacity=event.capacity,
        changed_at=now,
    )


def _attendance(
    occurrence: Occurrence, session: Session, file_name: str, *, by: Acting, now: datetime
) -> Attendance:
    people = session.people
    line = _record(occurrence, people, Band.UNSAID, by=by, now=now) if people else None
    recorded = {Band.UNSAID.value: {"people": people, "line": line}} if line else {}
    main, second = session.outcomes
    return Attendance.objects.create(
        service_id=occurrence.service_id,
        occurrence=occurrence,
        unsaid=people,
        brought=people,
        brought_from=file_name,
        main_outcome=main,
        second_outcome=second,
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
