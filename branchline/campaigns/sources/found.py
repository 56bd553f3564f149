"""What was found in a feed, as plain values."""

import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from .days import MOST_DAYS

LONGEST_TEXT = 200
LONGEST_ADDRESS = 500
MOST = 1_000
"""Dates taken from one source."""


class CannotRead(Exception):
    """Nothing can be taken from this source now. `code` is one of `models.Problem`."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Found:
    """One date of another system. `uid` and `start` together say which; `uid` is the system's own.

    `free`: None where it doesn't say. `cost`: "£3", "£3–£5".
    """

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    all_day: bool = False
    address: str = ""
    place: str = ""
    online: bool = False
    free: bool | None = None
    cost: str = ""


@dataclass
class Reading:
    """All that was found, and how much was left out for want of words or days that make sense."""

    found: list[Found] = field(default_factory=list)
    left_out: int = 0

    def take(self, one: Found, begins: datetime, until: datetime) -> None:
        """Keep it when some of it lies within the days, and it has words and an end."""
        still = one.all_day and one.ends_at > begins
        if one.starts_at >= until or (one.starts_at < begins and not still):
            return
        lasts = one.ends_at - one.starts_at
        backwards = lasts < timedelta(days=one.all_day)
        if not one.title or backwards or lasts > MOST_DAYS:
            self.left_out += 1
        elif len(self.found) < MOST:
            self.found.append(one)


def plain(text: object, most: int = LONGEST_TEXT) -> str:
    """One line without characters that nobody sees, of a sensible length."""
    said = str(text if text is not None else "")[: most * 8]
    seen = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in said)
    return " ".join(seen.split())[:most]


def web_address(text: object) -> str:
    """An address that a link may lead to; nothing for `javascript:` and the like."""
    said = plain(text, LONGEST_ADDRESS + 1)
    try:
        parts = urlsplit(said)
        host = parts.hostname
    except ValueError:
        return ""
    good = parts.scheme in ("http", "https") and host and not parts.username and " " not in said
    return said if good and len(said) <= LONGEST_ADDRESS else ""
