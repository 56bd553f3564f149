"""Making a country of invented rows for measurements: by COPY, as the owner, with progress bars.

Each room makes its own part (`Room.generate`), from the ground up. The sizes of services are skewed as
real ones are; the same seed and the same moment make the same country.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.db import connections

from .ids import ALPHABET

T = TypeVar("T")

PAIRS = [a + b for a in ALPHABET for b in ALPHABET]
LARGEST = 20.0
"""The largest service has this many times the rows of the median one."""
SPREAD = 1.1
"""Sigma of the log-normal law of the sizes: the smallest tenth has a quarter of the median or less."""
SEED = 20261005


@dataclass(frozen=True)
class Scale:
    """How many rows of each kind there are in the end. `real`: on the real places of the demo."""

    services: int
    branches: int
    residents: int
    occurrences: int
    bookings: int
    real: bool = False


SCALES = {
    "town": Scale(services=20, branches=300, residents=20_000, occurrences=5_000, bookings=10_000),
    "national": Scale(
        services=208,
        branches=3_800,
        residents=2_000_000,
        occurrences=500_000,
        bookings=1_000_000,
        real=True,
    ),
}


@dataclass
class Country:
    """What is being made. `weights` maps a service's key to its share of everything."""

    scale: Scale
    now: datetime
    seed: int = SEED
    weights: dict[int, float] = field(default_factory=dict)
    rows: dict[str, dict[int, range]] = field(default_factory=dict)
    """The row numbers that a table's services got, for the rooms above: see `reserve`."""

    def draw(self, what: str) -> random.Random:
        """Chance of its own for each part, so that a change in one room moves no other."""
        return random.Random(f"{self.seed} {what}")  # noqa: S311  # invented rows, no secrets

    def weigh(self, sizes: Mapping[int, int]) -> None:
        """Draw the sizes of services: log-normal, the largest twenty times the median.

        `sizes` says how many branches each has: who has more branches is given more of everything.
        """
        chance = self.draw("weights")
        drawn = sorted(chance.lognormvariate(0, SPREAD) for _ in sizes)
        most = LARGEST * statistics.median(drawn)
        drawn = [min(size, most) for size in drawn[:-1]] + [most]
        by_size = sorted(sizes, key=lambda service: (sizes[service], service))
        self.weights = dict(zip(by_size, drawn, strict=True))

    def shares(self, total: int) -> dict[int, int]:
        """A total cut by the weights: by service, adding up exactly."""
        whole = sum(self.weights.values())
        cut = {key: int(total * weight / whole) for key, weight in self.weights.items()}
        largest = max(cut, key=lambda key: cut[key])
        cut[largest] += total - sum(cut.values())
        return dict(sorted(cut.items()))

    def reserve(self, table: str, counts: Mapping[int, int]) -> dict[int, range]:
        """Row numbers for so many rows of each service, remembered for the rooms above."""
        first = take_ids(table, sum(counts.values()))
        self.rows[table] = {}
        for service, count in counts.items():
            self.rows[table][service] = range(first, first + count)
            first += count
        return self.rows[table]


def public_ids(table: str) -> Callable[[int], str]:
    """From a row's number to its public id: one to one, so that no two are alike and none is kept.

    An odd factor and a shifted exclusive or can both be undone within 50 bits.
    """
    salt = random.Random(table).getrandbits(50)  # noqa: S311  # invented rows, no secrets
    pairs, mask = PAIRS, (1 << 50) - 1

    def public_id(number: int) -> str:
        bits = (number * 0x2545F4914F6CD + salt) & mask
        bits = (bits ^ (bits >> 23)) * 0x1B03738712FAD & mask
        return (
            pairs[bits >> 40]
            + pairs[bits >> 30 & 1023]
            + pairs[bits >> 20 & 1023]
            + pairs[bits >> 10 & 1023]
            + pairs[bits & 1023]
        )

    return public_id


def take_ids(table: str, count: int) -> int:
    """Reserve `count` row numbers of a table; gives the first."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
        sequence = cursor.fetchone()[0]
        cursor.execute(f"SELECT nextval('{sequence}')")
        first = int(cursor.fetchone()[0])
        if count > 0:
            cursor.execute("SELECT setval(%s, %s)", [sequence, first + count - 1])
    return first


def read(sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Rows over all services, as the owner."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def cell(value: object) -> str:
    """A value as COPY's text format has it."""
    if value is None:
        return r"\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    text = str(value).replace("\\", "\\\\")
    return text.replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def progress(rows: Iterable[T], *, total: int, what: str) -> Iterator[T]:
    """The same rows, with a bar on the terminal (a line at the end where there is none)."""
    bar = Bar(total, what)
    for row in rows:
        yield row
        bar.add(1)
    bar.done()


class Bar:
    """How far a long piece of work is."""

    def __init__(self, total: int, what: str) -> None:
        self.total, self.what = max(1, total), what
        self.count = self.shown = 0
        self.began = time.monotonic()

    def add(self, count: int) -> None:
        """So many more are done."""
        self.count += count
        if (self.count - self.shown) * 50 >= self.total and sys.stderr.isatty():
            self.shown = self.count
            done = min(30, 30 * self.count // self.total)
            bar = "█" * done + "·" * (30 - done)
            sys.stderr.write(f"\r  {self.what:<28} {bar} {self.count:>11,}")
            sys.stderr.flush()

    def done(self) -> None:
        """Say what it came to."""
        took = time.monotonic() - self.began
        line = f"  {self.what:<28} {self.count:>11,} in {took:6.1f} s"
        sys.stderr.write(f"\r{line:<76}\n" if sys.stderr.isatty() else f"{line}\n")
