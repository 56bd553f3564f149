"""How people are, by standard questions at the start, after 6 to 8 weeks, and after half a year. Which moment is due.

The answers are kept by `surveys`, which knows nobody; here stands only on which day somebody was asked.
Source of the moments: research/calls.md, section 5.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from branchline.core.clock import in_london
from branchline.surveys.models import Moment, Survey
from branchline.surveys.queries import survey_about

from ..models import CallRound, RoundPerson

SETS = ("loneliness-1", "ons4-1")
"""UCLA-3 before the direct question, since that one is easier to deny; then the four of ONS."""
AGAIN = (timedelta(weeks=6), timedelta(weeks=16))
"""From the first time: due from then, and no longer of use after it."""
LATER = timedelta(weeks=25)


@dataclass(frozen=True)
class Measure:
    """Questions that are due on this call."""

    survey: Survey
    moment: Moment


def about_of(round_: CallRound) -> str:
    """What a survey of this round is about."""
    return f"calls.round:{round_.public_id}"


def survey_of(round_: CallRound, *, now: datetime) -> Survey | None:
    """The one that may be answered now. One query."""
    return survey_about(about=about_of(round_), now=now)


def measure_due(person: RoundPerson, *, now: datetime) -> Measure | None:
    """What to ask somebody on this call. One query at most."""
    survey = survey_of(person.round, now=now)
    if survey is None:
        return None
    moment = moment_due(person.asked_on, moments=survey.moments, today=in_london(now).date())
    return Measure(survey, moment) if moment else None


def moment_due(
    asked_on: Mapping[str, str], *, moments: Sequence[Moment], today: date
) -> Moment | None:
    """The first until it was asked; the others by the day of the first. `asked_on`: {moment: day, ISO 8601}."""
    first = asked_on.get(moments[0].value)
    if first is None:
        return moments[0]
    since = today - date.fromisoformat(first)
    if Moment.LATER in moments and since >= LATER:
        due = Moment.LATER
    elif Moment.AFTER in moments and AGAIN[0] <= since <= AGAIN[1]:
        due = Moment.AFTER
    else:
        return None
    return None if due.value in asked_on else due
