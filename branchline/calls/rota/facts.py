"""What a rota is made of: lines, callers, pairs, gaps; and what a pair is worth."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

A_SLOT = 4
"""Calls that fit into an hour, with the notes after each."""
USUAL, LAST_CALLER, LISTENS, LAST_HOUR, LOAD = 1_000, 300, 100, 20, 4
"""What a pair is worth; LOAD is what each further quarter of a caller's calls costs more than the one before."""
MOST = USUAL + LAST_CALLER + LISTENS + LAST_HOUR
QUARTERS = 4


class Why(models.TextChoices):
    """Why this caller; or why nobody, in the order in which it is asked."""

    USUAL = "usual", _("Usually rings them")
    BEFORE = "before", _("Had them before")
    LANGUAGE = "language", _("Speaks their language")
    LISTENS = "listens", _("Has learned to speak with people who hear badly")
    FREE = "free", _("Has time when they like to be rung")
    NO_HOUR = (
        "no_hour",
        _("They are not due, or the round does not ring, at any hour that suits them"),
    )
    NOBODY = "nobody", _("Nobody who rings on this round works this week")
    NO_LANGUAGE = "no_language", _("Nobody who works this week speaks their language")
    OTHER_HOURS = "other_hours", _("Nobody who could ring them works in their hours")
    APART = "apart", _("Whoever could ring them must not")
    FULL = "full", _("Everybody who could ring them has as many calls as they can make")


@dataclass(frozen=True)
class Wanted:
    """A line to be rung. `slots`: hours of the week that suit everybody on it; `language`: what its caller must speak.

    `hears_badly`: better somebody who has learned it, but anybody rather than nobody.
    """

    key: int
    round: int
    slots: frozenset[int]
    priority: int = 1
    language: str = ""
    hears_badly: bool = False
    usual: int | None = None
    last: tuple[int, int] | None = None
    """Caller and hour of last week; of this week, where it is planned again."""
    apart: frozenset[int] = frozenset()


@dataclass(frozen=True)
class OnCall:
    """A caller. `slots`: hours they work this week; `most`: lines in the week; `listens`: for who hears badly."""

    key: int
    rounds: frozenset[int]
    slots: frozenset[int]
    most: int
    languages: frozenset[str] = frozenset()
    listens: bool = False


@dataclass(frozen=True)
class Match:
    """One line, one caller, one hour, and why."""

    wanted: int
    caller: int
    slot: int
    why: Why


@dataclass(frozen=True)
class LeftOut:
    """A line that nobody rings this week, and why."""

    wanted: int
    why: Why


@dataclass(frozen=True)
class Gap:
    """What is missing, before anybody is recruited: so many lines, why, and the hours that suit most of them."""

    round: int
    why: Why
    language: str
    lines: int
    best: tuple[int, ...]


@dataclass(frozen=True)
class Rota:
    """What was found. `cost` is the least there is."""

    matches: tuple[Match, ...]
    left_out: tuple[LeftOut, ...]
    gaps: tuple[Gap, ...]
    cost: int


def may_ring(wanted: Wanted, caller: OnCall) -> bool:
    """Whether this caller may ring this line, at whatever hour."""
    return (
        wanted.round in caller.rounds
        and (not wanted.language or wanted.language in caller.languages)
        and caller.key not in wanted.apart
    )


def worth(wanted: Wanted, caller: OnCall, slot: int) -> int:
    """What this pair in this hour is worth."""
    last_caller, last_slot = wanted.last or (None, None)
    return (
        USUAL * (wanted.usual == caller.key)
        + LAST_CALLER * (last_caller == caller.key)
        + LISTENS * (wanted.hears_badly and caller.listens)
        + LAST_HOUR * (last_slot == slot)
    )


def left_out_costs(wanted: Sequence[Wanted]) -> int:
    """What it costs to ring nobody, times the priority: more than all that the others could lose by ringing one more.

    Whom a flow can reach is a matroid: one line is left out for one other, never two for the sake of a priority.
    """
    return (len(wanted) + 1) * (MOST + LOAD * QUARTERS)


def quarters(most: int) -> list[int]:
    """A caller's calls in four parts, each dearer than the one before."""
    return [most * (turn + 1) // QUARTERS - most * turn // QUARTERS for turn in range(QUARTERS)]
