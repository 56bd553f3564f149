"""What it came to, counted from what the database holds after the play."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from branchline.calls.ladder import HEARD
from branchline.calls.models import Attempt, Line, Outcome, RoundPerson, Standing
from branchline.concerns.models import Concern
from branchline.core.clock import in_london
from branchline.core.scoping import scope

from .play import Play
from .scene import Scene

DAYS = (1, 3, 7)
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Figures:
    """One ladder's. Shares are of 1; hours and days are None where it did not come to it before the end."""

    ladder: str
    people: int
    callers: int
    calls: int
    days: int
    """On which anybody was rung."""
    coverage: tuple[float, ...]
    """Of all people, those who were themselves heard within `DAYS`."""
    at_risk: int
    at_risk_median_hours: float | None
    at_risk_ninth_hours: float | None
    """Nine in ten were heard within so many."""
    same_caller: float | None
    """Of second and later talks, those with the caller of the one before."""
    usual_caller: float | None
    """Of talks with somebody who has a usual caller, those with them."""
    concerns: int
    acknowledged_late: int
    decided_late: int
    disclosure: str
    """What came of Friday, 16:55."""
    load: tuple[int, float, int]
    """Calls of the caller with the fewest, of the middle one, of the one with the most."""
    hard: tuple[int, int]
    """Hard calls in all, and of the caller with the most."""
    silent_calls: int | None
    """Calls without an answer until whoever had fallen silent was handed on."""
    silent_hours: float | None
    """From the first of them."""
    handed_on: int
    no_number: int
    ended: int
    stopped_lines: int
    late: int
    """Reports that came when another had the line."""
    outcomes: dict[str, int]
    """In the order of the form."""


def figures_of(play: Play) -> Figures:
    """Eight queries."""
    scene = play.scene
    with scope(scene.service.pk):
        attempts = list(Attempt.objects.order_by("ended_at", "pk"))
        people = list(RoundPerson.objects.select_related("callee").order_by("pk"))
        concerns = list(Concern.objects.select_related("acknowledged_by").order_by("pk"))
        stopped = Line.objects.exclude(stopped="").count()
    begins, size = scene.town.begins, len(people)
    counted = [each for each in attempts if not each.late]
    first: dict[int, datetime] = {}
    for each in counted:
        if each.outcome in HEARD:
            first.setdefault(each.person_id, each.ended_at)
    risk = sorted(pk for pk, who in scene.rows.items() if who.at_risk and not who.discloses)
    waited = sorted((first[pk] - begins) / timedelta(hours=1) for pk in risk if pk in first)
    load = Counter(each.worker_id for each in attempts)
    loads = sorted([*load.values(), *[0] * (len(scene.callers) - len(load))])
    hard = Counter(each.worker_id for each in attempts if each.hard)
    standing = Counter(each.standing for each in people)
    came = Counter(each.outcome for each in attempts)
    silent_calls, silent_hours = _silent(scene, people, counted)
    return Figures(
        ladder=scene.ladder.name,
        people=size,
        callers=len(scene.callers),
        calls=len(attempts),
        days=len({in_london(each.began_at).date() for each in attempts}),
        coverage=tuple(_reached(first, begins + day * A_DAY) / size for day in DAYS),
        at_risk=len(risk),
        at_risk_median_hours=_share_of(waited, len(risk), 0.5),
        at_risk_ninth_hours=_share_of(waited, len(risk), 0.9),
        same_caller=_same(counted),
        usual_caller=_usual(counted, people),
        concerns=len(concerns),
        acknowledged_late=sum(_late(c.acknowledged_at, c.acknowledge_by) for c in concerns),
        decided_late=sum(_late(c.decided_at, c.decide_by) for c in concerns),
        disclosure=_disclosure(scene, people, concerns),
        load=(loads[0], median(loads), loads[-1]),
        hard=(sum(hard.values()), max(hard.values(), default=0)),
        silent_calls=silent_calls,
        silent_hours=silent_hours,
        handed_on=standing[Standing.HANDED_ON],
        no_number=standing[Standing.NO_NUMBER],
        ended=standing[Standing.ENDED],
        stopped_lines=stopped,
        late=len(attempts) - len(counted),
        outcomes={each.value: came[each] for each in Outcome},
    )


def _reached(first: dict[int, datetime], until: datetime) -> int:
    return sum(moment <= until for moment in first.values())


def _share_of(waited: Sequence[float], count: int, share: float) -> float | None:
    """When so many of them had been heard; None where fewer were."""
    last = -int(-count * share // 1) - 1
    return round(waited[last], 1) if 0 <= last < len(waited) else None


def _same(attempts: Sequence[Attempt]) -> float | None:
    before: dict[int, int | None] = {}
    same: list[bool] = []
    for each in attempts:
        if each.outcome == Outcome.ANSWERED:
            if each.person_id in before:
                same.append(before[each.person_id] == each.worker_id)
            before[each.person_id] = each.worker_id
    return sum(same) / len(same) if same else None


def _usual(attempts: Sequence[Attempt], people: Sequence[RoundPerson]) -> float | None:
    usual = {each.pk: each.usual_caller_id for each in people if each.usual_caller_id}
    talks = [
        usual[each.person_id] == each.worker_id
        for each in attempts
        if each.outcome == Outcome.ANSWERED and each.person_id in usual
    ]
    return sum(talks) / len(talks) if talks else None


def _late(done: datetime | None, by: datetime) -> bool:
    return done is None or done > by


def _staged(scene: Scene, people: Sequence[RoundPerson], *, silent: bool) -> RoundPerson:
    """Whoever falls silent, or whoever discloses."""
    return next(
        each
        for each in people
        if (who := scene.rows[each.pk]).silent is silent and who.discloses is not silent
    )


def _silent(
    scene: Scene, people: Sequence[RoundPerson], attempts: Sequence[Attempt]
) -> tuple[int | None, float | None]:
    person = _staged(scene, people, silent=True)
    missed = [
        each
        for each in attempts
        if each.person_id == person.pk and each.began_at >= scene.town.falls_silent
    ]
    if person.standing != Standing.HANDED_ON or not missed:
        return None, None
    took = missed[-1].ended_at - missed[0].ended_at
    return len(missed), round(took / timedelta(hours=1), 1)


def _disclosure(scene: Scene, people: Sequence[RoundPerson], concerns: Sequence[Concern]) -> str:
    """The concern about whoever disclosed: when it was raised, and who had it when."""
    about = _staged(scene, people, silent=False).callee.resident_id
    found = next((each for each in concerns if each.resident_id == about), None)
    if found is None:
        return "not yet"
    raised = f"{in_london(found.raised_at):%a %H:%M}"
    if found.acknowledged_at is None:
        return f"{raised}, nobody has it"
    return f"{raised}; {found.acknowledged_by} {in_london(found.acknowledged_at):%a %H:%M}"
