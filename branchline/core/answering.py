"""What can be said yes or no to while somebody is on the telephone. Rooms say so on their nameplate."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .permits import Permit


@dataclass(frozen=True)
class Answering:
    """A question that a letter asks, by the letter's name.

    `find` gives what a reference of the letter is about, `permit` says who may answer for it, `answer(thing, yes,
    by=, now=)` writes it down or refuses, and `page` is the page of the desk on which it stands, by its URL name.
    """

    letter: str
    permit: "Permit"
    find: Callable[[str], Any]
    answer: Callable[..., object]
    page: str
