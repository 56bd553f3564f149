"""One file brought in: read, checked, written batch by batch, remembered. Or only tried."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import PurePath
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from branchline.core.acting import Acting
from branchline.core.errors import Refusal
from branchline.core.models.importing import ImportRun, State
from branchline.core.scoping import scope

from .columns import Row, make_row, tidy
from .documents import cells_of_document
from .examining import Examined, Limits, examine
from .importer import Importer
from .originals import keep_original
from .problems import CannotRead, Problem, Wrong
from .reading import Cells, cells_of
from .writing import REFUSED, Writer, must_stand, why

REMEMBERED_KEYS = 500_000
"""A row that repeats one further back than this is not noticed as such; writing it changes nothing."""

Progress = Callable[[int], None]


class SomebodyElseWorks(Exception):
    """The run has moved on without us: another worker has it."""


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
        importer=full_name(importer),
        file_name=tidy(PurePath(file_name).name)[:200],
        sha256=examined.sha256,
        size=examined.size,
        started_at=now,
        started_by=said_of(by),
    )
    within = within_service(run)
    if not dry_run:
        with within():
            run.save()
    writer = Writer(run, by, now, limits.problems)
    try:
        go_through(
            importer=importer, file=file, examined=examined, writer=writer, limits=limits,
            dry_run=dry_run, progress=progress,
        )  # fmt: skip
    except CannotRead:
        close(run, writer, State.STOPPED, now, save=not dry_run)
        raise
    if keep and not dry_run:
        with within():
            run.original, run.file = keep_original(
                file,
                name=run.file_name,
                sha256=examined.sha256,
                private=importer.private,
                now=now,
            )
    close(run, writer, State.DONE, now, save=not dry_run)
    return Outcome(run, dry_run, writer.problems, writer.notes)


def go_through(
    *,
    importer: Importer,
    file: BinaryIO,
    examined: Examined,
    writer: Writer,
    limits: Limits,
    dry_run: bool,
    progress: Progress | None = None,
) -> None:
    """All rows of a file, a transaction for each batch; `dry_run` takes each back at once.

    So nobody at the desk waits for locks while a long file is tried. A run that a killed worker left is
    continued: batches that are written are read again, but neither written nor counted twice.
    """
    read = cells_of_document if importer.document else cells_of
    step = _steps(importer, writer, dry_run)
    tally, done = _Tally(), 0 if dry_run else writer.run.rows
    before = (writer.added, writer.changed, writer.unchanged, writer.refused)
    problems = list(writer.problems)
    with step():
        importer.prepare(writer)
    lines = read(file, examined, importer.columns, limits, writer.run.chosen)
    rows = _rows(importer, lines, writer, tally)
    while batch := list(islice(rows, importer.batch)):
        writer.batch += 1
        if tally.rows <= done:
            writer.added, writer.changed, writer.unchanged, writer.refused = before
            writer.problems = list(problems)
            importer.written_before(batch)
            continue
        with step():
            _write(importer, batch, writer)
            if not dry_run:
                _advance(writer, tally.rows)
        writer.run.rows = tally.rows
        if progress:
            progress(tally.rows)
    writer.run.rows = tally.rows
    writer.batch += 1
    with step():
        importer.finish(writer)


def full_name(importer: Importer) -> str:
    """`places.english_libraries`"""
    return f"{type(importer).__module__.split('.')[1]}.{importer.name}"


def said_of(by: Acting) -> str:
    """Who acts, as a run keeps it."""
    return f"{by.actor.kind}:{by.actor.id}" if by.actor else by.device


def within_service(run: ImportRun) -> Callable[[], AbstractContextManager[None]]:
    """The scope of the run's service, where it belongs to one."""
    service_id = run.service_id
    return nullcontext if service_id is None else lambda: scope(service_id)


def close(
    run: ImportRun, writer: Writer, state: State, now: datetime, *, save: bool = True
) -> None:
    """Write down what came of it."""
    run.added, run.changed, run.unchanged = writer.added, writer.changed, writer.unchanged
    run.refused, run.state, run.ended_at = writer.refused, state, now
    run.touched = sorted({*run.touched, *writer.touched})
    run.problems = writer.told()
    # Only while it waits for a yes: afterwards the records themselves say it.
    run.would_change = list(writer.changes) if state is State.CHECKED else []
    run.notes, run.asides = list(dict.fromkeys(writer.notes)), writer.asides
    if save:
        with within_service(run)():
            run.save()


def _steps(
    importer: Importer, writer: Writer, dry_run: bool
) -> Callable[[], AbstractContextManager[None]]:
    within = within_service(writer.run)

    @contextmanager
    def step() -> Iterator[None]:
        before = writer.mark()
        try:
            with within(), transaction.atomic(), importer.working(writer.by, writer.now):
                yield
                must_stand()
                if dry_run:
                    transaction.set_rollback(True)
                    writer.touched.clear()
        except BaseException:
            writer.back_to(before)
            raise

    return step


def _advance(writer: Writer, rows: int) -> None:
    """Say how far it is, in the batch's own transaction; two workers can't both have written it."""
    run = writer.run
    moved = ImportRun.objects.filter(pk=run.pk, state=State.RUNNING, rows=run.rows).update(
        rows=rows,
        added=writer.added,
        changed=writer.changed,
        unchanged=writer.unchanged,
        refused=writer.refused,
        touched=sorted({*run.touched, *writer.touched}),
        problems=writer.told(),
    )
    if not moved:
        raise SomebodyElseWorks


def _rows(
    importer: Importer, lines: Iterator[Cells | Problem], writer: Writer, tally: _Tally
) -> Iterator[Row]:
    for line in lines:
        tally.rows += 1
        if isinstance(line, Problem):
            writer.leave_out(line)
            continue
        row, problems = make_row(
            line.line, line.cells, importer.columns, line.headings, importer.find
        )
        if row is None:
            writer.leave_out(*problems)
            continue
        try:
            key = importer.key(row)
        except (Refusal, Wrong) as refusal:
            writer.refuse(row, *why(refusal))
            continue
        if _is_first(row, key, writer, tally):
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
    """Write a batch in one transaction; when something in it is refused, row by row."""
    before = writer.mark()
    try:
        with transaction.atomic():
            importer.load(batch, writer)
            must_stand()
    except REFUSED as refusal:
        writer.back_to(before)
        if len(batch) == 1:
            writer.refuse(batch[0], *why(refusal))
            return
        for row in batch:
            _write(importer, [row], writer)
