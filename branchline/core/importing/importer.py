"""What a room declares for each kind of file it takes."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils.functional import Promise

from branchline.core.acting import Acting
from branchline.core.permits import Permit
from branchline.core.rooms import rooms

from .columns import Column, Row
from .writing import Writer


@dataclass(frozen=True)
class Aside:
    """A list of rows that a file makes people ask about: who is no longer in it, for one."""

    title: "str | Promise"
    sentence: "str | Promise"


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
    elsewhere: ClassVar[bool] = False
    """Whether a page of its room sends it (`actions.receive(about=…)`), since each file is about one thing of the room
    (`Writer.run.about`); then it is not offered among the kinds of file."""
    batch: ClassVar[int] = 2_000

    # What a page of the desk needs beside that.
    permit: ClassVar[Permit | None] = None
    """Who may bring it in at the desk. None: the command line only."""
    lede: ClassVar["str | Promise"] = ""
    """What the file is for, in a sentence or two."""
    standard: ClassVar["str | Promise"] = ""
    """Whose columns these are, where others use them too: small print."""
    promises: ClassVar["Sequence[str | Promise]"] = ()
    """What it never does: what people ask before they dare."""
    example: ClassVar[Sequence[Sequence[str]]] = ()
    """Rows of an example file, headings first; invented people only."""
    asides: ClassVar[Mapping[str, Aside]] = {}

    def key(self, row: Row) -> Hashable | None:
        """What a row is about; a second row about the same is a finding. None: not checked."""
        return None

    def prepare(self, into: Writer) -> None:
        """Before the first batch: read what rows will be joined to."""

    def home(self, about: str, slug: str) -> str:
        """Address of the page that sends such files, of an importer that is `elsewhere`."""
        raise NotImplementedError

    def find(self, name: str, value: Any) -> Any:
        """What a value of a column `here` is to this service: a library by its name. Raises `Wrong`."""
        return value

    def load(self, rows: Sequence[Row], into: Writer) -> None:
        """Write one batch; a row by an action of its own in `Writer.row`. A refusal is that row's finding."""
        raise NotImplementedError

    def written_before(self, rows: Sequence[Row]) -> None:
        """A batch that a killed worker has written already: to note what `finish` must know of it."""

    def finish(self, into: Writer) -> None:
        """After the last batch: reckon what follows from the rows."""

    def working(self, by: Acting, now: datetime) -> AbstractContextManager[object]:
        """Around everything that is written: to say under whose name."""
        return nullcontext()

    def owners(self, things: Sequence[models.Model]) -> "Sequence[tuple[str, int]]":
        """To what each row belongs that undoing takes or leaves as a whole; a row alone by default."""
        return [(thing._meta.label_lower, thing.pk) for thing in things]

    def called(self, thing: models.Model) -> str:
        """A row as people call it, where undoing has to leave it."""
        return str(thing)

    def let_go(
        self, model: type[models.Model], numbers: Sequence[int], by: Acting, now: datetime
    ) -> None:
        """Before undoing removes rows: remove what the house itself has derived from them."""

    def settled(self, owners: "Sequence[tuple[str, int]]") -> None:
        """After undoing: derive again what follows from the rows of these owners."""

    def note_seen(self, numbers: Sequence[int], page: str, by: Acting, now: datetime) -> None:
        """A page shows what would change of these rows: to note that somebody has seen them."""

    def aside(self, name: str, numbers: Sequence[int]) -> tuple[Sequence[str], list[Sequence[str]]]:
        """Headings and rows of a list set aside, as they are today."""
        raise NotImplementedError


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
