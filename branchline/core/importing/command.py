"""`branchline import`: the command line's way to the importers."""

import sys
from datetime import datetime
from pathlib import Path

from branchline.core.acting import job
from branchline.core.models.importing import ImportRun
from branchline.core.scoping import scope

from .importer import importer_called, importers
from .problems import CannotRead
from .running import Outcome, bring_in
from .undoing import CannotUndo, undo

SHOWN = 20


def say(sentence: str) -> None:
    """One line for the operator."""
    sys.stdout.write(f"{sentence}\n")


def list_importers() -> int:
    """What can be imported, and the columns each file needs."""
    for name, importer in importers():
        say(f"{name:32} {importer.title}")
        needed = ", ".join(c.spoken for c in importer.columns if c.required)
        say(f"{'':32} needs {needed}")
    return 0


def import_file(
    *, name: str, path: str, dry_run: bool, service_id: int | None, now: datetime
) -> int:
    """Bring one file in and say what came of it. Gives the exit status."""
    found = importer_called(name)
    if found is None:
        say(f"There is no importer “{name}”. `branchline import --list` shows them all.")
        return 2
    try:
        with Path(path).open("rb") as file:
            outcome = bring_in(
                importer=found(),
                file=file,
                file_name=path,
                by=job("command line"),
                now=now,
                dry_run=dry_run,
                service_id=service_id,
                progress=_progress if sys.stderr.isatty() else None,
            )
    except OSError as error:
        say(f"{path} can’t be opened: {error.strerror}.")
        return 2
    except CannotRead as refusal:
        say(f"{refusal.title}: {refusal}")
        return 1
    _tell(outcome)
    return 0


def undo_run(*, public_id: str, service_id: int | None, now: datetime) -> int:
    """Take a run back and say what stayed."""
    if service_id is not None:
        with scope(service_id):
            return _undo(public_id, now)
    return _undo(public_id, now)


def _undo(public_id: str, now: datetime) -> int:
    run = ImportRun.objects.filter(public_id=public_id).first()
    if run is None:
        say(
            f"There is no import “{public_id}” here. For a library service’s own import add --service."
        )
        return 2
    try:
        removed, restored, kept = undo(run=run, by=job("command line"), now=now)
    except CannotUndo as refusal:
        say(f"{refusal.title}: {refusal}")
        return 1
    say(f"Undone: {removed:,} rows removed, {restored:,} put back as they were.")
    for sentence in kept[:SHOWN]:
        say(f"  {sentence}")
    if len(kept) > SHOWN:
        say(f"  … and {len(kept) - SHOWN:,} more that stay.")
    return 0


def _progress(rows: int) -> None:
    sys.stderr.write(f"\r{rows:,} rows read")
    sys.stderr.flush()


def _tell(outcome: Outcome) -> None:
    run = outcome.run
    would = "would be " if outcome.dry_run else ""
    say(
        f"{run.rows:,} rows: {run.added:,} {would}added, {run.changed:,} {would}changed,"
        f" {run.unchanged:,} as they were, {run.refused:,} left out."
    )
    for note in outcome.notes:
        say(f"  {note}")
    for problem in outcome.problems[:SHOWN]:
        say(f"  {problem}")
    if len(outcome.problems) > SHOWN:
        say(f"  … and {len(outcome.problems) - SHOWN:,} more.")
    if outcome.dry_run:
        say("Nothing was changed: this was a dry run.")
    else:
        say(f"To take it back: branchline import --undo {run.public_id}")
