"""Names of people, folded for search and order: a pure module without tables."""

import re
import unicodedata

WORD = re.compile(r"[a-z0-9]+")
LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"})  # fmt: skip
SPARE = re.compile(r"[’'`\-]")
NOT_FAMILY = frozenset({"jr", "junior", "sr", "senior", "ii", "iii", "mbe", "obe", "cbe"})


def folded(name: str) -> str:
    """Small letters without accents, apostrophes and hyphens: `Siân O’Neill-Rees` is `sian oneillrees`."""
    plain = unicodedata.normalize("NFKD", name).casefold().translate(LETTERS)
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    words = WORD.findall(SPARE.sub("", letters))
    # Names in other scripts have no such words: they are found as they are written.
    return " ".join(words) or " ".join(letters.split())


def in_order(name: str) -> str:
    """Family name first, as lists are sorted: `Mary Ann Smith` is `smith mary ann`."""
    words = folded(name).split()
    last = next((i for i in range(len(words) - 1, 0, -1) if words[i] not in NOT_FAMILY), 0)
    return " ".join([*words[last : last + 1], *words[:last], *words[last + 1 :]]) if words else ""
