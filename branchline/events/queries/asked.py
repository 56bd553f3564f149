"""What is asked for in one box: "rhyme time in Sale" names what, and where."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from branchline.places.errors import NoSuchPlace
from branchline.places.queries import Place, PlaceKind, find_place

BETWEEN = re.compile(r"(?:^|(?<=\s))(?:in|near|at|around|yn|yng|ym|ger)\s+(?=\S)", re.IGNORECASE)
"""Words between what and where. Hyphens bind: the "in" of Barrow-in-Furness stands between nothing."""
NAMED_SO = re.compile(r"\b(?:in|near|at|around|yn|yng|ym|ger)\b", re.IGNORECASE)
MOST_READINGS = 3
KNOWN = (PlaceKind.TOWN, PlaceKind.BRANCH, PlaceKind.POSTCODE, PlaceKind.OUTWARD)
"""What is a place without a word that says so: "rhyme time Sale", "rhyme time M33 7ZF"."""
LIBRARY = re.compile(r"\b(?:librar(?:y|ies)|llyfrgell(?:oedd)?)\b", re.IGNORECASE)
ANYTHING = frozenset(
    (
        "what's on", "whats on", "what is on", "on", "events", "event", "things to do", "activities", "anything",
        "something", "library", "libraries", "the library", "digwyddiadau", "beth sydd ymlaen", "llyfrgell",
        "llyfrgelloedd",
    )
)  # fmt: skip
"""Says nothing of what."""
NASAL = (("ngh", "c"), ("mh", "p"), ("nh", "t"), ("ng", "g"), ("m", "b"), ("n", "d"))
"""How a name begins behind "yn": yng Nghaerdydd, ym Mangor, yn Nolgellau."""
ALIKE = 0.75


@dataclass(frozen=True)
class Asked:
    """`words` to look for and the place. Without a place `near` is the name that leads nowhere, and why."""

    words: str
    near: str
    place: Place | None
    refusal: NoSuchPlace | None = None


def words_and_place(text: str) -> Asked:
    """Words, a place, or both. A place whose own name holds "in" stays whole: Barrow in Furness.

    Without a place it keeps what stands before the last "in" as words. Two queries, six more for long sentences.
    """
    whole, refusal = _found(text)
    if whole and _between(whole.alone) >= _between(text):
        return Asked("", text, whole)
    asked = Asked("", text, whole, refusal)
    for words, near in readings(text):
        place, none = _found(near)
        if place and _between(place.alone) >= _between(near):
            return Asked(words, near, place)
        if whole is None:
            asked = Asked(words, near, None, none or refusal)
    return asked


def readings(text: str) -> Iterator[tuple[str, str]]:
    """Each way to part what from where: the longest name of a place first."""
    for link in list(BETWEEN.finditer(text))[:MOST_READINGS]:
        words, near = text[: link.start()].strip(" ,"), text[link.end() :].strip()
        words = "" if words.casefold().replace("’", "'") in ANYTHING else words
        if link[0].casefold().startswith("y"):
            for mutated, radical in NASAL:
                if near.casefold().startswith(mutated):
                    yield words, radical + near[len(mutated) :]
                    break
        yield words, near


def place_at_the_end(text: str) -> Iterator[Asked]:
    """ "Rhyme time Sale": what is left, and the town, library or postcode that the last words name letter by letter.

    The longest name first; two queries for each. Whether it was meant, only tells who looks for what is left there.
    """
    parts = [] if BETWEEN.search(text) else text.split()
    for size in range(min(MOST_READINGS, len(parts) - 1), 0, -1):
        words, near = " ".join(parts[:-size]).strip(" ,"), " ".join(parts[-size:])
        place, _none = _found(near)
        if place and place.kind in KNOWN and _known_as(place.alone) == _known_as(near):
            yield Asked(words, near, place)


def is_called(text: str) -> bool:
    """Whether this is, letter by letter, the name of a place, or ends in one: Friday Street is no Friday."""
    names = [text, *(near for _words, near in readings(text))]
    return any(
        (place := _found(name)[0]) is not None and _plain(place.alone) == _plain(name)
        for name in names
    )


def words_beside(text: str, name: str) -> str:
    """What was typed without the words that meant this place: "rhyme time Altrinchm" keeps "rhyme time"."""
    parts = _plain(name).split()
    left = [word for word in text.split() if not any(_alike(_plain(word), part) for part in parts)]
    return BETWEEN.sub("", " ".join(left) + " x").removesuffix("x").strip()


def _found(text: str) -> tuple[Place | None, NoSuchPlace | None]:
    try:
        return find_place(text), None
    except NoSuchPlace as refusal:
        return None, refusal


def _between(text: str) -> int:
    return len(NAMED_SO.findall(text))


def _known_as(name: str) -> str:
    """Sale Library is known as Sale, and M33 7ZF as M337ZF."""
    return _plain(LIBRARY.sub("", name)).replace(" ", "")


def _plain(text: str) -> str:
    return " ".join(re.sub(r"\W+", " ", text.casefold()).split())


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= ALIKE
