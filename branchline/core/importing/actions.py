"""What somebody at the desk does with a file: send it, say which column is what, bring it in, undo it."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import PurePath
from typing import BinaryIO

from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.errors import Refusal
from branchline.core.idempotency import once
from branchline.core.models.importing import ImportChange, ImportRun, State
from branchline.core.scoping import current_service_id

from . import jobs
from .columns import tidy
from .examining import AT_THE_DESK, Examined, examine
from .importer import Importer
from .originals import PRIVATE_KEPT_FOR, drop_original, keep_original, original
from .problems import CannotRead
from .queries import chosen_before
from .reading import open_table, places_of, refuse_missing, too_many_rows
from .running import full_name, said_of

AT_ONCE = 1_000
"""Rows that are read while somebody waits; longer files go to the worker."""
QUOTED = re.compile("“.*”", re.DOTALL)
"""What a sentence says of a cell, in its own words."""
SMALL_WORKBOOK = 40_000
"""Bytes: how many rows a workbook has is only known when it is read."""


class AnotherIsUnderWay(Refusal):
    """Two files of one kind at the same time."""

    title = _("Another file of this kind is under way")
    sentence = _("Wait until it is done, then press again. Nothing of yours is lost.")


class NotNow(Refusal):
    """The page was old: somebody has gone further with this file."""

    title = _("Somebody has gone further with this file")
    sentence = _("Open its page again to see how it stands.")


class ReadAnotherWay(Refusal):
    """What would change is no longer what the person has looked at."""

    title = _("This file was read another way meanwhile")
    sentence = _(
        "A colleague chose other columns, so nothing was brought in. Look at what would change now, then press again."
    )


@action
def receive(
    *,
    importer: Importer,
    file: BinaryIO,
    file_name: str,
    about: str = "",
    by: Acting,
    now: datetime,
    key: str,
) -> ImportRun:
    """Keep a file that somebody sends, find its headings and begin to read it. Once per `key`. `about`: public id of what
    it is about, for importers that are `elsewhere`.

    Nothing is brought in by that. Raises `CannotRead`, at the field, for what is no list.
    """
    limits = AT_THE_DESK
    examined = examine(file, limits)
    if examined.lines > limits.rows + 1:
        raise CannotRead(too_many_rows(limits))
    headings, chosen = _headings(importer, file, examined)

    def create() -> str:
        name = tidy(PurePath(file_name).name)[:200]
        path, kept = keep_original(file, name=name, sha256=examined.sha256, private=True, now=now)
        run = ImportRun.objects.create(
            service_id=current_service_id(),
            importer=full_name(importer),
            about=about,
            file_name=name,
            sha256=examined.sha256,
            size=examined.size,
            original=path,
            file=kept,
            state=State.CHECKING,
            started_at=now,
            started_by=said_of(by),
            lines=max(examined.lines - 1, 0),
            headings=headings,
            chosen=chosen,
        )
        _go(jobs.CHECK, jobs.check, run, by)
        return run.public_id

    public_id, _made = once(key=key, action="core.receive_file", now=now, create=create)
    return ImportRun.objects.get(public_id=public_id)


def _headings(
    importer: Importer, file: BinaryIO, examined: Examined
) -> tuple[list[str], dict[str, str]]:
    """The file's headings, and which of our columns they are: as in the last file with the same headings, else
    in the last file, else by their names. A file that stopped for want of a column teaches us nothing."""
    earlier = chosen_before(importer)
    wanted = {heading: heading for run in earlier for heading in run.chosen.values() if heading}
    headings = open_table(file, examined, importer.columns, AT_THE_DESK, wanted).headings
    same = (run for run in earlier if run.headings == headings)
    last = next(same, earlier[0] if earlier else None)
    before = last.chosen if last else {}
    # "Not in this file" is remembered where somebody left out a heading that the last file had too.
    left_out = {h for h in headings if last and h in last.headings and h not in before.values()}
    by_name = places_of(importer.columns, headings)
    known = {
        name: heading
        for name, heading in before.items()
        if heading in headings or (name in by_name and headings[by_name[name]] in left_out)
    }
    places = places_of(importer.columns, headings, known)
    if len(headings) == 1 and len(importer.columns) > 1:
        # One column only: perhaps it is another separator, surely it is not this list.
        refuse_missing(importer.columns, places, headings)
    return headings, {
        c.name: headings[places[c.name]] if c.name in places else "" for c in importer.columns
    }


@action
def choose_columns(*, run: ImportRun, chosen: Mapping[str, str], by: Acting, now: datetime) -> None:
    """Say which column is what, and read the file again. Raises `NotNow` once it is brought in."""
    kept = _locked(run)
    if kept.state not in {State.CHECKED, State.STOPPED} or kept.has_written:
        raise NotNow
    kept.chosen, kept.state, kept.rows, kept.stopped_because = dict(chosen), State.CHECKING, 0, ""
    kept.save()
    _go(jobs.CHECK, jobs.check, kept, by)


@action
def begin(*, run: ImportRun, by: Acting, now: datetime, seen: datetime | None = None) -> None:
    """Bring the file in. Pressed twice, or by two colleagues, it happens once.

    `seen`: when that was read which the person has looked at. Raises `ReadAnotherWay` when it was read again
    since, and `AnotherIsUnderWay` while another file of this kind is.
    """
    kept = _locked(run)
    if kept.state != State.CHECKED:
        return
    if seen and seen != kept.ended_at:
        raise ReadAnotherWay
    kept.state, kept.started_at, kept.started_by = State.RUNNING, now, said_of(by)
    kept.rows = kept.added = kept.changed = kept.unchanged = kept.refused = 0
    _save_alone(kept)
    _go(jobs.WRITE, jobs.write, kept, by)


@action
def take_back(*, run: ImportRun, by: Acting, now: datetime) -> None:
    """Undo an import: pressed twice, it happens once."""
    kept = _locked(run)
    if kept.state not in {State.DONE, State.STOPPED}:
        return
    kept.state = State.UNDOING
    _save_alone(kept)
    _go(jobs.TAKE_BACK, jobs.take_back, kept, by)


@action
def put_away(*, run: ImportRun, by: Acting, now: datetime) -> None:
    """Not this file after all: it is forgotten, with all that was read of it. Raises `NotNow`."""
    kept = _locked(run)
    if kept.state not in {State.CHECKED, State.STOPPED} or kept.has_written:
        raise NotNow
    drop_original(kept)
    kept.delete()


@action
def note_taken_home(*, run: ImportRun, by: Acting, now: datetime) -> None:
    """Somebody downloads the file or a list of it: of a service's own file that is reading of people."""
    kept = _locked(run)
    kept.taken_home = [*kept.taken_home, [said_of(by), now.isoformat()]]
    kept.save(update_fields=["taken_home"])


@action
def forget_file(*, run: ImportRun) -> None:
    """Drop what a past run still holds of people: the file, what stood in its cells, lists of rows."""
    drop_original(run)
    problems = [
        [line, column, QUOTED.sub("“…”", sentence), ""]
        for line, column, sentence, *_stood in run.problems
    ]
    run.file = run.original = ""
    # Sentences about the file may name somebody: who else answers their telephone.
    run.problems, run.asides, run.would_change, run.notes = problems, {}, [], []
    run.save(update_fields=["file", "original", "problems", "asides", "would_change", "notes"])


@action
def forget_changes(*, importer: str, numbers: Sequence[int]) -> None:
    """Forget what files that wait for a yes would change of these rows."""
    mine = ImportRun.objects.filter(service_id=current_service_id(), importer=importer)
    for run in mine.exclude(would_change=[]):
        run.would_change = [each for each in run.would_change if each[1] not in numbers]
        run.save(update_fields=["would_change"])


@action
def forget_rows(*, model: type[models.Model], numbers: Sequence[int]) -> None:
    """Forget what imports remember of these rows; undoing then passes over them."""
    gone = set(numbers)
    holds = Q(added__overlap=list(gone))
    for number in gone:
        holds |= Q(changed__contains=[[number]])
    mine = ImportChange.objects.filter(
        service_id=current_service_id(), model=model._meta.label_lower
    )
    for change in mine.filter(holds) if gone else ():
        kept = [
            (pk, total)
            for pk, total in zip(change.added, change.added_sums, strict=True)
            if pk not in gone
        ]
        change.added, change.added_sums = [pk for pk, _sum in kept], [total for _pk, total in kept]
        change.changed = [row for row in change.changed if row[0] not in gone]
        change.save(update_fields=["added", "added_sums", "changed"])


@action
def forget_old(*, now: datetime) -> int:
    """After a while an import is for good: what it could be undone with goes, and the file."""
    old = ImportRun.objects.filter(
        service_id=current_service_id(), ended_at__lt=now - PRIVATE_KEPT_FOR
    )
    for run in old.exclude(problems=[], asides={}, original=""):
        forget_file(run=run)
    changes = ImportChange.objects.filter(
        service_id=current_service_id(), run_id__in=old.values("pk")
    )
    return int(changes.delete()[0])


def _locked(run: ImportRun) -> ImportRun:
    return ImportRun.objects.select_for_update().get(pk=run.pk)


def _save_alone(run: ImportRun) -> None:
    try:
        with transaction.atomic():
            run.save()
    except IntegrityError:
        raise AnotherIsUnderWay from None


def _go(errand: jobs.Errand, work: jobs.JobInSteps, run: ImportRun, by: Acting) -> None:
    """Now where it is short, by the worker where it is long (a workbook's length nobody knows)."""
    who = said_of(by)
    if run.lines <= AT_ONCE if run.lines else run.size <= SMALL_WORKBOOK:
        work.here(service_id=run.service_id, run=run.public_id, who=who)
    else:
        errand.later(run=run.public_id, who=who)


def rows_of_file(run: ImportRun, importer: Importer, limit: int = 3) -> list[list[str]]:
    """The first rows of a kept file, to show beside its headings; none when it is gone."""
    with suppress(CannotRead), original(run) as file:
        table = open_table(
            file, examine(file, AT_THE_DESK), importer.columns, AT_THE_DESK, run.chosen
        )
        return [row for _line, row in zip(range(limit), (r for _n, r in table.rows), strict=False)]
    return []
