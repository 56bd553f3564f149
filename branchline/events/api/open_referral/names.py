"""Ids as the standard wants them (UUIDs), and our closed lists as its taxonomies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from branchline.core.errors import NotFound
from branchline.core.ids import LENGTH
from branchline.events.models import Access, MadeFor, Theme

HOUSE = UUID("7d1c9e0a-0b57-5f6e-9b55-5b1f7c0f3a21")
"""Below it lie the names of everything that nobody asks for by its id."""
HEAD = 6
Term = Theme | Access | MadeFor


@dataclass(frozen=True)
class Taxonomy:
    """A closed list of ours."""

    word: str
    name: str
    about: str
    terms: Sequence[Term]

    @property
    def id(self) -> str:
        """Its UUID."""
        return named("taxonomy", self.word)


TAXONOMIES = (
    Taxonomy("theme", "Branchline themes", "What an event is about", tuple(Theme)),
    Taxonomy("made_for", "Branchline: made for", "Who will feel expected", tuple(MadeFor)),
    Taxonomy("access", "Branchline access facts", "What makes it easier to come", tuple(Access)),
)


def taxonomy_of(term: Term) -> Taxonomy:
    """The list in which a term stands."""
    return next(each for each in TAXONOMIES if term in each.terms)


def taxonomy_with(id: str) -> Taxonomy:
    """By its UUID. Raises `NotFound`."""
    for each in TAXONOMIES:
        if each.id == id.lower():
            return each
    raise NotFound


def terms() -> Iterator[Term]:
    """Of all lists."""
    return (term for each in TAXONOMIES for term in each.terms)


def term_id(term: Term) -> str:
    """The UUID of a term."""
    return named("term", taxonomy_of(term).word, term.value)


def term_with(id: str) -> Term:
    """By its UUID. Raises `NotFound`."""
    for each in terms():
        if term_id(each) == id.lower():
            return each
    raise NotFound


def named(*words: str) -> str:
    """The same UUID each time for the same words."""
    return str(uuid5(HOUSE, "/".join(words)))


EVENT, AT = 0, 1
"""What carries our id: an event, or an event at its place."""


def event_uuid(public_id: str, *, kind: int = EVENT) -> str:
    """Our id inside a UUID of the kind that RFC 9562 leaves to us (version 8), so that it can be read back."""
    raw = public_id.encode("ascii").ljust(LENGTH, b"\0")
    head, tail = int.from_bytes(raw[:HEAD]), int.from_bytes(raw[HEAD:])
    return str(UUID(int=head << 80 | 0x8 << 76 | kind << 64 | 0b10 << 62 | tail))


def event_named(id: str, *, kind: int = EVENT) -> str:
    """Our id from such a UUID. Raises `NotFound` for any other."""
    try:
        number = UUID(id).int
        head, tail = number >> 80, number & ((1 << 8 * (LENGTH - HEAD)) - 1)
        found = (head.to_bytes(HEAD) + tail.to_bytes(LENGTH - HEAD)).rstrip(b"\0").decode("ascii")
        if event_uuid(found, kind=kind) == id.lower():
            return found
    except ValueError:
        pass
    raise NotFound
