"""The week's rota: who rings whom in which hour, as a minimum-cost flow. A pure calculation: optimal, and explained.

One unit of flow is one line, so that a household is rung once. It runs through an hour of what the line needs (a
pool), to a caller's hour, to the caller's week, to the end; or past all callers, at a price that no continuity can
outweigh. A pair that is worth more than another has an arc of its own beside the pool, so that 3,700 lines and 120
callers take some hundred thousand arcs and not 1.2 million (research/calls.md, section 3: the same flow with an arc
for each pair took 1.8 s, CP-SAT found nothing in two minutes).

What counts, in this order: who is rung at all, by priority; then their usual caller; last week's caller; somebody who
has learned to speak with people who hear badly; last week's hour; and that nobody carries much more than others.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from .facts import (
    A_SLOT,
    LAST_CALLER,
    LAST_HOUR,
    LISTENS,
    LOAD,
    MOST,
    QUARTERS,
    USUAL,
    Gap,
    LeftOut,
    Match,
    OnCall,
    Rota,
    Wanted,
    Why,
    left_out_costs,
    may_ring,
    quarters,
    worth,
)
from .network import Network

__all__ = [
    "A_SLOT",
    "LAST_CALLER",
    "LAST_HOUR",
    "LISTENS",
    "LOAD",
    "MOST",
    "QUARTERS",
    "USUAL",
    "Gap",
    "LeftOut",
    "Match",
    "OnCall",
    "Rota",
    "Wanted",
    "Why",
    "left_out_costs",
    "may_ring",
    "plan",
    "quarters",
    "worth",
]

SUGGESTED = 3
"""Hours named to whoever looks for more callers."""


def plan(wanted: Sequence[Wanted], callers: Sequence[OnCall], *, a_slot: int = A_SLOT) -> Rota:
    """The best rota there is. The same input in the same order gives the same rota.

    `wanted` and `callers` have keys of their own; `a_slot`: calls that fit into one hour of a caller.
    """
    if not wanted:
        return Rota((), (), (), 0)
    network = Network(wanted, callers, a_slot)
    chosen, cost = network.solve()
    matches = tuple(
        Match(each.key, caller.key, slot, _why(each, caller))
        for each in wanted
        if each.key in chosen
        for caller, slot in [chosen[each.key]]
    )
    left = [(each, _why_nobody(each, callers)) for each in wanted if each.key not in chosen]
    left_out = tuple(LeftOut(each.key, why) for each, why in left)
    return Rota(matches, left_out, gaps(left), cost)


def gaps(left: Iterable[tuple[Wanted, Why]]) -> tuple[Gap, ...]:
    """What those left out lack, the most lines first."""
    found: dict[tuple[int, Why, str], list[Wanted]] = defaultdict(list)
    for each, why in left:
        found[each.round, why, each.language].append(each)
    told = [
        Gap(round_, why, language, len(lines), _best(lines))
        for (round_, why, language), lines in found.items()
    ]
    return tuple(sorted(told, key=lambda gap: (-gap.lines, gap.round, gap.why, gap.language)))


def _best(lines: Sequence[Wanted]) -> tuple[int, ...]:
    suits = Counter(slot for each in lines for slot in each.slots)
    ordered = sorted(suits, key=lambda slot: (-suits[slot], slot))
    return tuple(sorted(ordered[:SUGGESTED]))


def _why(wanted: Wanted, caller: OnCall) -> Why:
    if wanted.usual == caller.key:
        return Why.USUAL
    if wanted.last is not None and wanted.last[0] == caller.key:
        return Why.BEFORE
    if wanted.language:
        return Why.LANGUAGE
    return Why.LISTENS if wanted.hears_badly and caller.listens else Why.FREE


def _why_nobody(wanted: Wanted, callers: Sequence[OnCall]) -> Why:
    """The first thing that is missing, each asked of those whom the one before has left."""
    if not wanted.slots:
        return Why.NO_HOUR
    here = [each for each in callers if wanted.round in each.rounds and each.slots and each.most]
    if not here:
        return Why.NOBODY
    speak = [each for each in here if not wanted.language or wanted.language in each.languages]
    if not speak:
        return Why.NO_LANGUAGE
    in_time = [each for each in speak if each.slots & wanted.slots]
    if not in_time:
        return Why.OTHER_HOURS
    return Why.FULL if any(may_ring(wanted, each) for each in in_time) else Why.APART
