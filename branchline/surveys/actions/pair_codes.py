"""The code by which somebody's first and second answers find each other, without a name.

Made from memory by the person, so that nobody has to keep it. We keep only a slow hash with the
survey's own salt. While a survey runs, a list of all possible codes could in theory be tried against a
stolen database; closing the survey destroys the salt, and from then on nobody can, we least of all.
"""

import hashlib
import secrets
import unicodedata

COST = 2**13
"""scrypt's N: about 20 ms and 8 MB a try."""


def new_salt() -> str:
    """The salt of one survey."""
    return secrets.token_hex(16)


def pair_code(*, street: str, day: int, name: str) -> str:
    """ "gr-07-ma" from "Grove Lane", 7 and "Màiri": first two letters, accents dropped, small."""
    return f"{_two(street)}-{day:02d}-{_two(name)}"


def _two(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).casefold()
    return "".join(c for c in plain if c.isalnum())[:2]


def pair_hash(*, salt: str, code: str) -> str:
    """What is kept of a code (64 hex digits)."""
    made = hashlib.scrypt(code.encode(), salt=bytes.fromhex(salt), n=COST, r=8, p=1, dklen=32)
    return made.hex()
