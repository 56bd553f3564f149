"""Asking how people are: begun by a coordinator for a round, answered in a report, kept by `surveys` without a who."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import in_london, london
from branchline.core.ids import public_id
from branchline.core.words import said
from branchline.surveys.actions import answer_survey, note_asked, open_survey
from branchline.surveys.models import Asked, How, Survey

from ..models import CallRound, RoundPerson
from ..queries import SETS, Measure, about_of


@dataclass(frozen=True)
class Answered:
    """What they said to the questions that were due, if anything. `pair`: the code from their three memories."""

    measure: Measure
    answers: Mapping[str, str] = field(default_factory=dict)
    pair: str = ""
    language: str = "en"


@action
def ask_how_people_are(*, round_: CallRound, by: Acting, now: datetime) -> Survey:
    """From now on callers of this round ask at the start, after 6 to 8 weeks and after half a year. Twice is once."""
    return open_survey(
        title=said(round_.name),
        sets=SETS,
        about=about_of(round_),
        branch=round_.branch,
        asked_when=Asked.THRICE,
        opens_at=_midnight(now),
        by=by,
        now=now,
        key=f"calls-round-{round_.public_id}",
    )


def note_answered(told: Answered, *, person: RoundPerson, by: Acting, now: datetime) -> None:
    """Part of a report; the person's row is locked. Whoever was asked counts, also when they would rather not.

    The answers get the day and not the moment, and no key of this call: else they would know a person.
    """
    survey, moment = told.measure.survey, told.measure.moment
    day = _midnight(now)
    person.asked_on = {**person.asked_on, moment.value: in_london(now).date().isoformat()}
    person.save(update_fields=["asked_on"])
    note_asked(survey=survey, people=1, moment=moment, by=by, now=day)
    if told.answers:
        answer_survey(
            survey=survey,
            answers=told.answers,
            how=How.READ_OUT,
            moment=moment,
            pair=told.pair,
            language=told.language,
            by=by,
            now=day,
            key=public_id(),
        )


def _midnight(now: datetime) -> datetime:
    here = in_london(now)
    return london(here.year, here.month, here.day)
