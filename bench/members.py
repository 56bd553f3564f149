"""Three hundred thousand members from a library system: rows a second, and whether memory stays flat."""

import io
import resource
import time
from collections.abc import Iterator
from functools import partial

from .measure import Measured

ROWS = 300_000
FIRST_TENTH = ROWS // 10
FLAT = 1.5
"""What the memory at the end may be of that after the first tenth. Keys that were seen are remembered."""


def members() -> Iterator[Measured]:
    """Tried, brought in and brought in again, into a service of its own; ending with its undoing."""
    from branchline.core import clock
    from branchline.core.acting import job
    from branchline.core.importing.running import bring_in
    from branchline.core.importing.undoing import undo
    from branchline.core.scoping import scope
    from branchline.core.words import said
    from branchline.people.imports import Members
    from branchline.places.models import Service

    service = Service.objects.create(slug="bench-members", name=said("Bench"), nation="england")
    content, now, by = _file(), clock.now(), job("bench")
    run = None
    for words, dry_run in (("tried", True), ("brought in", False), ("brought in again", False)):
        grown: list[int] = []
        began = time.perf_counter()
        outcome = bring_in(
            importer=Members(), file=io.BytesIO(content), file_name="koha.csv", by=by, now=now,
            service_id=service.pk, dry_run=dry_run, keep=False,
            progress=partial(_watch, grown),
        )  # fmt: skip
        took = time.perf_counter() - began
        run = run or (None if dry_run else outcome.run)
        wrong = outcome.run.refused or (grown[-1] > FLAT * grown[0])
        yield Measured(
            f"{ROWS:,} members {words}",
            [took],
            said=f"{'NO' if wrong else 'yes'}, {ROWS / took:,.0f} rows a second,"
            f" {grown[0] / 1024:.0f} MB after a tenth, {grown[-1] / 1024:.0f} MB at the end",
        )
    assert run is not None
    began = time.perf_counter()
    with scope(service.pk):
        removed, _restored, kept = undo(run=run, by=by, now=now)
    took = time.perf_counter() - began
    told = f"{'NO' if kept else 'yes'}, {removed:,} entries, {ROWS / took:,.0f} members a second"
    yield Measured(f"{ROWS:,} members undone", [took], said=told)


def _watch(grown: list[int], rows: int) -> None:
    """Note the most this process has held so far, in kB."""
    if rows >= FIRST_TENTH:
        grown.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def _file() -> bytes:
    lines = ["cardnumber,surname,firstname,dateofbirth,email,mobile,zipcode,lastseen"]
    lines += [
        f"B{n:07d},Okafor{n % 997},Maud{n % 89},{1930 + n % 80}-{1 + n % 12:02d}-{1 + n % 28:02d},"
        f"m{n}@bench.test,07700 9{n % 100_000:05d},M33 {n % 10}AB,2026-0{1 + n % 9}-01"
        for n in range(ROWS)
    ]
    return "\n".join(lines).encode()
