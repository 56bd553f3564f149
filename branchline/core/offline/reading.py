"""What a device sends, read with suspicion: sizes, types and moments. The payload itself is the kind's to read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from ..operations import Noted
from .errors import TooMuch, Unreadable

MOST_BYTES = 128 * 1024
MOST_OPERATIONS = 200
"""In one batch. A device with more sends several, one after the other."""
KEPT_FOR = timedelta(days=14)
"""A device forgets what it could not send after this, and what is older is not taken."""
LATEST_MS = 10**14
"""The year 5138: what no clock says."""
NAME_LIMIT = 40


@dataclass(frozen=True)
class Batch:
    """What one device has to say about one thing ("events.occurrence", "k7mp2x9d3f")."""

    about: str
    public_id: str
    device: str
    operations: tuple[Noted, ...]


def read_batch(body: bytes, *, now: datetime) -> Batch:
    """Raises `TooMuch` and `Unreadable`. The same id twice in a batch is one operation."""
    if len(body) > MOST_BYTES:
        raise TooMuch
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise Unreadable from None
    if not isinstance(said, dict) or not isinstance(said.get("operations"), list):
        raise Unreadable
    if len(said["operations"]) > MOST_OPERATIONS:
        raise TooMuch
    about, _colon, public_id = _text(said.get("about"), 80).partition(":")
    sent_at = _moment(said.get("sent_at"))
    read = [_operation(each, sent_at=sent_at, now=now) for each in said["operations"]]
    once = {each.op_id: each for each in reversed(read)}
    return Batch(
        about, public_id, _text(said.get("device"), NAME_LIMIT), (*reversed(once.values()),)
    )


def _operation(said: Any, *, sent_at: int, now: datetime) -> Noted:
    if not isinstance(said, dict) or not isinstance(said.get("payload"), Mapping):
        raise Unreadable
    try:
        op_id = str(UUID(_text(said.get("id"), 36)))
    except ValueError:
        raise Unreadable from None
    # How long ago, by the device's own clock: whether that clock is right does not matter.
    age = max(
        0, min(sent_at - _moment(said.get("made_at")), 10 * KEPT_FOR // timedelta(milliseconds=1))
    )
    made_at = now - timedelta(milliseconds=age)
    return Noted(op_id, _text(said.get("kind"), 60), said["payload"], made_at)


def _text(said: Any, most: int) -> str:
    if not isinstance(said, str) or not 0 < len(said) <= most or not said.isprintable():
        raise Unreadable
    return said


def _moment(said: Any) -> int:
    """Milliseconds since 1970, as JavaScript counts."""
    if isinstance(said, bool) or not isinstance(said, int) or not 0 <= said <= LATEST_MS:
        raise Unreadable
    return said
