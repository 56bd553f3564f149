"""A week is planned, and given out: while it lasts, the queue gives each caller the people of their rota first."""

from collections import Counter
from datetime import date, datetime

from django.db.models import F, Q

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.scoping import current_service_id
from branchline.people.models import Worker
from branchline.places.models import Service

from ..measures import ROTA_GIVEN_OUT
from ..models import CallRound, RotaPair, RotaWeek, RoundPerson
from ..queries import ToPlan, monday_of, to_plan
from ..rota import Rota, plan
from .people import opens_to_all

AT_ONCE = 500
"""Rows in one statement."""


@action
def plan_week(*, monday: date, service: Service, by: Acting, now: datetime) -> RotaWeek:
    """Work out the best rota of a week from what is true now, instead of the one there was.

    Planned again it keeps to the pairs it had, so that an absence moves few. A week that was given out stays given
    out: callers see the new one at once.
    """
    week, _made = RotaWeek.objects.get_or_create(
        service_id=current_service_id(), monday=monday, defaults={"planned_at": now}
    )
    # Two who plan at once queue here.
    week = RotaWeek.objects.select_for_update(no_key=True).get(pk=week.pk)
    told = to_plan(monday=monday, service=service, now=now)
    found = plan(told.wanted, told.callers)
    pairs: dict[int, tuple[int | None, int | None, str]] = {
        each.wanted: (each.caller, each.slot, each.why) for each in found.matches
    }
    pairs |= {each.wanted: (None, None, each.why) for each in found.left_out}
    week.pairs.all().delete()
    RotaPair.objects.bulk_create(
        (
            RotaPair(
                service_id=week.service_id,
                week=week,
                person=person,
                worker_id=pairs[line][0],
                hour=pairs[line][1],
                why=pairs[line][2],
            )
            for line, people in told.people.items()
            for person in people
        ),
        batch_size=AT_ONCE,
    )
    week.planned_at, week.gaps = now, _gaps(told, found)
    week.save(update_fields=["planned_at", "gaps"])
    go_by_rota(now=now)
    return week


def _gaps(told: ToPlan, found: Rota) -> list[dict[str, object]]:
    """As the page says them: people, where the calculation counts lines."""
    names = dict(CallRound.objects.values_list("pk", "name"))
    lacking = {each.key: each for each in told.wanted}
    people = Counter[tuple[int, str, str]]()
    for left in found.left_out:
        line = lacking[left.wanted]
        people[line.round, left.why, line.language] += len(told.people[left.wanted])
    return [
        {
            "round": names[gap.round],
            "why": gap.why.value,
            "language": gap.language,
            "people": people[gap.round, gap.why, gap.language],
            "hours": list(gap.best),
        }
        for gap in found.gaps
    ]


@action
def give_out_week(*, week: RotaWeek, by: Acting, now: datetime) -> RotaWeek:
    """Callers see their week; the queue goes by it from its Monday on, or from now. Twice is once."""
    locked = RotaWeek.objects.select_for_update(no_key=True).get(pk=week.pk)
    if locked.given_out_at is None:
        locked.given_out_at = now
        locked.save(update_fields=["given_out_at"])
        go_by_rota(now=now)
        ledger.record(kind=ROTA_GIVEN_OUT, by=by, now=now)
    return locked


@action
def go_by_rota(*, now: datetime) -> int:
    """Who rings somebody this week, as it was given out, is their usual caller for the queue; whose they really are is
    not forgotten, and whoever is in nobody's week is theirs again. Returns how many changed hands.
    """
    paired = RotaPair.objects.filter(
        week__monday=monday_of(now), week__given_out_at__isnull=False, worker__isnull=False
    )
    another = ~Q(person__usual_caller=F("worker")) | Q(
        person__stands_in_for__ended_on__isnull=False
    )
    callers = dict(paired.filter(another).values_list("person_id", "worker_id"))
    lent = RoundPerson.objects.filter(stands_in_for__isnull=False)
    back = list(lent.exclude(pk__in=paired.values("person")).values_list("pk", flat=True))
    rows = RoundPerson.objects.filter(pk__in=[*callers, *back]).select_related(
        "round", "usual_caller", "stands_in_for"
    )
    workers = Worker.objects.in_bulk(set(callers.values()))
    changed = list(rows.select_for_update(no_key=True, of=("self",)).order_by("pk"))
    for person in changed:
        caller = callers.get(person.pk)
        _give(person, workers[caller] if caller is not None else person.lasting_caller)
    fields = ["usual_caller", "stands_in_for", "open_to_all_at"]
    RoundPerson.objects.bulk_update(changed, fields, batch_size=AT_ONCE)
    return len(changed)


def _give(person: RoundPerson, worker: Worker | None) -> None:
    """Write on a locked row who rings them now."""
    lasting = person.lasting_caller
    if person.usual_caller != worker:
        person.open_to_all_at = opens_to_all(person.round, worker, person.due_at)
    person.usual_caller = worker
    person.stands_in_for = lasting if lasting != worker else None
