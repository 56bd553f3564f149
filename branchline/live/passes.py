"""What the origin believes without asking a database, since we signed it: a pass lets one studio send the chunks of one
session, a ticket lets whoever has it watch a private broadcast."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing

SALT = "branchline.live.passes"
LASTS = timedelta(hours=12)
"""A day's event with everything before and after it."""

NOBODY = 0
"""The session of a pass that may only try how quick the way is."""


@dataclass(frozen=True)
class Pass:
    broadcast: str
    session: int


def give_pass(*, broadcast: str, session: int) -> str:
    """The pass for a session, as it stands in an address."""
    return signing.TimestampSigner(salt=SALT, sep="~").sign(f"{broadcast}.{session}")


def read_pass(given: str) -> Pass | None:
    """Whose it is; None when it is nobody's, or too old."""
    try:
        told = signing.TimestampSigner(salt=SALT, sep="~").unsign(given, max_age=LASTS)
        broadcast, session = told.split(".")
        return Pass(broadcast, int(session))
    except (signing.BadSignature, ValueError):
        return None


TICKETS = "branchline.live.tickets"


def give_ticket(*, prefix: str, until: datetime) -> str:
    """What stands in the place of the prefix in every address of a private broadcast, up to a moment. One for all who
    may watch, so nobody is known by it, and any cache may stand between."""
    return signing.Signer(salt=TICKETS, sep="~").sign(f"{prefix}~{int(until.timestamp())}")


def read_ticket(given: str, *, now: float) -> str | None:
    """The prefix that it opens; None when it opens nothing, or no more. `now`: seconds since 1970."""
    try:
        prefix, until = signing.Signer(salt=TICKETS, sep="~").unsign(given).split("~")
        return prefix if now < int(until) else None
    except (signing.BadSignature, ValueError):
        return None
