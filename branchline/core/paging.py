"""Keyset pagination: page 400 costs what page 1 costs, and no row is shown twice or skipped."""

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import models

T = TypeVar("T")
R = TypeVar("R")
M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some rows, and the cursor that continues after the last (None: that was all)."""

    rows: Sequence[T]
    after: str | None

    def map(self, change: Callable[[T], R]) -> "Page[R]":
        """The same page of something else."""
        return Page([change(row) for row in self.rows], self.after)


def write_cursor(values: Sequence[Any]) -> str:
    """A cursor for an address."""
    plain = json.dumps([str(value) for value in values], separators=(",", ":"))
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def read_cursor(cursor: str | None, length: int) -> list[str] | None:
    """The values of a cursor; None when there is none or somebody has changed it."""
    if not cursor:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        return None
    good = isinstance(values, list) and len(values) == length
    return values if good and all(isinstance(value, str) for value in values) else None


def row_number(said: str | None) -> int | None:
    """A row number from an address; None for anything else that somebody may type there."""
    plain = said is not None and said.isascii() and said.isdecimal() and len(said) < 19
    return int(said) if said and plain else None


def after(
    rows: models.QuerySet[M], keys: Sequence[str], values: Sequence[Any]
) -> models.QuerySet[M]:
    """Rows behind these values in the order of `keys` (all ascending; the last one unique)."""
    behind = models.Q()
    for depth, key in enumerate(keys):
        same = {name: values[place] for place, name in enumerate(keys[:depth])}
        behind |= models.Q(**same, **{f"{key}__gt": values[depth]})
    return rows.filter(behind)


def page(
    rows: models.QuerySet[M],
    *,
    keys: Sequence[str],
    limit: int,
    cursor: str | None = None,
    read: Callable[[str], Any] = str,
) -> Page[M]:
    """One page in the order of `keys`. `read` turns the text of a cursor back into the first key."""
    said = read_cursor(cursor, len(keys))
    ordered = rows.order_by(*keys)
    if said is not None:
        try:
            ordered = after(ordered, keys, [read(said[0]), *said[1:]])
        except ValueError:
            said = None
    found = list(ordered[: limit + 1])
    more = len(found) > limit
    shown = found[:limit]
    last = [_value(shown[-1], key) for key in keys] if more else None
    return Page(shown, write_cursor(last) if last is not None else None)


def _value(row: Any, key: str) -> Any:
    for name in key.split("__"):
        row = getattr(row, name)
    return row.isoformat() if hasattr(row, "isoformat") else row
