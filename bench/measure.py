"""How a figure is taken: several runs, a median, a p95, and a ratio to a reference run beside it."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """Seconds of one thing, run several times in turn with its reference."""

    name: str
    target: str
    seconds: list[float]
    reference: list[float]

    @property
    def median(self) -> float:
        """Half of the runs were faster."""
        return statistics.median(self.seconds)

    @property
    def p95(self) -> float:
        """Nineteen of twenty runs were faster."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]

    @property
    def ratio(self) -> float | None:
        """The median against the reference's median, taken in the same minute."""
        return self.median / statistics.median(self.reference) if self.reference else None

    def row(self) -> str:
        """A row of the table."""
        ratio = f"{self.ratio:.1f}×" if self.ratio is not None else "–"
        return (
            f"| {self.name} | {spoken(self.median)} | {spoken(self.p95)} | {ratio} |"
            f" {len(self.seconds)} | {self.target} |"
        )


HEAD = "| what | median | p95 | to reference | runs | must reach |\n|---|---|---|---|---|---|"


def spoken(seconds: float) -> str:
    """`12.3 ms` or `4.56 s`."""
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"


def timed(run: Callable[[], object]) -> float:
    """Seconds of one run."""
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def measure(
    name: str,
    run: Callable[[], object],
    *,
    target: str,
    runs: int = 40,
    warm_up: int = 3,
    reference: Callable[[], object] | None = None,
) -> Measured:
    """Run and reference in turn, so that a machine that slows down slows both."""
    for _ in range(warm_up):
        run()
        if reference:
            reference()
    seconds, beside = [], []
    for _ in range(runs):
        seconds.append(timed(run))
        if reference:
            beside.append(timed(reference))
    return Measured(name, target, seconds, beside)
