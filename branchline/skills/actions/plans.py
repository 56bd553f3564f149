"""A plan: begun, changed, led by a champion, ended with what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.errors import together
from branchline.core.idempotency import once
from branchline.people.actions import record_consent
from branchline.people.models import (
    Answer,
    Consent,
    Doing,
    Mark,
    MarkKind,
    Purpose,
    Resident,
    Worker,
)
from branchline.people.queries import may_work
from branchline.places.models import Branch
from branchline.referrals.models import How

from ..data import TODAYS, framework
from ..errors import (
    AskThemFirst,
    HasAPlan,
    HasDied,
    MayNotLead,
    PlanHasEnded,
    SayTheGoal,
    WordsAreMissing,
)
from ..measures import PLAN_BEGAN, PLAN_ENDED
from ..models import CameTo, Ending, Onward, Plan
from ..queries import plans_of

WORDING = "skills-1"


@dataclass(frozen=True)
class PlanFacts:
    """What is written down of a plan. `goal`: in their own words."""

    goal: str
    branch: Branch
    tasks: Sequence[str] = ()
    onward: Onward = Onward.UNKNOWN
    champion: Worker | None = None


@dataclass(frozen=True)
class Outcome:
    """How it ended, with what they go on; their words, and how they said yes to our keeping them."""

    ending: Ending
    came_to: CameTo
    words: str = ""
    consent: How | None = None


@action
def begin_plan(*, person: Resident, facts: PlanFacts, by: Acting, now: datetime, key: str) -> Plan:
    """From the person’s own goal; what they go on with afterwards is asked on the same day. The same key is once."""

    def create() -> str:
        Resident.objects.select_for_update(no_key=True).get(pk=person.pk)
        _alive(person)
        if any(plan.is_running for plan in plans_of(person)):
            raise HasAPlan
        made = Plan(
            service_id=person.service_id, resident=person, framework=TODAYS.key, began_at=now
        )
        _write(made, facts, now)
        made.save()
        ledger.record(
            kind=PLAN_BEGAN,
            by=by,
            now=now,
            branch_id=facts.branch.pk,
            links={"onward": made.onward},
        )
        return str(made.public_id)

    public_id, _new = once(key=key, action="skills.begin", now=now, create=create)
    return Plan.objects.get(public_id=public_id)


@action
def change_plan(*, plan: Plan, facts: PlanFacts, by: Acting, now: datetime) -> Plan:
    """What has become clearer. Whoever leads already may go on, whatever they lack today. Refuses PlanHasEnded."""
    locked = lock(plan)
    _write(locked, facts, now)
    locked.save()
    return locked


@action
def end_plan(*, plan: Plan, outcome: Outcome, by: Acting, now: datetime) -> Plan:
    """With what they go on, and in their own words, where they say yes to our keeping them. Twice is once.

    Refuses AskThemFirst, WordsAreMissing.
    """
    locked = (
        Plan.objects.select_for_update(no_key=True, of=("self",))
        .select_related("resident")
        .get(pk=plan.pk)
    )
    if not locked.is_running:
        return locked
    words = " ".join(outcome.words.split())
    if words and outcome.consent is None:
        raise AskThemFirst
    if outcome.consent is not None and not words:
        raise WordsAreMissing
    locked.ended_at, locked.ending, locked.came_to = now, outcome.ending, outcome.came_to
    if outcome.consent is not None:
        locked.words, locked.consent_how = words, outcome.consent
        locked.consent = _agreed(locked.resident, words, outcome.consent, by, now)
    locked.save()
    links = {"ending": outcome.ending.value, "came_to": outcome.came_to.value}
    ledger.record(kind=PLAN_ENDED, by=by, now=now, branch_id=locked.branch_id, links=links)
    return locked


def lock(plan: Plan) -> Plan:
    """The row as it is now, ours until the end. Raises PlanHasEnded."""
    locked = Plan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    if not locked.is_running:
        raise PlanHasEnded
    return locked


def consent_words(words: str, language: str) -> str:
    """The sentence that is read to them."""
    with override(language):
        return _("You may keep these words of mine, and show them to others without my name: “%(words)s”") % {
            "words": words
        }  # fmt: skip


def _agreed(person: Resident, words: str, how: How, by: Acting, now: datetime) -> Consent:
    return record_consent(
        person=person, purpose=Purpose.STORIES, answer=Answer.GIVEN, words=consent_words(words, person.language),
        wording=WORDING, evidence=str(how.label), by=by, now=now,
    )  # fmt: skip


def _write(plan: Plan, facts: PlanFacts, now: datetime) -> None:
    goal = " ".join(facts.goal.split())

    def said() -> None:
        if not goal:
            raise SayTheGoal

    def led() -> None:
        _may_lead(plan, facts.champion, now)

    together(said, led)
    version = framework(plan.framework)
    plan.goal, plan.branch, plan.onward, plan.champion = (
        goal,
        facts.branch,
        facts.onward,
        facts.champion,
    )
    plan.tasks = [task.id for task in version.in_order(list(facts.tasks))]


def _may_lead(plan: Plan, champion: Worker | None, now: datetime) -> None:
    if champion is None or champion.pk == plan.champion_id:
        return
    if reasons := may_work(champion, doing=Doing.DEVICES, on=in_london(now).date()):
        raise MayNotLead(champion.name, reasons)


def _alive(person: Resident) -> None:
    if Mark.objects.filter(
        resident=person, kind=MarkKind.DECEASED, lifted_at__isnull=True
    ).exists():
        raise HasDied
