"""The shape of a framework of skills, and what somebody says of a task."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Can(models.TextChoices):
    """What somebody says of a task. Kept as it was said: what follows from it is worked out (`views`)."""

    ALONE = "alone", _("I can do this")
    HELP = "help", _("With help")
    NOT_YET = "not_yet", _("Not yet")
    NOT_MINE = "not_mine", _("Not relevant to me")


@dataclass(frozen=True)
class Task:
    """One thing to be able to do. `id`: a letter and a number, the same in every version that has it."""

    id: str
    words: "str | Promise"


@dataclass(frozen=True)
class Area:
    """Tasks that belong together."""

    key: str
    title: "str | Promise"
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Framework:
    """One version of the list. Once somebody has answered by it, it stays here as it is."""

    key: str
    title: "str | Promise"
    version: str
    source: str
    licence: str
    foundation: Area
    areas: tuple[Area, ...]

    @property
    def parts(self) -> tuple[Area, ...]:
        """What comes first, then the areas."""
        return (self.foundation, *self.areas)

    @property
    def tasks(self) -> dict[str, Task]:
        """All of them by id, in order."""
        return {task.id: task for task in self._each()}

    def in_order(self, ids: "list[str] | tuple[str, ...]") -> list[Task]:
        """Those of them that are here, in the order of the list."""
        wanted = set(ids)
        return [task for task in self._each() if task.id in wanted]

    def _each(self) -> Iterator[Task]:
        for part in self.parts:
            yield from part.tasks
