"""A person's own copy of what we hold: their plans, what they said that they can do, and the sessions."""

from typing import Any

from ..data import Can
from ..models import Plan, Session, SkillCheck


def about(person: str) -> dict[str, Any]:
    """About "resident:7"; nothing for other keys. Three queries."""
    kind, _colon, number = person.partition(":")
    if kind != "resident":
        return {"skills": []}
    rows = Plan.objects.filter(resident=int(number)).select_related("champion", "branch")
    plans = rows.prefetch_related("checks", "sessions").order_by("began_at", "pk")
    return {"skills": [_plan(each) for each in plans]}


def _plan(plan: Plan) -> dict[str, Any]:
    return {
        "goal": plan.goal,
        "library": str(plan.branch.name),
        "who leads": plan.champion.first_name if plan.champion else "",
        "since": plan.began_at,
        "ended": plan.ended_at,
        "how": plan.get_ending_display(),
        "tasks": [str(task.words) for task in plan.version.in_order(plan.tasks)],
        "to go on with": plan.get_onward_display(),
        "went on with": plan.get_came_to_display(),
        "in your words": plan.words,
        "you said yes": plan.get_consent_how_display(),
        "what you can do": [_check(each) for each in plan.checks.all()],
        "sessions": [_session(each) for each in plan.sessions.all()],
    }


def _check(check: SkillCheck) -> dict[str, Any]:
    said = {key: str(Can(value).label) for key, value in check.answers.items()}
    return {
        "when": check.said_at,
        "moment": check.get_moment_display(),
        "framework": check.framework,
        "answers": {str(task.words): said[task.id] for task in check.version.in_order(list(said))},
    }


def _session(session: Session) -> dict[str, Any]:
    return {
        "day": session.held_on,
        "minutes": session.minutes,
        "practised": [str(task.words) for task in session.version.in_order(session.tasks)],
        "next step": session.next_step,
        "note": session.note,
    }
