"""Ten thousand screens before one broadcast, on this machine: everybody is let in, gets the right bytes and is counted."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.live.runs import Run, before_our_origin, on_air
from bench.live.viewers import Missing, compiled, possible
from tests.harness.live import ON_AIR

WANTED = 10_000
STAY = 25
"""Seconds after all have joined: two beats of each, fifteen apart."""

pytestmark = [pytest.mark.walk, ON_AIR]


@pytest.fixture
def viewers() -> int:
    """As many as this machine lets one program have."""
    try:
        compiled()
    except Missing as missing:
        pytest.skip(str(missing))
    found = possible(WANTED)
    if found < WANTED:
        print(f"ulimit -Hn lets only {found:,} of {WANTED:,} in")
    return found


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    shutil.rmtree(tmp_path / "live", ignore_errors=True)


def test_ten_thousand_screens_join_get_the_right_bytes_and_are_counted(
    viewers: int, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with on_air(home=home, pace=4, seconds=STAY) as (out, process, _tls):
        run = before_our_origin(out, process, viewers=viewers, seconds=STAY)
    with capsys.disabled():
        print(f"\n{_said(run)}")
    watched = run.watched
    assert watched.joined == viewers
    assert (watched.wrong, run.other_bytes, watched.refused) == (0, 0, 0)
    assert watched.segments >= viewers * 4
    assert len(watched.seen) >= 4
    assert run.counted is not None
    assert abs(run.counted - viewers) <= viewers * 0.005


def _said(run: Run) -> str:
    """Lateness says how busy the machine is: it is told, not judged."""
    watched = run.watched
    p50, p95, p99, most = watched.segment_ms
    return (
        f"{watched.viewers:,} screens joined in {watched.joining:.0f} s, {run.counted} counted; {watched.late} late"
        f" segments, {watched.stalls} stalls; a segment took {p50:.0f} ms (p95 {p95:.0f}, p99 {p99:.0f}, longest"
        f" {most:.0f}); {run.cores:.2f} cores and {run.megabytes:.0f} MB for the origin, others {run.other_cores:.2f}"
    )
