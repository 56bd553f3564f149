"""Before and after, counted: for a funder, a committee, and whoever asks whether it helped. Few people are no number."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from branchline.core.figures import Figure

from ..data import TODAYS, Area, area_view, has_all_tasks, has_skills
from ..models import CameTo, Moment, Plan, Session, SkillCheck

Pair = tuple[SkillCheck, SkillCheck]


@dataclass(frozen=True)
class Line:
    """What is counted, of those who were asked both times and of whom it is known both times."""

    title: "str | Promise"
    before: Figure
    after: Figure
    of: Figure


@dataclass(frozen=True)
class Results:
    """Of the plans that are kept here."""

    learners: Figure
    both: Figure
    sessions: int
    hours: int
    lines: Sequence[Line]
    onward: "Sequence[tuple[str | Promise, Figure]]"


def results(*, visible: Q) -> Results:
    """Of the plans that somebody may see. Four queries."""
    plans = Plan.objects.filter(visible)
    given = Session.objects.filter(plan__in=plans).aggregate(
        n=Count("pk"), minutes=Sum("minutes", default=0)
    )
    pairs = _pairs(plans)
    ended = dict(
        plans.filter(ended_at__isnull=False).values_list("came_to").annotate(n=Count("pk")).order_by()
    )  # fmt: skip
    return Results(
        learners=_people(plans.values("resident").distinct().count()),
        both=_people(len(pairs)),
        sessions=given["n"],
        hours=round(given["minutes"] / 60),
        lines=[
            _line(_("Essential Digital Skills: a task of each area"), pairs, lambda c: has_skills(c.version, c.answers)),
            *(_area(area, pairs) for area in TODAYS.parts),
            _line(_("All tasks that are relevant to them"), pairs, lambda c: has_all_tasks(c.version, c.answers)),
        ],
        onward=[(each.label, _people(ended.get(each, 0))) for each in CameTo],
    )  # fmt: skip


def _people(n: int) -> Figure:
    return Figure(n, _("people"))


def _pairs(plans: "QuerySet[Plan]") -> list[Pair]:
    """The newest of each moment, of plans that have both. One query."""
    newest: dict[int, dict[str, SkillCheck]] = {}
    rows = SkillCheck.objects.filter(plan__in=plans).order_by("plan", "moment", "-pk")
    for check in rows.distinct("plan", "moment"):
        newest.setdefault(check.plan_id, {})[check.moment] = check
    return [(each[Moment.BEFORE], each[Moment.AFTER]) for each in newest.values() if len(each) == 2]


def _area(area: Area, pairs: Iterable[Pair]) -> Line:
    return _line(area.title, pairs, lambda check: area_view(area, check.answers).has)


def _line(
    title: "str | Promise", pairs: Iterable[Pair], view: Callable[[SkillCheck], bool | None]
) -> Line:
    known = [(view(before), view(after)) for before, after in pairs]
    said = [each for each in known if None not in each]
    return Line(
        title, _people(sum(before is True for before, _after in said)),
        _people(sum(after is True for _before, after in said)), _people(len(said)),
    )  # fmt: skip
