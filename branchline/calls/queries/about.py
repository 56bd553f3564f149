"""A person's own copy of what we hold: the calls made to them."""

from typing import Any

from ..models import Callee, RoundPerson


def about(person: str) -> dict[str, Any]:
    """About "resident:7"; nothing for other keys. Five queries."""
    kind, _colon, number = person.partition(":")
    if kind != "resident":
        return {"calls": {}}
    callee = Callee.objects.select_related("line").filter(resident_id=int(number)).first()
    if callee is None:
        return {"calls": {}}
    rounds = RoundPerson.objects.filter(callee=callee).select_related("round")
    return {
        "calls": {
            "number": callee.line.number if callee.line else "",
            "number on a preference list": callee.line.listed if callee.line else False,
            "number screened on": callee.line.screened_at if callee.line else None,
            "language": callee.spoken,
            "what matters to them": callee.matters,
            "rounds": [_round(each) for each in rounds.order_by("joined_at", "pk")],
        }
    }


def _round(person: RoundPerson) -> dict[str, Any]:
    rows = person.attempts.select_related("worker", "conversation").order_by("ended_at", "pk")
    return {
        "round": person.round.name,
        "why": person.why,
        "since": person.joined_at,
        "stands": person.get_standing_display(),
        "calls": [
            {
                "when": attempt.ended_at,
                "how it went": attempt.get_outcome_display(),
                **(
                    {
                        "answers": attempt.conversation.answers,
                        "for the next caller": attempt.conversation.for_next,
                        "for the coordinator": attempt.conversation.private,
                    }
                    if hasattr(attempt, "conversation")
                    else {}
                ),
            }
            for attempt in rows
        ],
        "needs": [
            {
                "need": need.get_kind_display(),
                "words": need.words,
                "by": need.due_on,
                "stands": need.get_state_display(),
            }
            for need in person.needs.order_by("pk")
        ],
    }
