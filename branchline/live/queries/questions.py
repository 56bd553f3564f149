"""Questions of those who watch: may somebody ask now, and what was asked."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch, QuerySet

from branchline.events.models import AGES, Audience, Event, MadeFor

from ..errors import QuestionNotFound
from ..models import Broadcast, Question, QuestionState, Standing

OPENS_BEFORE = timedelta(minutes=30)
CLOSES_AFTER = timedelta(hours=12)
"""After the planned start, of one that nobody has ended: as long as a studio may send."""
FOR_CHILDREN_TOO = {MadeFor.FAMILIES, MadeFor.HOME_EDUCATED}


def is_for_adults(event: Event) -> bool:
    """Its ages say so, and nobody is expected with a child. An event without ages is for everybody, so for children."""
    old_enough = event.age_from is not None and event.age_from >= AGES[Audience.ADULTS][0]
    return old_enough and not FOR_CHILDREN_TOO & set(event.made_for)


def could_take_questions(broadcast: Broadcast) -> bool:
    """For adults, then and now, and open to everybody. No query with its date's event."""
    date = broadcast.occurrence
    is_open = not broadcast.for_children and not broadcast.private
    return is_open and date is not None and is_for_adults(date.event)


def may_ask(broadcast: Broadcast, *, now: datetime) -> bool:
    """Whether somebody who watches can ask at this moment. No query with its date's event."""
    if not broadcast.takes_questions or not could_take_questions(broadcast):
        return False
    soon = broadcast.starts_at - OPENS_BEFORE <= now < broadcast.starts_at + CLOSES_AFTER
    return broadcast.standing == Standing.ON_AIR or (broadcast.standing != Standing.ENDED and soon)


@dataclass(frozen=True)
class Questions:
    """Those of one broadcast, each sort in the order in which staff read it."""

    shown: Question | None
    new: Sequence[Question]
    answered: Sequence[Question]
    aside: Sequence[Question]

    @property
    def total(self) -> int:
        """How many there are."""
        return (self.shown is not None) + len(self.new) + len(self.answered) + len(self.aside)


def questions_of(*, broadcast: Broadcast) -> Questions:
    """New ones first come first; what is done with, latest first. One query."""
    rows = list(Question.objects.filter(broadcast=broadcast).order_by("asked_at", "pk"))
    sorts = {state: [each for each in rows if each.state == state] for state in QuestionState}
    return Questions(
        shown=next(iter(sorts[QuestionState.SHOWN]), None),
        new=sorts[QuestionState.NEW],
        answered=sorts[QuestionState.ANSWERED][::-1],
        aside=sorts[QuestionState.ASIDE][::-1],
    )


def shown_question(*, broadcast: Broadcast) -> Question | None:
    """What everybody reads now. One query."""
    return Question.objects.filter(broadcast=broadcast, state=QuestionState.SHOWN).first()


def question_at(*, broadcast: Broadcast, public_id: str) -> Question:
    """One query. Raises QuestionNotFound."""
    found = Question.objects.filter(broadcast=broadcast, public_id=public_id[:20]).first()
    if found is None:
        raise QuestionNotFound
    return found


def new_questions(*, broadcast: Broadcast) -> int:
    """How many wait to be read. One query."""
    return Question.objects.filter(broadcast=broadcast, state=QuestionState.NEW).count()


def with_questions(rows: "QuerySet[Broadcast]") -> "QuerySet[Broadcast]":
    """With what `asked_now` needs. One query more."""
    shown = Question.objects.filter(state=QuestionState.SHOWN)
    return rows.select_related("occurrence__event").prefetch_related(
        Prefetch("questions", queryset=shown, to_attr="shown_questions")
    )


def asked_now(broadcast: Broadcast, *, now: datetime) -> str:
    """What its screens are told, as JSON: whether they may ask, and what is shown unless Panic is on. Empty when there
    is nothing to tell, and always where children may watch. Of a row by `with_questions`."""
    if not could_take_questions(broadcast):
        return ""
    shown: list[Question] = broadcast.shown_questions  # type: ignore[attr-defined]  # by with_questions
    asks = may_ask(broadcast, now=now)
    question = (
        {"text": shown[0].text, "name": shown[0].name}
        if shown and broadcast.panicked_at is None
        else None
    )
    if not asks and question is None:
        return ""
    return json.dumps({"asks": asks, "question": question}, ensure_ascii=False)
