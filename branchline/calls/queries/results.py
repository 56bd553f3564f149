"""What came of the calls of some weeks: for a funder, a committee, and whoever asks whether it helped.

Made, accepted and felt are told apart: what we passed on, what a partner said yes to, and what the person says happened.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from branchline.core.clock import in_london, london
from branchline.core.figures import Figure
from branchline.referrals.models import Referral, State

from ..models import Attempt, CallNeed, NeedKind, NeedState, Outcome, RoundPerson, Standing

SAID_YES = (State.ACCEPTED, State.DONE, State.CLOSED)
USUAL = timedelta(days=90)


@dataclass(frozen=True)
class Period:
    """Days from the first to the last, both within."""

    first: date
    last: date

    @property
    def begins(self) -> datetime:
        """Midnight in London."""
        return london(self.first.year, self.first.month, self.first.day)

    @property
    def ends(self) -> datetime:
        """The midnight after the last day."""
        after = self.last + timedelta(days=1)
        return london(after.year, after.month, after.day)


@dataclass(frozen=True)
class NeedResults:
    """Of one kind: heard; taken up by a task or a referral; a partner said yes; they say that it happened."""

    kind: "str | Promise"
    heard: int
    taken_up: int
    accepted: int
    met: int


@dataclass(frozen=True)
class Results:
    """Counts of a period. Of people, a number under 10 is not printed."""

    calls: int
    talks: int
    minutes: int
    timed: int
    callers: int
    people: Figure
    heard: Figure
    joined: Figure
    handed_on: Figure
    waiting: Figure
    outcomes: Sequence[tuple["str | Promise", int]]
    needs: Sequence[NeedResults]

    @property
    def hours(self) -> int:
        """Of talk, as callers told; whole hours."""
        return round(self.minutes / 60)

    @property
    def all_needs(self) -> NeedResults:
        """The sum of the kinds."""
        return NeedResults(
            _("All"),
            heard=sum(each.heard for each in self.needs),
            taken_up=sum(each.taken_up for each in self.needs),
            accepted=sum(each.accepted for each in self.needs),
            met=sum(each.met for each in self.needs),
        )


def usual_period(*, now: datetime) -> Period:
    """The last three months, to yesterday."""
    yesterday = in_london(now).date() - timedelta(days=1)
    return Period(yesterday - USUAL, yesterday)


def results(period: Period) -> Results:
    """Of all rounds. Four queries. A late report counts: the telephone did ring."""
    made = Attempt.objects.filter(ended_at__gte=period.begins, ended_at__lt=period.ends)
    talk = Q(outcome=Outcome.ANSWERED)
    counted = made.aggregate(
        calls=Count("pk"),
        talks=Count("pk", filter=talk),
        talked=Sum("minutes", filter=talk, default=0),
        timed=Count("pk", filter=talk & Q(minutes__isnull=False)),
        rang=Count("worker", distinct=True),
        people=Count("person__callee", distinct=True),
        heard=Count("person__callee", filter=talk, distinct=True),
    )
    on_rounds = RoundPerson.objects.aggregate(
        joined=Count(
            "callee",
            filter=Q(joined_at__gte=period.begins, joined_at__lt=period.ends),
            distinct=True,
        ),
        handed_on=Count("callee", filter=Q(standing=Standing.HANDED_ON), distinct=True),
        waiting=Count(
            "callee",
            filter=Q(standing=Standing.ACTIVE, callee__heard_at__isnull=True),
            distinct=True,
        ),
    )
    by_name = counted | on_rounds

    def people(name: str) -> Figure:
        return Figure(by_name[name], _("people"))

    by_outcome = dict(made.values_list("outcome").annotate(n=Count("pk")).order_by())
    return Results(
        calls=counted["calls"],
        talks=counted["talks"],
        minutes=counted["talked"],
        timed=counted["timed"],
        callers=counted["rang"],
        people=people("people"),
        heard=people("heard"),
        joined=people("joined"),
        handed_on=people("handed_on"),
        waiting=people("waiting"),
        outcomes=[(each.label, by_outcome[each]) for each in Outcome if each in by_outcome],
        needs=_needs(period),
    )


def _needs(period: Period) -> Sequence[NeedResults]:
    said_yes = Referral.objects.filter(public_id=OuterRef("referral"), state__in=SAID_YES)
    rows = (
        CallNeed.objects.filter(noted_at__gte=period.begins, noted_at__lt=period.ends)
        .values_list("kind")
        .annotate(
            heard=Count("pk"),
            taken_up=Count("pk", filter=~Q(task="") | ~Q(referral="")),
            accepted=Count("pk", filter=Exists(said_yes)),
            met=Count("pk", filter=Q(state=NeedState.MET)),
        )
        .order_by("-heard", "kind")
    )
    return [NeedResults(NeedKind(kind).label, *counts) for kind, *counts in rows]
