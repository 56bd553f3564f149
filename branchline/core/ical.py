"""Calendar files (RFC 5545): lines as they have to be written, and the United Kingdom's clock.

Written here, since a feed of a thousand dates has to be made while somebody waits (README, "Calendars").
"""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from .clock import in_london

MEDIA_TYPE = "text/calendar; charset=utf-8"
ZONE = "Europe/London"
LONGEST = 75
"""Octets of a line without its end (RFC 5545, 3.1)."""
UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_IN_PARAMETERS = str.maketrans({"^": "^^", '"': "^'", "\n": "^n"})

LONDON = f"""BEGIN:VTIMEZONE
TZID:{ZONE}
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE""".split("\n")
"""The rule since 1996 (the Summer Time Order 2002)."""


def text(value: str) -> str:
    """Words as a value: what has a meaning in the file is marked, what can't be written is left out."""
    plain = value.replace("\r\n", "\n").replace("\r", "\n")
    return UNWRITABLE.sub("", plain).translate(_ESCAPES)


def line(name: str, value: str, **parameters: str) -> str:
    """One property, its value already written (`text`, `moment`, a number)."""
    said = "".join(f';{key.upper()}="{_parameter(v)}"' for key, v in parameters.items() if v)
    return f"{name}{said}:{value}"


def moment(at: datetime) -> str:
    """A moment in UTC."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def wall(name: str, moments: datetime | Sequence[datetime]) -> str:
    """A property that says what London's clocks show: it stays, whatever becomes of summer time."""
    several = [moments] if isinstance(moments, datetime) else moments
    said = ",".join(f"{in_london(at):%Y%m%dT%H%M%S}" for at in several)
    return f"{name};TZID={ZONE}:{said}"


def day(name: str, on: date) -> str:
    """A property that is a whole day."""
    return f"{name};VALUE=DATE:{on:%Y%m%d}"


def calendar(
    entries: Iterable[Sequence[str]], *, name: str = "", method: str = "", about: str = ""
) -> bytes:
    """The file: its head, London's clock, and what `entries` say, each BEGIN to END."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Branchline//Calendar//EN"]
    if method:
        lines.append(f"METHOD:{method}")
    if name:
        lines += [f"NAME:{text(name)}", f"X-WR-CALNAME:{text(name)}"]
        lines += ["REFRESH-INTERVAL;VALUE=DURATION:PT6H", "X-PUBLISHED-TTL:PT6H"]
    if about:
        lines += [f"DESCRIPTION:{text(about)}", f"X-WR-CALDESC:{text(about)}"]
    lines += LONDON
    for entry in entries:
        lines += entry
    lines.append("END:VCALENDAR")
    return b"".join(map(_folded, lines))


def _parameter(value: str) -> str:
    return UNWRITABLE.sub("", value).translate(_IN_PARAMETERS)


def _folded(said: str) -> bytes:
    """A line and its end; a long one goes on behind a space, never in the middle of a letter."""
    octets = said.encode()
    if len(octets) <= LONGEST:
        return octets + b"\r\n"
    parts, room = [], LONGEST
    while len(octets) > room:
        cut = room
        while octets[cut] & 0xC0 == 0x80:
            cut -= 1
        parts.append(octets[:cut])
        octets, room = octets[cut:], LONGEST - 1
    return b"\r\n ".join([*parts, octets]) + b"\r\n"
