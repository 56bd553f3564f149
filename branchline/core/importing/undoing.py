"""Taking an import back: what it added goes, what it changed is as before, later work stays."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import Any, cast

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _

from branchline.core.errors import Refusal
from branchline.core.scoping import has_scope, scope

from .models import ImportChange, ImportRun, State
from .writing import checksum, plain


class CannotUndo(Refusal):
    """The run can't be taken back."""

    title = _("We can’t undo this")


class _Tally:
    def __init__(self) -> None:
        self.removed = self.restored = 0
        self.kept: list[str] = []


def undo(*, run: ImportRun, now: datetime) -> tuple[int, int, list[str]]:
    """Take a run back. Gives rows removed, rows restored, and a sentence for each that had to stay.

    A row that somebody has changed since, or that other rows stand on, stays.
    """
    if run.state == State.UNDONE:
        raise CannotUndo(_("This import has been undone already."))
    tally = _Tally()
    with transaction.atomic():
        for service_id, change_id in _changes(run):
            with _within(service_id):
                change = ImportChange.objects.get(pk=change_id)
                _take_back(change, tally)
        run.state, run.ended_at = State.UNDONE, now
        run.save(update_fields=["state", "ended_at"])
    return tally.removed, tally.restored, tally.kept


def _within(service_id: int | None) -> AbstractContextManager[None]:
    return nullcontext() if service_id is None else scope(service_id)


def _changes(run: ImportRun) -> list[tuple[int | None, int]]:
    """The run's changes, last first. Each service's are seen only from its own scope."""
    places: Sequence[int | None] = [run.service_id] if has_scope() else [None, *run.touched]
    found: set[tuple[int | None, int]] = set()
    for service_id in places:
        with _within(service_id):
            its = ImportChange.objects.filter(run_id=run.pk, service_id=service_id)
            found.update(its.values_list("service_id", "pk"))
    return sorted(found, key=lambda pair: -pair[1])


def _take_back(change: ImportChange, tally: _Tally) -> None:
    model = apps.get_model(change.model)
    _restore(model, change, tally)
    there = {t.pk: t for t in model._base_manager.filter(pk__in=change.added)}
    as_left = [
        there[pk]
        for pk, total in zip(change.added, change.added_sums, strict=True)
        if pk in there and checksum(there[pk], change.watched) == total
    ]
    for thing in there.values():
        if thing not in as_left:
            tally.kept.append(_("%(thing)s was changed since, so it stays.") % {"thing": thing})
    _remove(model, as_left, tally)


def _restore(model: type[models.Model], change: ImportChange, tally: _Tally) -> None:
    there = {
        t.pk: t for t in model._base_manager.filter(pk__in=[pk for pk, _b, _a in change.changed])
    }
    for pk, before, after in change.changed:
        thing = there.get(pk)
        if thing is None:
            continue
        if plain(model, {f: getattr(thing, f) for f in after}) != after:
            tally.kept.append(
                _("%(thing)s was changed since, so it stays as it is.") % {"thing": thing}
            )
            continue
        for name, value in before.items():
            setattr(thing, name, _python(model, name, value))
        thing.save(update_fields=list(before))
        tally.restored += 1


def _remove(model: type[models.Model], things: Sequence[models.Model], tally: _Tally) -> None:
    """Delete without cascades: what somebody built on an imported row is not ours to take."""
    if not things:
        return
    if _deleted(model, things):
        tally.removed += len(things)
        return
    for thing in things:
        if _deleted(model, [thing]):
            tally.removed += 1
        else:
            tally.kept.append(_("%(thing)s is in use, so it stays.") % {"thing": thing})


def _deleted(model: type[models.Model], things: Sequence[models.Model]) -> bool:
    rows = model._base_manager.filter(pk__in=[t.pk for t in things])
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            rows._raw_delete(rows.db)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except IntegrityError:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return True


def _python(model: type[models.Model], name: str, value: Any) -> Any:
    field = cast("models.Field[Any, Any]", model._meta.get_field(name))
    return None if value is None else field.to_python(value)
