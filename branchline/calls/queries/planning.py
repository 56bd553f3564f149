"""What a week's rota is worked out from: the lines that are due in it, and the callers who work in it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet

from branchline.core.clock import in_london, london
from branchline.people.models import CommunicationNeed, Doing, Need, TrainingKind
from branchline.people.queries import working_weeks
from branchline.places.models import Service

from ..models import (
    HOURS_OF_WEEK,
    Attempt,
    CallRound,
    KeptApart,
    RotaPair,
    RoundCaller,
    RoundPerson,
    Standing,
)
from ..rota import OnCall, Wanted
from .rounds import closed_days
from .why_not import why_not_of

HEARS_BADLY = (Need.RELAY, Need.LONGER_RING, Need.HEARING_LOOP, Need.LIP_READS, Need.MORE_TIME)
"""Who needs these is best rung by somebody who has learned about hearing and sight."""
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class ToPlan:
    """`people`: those who stand behind each line of `wanted`, by its key; the first gave it its key."""

    wanted: Sequence[Wanted]
    callers: Sequence[OnCall]
    people: Mapping[int, Sequence[RoundPerson]]


def monday_of(now: datetime, *, ahead: int = 0) -> date:
    """The Monday of this week in London, or of one so many weeks ahead."""
    today = in_london(now).date()
    return today - timedelta(days=today.weekday()) + ahead * WEEK


def to_plan(*, monday: date, service: Service, now: datetime) -> ToPlan:
    """Who is due in the week and may be rung, and who rings. Twelve queries, however many there are.

    Who shares a line, a round, hours and a language is rung in one go. A pair holds for the week, however often
    its round rings in it.
    """
    due = _due(monday)
    closed = closed_days(service, now=now)
    needs = CommunicationNeed.objects.filter(need__in=HEARS_BADLY, ended_at__isnull=True)
    hear_badly = set(needs.values_list("resident_id", flat=True))
    apart = _apart(london(monday.year, monday.month, monday.day))
    before = _before(monday)
    open_hours = {each.round: _open(each.round, monday, closed) for each in due}
    together: dict[tuple[int, int | None, str, frozenset[int]], list[RoundPerson]] = defaultdict(
        list
    )
    for each in due:
        hours = _suits(each, open_hours[each.round], monday, now)
        together[each.round_id, each.callee.line_id, each.callee.spoken.casefold(), hours].append(
            each
        )
    wanted = [
        Wanted(
            key=people[0].pk,
            round=round_,
            slots=hours,
            priority=max(each.priority for each in people),
            language=language,
            hears_badly=any(each.callee.resident_id in hear_badly for each in people),
            usual=next((each.lasting_caller.pk for each in people if each.lasting_caller), None),
            last=next((before[each.pk] for each in people if each.pk in before), None),
            apart=frozenset(worker for each in people for worker in apart.get(each.callee_id, ())),
        )
        for (round_, _line, language, hours), people in together.items()
    ]
    return ToPlan(wanted, _callers(monday), {each[0].pk: each for each in together.values()})


def due_in(monday: date) -> QuerySet[RoundPerson]:
    """Whose turn comes before the week is over, and who may be rung; a screening must hold until it begins."""
    end = monday + WEEK
    return (
        RoundPerson.objects.filter(
            standing=Standing.ACTIVE,
            round__in=CallRound.objects.running(),
            due_at__lt=london(end.year, end.month, end.day),
            callee__line__stopped="",
        )
        .annotate(why_not=why_not_of(london(monday.year, monday.month, monday.day)))
        .filter(why_not__isnull=True)
    )


def _due(monday: date) -> list[RoundPerson]:
    rows = due_in(monday).select_related("round", "callee", "usual_caller", "stands_in_for")
    return list(rows.order_by("-priority", "pk"))


def _apart(since: datetime) -> Mapping[int, set[int]]:
    """{callee: workers who don't ring them this week}."""
    rows = KeptApart.objects.filter(Q(until__isnull=True) | Q(until__gt=since + WEEK))
    found: dict[int, set[int]] = {}
    for callee, worker in rows.values_list("callee_id", "worker_id"):
        found.setdefault(callee, set()).add(worker)
    return found


def _before(monday: date) -> Mapping[int, tuple[int, int]]:
    """{person: caller and hour} of this week, where it was planned already, else of the week before."""
    rows = RotaPair.objects.filter(week__monday__in=(monday - WEEK, monday))
    told = rows.order_by("week__monday").values_list("person_id", "worker_id", "hour")
    return {person: (worker, hour) for person, worker, hour in told if hour is not None}


def _open(round_: CallRound, monday: date, closed: frozenset[date]) -> frozenset[int]:
    """The whole hours of this week in which a round rings."""
    begins = -(-(round_.begins.hour * 60 + round_.begins.minute) // 60)
    return frozenset(
        day * 24 + hour
        for day in round_.days
        if round_.on_holidays or monday + timedelta(days=day) not in closed
        for hour in range(begins, round_.ends.hour)
    )


def _suits(
    person: RoundPerson, hours: frozenset[int], monday: date, now: datetime
) -> frozenset[int]:
    """Those of a round's hours that they like and that are not over before they are due, or before now."""
    callee = person.callee
    first = in_london(max(each for each in (person.due_at, callee.not_before, now) if each))
    begun = (first.date() - monday).days * 24 + first.hour
    liked = callee.hours or range(HOURS_OF_WEEK)
    return frozenset(hour for hour in hours & frozenset(liked) if hour >= begun)


def _callers(monday: date) -> list[OnCall]:
    rounds: dict[int, set[int]] = defaultdict(set)
    rows = RoundCaller.objects.filter(round__in=CallRound.objects.running())
    for worker, round_ in rows.values_list("worker_id", "round_id"):
        rounds[worker].add(round_)
    since = london(monday.year, monday.month, monday.day)
    made = Attempt.objects.filter(ended_at__gte=since).values_list("worker_id")
    rung = dict(made.annotate(people=Count("person", distinct=True)))
    return [
        OnCall(
            key=week.worker.pk,
            rounds=frozenset(rounds[week.worker.pk]),
            slots=week.hours,
            # Planned again in the middle of a week, it counts whom they have rung already.
            most=max(0, week.worker.most_calls - rung.get(week.worker.pk, 0)),
            languages=frozenset(each.casefold() for each in week.worker.languages),
            listens=TrainingKind.SENSES in week.trained,
        )
        for week in working_weeks(Doing.CALLS, monday=monday)
        if week.worker.pk in rounds
    ]
