"""Events of schema.org in a web page: what stands in its JSON-LD."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from branchline.core.clock import LONDON

from .costs import cost_of
from .days import Moment, when
from .found import CannotRead, Found, Reading, plain, web_address

DEEPEST = 12
MOST_THINGS = 20_000
OFF = ("EventCancelled", "EventPostponed")


class _Scripts(HTMLParser):
    """Gathers what stands in <script type="application/ld+json">."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.inside = False
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = next((value or "" for name, value in attrs if name == "type"), "")
        self.inside = tag == "script" and kind.strip().lower().startswith("application/ld+json")
        if self.inside:
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.texts[-1] += data


def read_page(content: bytes, *, address: str, begins: datetime, until: datetime) -> Reading:
    """What lies between two moments. Raises `CannotRead` when the page says nothing of events."""
    scripts = _Scripts()
    scripts.feed(content.decode("utf-8", "replace"))
    events = [event for text in scripts.texts for event in _events(text)]
    if not events:
        raise CannotRead("page")
    reading = Reading()
    for event in events:
        try:
            _read(event, address, reading, begins, until)
        except (ValueError, TypeError, AttributeError, KeyError, OverflowError):
            reading.left_out += 1
    return reading


def _events(text: str) -> Iterator[dict[str, Any]]:
    try:
        waiting: list[tuple[Any, int]] = [(json.loads(text), 0)]
    except (ValueError, RecursionError):
        return
    for _turn in range(MOST_THINGS):
        if not waiting:
            return
        thing, depth = waiting.pop(0)
        inside = (
            thing
            if isinstance(thing, list)
            else list(thing.values())
            if isinstance(thing, dict)
            else []
        )
        if isinstance(thing, dict) and _is_event(thing) and "startDate" in thing:
            yield thing
        if depth < DEEPEST:
            waiting += [(each, depth + 1) for each in inside if isinstance(each, dict | list)]


def _is_event(thing: dict[str, Any]) -> bool:
    kinds = thing.get("@type", "")
    return any(
        str(kind).endswith("Event") for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _read(
    event: dict[str, Any], page: str, reading: Reading, begins: datetime, until: datetime
) -> None:
    if str(event.get("eventStatus", "")).endswith(OFF):
        return
    start = _moment(event["startDate"])
    if start is None:
        reading.left_out += 1
        return
    starts_at, ends_at, all_day = when(start, _moment(event.get("endDate")))
    place, online = _place(event)
    address = web_address(urljoin(page, str(event.get("url", "")))) if event.get("url") else ""
    name = event.get("@id") or event.get("url") or event.get("name")
    free, cost = cost_of(event)
    found = Found(
        uid=plain(f"{plain(name)} {start.isoformat()}", 255),
        title=plain(event.get("name", "")),
        starts_at=starts_at,
        ends_at=ends_at,
        all_day=all_day,
        address=address or web_address(page),
        place=place,
        online=online,
        free=free,
        cost=cost,
    )
    reading.take(found, begins, until)


def _place(event: dict[str, Any]) -> tuple[str, bool]:
    online = "Online" in str(event.get("eventAttendanceMode", ""))
    said = event.get("location")
    where = said[0] if isinstance(said, list) and said else said
    if not isinstance(where, dict):
        return plain(where or ""), online
    online = online or where.get("@type") == "VirtualLocation"
    address = where.get("address")
    parts = [where.get("name", "")]
    if isinstance(address, dict):
        parts += [address.get(n, "") for n in ("streetAddress", "addressLocality", "postalCode")]
    elif address:
        parts.append(address)
    return plain(", ".join(plain(part) for part in parts if part)), online


def _moment(said: Any) -> Moment | None:
    """A moment with its hour, or a day; as an end a day is the last one."""
    text = plain(said or "", 40)
    if len(text) < 16:
        return date.fromisoformat(text) if text else None
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=LONDON)).astimezone(UTC)
