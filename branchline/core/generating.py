"""Making a country of invented rows for measurements: by COPY, as the owner, with progress bars.

Each room makes its own part (`Room.generate`), from the ground up. The sizes of services are skewed as
real ones are; the same seed makes the same country.
"""

import random
import statistics
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connections

from .ids import ALPHABET

PAIRS = [a + b for a in ALPHABET for b in ALPHABET]
LARGEST = 20.0
"""The largest service has this many times the rows of the median one."""


@dataclass(frozen=True)
class Scale:
    """How many rows of each kind there are in the end."""

    services: int
    branches: int
    residents: int
    occurrences: int
    bookings: int


SCALES = {
    "town": Scale(services=20, branches=300, residents=20_000, occurrences=5_000, bookings=10_000),
    "national": Scale(
        services=208, branches=3_800, residents=2_000_000, occurrences=500_000, bookings=1_000_000
    ),
}


@dataclass
class Country:
    """What is being made. `weights` maps a service's key to its share of everything."""

    scale: Scale
    now: datetime
    seed: int = 20261005
    weights: dict[int, float] = field(default_factory=dict)
    random: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)  # noqa: S311  # invented rows, no secrets

    def public_id(self) -> str:
        """Like `ids.public_id`, but quick and repeatable."""
        bits = self.random.getrandbits(50)
        return "".join(PAIRS[(bits >> shift) & 1023] for shift in (0, 10, 20, 30, 40))

    def weigh(self, service_ids: Sequence[int]) -> None:
        """Draw the sizes of services: log-normal, the largest twenty times the median."""
        drawn = sorted(self.random.lognormvariate(0, 1.1) for _ in service_ids)
        median = statistics.median(drawn)
        capped = [min(size, LARGEST * median) for size in drawn]
        capped[-1] = LARGEST * median
        shuffled = self.random.sample(capped, len(capped))
        self.weights = dict(zip(service_ids, shuffled, strict=True))

    def shares(self, total: int) -> dict[int, int]:
        """A total cut by the weights: by service, adding up exactly."""
        whole = sum(self.weights.values())
        cut = {key: int(total * weight / whole) for key, weight in self.weights.items()}
        largest = max(cut, key=lambda key: cut[key])
        cut[largest] += total - sum(cut.values())
        return cut


def take_ids(table: str, count: int) -> int:
    """Reserve `count` row numbers of a table; gives the first."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
        sequence = cursor.fetchone()[0]
        cursor.execute(f"SELECT nextval('{sequence}')")
        first = int(cursor.fetchone()[0])
        cursor.execute("SELECT setval(%s, %s)", [sequence, first + count - 1])
    return first


def copy(
    table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, total: int, what: str
) -> int:
    """Write rows by COPY and show how far it is. Gives how many there were."""
    statement = f'COPY "{table}" ({", ".join(columns)}) FROM STDIN'
    written = 0
    with connections["owner"].cursor() as cursor, cursor.copy(statement) as target:
        for row in progress(rows, total=total, what=what):
            target.write_row(row)
            written += 1
    return written


def progress(rows: Iterable[Any], *, total: int, what: str) -> Iterator[Any]:
    """The same rows, with a bar on the terminal (a line at the end where there is none)."""
    began = time.monotonic()
    step = max(1, total // 50)
    count = 0
    for count, row in enumerate(rows, 1):  # read after the loop
        yield row
        if count % step == 0 and sys.stderr.isatty():
            done = min(30, 30 * count // max(1, total))
            bar = "█" * done + "·" * (30 - done)
            sys.stderr.write(f"\r  {what:<28} {bar} {count:>11,}")
            sys.stderr.flush()
    took = time.monotonic() - began
    sys.stderr.write(f"\r  {what:<28} {count:>11,} rows in {took:5.1f} s{' ' * 24}\n")
