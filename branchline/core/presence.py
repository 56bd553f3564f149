"""Who is here, as the header says it. Told by the room that knows accounts; shown by the base layout."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Desk:
    """A desk that somebody may go to."""

    title: str
    address: str
    current: bool


@dataclass
class Presence:
    """Somebody who has signed in, or who gave their PIN at a shared tablet.

    `own_address` is their own page, none at a tablet; `leave_address` is where they say that they are done.
    """

    name: str
    own_address: str = ""
    tablet: str = ""
    leave_address: str = ""
    find_desks: Callable[[], Sequence[Desk]] = list

    @cached_property
    def desks(self) -> Sequence[Desk]:
        """Where they work. Asked for when the header is drawn: one query."""
        return self.find_desks()
