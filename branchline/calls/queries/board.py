"""What a coordinator sees of a round: nothing is hidden in a queue that can't be rung from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from branchline.core.clock import in_london, london
from branchline.core.paging import Page, page
from branchline.people.models import Resident

from ..errors import NoSuchNeed, NoSuchRound
from ..models import (
    Attempt,
    Callee,
    CallNeed,
    CallRound,
    KeptApart,
    Line,
    Outcome,
    RoundPerson,
    Standing,
)

FAR = timedelta(days=14)
"""Who has not been heard for so long is counted."""
PAGE = 100
"""People on one page."""


@dataclass(frozen=True)
class Board:
    """Counts of one round at a moment. `screening`: who waits for it and is not due; `usual`: of talks with somebody who has a usual caller, how many were theirs."""

    people: int
    due: int
    in_hand: int
    today: int
    talks_today: int
    handed_on: int
    no_number: int
    screening: int
    not_heard: int
    never_heard: int
    with_usual: int
    usual: int
    open_needs: int
    oldest_due: datetime | None


def board_of(round_: CallRound, *, now: datetime) -> Board:
    """Five queries."""
    here = in_london(now)
    midnight = london(here.year, here.month, here.day)
    on_it = RoundPerson.objects.on_it().filter(round=round_)
    active = Q(standing=Standing.ACTIVE)
    long_ago = Q(callee__heard_at__lt=now - FAR) | Q(callee__heard_at__isnull=True)
    counted = on_it.aggregate(
        people=Count("pk"),
        due=Count("pk", filter=active & Q(due_at__lte=now)),
        handed_on=Count("pk", filter=Q(standing=Standing.HANDED_ON)),
        no_number=Count("pk", filter=Q(standing=Standing.NO_NUMBER)),
        screening=Count("pk", filter=Q(standing=Standing.SCREENING)),
        not_heard=Count("pk", filter=long_ago),
        never_heard=Count("pk", filter=Q(callee__heard_at__isnull=True)),
    )
    # Who stands in for a week is not whose people they are.
    lasting = Coalesce("person__stands_in_for", "person__usual_caller")
    made = Attempt.objects.filter(person__round=round_)
    calls = made.aggregate(
        today=Count("pk", filter=Q(ended_at__gte=midnight)),
        talks_today=Count("pk", filter=Q(ended_at__gte=midnight, outcome=Outcome.ANSWERED)),
        with_usual=Count(
            "pk", filter=Q(outcome=Outcome.ANSWERED, person__usual_caller__isnull=False)
        ),
        usual=Count("pk", filter=Q(outcome=Outcome.ANSWERED, worker=lasting)),
    )
    first = on_it.filter(active, due_at__lte=now).order_by("due_at").first()
    return Board(
        **counted,
        **calls,
        in_hand=Line.objects.filter(
            leased_for__in=RoundPerson.objects.filter(round=round_).values("pk"),
            leased_until__gt=now,
        ).count(),
        open_needs=CallNeed.objects.filter(person__round=round_, closed_at__isnull=True).count(),
        oldest_due=first.due_at if first else None,
    )


def people_of(
    round_: CallRound, *, standing: str = "", cursor: str | None = None
) -> Page[RoundPerson]:
    """Who is on it, whoever was heard longest ago (or has waited longest for a first talk) first. One query."""
    rows = RoundPerson.objects.filter(round=round_).select_related(
        "callee__resident", "usual_caller"
    )
    rows = rows.filter(standing=standing) if standing else rows.on_it()
    rows = rows.annotate(quiet_since=Coalesce("callee__heard_at", "joined_at"))
    return page(rows, keys=("quiet_since", "pk"), limit=PAGE, cursor=cursor, read=_moment)


def _moment(said: str) -> datetime:
    moment = datetime.fromisoformat(said)
    if moment.tzinfo is None:
        raise ValueError("a moment has a place on the globe")
    return moment


def person_at(*, public_id: str) -> RoundPerson:
    """Raises NoSuchRound. One query."""
    found = (
        RoundPerson.objects.select_related(
            "round", "callee__resident", "callee__line", "usual_caller", "stands_in_for"
        )
        .filter(public_id=public_id)
        .first()
    )
    if found is None:
        raise NoSuchRound
    return found


def kept_apart(callee: Callee) -> QuerySet[KeptApart]:
    """Who never rings them, and why. One query."""
    rows = KeptApart.objects.filter(callee=callee, until__isnull=True)
    return rows.select_related("worker").order_by("worker__name", "pk")


def need_of(person: RoundPerson, *, public_id: str) -> CallNeed:
    """Raises NoSuchNeed. One query."""
    found = CallNeed.objects.filter(person=person, public_id=public_id).first()
    if found is None:
        raise NoSuchNeed
    return found


def attempts_of(person: RoundPerson) -> Sequence[Attempt]:
    """Every call, newest first, with what was said. Two queries."""
    rows = person.attempts.select_related("worker", "conversation").prefetch_related(
        "conversation__needs"
    )
    return list(rows.order_by("-ended_at", "-pk")[:100])


def rounds_of(resident: Resident) -> Sequence[RoundPerson]:
    """The rounds that somebody is or was on, newest first. One query."""
    rows = RoundPerson.objects.filter(callee__resident=resident).select_related("round")
    return list(rows.order_by("-joined_at", "-pk"))
