"""Taking an import back: what it added goes, what it changed is as before, later work stays.

Rows that belong together (`Importer.owners`: a resident with cards and routes) go or stay as a whole.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _

from branchline.core.acting import Acting
from branchline.core.errors import Refusal
from branchline.core.models.importing import ImportChange, ImportRun, State
from branchline.core.scoping import has_scope, scope

from .importer import Importer, importer_called
from .writing import checksum, plain

Owner = tuple[str, int]
KEPT_SENTENCES = 1_000


class CannotUndo(Refusal):
    """The run can't be taken back."""

    title = _("We can’t undo this")


@dataclass
class TakenBack:
    """What undoing has come to."""

    removed: int = 0
    restored: int = 0
    kept: list[str] = field(default_factory=list)

    def keep(self, sentence: str) -> None:
        """Something stays, and why."""
        if len(self.kept) < KEPT_SENTENCES and sentence not in self.kept:
            self.kept.append(sentence)


@dataclass(frozen=True)
class _Step:
    """One row of a batch as the run left it: to be removed (`before` None) or put back."""

    thing: models.Model
    before: dict[str, Any] | None
    as_left: bool


def undo(*, run: ImportRun, by: Acting, now: datetime) -> tuple[int, int, list[str]]:
    """Take a run back. Gives rows removed, rows restored, and a sentence for each that had to stay.

    What somebody has changed since, or what other rows stand on, stays. Each batch is a transaction of
    its own, last first, and is forgotten with it: a run of a killed worker is simply continued.
    """
    if run.state == State.UNDONE:
        raise CannotUndo(_("This import has been undone already."))
    importer = (importer_called(run.importer) or Importer)()
    tally = TakenBack(**run.taken_back)
    for service_id, batch in _batches(run):
        with scope(service_id) if service_id is not None else transaction.atomic():
            _take_back(run, service_id, batch, importer, tally, by, now)
            run.taken_back = vars(tally)
            ImportRun.objects.filter(pk=run.pk).update(taken_back=run.taken_back)
    run.state, run.ended_at = State.UNDONE, now
    with scope(run.service_id) if run.service_id is not None else transaction.atomic():
        run.save(update_fields=["state", "ended_at", "taken_back"])
    return tally.removed, tally.restored, tally.kept


def _batches(run: ImportRun) -> list[tuple[int | None, int]]:
    """The run's batches, last first. Each service's changes are seen only from its own scope."""
    places: Sequence[int | None] = [run.service_id] if has_scope() else [None, *run.touched]
    found: set[tuple[int | None, int]] = set()
    for service_id in places:
        with scope(service_id) if service_id is not None else transaction.atomic():
            its = ImportChange.objects.filter(run_id=run.pk, service_id=service_id)
            found.update(its.values_list("service_id", "batch"))
    return sorted(found, key=lambda pair: (-pair[1], pair[0] or 0))


def _take_back(
    run: ImportRun, service_id: int | None, batch: int, importer: Importer, tally: TakenBack,
    by: Acting, now: datetime,
) -> None:  # fmt: skip
    changes = list(
        ImportChange.objects.filter(run_id=run.pk, service_id=service_id, batch=batch).order_by(
            "-pk"
        )
    )
    owned: dict[Owner, list[_Step]] = defaultdict(list)
    for change in changes:
        steps = list(_steps(change))
        for owner, step in zip(importer.owners([s.thing for s in steps]), steps, strict=True):
            owned[owner].append(step)
    free = {}
    for owner, steps in owned.items():
        stayed = next((s for s in steps if not s.as_left), None)
        if stayed is None:
            free[owner] = steps
        elif stayed.before is None:
            tally.keep(
                _("%(thing)s was changed since, so it stays.") % {"thing": _named(importer, steps)}
            )
        else:
            tally.keep(
                _("%(thing)s was changed since, so it stays as it is.")
                % {"thing": _named(importer, steps)}
            )
    with importer.working(by, now):
        if not _done(importer, free, tally, by, now):
            for owner, steps in free.items():
                if not _done(importer, {owner: steps}, tally, by, now):
                    tally.keep(
                        _("%(thing)s is in use, so it stays.") % {"thing": _named(importer, steps)}
                    )
    ImportChange.objects.filter(pk__in=[change.pk for change in changes]).delete()


def _named(importer: Importer, steps: Sequence[_Step]) -> str:
    # The first table that was written is the one that people know by name; steps run backwards.
    return importer.called(steps[-1].thing)


def _steps(change: ImportChange) -> Iterator[_Step]:
    model = apps.get_model(change.model)
    numbers = [*change.added, *(pk for pk, _before, _after in change.changed)]
    there = {thing.pk: thing for thing in model._base_manager.filter(pk__in=numbers)}
    for pk, before, after in change.changed:
        if (thing := there.get(pk)) is not None:
            as_left = plain(model, {f: getattr(thing, f) for f in after}) == after
            yield _Step(thing, before, as_left)
    for pk, total in zip(change.added, change.added_sums, strict=True):
        if (thing := there.get(pk)) is not None:
            yield _Step(thing, None, checksum(thing, change.watched) == total)


def _done(
    importer: Importer, owned: dict[Owner, list[_Step]], tally: TakenBack, by: Acting, now: datetime
) -> bool:
    """Take these back together, or none of them when other rows stand on one."""
    steps = [step for each in owned.values() for step in each]
    gone: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    back: dict[type[models.Model], list[_Step]] = defaultdict(list)
    for step in steps:
        if step.before is None:
            gone[type(step.thing)].append(step.thing)
        else:
            back[type(step.thing)].append(step)
    try:
        with transaction.atomic():
            for model, restored in back.items():
                _restore(model, restored)
            for model, things in gone.items():
                importer.let_go(model, [thing.pk for thing in things], by, now)
            _remove(gone)
            importer.settled(list(owned))
    except IntegrityError:
        return False
    tally.removed += sum(map(len, gone.values()))
    tally.restored += sum(map(len, back.values()))
    return True


def _restore(model: type[models.Model], steps: Sequence[_Step]) -> None:
    for step in steps:
        before = step.before or {}
        for name, value in before.items():
            setattr(step.thing, name, _python(model, name, value))
        step.thing.save(update_fields=list(before))


def _remove(gone: dict[type[models.Model], list[models.Model]]) -> None:
    """Delete without cascades: what somebody built on an imported row is not ours to take."""
    for model, things in gone.items():
        rows = model._base_manager.filter(pk__in=[t.pk for t in things])
        rows._raw_delete(rows.db)
    if gone:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _python(model: type[models.Model], name: str, value: Any) -> Any:
    field = cast("models.Field[Any, Any]", model._meta.get_field(name))
    return None if value is None else field.to_python(value)
