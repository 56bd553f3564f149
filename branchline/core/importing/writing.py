"""Writing rows so that a second run changes nothing and every run can be undone."""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.core.serializers.json import DjangoJSONEncoder
from django.db import DataError, IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _

from branchline.core.acting import Acting
from branchline.core.errors import Refusal
from branchline.core.models.importing import ImportChange, ImportRun
from branchline.core.scoping import current_service_id, has_scope

from .columns import Row
from .problems import Problem, Wrong

Key = tuple[Any, ...]
Values = Mapping[str, Any]
Part = tuple[str, str, str]
Change = tuple[int, int, str, list[Part]]
KEPT_CHANGES = 100
"""Enough to see what a file is about to do; all of them are in no page that anybody reads."""


REFUSED = (Refusal, Wrong, DataError, IntegrityError)
"""How a row is refused: by a rule, by what stands in it, or by the database."""


class NotWritten(RuntimeError):
    """A refusal was caught without a savepoint around it, so the database will take back what was counted."""


@dataclass(frozen=True)
class _Mark:
    """Where a writer stood: what is taken back in the database is taken back here too."""

    counts: tuple[int, int, int, int]
    problems: int
    changes: int
    touched: frozenset[int]


class Writer:
    """Takes rows as field values, compares them with what is there, writes the difference."""

    def __init__(self, run: ImportRun, by: Acting, now: datetime, keep_problems: int) -> None:
        self.run, self.by, self.now, self.keep_problems = run, by, now, keep_problems
        self.added = self.changed = self.unchanged = self.refused = 0
        self.batch = 0
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self.touched: set[int] = set()
        self.asides: dict[str, list[int]] = {}
        self.changes: list[Change] = []

    @contextmanager
    def row(self, row: Row, *, known: tuple[type[Refusal], ...] = ()) -> Iterator[None]:
        """Write one row by itself: what refuses it takes back this row and nothing of another.

        `known` refusals say that it stands here already. Whoever calls an action for a row does it in here.
        """
        before = self.mark()
        try:
            with transaction.atomic():
                yield
                must_stand()
        except REFUSED as refusal:
            self.back_to(before)
            if isinstance(refusal, known):
                self.unchanged += 1
            else:
                self.refuse(row, *why(refusal))

    def mark(self) -> _Mark:
        """Where we stand, to come `back_to` when what follows is taken back."""
        counts = (self.added, self.changed, self.unchanged, self.refused)
        return _Mark(counts, len(self.problems), len(self.changes), frozenset(self.touched))

    def back_to(self, before: _Mark) -> None:
        """Count nothing of what was taken back."""
        self.added, self.changed, self.unchanged, self.refused = before.counts
        del self.problems[before.problems :], self.changes[before.changes :]
        self.touched = set(before.touched)

    def refuse(self, row: Row, sentence: str, column: str = "", stood: str = "") -> None:
        """Leave a row out, saying why, and what stands in the cell."""
        stood = stood or row.stood(column)
        self.leave_out(Problem(row.line, row.heading(column) or column, sentence, stood))

    def remark(self, row: Row, sentence: str, column: str, stood: str = "") -> None:
        """Something of a row is left out, and the rest is taken."""
        self._keep(Problem(row.line, row.heading(column) or column, sentence, stood))

    def leave_out(self, *problems: Problem) -> None:
        """One row is left out, whatever number of things is wrong with it."""
        self.refused += 1
        for problem in problems:
            self._keep(problem)

    def _keep(self, problem: Problem) -> None:
        if len(self.problems) < self.keep_problems:
            self.problems.append(problem)

    def told(self) -> list[list[Any]]:
        """The findings as a run keeps them, in the order of lines."""
        found = sorted(self.problems, key=lambda problem: problem.line)
        return [[p.line, p.column, p.sentence, p.stood] for p in found]

    def changing(self, line: int, number: int, who: str, parts: Sequence[Part]) -> None:
        """What a row changes of somebody or something that is here: (what, before, after), in words."""
        if len(self.changes) < KEPT_CHANGES:
            self.changes.append((line, number, who, list(parts)))

    def note(self, sentence: str) -> None:
        """Something the person should know about the file as a whole."""
        self.notes.append(sentence)

    def set_aside(self, name: str, numbers: Iterable[int]) -> None:
        """Rows for one of the importer's lists (`Importer.asides`)."""
        self.asides[name] = list(numbers)

    def upsert(
        self,
        model: type[models.Model],
        key: Sequence[str],
        rows: Iterable[Values],
        *,
        fixed: Values | None = None,
        count: bool = True,
    ) -> dict[Key, int]:
        """Add the rows that are new by `key`, change those that differ; give row numbers by key.

        `fixed` values are set on new rows only. Private and published tables need the scope of
        their service around the call; the database checks it.
        """
        wanted = {tuple(r[f] for f in key): r for r in rows}
        if not wanted:
            return {}
        there = self._there(model, key, wanted)
        new = [
            model(**{**(fixed or {}), **values}) for k, values in wanted.items() if k not in there
        ]
        changes: list[tuple[models.Model, dict[str, Any], dict[str, Any]]] = []
        for k, thing in there.items():
            before = {f: getattr(thing, f) for f in wanted[k]}
            after = {f: v for f, v in wanted[k].items() if before[f] != v}
            if after:
                changes.append((thing, {f: before[f] for f in after}, after))
        self._save(model, new, changes)
        if count:
            self.added += len(new)
            self.changed += len(changes)
            self.unchanged += len(wanted) - len(new) - len(changes)
        numbers = {tuple(getattr(t, f) for f in key): t.pk for t in new}
        return {**{k: t.pk for k, t in there.items()}, **numbers}

    def made(self, things: Sequence[models.Model]) -> None:
        """Rows that an action has made for this file: counted as added, and undone with it."""
        self.added += len(things)
        for thing in things:
            self._remember(type(thing), [thing], [])

    def _there(
        self, model: type[models.Model], key: Sequence[str], wanted: Mapping[Key, Values]
    ) -> dict[Key, models.Model]:
        # One IN per key column reads a few rows too many for a key of two; the index bears it.
        asked = {f"{f}__in": {k[i] for k in wanted} for i, f in enumerate(key)}
        rows = model._base_manager.filter(**asked)
        found = {tuple(getattr(t, f) for f in key): t for t in rows}
        return {k: t for k, t in found.items() if k in wanted}

    def _save(
        self,
        model: type[models.Model],
        new: Sequence[models.Model],
        changes: Sequence[tuple[models.Model, dict[str, Any], dict[str, Any]]],
    ) -> None:
        if not new and not changes:
            return
        model._base_manager.bulk_create(new, batch_size=5_000)
        by_fields: dict[tuple[str, ...], list[models.Model]] = {}
        for thing, _before, after in changes:
            for name, value in after.items():
                setattr(thing, name, value)
            by_fields.setdefault(tuple(sorted(after)), []).append(thing)
        for fields, things in by_fields.items():
            model._base_manager.bulk_update(things, fields, batch_size=500)
        self._remember(model, new, changes)

    def _remember(
        self,
        model: type[models.Model],
        new: Sequence[models.Model],
        changes: Sequence[tuple[models.Model, dict[str, Any], dict[str, Any]]],
    ) -> None:
        if self.run._state.adding:
            return  # only tried: nothing to remember
        watched = column_names(model)
        if has_scope():
            self.touched.add(current_service_id())
        ImportChange.objects.create(
            run_id=self.run.pk,
            batch=self.batch,
            service_id=current_service_id() if has_scope() else None,
            model=model._meta.label_lower,
            added=[t.pk for t in new],
            added_sums=[checksum(t, watched) for t in new],
            changed=[[t.pk, plain(model, b), plain(model, a)] for t, b, a in changes],
            watched=watched,
        )


def must_stand() -> None:
    """Raises `NotWritten` where the transaction around us would silently be taken back."""
    if connection.needs_rollback:
        raise NotWritten("wrap each row's action in Writer.row()")


def why(refusal: Exception) -> tuple[str, str]:
    """The sentence of a refused row, and the column it is about."""
    if isinstance(refusal, Refusal):
        return str(refusal), refusal.field or ""
    if isinstance(refusal, Wrong):
        return refusal.sentence, refusal.column
    return _("the database can’t keep this row; one of its values contradicts another."), ""


def column_names(model: type[models.Model]) -> list[str]:
    """The columns a person or an importer may change: neither the key nor generated ones."""
    return [
        f.attname
        for f in model._meta.concrete_fields
        if not f.primary_key and not getattr(f, "generated", False)
    ]


def plain(model: type[models.Model], values: Values) -> dict[str, Any]:
    """Field values as JSON can keep them."""
    kept: dict[str, Any] = {}
    for name, value in values.items():
        if value is None or isinstance(value, str | int | float):
            kept[name] = value
            continue
        field = model._meta.get_field(name)
        if isinstance(field, models.JSONField):
            kept[name] = json.loads(
                json.dumps(
                    field.value_to_string(cast(models.Model, _Holder(field, value))),
                    default=_as_dict,
                )
            )
        else:
            kept[name] = json.loads(json.dumps(value, cls=DjangoJSONEncoder))
    return kept


class _Holder:
    """Lends one value to `Field.value_to_string`, which asks for an object."""

    def __init__(self, field: Any, value: Any) -> None:
        setattr(self, field.attname, value)


def _as_dict(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else str(value)


def checksum(thing: models.Model, fields: Sequence[str]) -> int:
    """Tells whether a row still is as the import left it."""
    known = [f for f in fields if hasattr(thing, f)]
    values = plain(type(thing), {f: getattr(thing, f) for f in known})
    return zlib.crc32(json.dumps(values, sort_keys=True).encode())
