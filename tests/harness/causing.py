"""How each letter of the house comes about, told by its room in `tests/causes.py`, so that one test can see
that nobody gets it who must not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from branchline.core.acting import Acting
from branchline.core.rooms import rooms
from branchline.messages.models import Route
from branchline.people.models import Contact, Purpose
from branchline.places.models import Branch


@dataclass(frozen=True)
class Scene:
    """At work in a service that has a branch, about one contact who left an email address."""

    branch: Branch
    contact: Contact
    by: Acting
    now: datetime

    @property
    def reached(self) -> dict[str, Any]:
        """What a form of the contact's would say."""
        return {"route": Route(self.contact.route), "address": self.contact.address}


def nothing(scene: Scene) -> None:
    """Some letters need nothing to have happened before."""


@dataclass(frozen=True)
class Cause:
    """`go` makes the letter be written, after `begin`, whose answer it is given. `purpose` is why we write.

    `ways`: how it may go. `to_colleague`: to somebody who works here by their address there; no resident's record is meant.
    """

    go: Callable[[Scene, Any], object]
    begin: Callable[[Scene], Any] = nothing
    purpose: Purpose = Purpose.OWN_AFFAIRS
    to_colleague: bool = False
    ways: frozenset[Route] = frozenset(Route)


def causes() -> dict[str, Cause]:
    """{name of a letter: how it comes about}, from every room that says so."""
    return dict(_found())


def _found() -> Iterator[tuple[str, Cause]]:
    for room in rooms():
        # Not every room has tests beside it that say so.
        if find_spec(f"{room.name}.tests.causes"):
            yield from import_module(f"{room.name}.tests.causes").CAUSES.items()
