"""What follows a call: a pure calculation over the round's written ladder and the person's own history.

The ladder says how often and how soon somebody who does not answer is rung again, and who looks after them then.
A person's own history may only shorten it: "answered 11 of the last 12: it is not like her not to answer".
Sources: research/calls.md, sections 3 (ladders of councils in 2020) and 7 (the beta-binomial rule, measured).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from math import exp, lgamma

from django.db import models
from django.utils.translation import gettext_lazy as _

from branchline.core.clock import LONDON, in_london


class Outcome(models.TextChoices):
    """How a call ended. One of these for each time a number was rung."""

    ANSWERED = "answered", _("We talked")
    NO_ANSWER = "no_answer", _("No answer")
    BUSY = "busy", _("Busy")
    ANSWERPHONE = "answerphone", _("Answerphone")
    SOMEONE_ELSE = "someone_else", _("Somebody else answered")
    CALL_BACK = "call_back", _("They asked us to ring later")
    NOT_TODAY = "not_today", _("They did not want to talk today")
    COULD_NOT_HEAR = "could_not_hear", _("They could not hear or understand me")
    WRONG_NUMBER = "wrong_number", _("Wrong number")
    NO_MORE = "no_more", _("They want no more calls")
    HAS_DIED = "has_died", _("We were told that they have died")


MISSED = frozenset({Outcome.NO_ANSWER, Outcome.ANSWERPHONE, Outcome.SOMEONE_ELSE})
"""They were rung and not heard. A busy line or a wrong number is no sign of them, either way."""
HEARD = frozenset(
    {
        Outcome.ANSWERED,
        Outcome.CALL_BACK,
        Outcome.NOT_TODAY,
        Outcome.COULD_NOT_HEAR,
        Outcome.NO_MORE,
    }
)
"""They themselves were on the line."""
STOPPING = frozenset({Outcome.WRONG_NUMBER, Outcome.NO_MORE, Outcome.HAS_DIED})
"""Nobody rings them by themselves after it."""
BUSY_AGAIN = timedelta(minutes=20)
"""A line that was busy is tried again this soon."""
FEWEST = 6
"""Calls that must be known before somebody's habit is one."""
LATEST_DAYS = 60
"""Calling hours must come within so many days; a round that rings on no day is refused when it is made."""


@dataclass(frozen=True)
class Hours:
    """When a round may ring people, by the clock on their wall: days (0 is Monday), from, until (half-open)."""

    days: frozenset[int]
    begins: time
    ends: time
    closed: frozenset[date] = frozenset()
    """Days on which nobody is rung: bank holidays."""

    def open_at(self, moment: datetime) -> bool:
        """Whether somebody may be rung at this moment."""
        here = in_london(moment)
        return (
            here.weekday() in self.days
            and here.date() not in self.closed
            and self.begins <= here.time() < self.ends
        )

    def next_open(self, moment: datetime) -> datetime:
        """The first moment from this one on at which somebody may be rung."""
        if self.open_at(moment):
            return moment
        day = in_london(moment).date()
        for ahead in range(LATEST_DAYS):
            begins = _at(day + timedelta(days=ahead), self.begins)
            if begins >= moment and self.open_at(begins):
                return begins
        return moment + timedelta(days=LATEST_DAYS)


class PartOfDay(models.TextChoices):
    """Who is out in the morning may be in at four."""

    MORNING = "morning", _("morning")
    AFTERNOON = "afternoon", _("afternoon")
    EVENING = "evening", _("evening")

    @classmethod
    def of(cls, moment: datetime) -> "PartOfDay":
        """By the clock on the wall: until noon, until five, later."""
        hour = in_london(moment).hour
        return cls.MORNING if hour < 12 else cls.AFTERNOON if hour < 17 else cls.EVENING


PARTS = (time(9), time(12), time(17))
"""Where a part of the day begins, for a first call in it."""


def another_time(moment: datetime, *, not_in: PartOfDay, hours: Hours) -> datetime:
    """The first moment from this one on, within the hours, in another part of the day; where the hours know only
    that part, the first moment there is."""
    first = hours.next_open(moment)
    if PartOfDay.of(first) != not_in:
        return first
    day = in_london(first).date()
    for ahead in (0, 1, 2, 3):
        for begins in PARTS:
            there = _at(day + timedelta(days=ahead), begins)
            if there > first and hours.open_at(there) and PartOfDay.of(there) != not_in:
                return there
    return first


@dataclass(frozen=True)
class Ladder:
    """After the nth call without an answer wait `waits[n - 1]`; after the last, somebody else looks after them."""

    waits: tuple[timedelta, ...]
    unlike: float = 0.0
    """How rare a silence must be, by their own history, to end the ladder early; 0: never."""

    @property
    def calls(self) -> int:
        """How often somebody is rung before somebody else looks after them."""
        return len(self.waits) + 1


@dataclass(frozen=True)
class History:
    """Of the calls before this silence: how many they answered of how many (the newest 12)."""

    answered: int = 0
    rung: int = 0


def rareness(history: History, silence: int) -> float:
    """How likely so many calls in a row without an answer are for somebody who answers as they do.

    Beta-binomial, from a uniform prior: B(a, b + silence) / B(a, b) with a = 1 + answered, b = 1 + not answered.
    """
    a, b = 1 + history.answered, 1 + history.rung - history.answered
    rare = exp(lgamma(b + silence) + lgamma(a + b) - lgamma(a + b + silence) - lgamma(b))
    return min(rare, 1.0)


def is_unlike(ladder: Ladder, history: History, silence: int) -> bool:
    """Whether it is not like them not to answer. Never for whoever is hardly known."""
    return (
        ladder.unlike > 0
        and silence > 0
        and history.rung >= FEWEST
        and rareness(history, silence) < ladder.unlike
    )


@dataclass(frozen=True)
class Next:
    """What follows: when they are due again (None: not by themselves), how long they have been silent, and whether
    somebody else looks after them now, and why."""

    due_at: datetime | None
    silence: int
    handed_on: bool = False
    unlike: bool = False


def after(
    outcome: Outcome,
    *,
    ladder: Ladder,
    interval: timedelta,
    hours: Hours,
    history: History,
    silence: int,
    asked_for: datetime | None,
    now: datetime,
) -> Next:
    """What follows a call that ended so at `now`. `asked_for`: when they asked us to ring, or the caller chose."""
    if outcome in STOPPING:
        return Next(None, silence if outcome == Outcome.WRONG_NUMBER else 0)
    if outcome == Outcome.BUSY:
        return Next(hours.next_open(now + BUSY_AGAIN), silence)
    if outcome in MISSED:
        return _missed(ladder, hours, history, silence + 1, asked_for, now)
    return Next(hours.next_open(max(asked_for or now + interval, now)), 0)


def _missed(
    ladder: Ladder,
    hours: Hours,
    history: History,
    silence: int,
    asked_for: datetime | None,
    now: datetime,
) -> Next:
    unlike = is_unlike(ladder, history, silence)
    if unlike or silence > len(ladder.waits):
        return Next(None, silence, handed_on=True, unlike=unlike and silence <= len(ladder.waits))
    if asked_for is not None:
        # Whoever answered for them said when they are in.
        return Next(hours.next_open(max(asked_for, now)), silence)
    return Next(
        another_time(now + ladder.waits[silence - 1], not_in=PartOfDay.of(now), hours=hours),
        silence,
    )


def _at(day: date, when: time) -> datetime:
    return datetime.combine(day, when, LONDON).astimezone(UTC)
