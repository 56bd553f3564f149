"""Who is next follows the rule, can be worked out by anyone, and nobody changes it afterwards."""

import itertools
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branchline.core import fairqueue as fair
from branchline.core.fairqueue import checker
from branchline.core.fairqueue.filling import choose
from branchline.core.scoping import scope

NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)
LATER = NOW + timedelta(days=2)
FIRST_COME = fair.Rule("waiting list", skip_cap=2)
LOTTERY = fair.Rule(
    "fair opening",
    tie=fair.Tie.LOTTERY,
    criteria=(fair.Criterion("been_before"), fair.Criterion("need", high_first=True)),
    skip_cap=1,
)
FAMILIES = fair.Rule("waiting list", skip_cap=2, kinds=("adults", "children"))
TURNS = itertools.count()
pytestmark = pytest.mark.django_db


def opened(rule: fair.Rule, subject: str = "events.occurrence:k7mp2x9d3f") -> fair.FairQueue:
    return fair.open_queue(subject=subject, rule=rule, now=NOW)


def offered(queue: fair.FairQueue, places: int, **of: int) -> list[str]:
    return [
        e.public_id
        for e in fair.fill(queue=queue, places=places, of=of, until=lambda _entry: LATER, now=NOW)
    ]


def party(queue: fair.FairQueue, adults: int, children: int) -> fair.QueueEntry:
    facts = {"adults": adults, "children": children}
    return fair.join(queue=queue, size=adults + children, facts=facts, now=NOW)


def test_a_family_is_promoted_whole_or_not_at_all() -> None:
    with scope(1):
        queue = opened(FIRST_COME)
        family = fair.join(queue=queue, size=4, now=NOW)
        single = fair.join(queue=queue, size=1, now=NOW)
        assert offered(queue, 3) == [single.public_id]
        family.refresh_from_db()
        assert (family.state, family.skipped) == (fair.EntryState.WAITING, 1)
        assert offered(queue, 4) == [family.public_id]


def test_nobody_is_passed_over_more_often_than_the_rule_says() -> None:
    with scope(1):
        queue = opened(FIRST_COME)
        family = fair.join(queue=queue, size=4, now=NOW)
        singles = [fair.join(queue=queue, size=1, now=NOW).public_id for _ in range(5)]
        assert offered(queue, 1) == singles[:1]
        assert offered(queue, 1) == singles[1:2]
        assert offered(queue, 1) == []
        assert offered(queue, 3) == []
        assert offered(queue, 5) == [family.public_id, singles[2]]


def test_who_lacks_places_of_one_kind_is_passed_over_and_counted_by_the_same_rule() -> None:
    with scope(1):
        queue = opened(FAMILIES)
        family, pair, single = party(queue, 1, 2), party(queue, 2, 0), party(queue, 1, 0)
        assert offered(queue, 5, children=1) == [pair.public_id, single.public_id]
        family.refresh_from_db()
        assert family.skipped == 1
        party(queue, 1, 0)
        assert len(offered(queue, 3, children=1)) == 1
        party(queue, 1, 0)
        assert offered(queue, 3, children=1) == [], "what is free waits for them now"
        assert offered(queue, 3, children=2) == [family.public_id]
        checker.check(fair.lines_of(queue))


def test_each_of_several_families_takes_places_of_its_kinds() -> None:
    with scope(1):
        queue = opened(FAMILIES)
        first, second, third = party(queue, 1, 2), party(queue, 1, 2), party(queue, 1, 1)
        assert offered(queue, 9, children=3) == [first.public_id, third.public_id]
        assert offered(queue, 9, children=2) == [second.public_id]
        checker.check(fair.lines_of(queue))


def test_who_joined_before_kinds_were_told_apart_counts_whole_for_each() -> None:
    with scope(1):
        queue = opened(FIRST_COME)
        mine = fair.join(queue=queue, size=3, now=NOW)
        assert offered(queue, 9, children=2) == []
        assert offered(queue, 9, children=3) == [mine.public_id]
        checker.check(fair.lines_of(queue))


def test_a_size_is_what_its_kinds_add_up_to() -> None:
    with scope(1):
        queue = opened(FAMILIES)
        with pytest.raises(ValueError, match="add up"):
            fair.join(queue=queue, size=3, facts={"adults": 1, "children": 1}, now=NOW)
        mine = party(queue, 2, 1)
        with pytest.raises(ValueError, match="fewer"):
            fair.change(entry=mine, size=2, kinds={"adults": 0, "children": 2}, now=NOW)
        fair.change(entry=mine, size=2, kinds={"adults": 1}, now=NOW)
        assert offered(queue, 2, adults=1, children=1) == [mine.public_id]
        checker.check(fair.lines_of(queue))


def test_the_standing_says_how_many_are_before() -> None:
    with scope(1):
        queue = opened(FIRST_COME)
        fair.join(queue=queue, size=4, now=NOW)
        paused = fair.join(queue=queue, size=2, now=NOW)
        me = fair.join(queue=queue, size=2, now=NOW)
        assert fair.standing(me) == fair.Standing(number=3, entries=2, places=6, skipped=0)
        fair.pause(entry=paused, now=NOW)
        assert fair.standing(me).number == 2
        fair.resume(entry=paused, now=NOW)
        assert fair.standing(me).number == 3


def test_an_offer_ends_once() -> None:
    with scope(1):
        queue = opened(FIRST_COME)
        mine = fair.join(queue=queue, size=1, now=NOW)
        with pytest.raises(fair.NotOffered):
            fair.accept(entry=mine, now=NOW)
        offered(queue, 1)
        with pytest.raises(fair.NotOffered):
            fair.expire(entry=mine, now=NOW)
        with pytest.raises(fair.NotOffered):
            fair.accept(entry=mine, now=LATER)
        fair.expire(entry=mine, now=LATER)
        with pytest.raises(fair.NotOffered):
            fair.decline(entry=mine, now=LATER)


def test_a_lottery_has_no_order_before_the_draw_and_keeps_its_promise() -> None:
    with scope(1):
        queue = opened(LOTTERY)
        regular = fair.join(queue=queue, size=1, facts={"been_before": 1, "need": 9}, now=NOW)
        new = [fair.join(queue=queue, size=1, facts={"need": 2}, now=NOW) for _ in range(9)]
        urgent = fair.join(queue=queue, size=1, facts={"need": 5}, now=NOW)
        assert fair.standing(regular).number is None
        assert offered(queue, 5) == []
        fair.draw(queue=queue, now=NOW)
        late = fair.join(queue=queue, size=1, facts={"need": 9}, now=NOW)
        order = offered(queue, 12)
        assert order[0] == urgent.public_id
        assert set(order[1:10]) == {entry.public_id for entry in new}
        assert order[10:] == [regular.public_id, late.public_id]
        assert checker.check(fair.lines_of(queue)).entries[late.public_id]["late"]


def test_the_draw_happens_once() -> None:
    with scope(1):
        queue = opened(LOTTERY)
        fair.join(queue=queue, size=1, now=NOW)
        first = fair.draw(queue=queue, now=NOW).seed
        fair.join(queue=queue, size=1, now=NOW)
        assert fair.draw(queue=queue, now=LATER).seed == first


def test_who_waits_may_need_fewer_but_not_more() -> None:
    with scope(1):
        queue = opened(FIRST_COME)
        mine = fair.join(queue=queue, size=3, now=NOW)
        assert fair.change(entry=mine, size=2, now=NOW).size == 2
        with pytest.raises(ValueError, match="fewer"):
            fair.change(entry=mine, size=3, now=NOW)
        checker.check(fair.lines_of(queue))


def test_a_closed_queue_takes_nobody() -> None:
    with scope(1):
        queue = fair.close(queue=opened(FIRST_COME), now=NOW)
        with pytest.raises(fair.HasClosed):
            fair.join(queue=queue, size=1, now=NOW)


def test_the_log_can_only_grow() -> None:
    with scope(1):
        queue = opened(FIRST_COME)
        for sql in (
            "UPDATE core_queueline SET facts = '{}'",
            "DELETE FROM core_queueline WHERE n = 1",
        ):
            with pytest.raises(ProgrammingError, match="permission"), transaction.atomic():
                connection.cursor().execute(sql)
        assert len(list(fair.lines_of(queue))) == 1


STEP = st.one_of(
    st.tuples(st.just("join"), st.integers(1, 6), st.integers(0, 1)),
    st.tuples(st.just("fill"), st.integers(0, 9), st.integers(0, 3)),
    st.tuples(
        st.sampled_from(["pause", "resume", "leave", "accept", "decline", "expire"]),
        st.integers(0, 30),
        st.just(0),
    ),
    st.tuples(st.just("draw"), st.just(0), st.just(0)),
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(rule=st.sampled_from([FIRST_COME, LOTTERY, FAMILIES]), steps=st.lists(STEP, max_size=40))
def test_whatever_happens_anyone_can_work_it_out_again(
    rule: fair.Rule, steps: list[tuple[str, int, int]]
) -> None:
    with scope(1):
        queue = opened(rule, subject=f"a:{next(TURNS)}")
        entries: list[fair.QueueEntry] = []
        for what, number, been in steps:
            play(queue, entries, what, number, been)
        worked_out = checker.check(fair.lines_of(queue))
        rows = {e.public_id: e for e in fair.QueueEntry.objects.filter(queue=queue)}
        assert set(worked_out.entries) == set(rows)
        for public_id, row in rows.items():
            again = worked_out.entries[public_id]
            assert (row.state, row.size, row.skipped) == (
                again["state"], again["size"], again["skipped"],
            )  # fmt: skip
            assert rule.skip_cap is None or row.skipped <= rule.skip_cap


def play(
    queue: fair.FairQueue, entries: list[fair.QueueEntry], what: str, number: int, been: int
) -> None:
    if what == "join":
        facts = {"been_before": been, "adults": number - been, "children": been}
        entries.append(fair.join(queue=queue, size=number, facts=facts, now=NOW))
    elif what == "fill":
        offered(queue, number, children=been)
    elif what == "draw":
        fair.draw(queue=queue, now=NOW)
    elif entries:
        entry = entries[number % len(entries)]
        now = LATER if what == "expire" else NOW
        try:
            getattr(fair, what)(entry=entry, now=now)
        except (fair.NotWaiting, fair.NotOffered):
            return


@given(
    sizes=st.lists(st.tuples(st.integers(1, 8), st.integers(0, 3)), max_size=20),
    places=st.integers(0, 20),
    cap=st.one_of(st.none(), st.integers(0, 3)),
)
def test_filling_never_gives_more_than_there_is(
    sizes: list[tuple[int, int]], places: int, cap: int | None
) -> None:
    waiting = [fair.QueueEntry(size=size, skipped=skipped) for size, skipped in sizes]
    chosen = choose(waiting, places=places, skip_cap=cap)
    assert sum(entry.size for entry in chosen.offered) <= places
    for entry in chosen.skipped:
        assert cap is None or entry.skipped < cap


@pytest.mark.parametrize(
    ("number", "change", "complaint"),
    [
        (2, {"facts": {"size": 1}}, "was changed"),
        (3, None, "missing or out of order"),
        (5, {"entry": "0000000000"}, "was changed"),
    ],
)
def test_a_forged_log_is_found_out(
    number: int, change: dict[str, Any] | None, complaint: str, tmp_path: Path
) -> None:
    with scope(1):
        queue = opened(FIRST_COME)
        for size in (2, 1, 3):
            fair.join(queue=queue, size=size, now=NOW)
        offered(queue, 3)
        lines = [json.loads(line) for line in fair.lines_of(queue)]
    if change is None:
        del lines[number - 1]
    else:
        lines[number - 1] |= change
    log = tmp_path / "queue.jsonl"
    log.write_text("".join(json.dumps(line) + "\n" for line in lines))
    told = subprocess.run(
        [sys.executable, "-I", checker.__file__, str(log)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 1
    assert complaint in told.stdout


def test_an_order_that_breaks_the_rule_is_found_out_even_with_true_hashes() -> None:
    """Whoever forges the whole chain still can't give places to the wrong one."""
    with scope(1):
        queue = opened(FIRST_COME)
        fair.join(queue=queue, size=1, now=NOW)
        second = fair.join(queue=queue, size=1, now=NOW)
        from branchline.core.fairqueue.log import write

        queue.refresh_from_db()
        write(
            queue,
            [("filled", "", {"places": 1}), ("offered", second.public_id, {"until": "x"})],
            now=NOW,
        )
        with pytest.raises(checker.Wrong, match="where the rule says"):
            checker.check(fair.lines_of(queue))
