"""Which messages are still true: asked before staff print or ring. One query for each kind of letter."""

from collections.abc import Iterable
from datetime import datetime

from ..letters import letter_called
from ..models import Message


def no_longer_true(messages: Iterable[Message], *, now: datetime) -> set[int]:
    """Row numbers of those that would be withdrawn. Letters that can't be asked count as true."""
    by_letter: dict[str, list[Message]] = {}
    for message in messages:
        by_letter.setdefault(message.letter, []).append(message)
    untrue: set[int] = set()
    for name, rows in by_letter.items():
        letter = letter_called(name)
        if letter is None or letter.still is None:
            continue
        still = letter.still(sorted({row.reference for row in rows}), now)
        untrue.update(row.pk for row in rows if row.reference not in still)
    return untrue
