"""Which messages are still true: asked before staff print or ring. One query for each kind of letter."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..letters import letter_called
from ..models import Message, Route
from .wishes import is_unwanted

NOT_WANTED = _("They do not want messages there, so nothing more goes to that address.")
UNTRUE = _("This is no longer true, so it goes to nobody.")


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


def why_not(
    message: Message, *, now: datetime, route: Route | None = None, address: str = ""
) -> "str | Promise":
    """Why it may not be sent again, there or by another way; empty when it may. Two queries at most."""
    to = {"route": route or message.route, "address": address or message.address}
    if is_unwanted(**to, personal=message.personal):
        return NOT_WANTED
    return UNTRUE if no_longer_true([message], now=now) else ""
