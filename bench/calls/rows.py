"""The rows of the table."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from ..measure import Measured, spoken
from .callers import PROCESSES, Took, drain
from .over_http import FOR, THINKS, over_http
from .town import CALLERS, DUE, Town, again, build, counts

LIMIT = 0.060
"""Issue "Calls", must reach: p99 of the transaction that claims."""
KILLED_AFTER = 2.0
LAPSED = timedelta(minutes=21)


def calls() -> Iterator[Measured]:
    """Drained, as the web does it and all at once; read and then written; with half of the callers killed; over HTTP."""
    from django.db import connections

    town = build()
    connections.close_all()
    folder = Path(tempfile.mkdtemp(prefix="branchline-callers-"))
    try:
        for in_turn in (True, False):
            yield _drained(town, folder / f"fenced{in_turn}", in_turn)
            again(town)
        connections.close_all()
        yield _read_then_written(town, folder / "naive")
        again(town)
        connections.close_all()
        yield _half_killed(town, folder)
        again(town)
        connections.close_all()
        yield _over_http(town)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _drained(town: Town, folder: Path, in_turn: bool) -> Measured:
    took = drain(town, folder, workers=town.workers, now=town.now, hold=0, in_turn=in_turn)
    left = counts(town)
    wrong = {
        "in two hands": in_two_hands(took),
        "lines that may not be rung": sum(each.line in town.never for each in took),
        "rung twice": _twice(took),
        "not rung": left["due"],
        "in a hand at the end": left["in_hand"],
    }
    seconds = [each.seconds for each in took]
    p99 = percentile(seconds, 99)
    good = not any(wrong.values()) and p99 < LIMIT and len(took) == DUE
    waited = percentile([each.waited for each in took], 99)
    said = (
        f"{'yes' if good else 'NO'}, p99 {spoken(p99)} (limit {spoken(LIMIT)})"
        f"{f', of waiting for a turn {spoken(waited)}' if in_turn else ''}, {len(took):,} calls in"
        f" {_lasted(took):.1f} s; " + _words(wrong)
    )
    how = f"through {PROCESSES} processes" if in_turn else f"on {CALLERS} connections at once"
    return Measured(
        f"{CALLERS} callers drain {DUE:,} due calls {how}: the claim", seconds, said=said
    )


def _over_http(town: Town) -> Measured:
    seconds = over_http(town)
    said = f"for comparison, p99 {spoken(percentile(seconds, 99))}, {len(seconds):,} calls taken out in {FOR:.0f} s"
    return Measured(
        f"{CALLERS} callers over HTTP who think {THINKS:.0f} s: the press that claims",
        seconds,
        said=said,
    )


def _read_then_written(town: Town, folder: Path) -> Measured:
    took = drain(town, folder, workers=town.workers, now=town.now, hold=0, naive=True)
    said = (
        f"for comparison, p99 {spoken(percentile([each.seconds for each in took], 99))}: {in_two_hands(took):,} times a line was"
        f" in two hands, {_twice(took):,} people rung twice or more, {len(took):,} calls for {DUE:,} due"
    )
    return Measured("the same, read and then written", [each.seconds for each in took], said=said)


def _half_killed(town: Town, folder: Path) -> Measured:
    """Half go on; once the leases of the killed have lapsed, all that was left in their hands is rung. Then the killed
    report late, by the product's own action."""
    first = drain(
        town, folder / "killed", workers=town.workers, now=town.now, hold=0.02,
        kill_after=KILLED_AFTER,
    )  # fmt: skip
    left = counts(town)["in_hand"]
    survivors = _survivors(town)
    later = town.now + LAPSED
    second = drain(town, folder / "later", workers=survivors, now=later, hold=0)
    ended = counts(town)
    dead = [each for each in first if not each.counted]
    stale = _report_late(town, dead, later)
    after = counts(town)
    wrong = {
        "not rung": ended["due"],
        "in a hand at the end": ended["in_hand"],
        "in two hands": in_two_hands([each for each in first if each.until]) + in_two_hands(second),
        "closed twice": _closed_twice([*first, *second]),
        "late reports that changed something": len(dead) - stale + (after != ended),
        "lines that may not be rung": sum(each.line in town.never for each in [*first, *second]),
    }
    good = not any(wrong.values()) and left > 0 and len(dead) > 0
    said = (
        f"{'yes' if good else 'NO'}, {left} leases of the killed were recovered, {stale} late reports fenced; "
        + _words(wrong)
    )
    seconds = [each.seconds for each in [*first, *second]]
    return Measured("half of the callers’ processes killed (-9)", seconds, said=said)


def _survivors(town: Town) -> Sequence[int]:
    return [
        worker for n in range(PROCESSES // 2, PROCESSES) for worker in town.workers[n::PROCESSES]
    ]


def _report_late(town: Town, dead: Sequence[Took], now: datetime) -> int:
    """How many reports of the killed were kept as late, and so touched nothing."""
    from branchline.calls.actions import Heard, report_call
    from branchline.calls.models import Outcome
    from branchline.calls.queries import Slip
    from branchline.core.acting import job
    from branchline.core.scoping import scope
    from branchline.people.models import Worker
    from branchline.places.models import Service

    service = Service.objects.get(pk=town.service)
    late = 0
    for took in dead:
        with scope(town.service):
            attempt = report_call(
                worker=Worker.objects.get(pk=took.worker),
                slip=Slip(UUID(took.token), took.line, took.person, town.now),
                heard=Heard(Outcome.NO_ANSWER),
                key=took.token,
                service=service,
                by=job("bench"),
                now=now,
            )
            late += attempt.late
    return late


def in_two_hands(took: Sequence[Took]) -> int:
    """How often a line was taken while it was in another's hand."""
    found = 0
    last: dict[int, float] = {}
    for each in sorted(took, key=lambda each: each.since):
        until = each.until if each.until is not None else float("inf")
        found += last.get(each.line, 0.0) > each.since
        last[each.line] = max(last.get(each.line, 0.0), until)
    return found


def _twice(took: Sequence[Took]) -> int:
    return sum(n > 1 for n in Counter(each.person for each in took).values())


def _closed_twice(took: Sequence[Took]) -> int:
    return sum(n > 1 for n in Counter(each.person for each in took if each.counted).values())


def _lasted(took: Sequence[Took]) -> float:
    return max(each.until or each.since for each in took) - min(each.since for each in took)


def percentile(seconds: Sequence[float], of: float) -> float:
    """The value below which so many of a hundred lie."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, round(of / 100 * (len(ordered) - 1)))]


def _words(wrong: dict[str, int]) -> str:
    return ", ".join(f"{n} {what}" for what, n in wrong.items())
