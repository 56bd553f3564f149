"""What a letter is. Rooms declare theirs in their own `letters.py`; this room knows no contents.

Door of the room: `Letter`, `Content`, `Step`, `Attachment`, `Addressee`.
"""

import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol

from django.utils.functional import Promise

from branchline.core.rooms import rooms
from branchline.places.models import Service

from .models import Format, Route


@dataclass(frozen=True)
class Attachment:
    """A file beside an email, for example a calendar entry."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Step:
    """What the reader can do: a link in email and text; a code and a telephone number in a letter."""

    words: str
    address: str = ""
    code: str = ""


@dataclass(frozen=True)
class Content:
    """A message in one language, before it is dressed for its route.

    `paragraphs` are plain text; `facts` are (name, value) shown as a small table; `short` is the text
    message (without it: the subject and the facts); `spoken` is what staff say on the telephone
    (without it: the paragraphs). `short_end` closes the text and stays whole however much of it is cut, as
    the last link does. `room` names a colour of the house (without it: the letter's room).
    """

    subject: str
    paragraphs: Sequence[str] = ()
    facts: Sequence[tuple[str, str]] = ()
    steps: Sequence[Step] = ()
    short: str = ""
    short_end: str = ""
    spoken: Sequence[str] = ()
    closing: str = ""
    attachments: Sequence[Attachment] = ()
    room: str = ""


class Compose(Protocol):
    """Writes the letter from the state of now. None: no longer true, so nothing is sent."""

    def __call__(
        self, reference: str, language: str, route: Route, now: datetime
    ) -> Content | None: ...


class ComposeEach(Protocol):
    """Writes the letter about many references at once, with as many queries as for one. Those that are missing
    from the answer are no longer true."""

    def __call__(
        self, references: Sequence[str], language: str, route: Route, now: datetime
    ) -> Mapping[str, Content]: ...


class Sample(Protocol):
    """The same letter about invented things, for whoever reads it before it goes out. Reads no row: a real
    booking would show its owner's note to staff who may not see that person."""

    def __call__(self, service: Service, language: str, route: Route, now: datetime) -> Content: ...


class Still(Protocol):
    """Which of these references the letter is still true of. One query, however many; changes nothing."""

    def __call__(self, references: Sequence[str], now: datetime) -> set[str]: ...


@dataclass(frozen=True)
class Letter:
    """A letter by name. `personal`: about the addressee's own affairs; otherwise it goes to many,
    may be stopped by itself, and carries the headers for unsubscribing. `at_once`: somebody waits for
    it this minute (a code), so quiet hours don't hold it. `still`: lets what staff would print or say be
    looked at before they begin; without it the letter is asked when it leaves. `sample`: an invented example.
    `needs_answer`: they have to say something by `valid_until`, so that calls about it stand first.
    `compose_each`: the same as `compose` for many, of what many are sent at the same time."""

    name: str
    title: "str | Promise"
    compose: Compose
    personal: bool = True
    at_once: bool = False
    still: Still | None = None
    sample: Sample | None = None
    compose_each: ComposeEach | None = None
    needs_answer: bool = False

    def contents(
        self, references: Sequence[str], language: str, route: Route, now: datetime
    ) -> Mapping[str, Content]:
        """By reference; what is no longer true is missing."""
        if self.compose_each is not None:
            return self.compose_each(references, language, route, now)
        composed = {each: self.compose(each, language, route, now) for each in references}
        return {each: content for each, content in composed.items() if content is not None}


@dataclass(frozen=True)
class Addressee:
    """Whom to reach. All that this room knows of a person."""

    route: Route
    address: str
    name: str = ""
    language: str = "en"
    format: str = Format.STANDARD
    needs: str = ""
    """What helps them, in words for whoever rings, prints or posts."""


def letters() -> Sequence[Letter]:
    """Every letter of the house, once: the module-level ones on the shelf `letters` of each room."""
    return [*_by_name().values()]


def letter_called(name: str) -> Letter | None:
    """The letter, or None when its room no longer has it."""
    return _by_name().get(name)


@cache
def _by_name() -> dict[str, Letter]:
    return {letter.name: letter for letter in _declared()}


def _declared() -> Iterator[Letter]:
    """A package hands on what its modules declare, so some come twice."""
    for room in rooms():
        for module in _shelf(f"{room.name}.letters"):
            yield from (value for value in vars(module).values() if isinstance(value, Letter))


def _shelf(path: str) -> Iterator[object]:
    if find_spec(path) is None:
        return
    shelf = import_module(path)
    yield shelf
    for found in pkgutil.iter_modules(getattr(shelf, "__path__", ())):
        yield import_module(f"{path}.{found.name}")
