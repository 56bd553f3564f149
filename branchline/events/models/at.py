"""Where in a library something takes place: which one, and in which room."""

from dataclasses import dataclass

from branchline.core.words import Translated
from branchline.places.models import Branch


@dataclass(frozen=True)
class At:
    """A library and a room in it; no room: somewhere in the building."""

    branch: Branch
    room: Translated

    def is_same(self, other: "At") -> bool:
        """Whether people go to the same room of the same library."""
        return self.branch.pk == other.branch.pk and _plain(self.room) == _plain(other.room)


def _plain(room: Translated) -> str:
    return "".join(letter for letter in room.text("en").casefold() if letter.isalnum())
