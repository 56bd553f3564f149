"""The lottery: a seed that nobody knows while wishes come in, and a ticket for each."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass


@dataclass(frozen=True)
class Sealed:
    """A secret and what may be said of it beforehand."""

    secret: str
    commitment: str


def seal() -> Sealed:
    """A new secret of 32 bytes with its commitment, both in hexadecimal."""
    drawn = secrets.token_bytes(32)
    return Sealed(secret=drawn.hex(), commitment=hashlib.sha256(drawn).hexdigest())


def seed_of(*, secret: str, head: str) -> str:
    """The seed of a draw: it depends on the secret and on every line before."""
    return hashlib.sha256(bytes.fromhex(secret) + bytes.fromhex(head)).hexdigest()


def ticket_of(*, seed: str, entry: str) -> str:
    """The ticket of an entry; the lowest is first."""
    return hmac.new(bytes.fromhex(seed), entry.encode(), hashlib.sha256).hexdigest()
