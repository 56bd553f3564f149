"""The week's rota: 3,700 lines, 120 callers, 30 hours, beside a greedy one; and how many keep their usual caller."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence

from branchline.calls.rota import A_SLOT, OnCall, Wanted, may_ring, plan, worth

from .measure import Measured, measure

LINES, CALLERS, HOURS, RUNS = 3_700, 120, 30, 7
LIMIT = 3.0
"""Issue "Calls", must reach: proven optimal in less."""
LANGUAGES = ("welsh", "urdu", "polish")


def a_week(seed: int = 20_260_504) -> tuple[list[Wanted], list[OnCall]]:
    """As many as the county had: windows, three languages, 70 % with a usual caller, not enough hours for all."""
    chance = random.Random(seed)
    callers = [
        OnCall(
            key=key,
            rounds=frozenset({1}),
            slots=frozenset(chance.sample(range(HOURS), chance.randint(6, 9))),
            most=chance.choice([24, 30, 36]),
            languages=frozenset({chance.choice(LANGUAGES)} if chance.random() < 0.25 else ()),
            listens=chance.random() < 0.3,
        )
        for key in range(CALLERS)
    ]
    return [
        Wanted(
            key=key,
            round=1,
            slots=frozenset(chance.sample(range(HOURS), chance.randint(6, 20))),
            priority=chance.choice([1, 1, 1, 2, 5]),
            language=chance.choice(LANGUAGES) if chance.random() < 0.08 else "",
            hears_badly=chance.random() < 0.2,
            usual=chance.randrange(CALLERS) if chance.random() < 0.7 else None,
            last=(chance.randrange(CALLERS), chance.randrange(HOURS))
            if chance.random() < 0.5
            else None,
        )
        for key in range(LINES)
    ], callers


def greedy(wanted: Sequence[Wanted], callers: Sequence[OnCall]) -> Mapping[int, int]:
    """{line: caller}: one line after the other by priority, each given the best that is left."""
    hours, weeks, chosen = Counter[tuple[int, int]](), Counter[int](), dict[int, int]()
    for each in sorted(wanted, key=lambda one: (-one.priority, one.key)):
        free = (
            (caller, slot)
            for caller in callers
            if weeks[caller.key] < caller.most and may_ring(each, caller)
            for slot in each.slots & caller.slots
            if hours[caller.key, slot] < A_SLOT
        )
        best = max(free, key=lambda pair: (worth(each, *pair), -weeks[pair[0].key]), default=None)
        if best is not None:
            caller, slot = best
            chosen[each.key] = caller.key
            hours[caller.key, slot] += 1
            weeks[caller.key] += 1
    return chosen


def rota() -> Measured:
    """Both on the same week in turn. The solver says that no rota is better, or there is none."""
    wanted, callers = a_week()
    usual = {each.key: each.usual for each in wanted}

    def kept(chosen: Mapping[int, int]) -> str:
        same = sum(usual[key] == caller for key, caller in chosen.items())
        return f"{len(chosen):,} rung, {same:,} by their usual caller"

    best = {each.wanted: each.caller for each in plan(wanted, callers).matches}
    found = measure(
        f"rota of {LINES:,} lines, {CALLERS} callers, {HOURS} hours (to a greedy one)",
        [lambda: plan(wanted, callers)] * RUNS,
        reference=lambda: greedy(wanted, callers),
        limit=LIMIT,
    )
    verdict = "yes" if found.p95 < LIMIT else "NO"
    said = f"{verdict}, optimal: {kept(best)}; greedily {kept(greedy(wanted, callers))}"
    return Measured(found.name, found.seconds, found.reference, LIMIT, said=said)
