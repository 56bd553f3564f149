"""Packs: people are taken out of the queue for a caller and a day, and what was not rung is taken back.

A pack is a lease for longer. Its lines stand under the same rule as any (one pair of hands, by the columns and the guard of
the line's own row), in the hands of no screen: each of its people has a slip, and what comes back late changes nothing.
"""

from datetime import date, datetime, timedelta

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import in_london, london
from branchline.core.idempotency import once
from branchline.core.scoping import current_service_id
from branchline.people.models import Doing, Worker
from branchline.people.queries import may_work
from branchline.places.models import Service

from ..errors import DayIsOver, NobodyToPack, NotACaller
from ..measures import PACKED
from ..models import CallRound, Line, Pack, PackPerson
from ..queries import closed_days
from .guarded import ask_again
from .leases import FREE, MINE, NOBODYS, Claimed, When, claim

MOST = 20
"""People in a pack: more than a day's calls go back into the queue too late."""


@ask_again
@action
def make_pack(
    *, worker: Worker, day: date, most: int, service: Service, key: str, by: Acting, now: datetime
) -> Pack:
    """Take out whoever a caller may ring on a day: their own people first, then those who wait for anyone. Once per `key`.

    Refuses NotACaller, DayIsOver, ChangedMeanwhile, and NobodyToPack when nobody is due whom they may ring.
    """
    ends = _midnight(day + timedelta(days=1))
    if ends <= now:
        raise DayIsOver

    def create() -> str:
        me = Worker.objects.select_for_update(no_key=True).get(pk=worker.pk)
        if reasons := may_work(me, doing=Doing.CALLS, on=day):
            raise NotACaller(reasons)
        taken = _take_out(me, day, min(most, MOST), service, now)
        if not taken:
            raise NobodyToPack
        service_id = current_service_id()
        pack = Pack.objects.create(
            service_id=service_id, worker=me, day=day, made_at=now, until=ends
        )
        PackPerson.objects.bulk_create(
            PackPerson(
                service_id=service_id,
                pack=pack,
                number=number,
                person_id=each.person,
                line_id=each.line,
                token=each.token,
            )
            for number, each in enumerate(taken, start=1)
        )
        ledger.record(kind=PACKED, by=by, now=now, quantity=len(taken))
        return pack.public_id

    made, _new = once(key=key, action="calls.make_pack", now=now, create=create)
    return Pack.objects.select_related("worker").get(public_id=made)


def _take_out(
    worker: Worker, day: date, most: int, service: Service, now: datetime
) -> list[Claimed]:
    begins, ends = max(now, _midnight(day)), _midnight(day + timedelta(days=1))
    closed = closed_days(service, now=now)
    mine = CallRound.objects.running().filter(round_callers__worker=worker)
    rounds = [
        each.pk
        for each in mine
        if day.weekday() in each.days
        and (each.on_holidays or day not in closed)
        and each.ends > in_london(begins).time()
    ]
    first = day.weekday() * 24 + in_london(begins).hour
    hours = list(range(first, (day.weekday() + 1) * 24))
    when = When(begins=begins, latest=ends, hours=hours, until=ends)
    taken: list[Claimed] = []
    while rounds and len(taken) < most:
        found = claim((MINE, NOBODYS), worker, rounds, when, now=now)
        if found is None:
            break
        taken.append(found)
    return taken


@action
def withdraw_pack(*, pack: Pack, by: Acting, now: datetime) -> Pack:
    """Whoever of it was not reported yet is in the queue again; what still comes back is late. Twice is once."""
    locked = Pack.objects.select_for_update(no_key=True).get(pk=pack.pk)
    if locked.withdrawn_at is None:
        locked.withdrawn_at = now
        locked.save(update_fields=["withdrawn_at"])
        Line.objects.filter(token__in=locked.people.values("token")).update(**FREE)
    return locked


def _midnight(day: date) -> datetime:
    return london(day.year, day.month, day.day)
