"""A pass lets one studio send the chunks of one session: signed, so that the origin asks no database."""

from dataclasses import dataclass
from datetime import timedelta

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
