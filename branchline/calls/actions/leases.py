"""The queue: the next call for a caller, signs that they are still at it, and handing it back.

One statement takes a line and the person on it (FOR UPDATE … SKIP LOCKED), first among the caller's own people and then
among all: two partial indexes, 0 lines rung twice, p99 49 ms with 60 callers (research/calls.md, section 3). A lapsed
lease is claimable in the same statement, so nothing has to sweep.

Whether they may be rung is asked of the one that was found, and not of those on the way: sixty callers at once would ask it
of each other's rows. Whoever may not leaves the round in the same transaction, and the next is looked for. Each priority is
looked at by itself, the highest first: within one the index begins with who is due, and nobody who is due next week is passed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from branchline.core import prepared
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import LONDON, in_london
from branchline.core.scoping import current_service_id
from branchline.people.models import Doing, Worker
from branchline.people.queries import may_work
from branchline.places.models import Service

from ..errors import NoLease, NotACaller, SayWhy
from ..models import Callee, CallRound, KeptApart, Line, RoundPerson
from ..queries import LEASE_MINUTES, LONGEST_HOURS, Lease, Slip, closed_days, lease_of
from .guarded import ask_again
from .wishes import heed

CLAIM = """
WITH found AS (
  SELECT first.* FROM unnest(ARRAY[5, 4, 3, 2, 1]::smallint[]) AS t(priority) CROSS JOIN LATERAL (
  SELECT p.id AS person, l.id AS line, c.resident_id AS resident, r.purpose, r.promotional,
    l.number, l.listed, l.screened_at
  FROM calls_roundperson p
  JOIN calls_callround r ON r.id = p.round_id
  JOIN calls_callee c ON c.id = p.callee_id
  JOIN calls_line l ON l.id = c.line_id
  WHERE p.service_id = %s AND p.standing = 'active' AND p.priority = t.priority AND {whose}
    AND p.due_at <= %s AND p.round_id = ANY(%s)
    AND (l.leased_until IS NULL OR l.leased_until <= %s)
    AND l.stopped = ''
    AND (c.not_before IS NULL OR c.not_before <= %s)
    AND (c.hours = '{{}}' OR c.hours && %s::smallint[] OR c.asked_for <= %s)
    AND (c.spoken = '' OR lower(c.spoken) = ANY(%s))
    AND NOT EXISTS (SELECT FROM calls_keptapart k WHERE k.callee_id = c.id AND k.worker_id = %s
                    AND (k.until IS NULL OR k.until > %s))
  ORDER BY p.due_at, p.id LIMIT 1
  FOR UPDATE OF l, p SKIP LOCKED) first LIMIT 1)
, asked AS MATERIALIZED (SELECT line, person,
    calls_why_not_on(resident, purpose, number, promotional, listed, screened_at, %s) AS why FROM found)
, given AS (
  UPDATE calls_line l SET leased_to_id = %s::bigint, leased_for = asked.person, leased_at = %s, leased_until = %s,
    token = %s, rung_at = NULL, rung_code = NULL
  FROM asked WHERE l.id = asked.line AND asked.why IS NULL)
SELECT line, person, why FROM asked
"""
MINE = CLAIM.format(whose="p.usual_caller_id = %s")
ANY = CLAIM.format(whose="p.open_to_all_at <= %s")
NOBODYS = CLAIM.format(whose="(p.usual_caller_id IS NULL OR p.open_to_all_at <= %s)")
"""For a day to come: whoever is nobody's may be due in the middle of it."""
FREE: Mapping[str, None] = {
    "leased_to": None,
    "leased_for": None,
    "leased_at": None,
    "leased_until": None,
    "token": None,
    "rung_at": None,
    "rung_code": None,
}
"""A line in nobody's hands."""
MOST_ON_THE_WAY = 100
"""People who may no longer be rung and are met by one claim; whoever comes after them waits for the next press."""


@ask_again
@action
def next_call(*, worker: Worker, service: Service, by: Acting, now: datetime) -> Lease | None:
    """The one a caller holds, or else the next whose turn it is; None when nobody is due whom they may ring.

    Pressed twice it is the same. Refuses NotACaller, ChangedMeanwhile.
    """
    # Two presses of one caller queue here, so that the second finds what the first was given.
    me = Worker.objects.select_for_update(no_key=True).get(pk=worker.pk)
    if reasons := may_work(me, doing=Doing.CALLS, on=in_london(now).date()):
        raise NotACaller(reasons)
    held = lease_of(me)
    if held is not None and held.lasts(now):
        return held
    Line.objects.filter(leased_to=me).update(**FREE)
    rounds = _ringing(me, service, now)
    if rounds and _claim(me, rounds, now):
        return lease_of(me)
    return None


def _ringing(worker: Worker, service: Service, now: datetime) -> list[int]:
    """The rounds on which a caller rings and which may ring at this moment."""
    closed = closed_days(service, now=now)
    mine = CallRound.objects.running().filter(round_callers__worker=worker)
    return [each.pk for each in mine if each.hours(closed).open_at(now)]


@dataclass(frozen=True)
class When:
    """From when until when somebody is to be rung, in which hours of the week, and how long their line is out."""

    begins: datetime
    latest: datetime
    hours: Sequence[int]
    until: datetime


@dataclass(frozen=True)
class Claimed:
    """A line that was taken out, and for whom (rows)."""

    line: int
    person: int
    token: UUID


def _claim(worker: Worker, rounds: Sequence[int], now: datetime) -> bool:
    here = in_london(now)
    until = now + timedelta(minutes=LEASE_MINUTES)
    when = When(now, now, [here.weekday() * 24 + here.hour], until)
    return claim((MINE, ANY), worker, rounds, when, now=now, holder=worker.pk) is not None


def claim(
    among: tuple[str, str],
    worker: Worker,
    rounds: Sequence[int],
    when: When,
    *,
    now: datetime,
    holder: int | None = None,
) -> Claimed | None:
    """Take out the line of whoever is due next: a caller's own people, then others. `holder`: on whose screen it is."""
    speaks = [each.casefold() for each in worker.languages]
    for statement, whose in zip(among, (worker.pk, when.begins), strict=True):
        token = uuid4()
        values = [
            *(current_service_id(), whose, when.latest, list(rounds), now, when.latest),
            *(list(when.hours), when.latest, speaks, worker.pk, when.begins),
            *(when.until, holder, now, when.until, token),
        ]
        for _turn in range(MOST_ON_THE_WAY):
            with prepared.run(statement, values) as cursor:
                row = cursor.fetchone()
            if row is None:
                break
            line, person, why_not = row
            if why_not is None:
                return Claimed(line, person, token)
            heed(RoundPerson(pk=person), why_not, now=now)
    return None


@action
def still_here(*, worker: Worker, slip: Slip, by: Acting, now: datetime) -> Lease:
    """A sign of the caller: the lease lasts on from now, two hours at most. Refuses NoLease.

    Ask the lease's `why_not`: they may have said no meanwhile.
    """
    line = my_line(worker, slip)
    if line.leased_at is not None:
        latest = line.leased_at + timedelta(hours=LONGEST_HOURS)
        line.leased_until = min(now + timedelta(minutes=LEASE_MINUTES), latest)
        line.save(update_fields=["leased_until"])
    found = lease_of(worker)
    if found is None:
        raise NoLease
    return found


@action
def hand_back(*, worker: Worker, slip: Slip, why: str, by: Acting, now: datetime) -> None:
    """The caller can't ring this one: anybody else may, and they are not given it again today. Refuses NoLease, SayWhy."""
    if not why.strip():
        raise SayWhy
    line = my_line(worker, slip)
    found = lease_of(worker)
    Line.objects.filter(pk=line.pk).update(**FREE)
    if found is not None:
        tomorrow = in_london(now).date() + timedelta(days=1)
        midnight = datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=LONDON)
        _apart(found.person.callee, worker, why, midnight)
        # Whoever was waiting for their usual caller waits for anyone now.
        found.person.open_to_all_at = now
        found.person.save(update_fields=["open_to_all_at"])


@action
def keep_apart(*, callee: Callee, worker: Worker, why: str, by: Acting, now: datetime) -> KeptApart:
    """This caller never rings them: a relative, a neighbour, themselves. Refuses SayWhy."""
    if not why.strip():
        raise SayWhy
    return _apart(callee, worker, why, None)


@action
def no_longer_apart(*, apart: KeptApart, by: Acting, now: datetime) -> None:
    """They may ring them again. Twice is once."""
    KeptApart.objects.filter(pk=apart.pk, until__isnull=True).update(until=now)


def _apart(callee: Callee, worker: Worker, why: str, until: datetime | None) -> KeptApart:
    return KeptApart.objects.create(
        service_id=callee.service_id,
        callee=callee,
        worker=worker,
        why=" ".join(why.split())[:120],
        until=until,
    )


def my_line(worker: Worker, slip: Slip) -> Line:
    """The line that a caller still holds by this slip, alone with it. Refuses NoLease."""
    rows = Line.objects.select_for_update(no_key=True)
    line = rows.filter(leased_to=worker, token=slip.token).first()
    if line is None:
        raise NoLease
    return line
