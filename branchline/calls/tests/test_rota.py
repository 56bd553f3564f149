"""The week's rota: as good as trying everything, steady when somebody falls ill, and it says what is missing."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from branchline.calls.rota import (
    LOAD,
    MOST,
    OnCall,
    Rota,
    Wanted,
    Why,
    left_out_costs,
    may_ring,
    plan,
    quarters,
    worth,
)

SLOTS, KEYS, ROUNDS, LANGUAGES = range(3), range(1, 4), (1, 2), ("", "", "urdu")
SOME_SLOTS = st.frozensets(st.sampled_from(SLOTS))
CALLERS = st.lists(
    st.builds(
        OnCall,
        st.sampled_from(KEYS),
        st.frozensets(st.sampled_from(ROUNDS), min_size=1),
        SOME_SLOTS,
        st.integers(0, 3),
        st.sampled_from([frozenset[str](), frozenset({"urdu"})]),
        st.booleans(),
    ),
    max_size=3,
    unique_by=lambda each: each.key,
)
WANTED = st.lists(
    st.builds(
        Wanted,
        st.integers(1, 9),
        st.sampled_from(ROUNDS),
        SOME_SLOTS,
        st.sampled_from([1, 1, 2, 5]),
        st.sampled_from(LANGUAGES),
        st.booleans(),
        st.sampled_from([None, *KEYS]),
        st.none() | st.tuples(st.sampled_from(KEYS), st.sampled_from(SLOTS)),
        st.frozensets(st.sampled_from(KEYS), max_size=1),
    ),
    max_size=4,
    unique_by=lambda each: each.key,
)
Pairs = Sequence[tuple[OnCall, int] | None]


@settings(max_examples=120, deadline=None)
@given(WANTED, CALLERS, st.integers(1, 2))
def test_no_rota_is_better(wanted: list[Wanted], callers: list[OnCall], a_slot: int) -> None:
    found = plan(wanted, callers, a_slot=a_slot)
    pairs = pairs_of(found, wanted, callers)
    assert allowed(wanted, pairs, a_slot)
    assert cost_of(wanted, pairs) == found.cost
    assert found.cost == min(cost_of(wanted, each) for each in every(wanted, callers, a_slot))
    assert {each.wanted for each in found.left_out} == {
        each.key for each, pair in zip(wanted, pairs, strict=True) if pair is None
    }
    assert sum(gap.lines for gap in found.gaps) == len(found.left_out)


def pairs_of(found: Rota, wanted: Sequence[Wanted], callers: Sequence[OnCall]) -> Pairs:
    by_key = {each.key: each for each in callers}
    matched = {each.wanted: (by_key[each.caller], each.slot) for each in found.matches}
    return [matched.get(each.key) for each in wanted]


def every(wanted: Sequence[Wanted], callers: Sequence[OnCall], a_slot: int) -> Iterator[Pairs]:
    """All rotas that there are."""
    choices = [
        [None, *((c, s) for c in callers if may_ring(w, c) for s in c.slots & w.slots)]
        for w in wanted
    ]
    return (pairs for pairs in product(*choices) if allowed(wanted, pairs, a_slot))


def allowed(wanted: Sequence[Wanted], pairs: Pairs, a_slot: int) -> bool:
    """Whether all that must hold holds: hours, round, language, kept apart, an hour's calls, a week's."""
    hours, weeks = Counter[tuple[int, int]](), Counter[int]()
    for each, pair in zip(wanted, pairs, strict=True):
        if pair is None:
            continue
        caller, slot = pair
        if slot not in each.slots or slot not in caller.slots or caller.key in each.apart:
            return False
        if each.round not in caller.rounds or (
            each.language and each.language not in caller.languages
        ):
            return False
        hours[caller.key, slot] += 1
        weeks[caller.key] += 1
        if hours[caller.key, slot] > a_slot or weeks[caller.key] > caller.most:
            return False
    return True


def cost_of(wanted: Sequence[Wanted], pairs: Pairs) -> int:
    """What a rota costs, counted by hand: who is left out, what the pairs are worth, and the load."""
    weeks: Mapping[OnCall, int] = Counter(pair[0] for pair in pairs if pair)
    spread = sum(
        LOAD * quarter
        for caller, calls in weeks.items()
        for quarter in [
            turn for turn, room in enumerate(quarters(caller.most)) for _ in range(room)
        ][:calls]
    )
    return spread + sum(
        MOST - worth(each, *pair) if pair else left_out_costs(wanted) * each.priority
        for each, pair in zip(wanted, pairs, strict=True)
    )


def a_town(lines: int, callers: int, seed: int = 7) -> tuple[list[Wanted], list[OnCall]]:
    """Callers with some six hours of a week of thirty; lines with windows, and two of three with a usual caller."""
    chance = random.Random(seed)
    ringing = [
        OnCall(
            key=key,
            rounds=frozenset({1}),
            slots=frozenset(chance.sample(range(30), 6)),
            most=20,
            languages=frozenset({"welsh"} if chance.random() < 0.2 else ()),
        )
        for key in range(callers)
    ]
    wanted = [
        Wanted(
            key=key,
            round=1,
            slots=frozenset(chance.sample(range(30), 12)),
            priority=chance.choice([1, 1, 1, 2, 5]),
            language="welsh" if chance.random() < 0.1 else "",
            usual=chance.randrange(callers) if chance.random() < 0.67 else None,
        )
        for key in range(lines)
    ]
    return wanted, ringing


def test_planned_again_it_stays_and_one_absence_moves_few() -> None:
    wanted, callers = a_town(lines=150, callers=12)
    first = plan(wanted, callers)
    before = {each.wanted: (each.caller, each.slot) for each in first.matches}
    again = [replace(each, last=before.get(each.key)) for each in wanted]
    assert {
        each.wanted: (each.caller, each.slot) for each in plan(again, callers).matches
    } == before

    ill = callers[3].key
    theirs = {key for key, pair in before.items() if pair[0] == ill}
    after = plan(again, [each for each in callers if each.key != ill])
    moved = {
        each.wanted
        for each in after.matches
        if each.wanted in before and before[each.wanted][0] != each.caller
    } - theirs
    assert len(theirs) > 8
    # Only where somebody had to make room for one of theirs.
    assert len(moved) <= len(theirs) / 2


def test_a_usual_caller_comes_first_and_nobody_is_left_out_for_it() -> None:
    callers = [
        OnCall(1, frozenset({1}), frozenset({0}), 1),
        OnCall(2, frozenset({1}), frozenset({0, 1}), 2),
    ]
    both = frozenset({0, 1})
    hers = Wanted(1, 1, both, usual=1)
    assert {(m.wanted, m.caller, m.why) for m in plan([hers], callers).matches} == {
        (1, 1, Why.USUAL)
    }
    # Only the first caller may ring the other one.
    other = Wanted(2, 1, both, apart=frozenset({2}))
    found = plan([hers, other], callers)
    assert {(m.wanted, m.caller) for m in found.matches} == {(1, 2), (2, 1)}
    # A priority is worth more than any number of usual callers.
    full = plan([hers, replace(other, priority=2)], callers[:1])
    assert [(each.wanted, each.why) for each in full.left_out] == [(1, Why.FULL)]


def test_the_gap_says_what_is_missing() -> None:
    callers = [
        OnCall(1, frozenset({1}), frozenset({0, 1}), 10),
        OnCall(2, frozenset({1}), frozenset({5}), 2, frozenset({"welsh"}), listens=True),
    ]
    morning, noon = frozenset({0, 1}), frozenset({5})
    wanted = [
        Wanted(1, 1, frozenset()),
        Wanted(2, 2, morning),
        *(Wanted(key, 1, morning, language="welsh") for key in (3, 4, 5)),
        Wanted(6, 1, noon, language="urdu"),
        Wanted(7, 1, noon, apart=frozenset({2})),
        *(Wanted(key, 1, noon, hears_badly=True) for key in (8, 9, 10)),
    ]
    found = plan(wanted, callers)
    assert [(gap.why, gap.language, gap.lines, gap.best) for gap in found.gaps] == [
        (Why.OTHER_HOURS, "welsh", 3, (0, 1)),
        (Why.APART, "", 1, (5,)),
        (Why.FULL, "", 1, (5,)),
        (Why.NO_HOUR, "", 1, ()),
        (Why.NO_LANGUAGE, "urdu", 1, (5,)),
        (Why.NOBODY, "", 1, (0, 1)),
    ]
    assert {each.why for each in found.matches} == {Why.LISTENS}
    assert plan([], callers) == Rota((), (), (), 0)
