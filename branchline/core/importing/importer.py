"""What a room declares for each kind of file it takes."""

from collections.abc import Hashable, Iterator, Sequence
from typing import ClassVar

from django.utils.functional import Promise

from branchline.core.rooms import rooms

from .columns import Column, Row
from .writing import Writer


class Importer:
    """One kind of file. A subclass in a room's `imports.py` is found there, never wired twice.

    `load` gets rows in batches, each in a transaction of its own, and writes only through the
    `Writer`, which makes it idempotent and undoable. Rows it can't use it refuses with a sentence.
    """

    name: ClassVar[str]
    title: ClassVar["str | Promise"]
    columns: ClassVar[Sequence[Column]]
    document: ClassVar[bool] = False
    """Whether the file is JSON rather than a table."""
    private: ClassVar[bool] = False
    """Whether it belongs to one service (then it must be given one)."""
    batch: ClassVar[int] = 2_000

    def key(self, row: Row) -> Hashable | None:
        """What a row is about; a second row about the same is a finding. None: not checked."""
        return None

    def prepare(self, into: Writer) -> None:
        """Before the first batch: read what rows will be joined to."""

    def load(self, rows: Sequence[Row], into: Writer) -> None:
        """Write one batch."""
        raise NotImplementedError

    def finish(self, into: Writer) -> None:
        """After the last batch: reckon what follows from the rows."""


def importers() -> Iterator[tuple[str, type[Importer]]]:
    """Every importer of the house by its full name: `places.english_libraries`."""
    for room in rooms():
        shelf = room._shelf("imports")
        found = [v for v in vars(shelf).values() if _is_importer(v)] if shelf else []
        for importer in sorted(found, key=lambda i: i.name):
            yield f"{room.short}.{importer.name}", importer


def importer_called(full_name: str) -> type[Importer] | None:
    """The importer of this full name."""
    return dict(importers()).get(full_name)


def _is_importer(thing: object) -> bool:
    return isinstance(thing, type) and issubclass(thing, Importer) and hasattr(thing, "name")
