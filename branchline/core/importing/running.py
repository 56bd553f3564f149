"""One file brought in: read, checked, written batch by batch, remembered. Or only tried."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import PurePath
from typing import BinaryIO

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from branchline.core.acting import Acting
from branchline.core.scoping import scope

from .columns import Row, make_row, tidy
from .documents import cells_of_document
from .importer import Importer
from .models import ImportRun, State
from .originals import keep_original
from .problems import CannotRead, Problem
from .reading import Cells, Examined, Limits, cells_of, examine
from .writing import Writer

REMEMBERED_KEYS = 500_000
"""A row that repeats one further back than this is not noticed as such; writing it changes nothing."""

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Outcome:
    """What a run did, or would do."""

    run: ImportRun
    dry_run: bool
    problems: Sequence[Problem] = ()
    notes: Sequence[str] = ()


@dataclass
class _Tally:
    rows: int = 0
    seen: dict[Hashable, tuple[int, int]] = field(default_factory=dict)


def bring_in(
    *,
    importer: Importer,
    file: BinaryIO,
    file_name: str,
    by: Acting,
    now: datetime,
    dry_run: bool = False,
    service_id: int | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
    keep: bool = True,
) -> Outcome:
    """Read a seekable file and write its rows; `dry_run` does all of it and then takes it back.

    Raises `CannotRead` when nothing of the file can be used. `keep` False leaves no copy of the
    original (for files that are part of this program).
    """
    limits = limits or Limits()
    if importer.private and service_id is None:
        raise CannotRead(_("This kind of file belongs to one library service. Say which."))
    examined = examine(file, limits)
    run = ImportRun(
        service_id=service_id if importer.private else None,
        importer=f"{type(importer).__module__.split('.')[1]}.{importer.name}",
        file_name=tidy(PurePath(file_name).name)[:200],
        sha256=examined.sha256,
        size=examined.size,
        started_at=now,
        started_by=f"{by.actor.kind}:{by.actor.id}" if by.actor else by.device,
    )
    writer = Writer(run, now, limits.problems)
    within = scope(service_id) if importer.private and service_id else nullcontext()
    with within, transaction.atomic() if dry_run else nullcontext():
        run.save()
        try:
            _load(importer, file, examined, limits, writer, progress)
        except CannotRead:
            _close(run, writer, State.STOPPED, now)
            raise
        if keep and not dry_run:
            run.original = keep_original(
                file,
                name=run.file_name,
                sha256=examined.sha256,
                private=importer.private,
                now=now,
            )
        _close(run, writer, State.DONE, now)
        if dry_run:
            transaction.set_rollback(True)
    return Outcome(run, dry_run, writer.problems, writer.notes)


def _load(
    importer: Importer,
    file: BinaryIO,
    examined: Examined,
    limits: Limits,
    writer: Writer,
    progress: Progress | None,
) -> None:
    read = cells_of_document if importer.document else cells_of
    tally = _Tally()
    importer.prepare(writer)
    rows = _rows(importer, read(file, examined.encoding, importer.columns, limits), writer, tally)
    while batch := list(islice(rows, importer.batch)):
        _write(importer, batch, writer)
        writer.run.rows = tally.rows
        if progress:
            progress(tally.rows)
    with transaction.atomic():
        importer.finish(writer)


def _rows(
    importer: Importer, lines: Iterator[Cells | Problem], writer: Writer, tally: _Tally
) -> Iterator[Row]:
    for line in lines:
        tally.rows += 1
        if isinstance(line, Problem):
            writer.problem(line)
            continue
        row, problems = make_row(line.line, line.cells, importer.columns, line.headings)
        if row is None:
            for problem in problems:
                writer.problem(problem)
        elif _is_first(row, importer.key(row), writer, tally):
            yield row


def _is_first(row: Row, key: Hashable | None, writer: Writer, tally: _Tally) -> bool:
    if key is None:
        return True
    content = hash(tuple((name, str(value)) for name, value in row.values.items()))
    if key not in tally.seen:
        if len(tally.seen) < REMEMBERED_KEYS:
            tally.seen[key] = (row.line, content)
        return True
    line, before = tally.seen[key]
    if before == content:
        writer.unchanged += 1
    else:
        writer.refuse(
            row,
            _("line %(line)s is about the same and says something else; it was kept.")
            % {"line": line},
        )
    return False


def _write(importer: Importer, batch: Sequence[Row], writer: Writer) -> None:
    """Write a batch in one transaction; when the database refuses it, row by row."""
    counts = (writer.added, writer.changed, writer.unchanged, writer.refused, len(writer.problems))
    try:
        with transaction.atomic():
            importer.load(batch, writer)
    except (DataError, IntegrityError):
        writer.added, writer.changed, writer.unchanged, writer.refused, kept = counts
        del writer.problems[kept:]
        if len(batch) == 1:
            writer.refuse(
                batch[0],
                _("the database can’t keep this row; one of its values contradicts another."),
            )
            return
        for row in batch:
            _write(importer, [row], writer)


def _close(run: ImportRun, writer: Writer, state: State, now: datetime) -> None:
    run.added, run.changed, run.unchanged = writer.added, writer.changed, writer.unchanged
    run.refused, run.state, run.ended_at = writer.refused, state, now
    run.touched = sorted(writer.touched)
    run.problems = [[p.line, p.column, p.sentence] for p in writer.problems[:200]]
    run.save()
