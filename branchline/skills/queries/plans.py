"""Plans at the desk: lists, one of them, those of somebody."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from branchline.core.paging import Page, page
from branchline.people.models import Answer, Consent, Doing, Purpose, Resident, Worker
from branchline.people.queries import workers_for
from branchline.places.models import Branch, Service
from branchline.places.queries import branches_of

from ..data import AreaView, area_view, has_all_tasks, has_skills
from ..errors import NoSuchPlan
from ..models import Moment, Plan, Session, SkillCheck

QUIET = timedelta(weeks=4)
"""Without a session for so long, somebody asks how it goes."""
SHOWS = ("nobody", "quiet", "running", "ended")
"""The lists, the first the most pressing."""


def plans_that_are(show: str, *, visible: Q, today: date) -> "QuerySet[Plan]":
    """Those of one of `SHOWS` that this person may see."""
    rows = Plan.objects.filter(visible)
    lately = Session.objects.filter(plan=OuterRef("pk"), held_on__gt=today - QUIET)
    old = Q(began_at__date__lte=today - QUIET)
    said = {
        "nobody": rows.running().without_champion(),
        "quiet": rows.running().filter(~Exists(lately), old),
        "running": rows.running(),
        "ended": rows.filter(ended_at__isnull=False),
    }
    found: QuerySet[Plan] = said[show]
    return found


def how_many_without(*, visible: Q) -> int:
    """Learners whom nobody leads. One query."""
    return int(Plan.objects.filter(visible).running().without_champion().count())


def plans_here(rows: "QuerySet[Plan]", *, after: str | None) -> "Page[Plan]":
    """Of them, with names, those that began first. One query."""
    return page(rows.with_names(), keys=("id",), limit=50, cursor=after)  # type: ignore[attr-defined]


def plan_at(*, public_id: str) -> Plan:
    """By its public id, with names. Raises NoSuchPlan. One query."""
    rows = Plan.objects.with_names().select_related("consent")
    found: Plan | None = rows.filter(public_id=public_id).first()
    if found is None:
        raise NoSuchPlan
    return found


def plans_of(resident: Resident, *, limit: int = 50) -> list[Plan]:
    """Of one human being, those of merged records too, newest first. Two queries, one more for each merge."""
    numbers: list[int] = []
    found = [resident.pk]
    while found:
        numbers += found
        rows = Resident.objects.filter(merged_into__in=found).exclude(pk__in=numbers)
        found = list(rows.values_list("pk", flat=True))
    return list(
        Plan.objects.filter(resident__in=numbers).with_names().order_by("-began_at", "-pk")[:limit]
    )


def sessions_of(plan: Plan, *, limit: int = 50) -> list[Session]:
    """The newest first. One query."""
    rows = plan.sessions.select_related("worker").order_by("-held_on", "-pk")
    return list(rows[:limit])


def check_of(plan: Plan, moment: Moment) -> SkillCheck | None:
    """The newest of this moment. One query."""
    return plan.checks.filter(moment=moment).order_by("-pk").first()


@dataclass(frozen=True)
class Compared:
    """What somebody could do before, and can do after: by skill and by task, worked out from their answers."""

    before: SkillCheck | None
    after: SkillCheck | None

    @property
    def rows(self) -> "list[tuple[AreaView | None, AreaView | None]]":
        """Each area, before and after; None: they were not asked then."""
        found = self.before or self.after
        if found is None:
            return []
        return [
            (
                area_view(part, self.before.answers) if self.before else None,
                area_view(part, self.after.answers) if self.after else None,
            )
            for part in found.version.parts
        ]

    @property
    def skilled(self) -> tuple[bool | None, bool | None]:
        """Whether they have Essential Digital Skills, before and after."""
        return self._both(lambda each: has_skills(each.version, each.answers))

    @property
    def complete(self) -> tuple[bool | None, bool | None]:
        """Whether they can do all tasks that are relevant to them, before and after."""
        return self._both(lambda each: has_all_tasks(each.version, each.answers))

    def _both(self, view: "Callable[[SkillCheck], bool | None]") -> tuple[bool | None, bool | None]:
        before, after = self.before, self.after
        return (view(before) if before else None, view(after) if after else None)


def compared(plan: Plan) -> Compared:
    """Two queries."""
    return Compared(check_of(plan, Moment.BEFORE), check_of(plan, Moment.AFTER))


def words_hold(plan: Plan) -> bool:
    """Whether their words may still be shown: the newest they said of it is a yes. One query."""
    if plan.consent is None:
        return False
    rows = Consent.objects.filter(resident=plan.consent.resident_id, purpose=Purpose.STORIES)
    said = rows.order_by("-said_at", "-id").values_list("answer", flat=True).first()
    return bool(said == Answer.GIVEN)


def champions(*, leads: Worker | None = None) -> Sequence[Worker]:
    """Who helps people to get online here, by name; whoever leads already is among them, whatever they do now. One query."""
    found = list(workers_for(Doing.DEVICES))
    return found if leads is None or leads in found else [leads, *found]


def branches_to_choose(service: Service) -> list[Branch]:
    """Where a plan may be at home: the service’s libraries by name. One query."""
    return list(branches_of(service))
