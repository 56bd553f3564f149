"""How a figure is taken: several runs, a median, a p95, and a ratio to a reference run beside it."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

RUNS = 40
BEST_OF = 3
"""How often a visit is made; the quickest counts, so that neighbours on the machine do not."""


@dataclass(frozen=True)
class Measured:
    """Seconds of one thing, run several times in turn with its reference.

    `limit` is what the p95 must stay below, in seconds; `queries` what was counted for each run, where
    queries were; `said` takes the place of the judgement where a number of seconds says too little.
    """

    name: str
    seconds: list[float]
    reference: list[float] = field(default_factory=list)
    limit: float | None = None
    queries: Sequence[int] = ()
    said: str = ""

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

    @property
    def reached(self) -> bool:
        """Nothing is short."""
        return (self.limit is None or self.p95 < self.limit) and not self.said.startswith("NO")

    def row(self) -> str:
        """A row of the table."""
        ratio = f"{self.ratio:.1f}×" if self.ratio is not None else "–"
        counted = sorted(set(self.queries))
        queries = (
            "–".join(str(n) for n in dict.fromkeys([counted[0], counted[-1]])) if counted else ""
        )
        must = f"p95 < {spoken(self.limit)}" if self.limit else ""
        said = self.said or ("yes" if self.reached else "NO") if self.limit or self.said else ""
        return (
            f"| {self.name} | {spoken(self.median)} | {spoken(self.p95)} | {ratio} | {queries} |"
            f" {len(self.seconds)} | {must} | {said} |"
        )


HEAD = (
    "| what | median | p95 | to reference | queries | runs | must reach | reached |\n"
    "|---|---|---|---|---|---|---|---|"
)


def spoken(seconds: float) -> str:
    """`12.3 ms`, `4.56 s` or `6 min 5 s`."""
    if seconds < 1:
        return f"{seconds * 1000:.1f} ms" if seconds < 0.1 else f"{seconds * 1000:.0f} ms"
    if seconds < 120:
        return f"{seconds:.3g} s"
    return f"{seconds // 60:.0f} min {seconds % 60:.0f} s".replace(" 0 s", "")


def timed(run: Callable[[], object]) -> float:
    """Seconds of one run."""
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def measure(
    name: str,
    runs: Sequence[Callable[[], object]],
    *,
    reference: Callable[[], object] | None = None,
    limit: float | None = None,
    queries: Sequence[int] = (),
) -> Measured:
    """Each run and the reference in turn, so that a machine that slows down slows both.

    Every run is made `BEST_OF` times and its quickest counts.
    """
    seconds, beside = [], []
    for run in runs:
        pairs = [(timed(run), timed(reference) if reference else 0.0) for _turn in range(BEST_OF)]
        seconds.append(min(took for took, _beside in pairs))
        if reference:
            beside.append(min(took for _took, took in pairs))
    return Measured(name, seconds, beside, limit, queries)
