"""Withdraw what has stopped being true while it waited for staff."""

from collections.abc import Collection
from datetime import datetime

from branchline.core.acting import Acting
from branchline.core.actions import action

from ..models import Message, Outbox, Route, State
from ..queries.truth import no_longer_true
from .demo_copy import renote
from .ending import end

MOST_LOOKED_AT = 1000


def by_hand_waiting() -> Outbox:
    """Letters and calls that nobody has begun."""
    rows: Outbox = Message.objects.filter(
        state=State.QUEUED, route__in=[Route.LETTER, Route.PHONE]
    ).order_by("pk")
    return rows


@action
def replace_waiting(
    *, letter: str, reference: str, address: str, name: str, by: Acting, now: datetime
) -> int:
    """What waits for staff to say the same about the same thing: what is sent now says all that is true. A row
    that somebody holds is left to them."""
    rows = by_hand_waiting().select_for_update(skip_locked=True)
    same = list(rows.filter(letter=letter, reference=reference, address=address, name=name))
    for message in same:
        end(message, State.WITHDRAWN, by=by, now=now)
        renote(message, "withdrawn")
    return len(same)


@action
def take_back(
    *, letters: Collection[str], references: Collection[str], by: Acting, now: datetime
) -> set[tuple[str, str]]:
    """Withdraw what still waits to leave, by any route, of these letters about these references: which letter about
    which. What it told is for the caller to tell anew, in one message. A row that somebody holds may be leaving:
    it is left to them."""
    rows = Message.objects.filter(state=State.QUEUED, reference__in=references, letter__in=letters)
    waiting = list(rows.order_by("pk").select_for_update(skip_locked=True))
    for message in waiting:
        end(message, State.WITHDRAWN, by=by, now=now)
        renote(message, "withdrawn")
    return {(message.letter, message.reference) for message in waiting}


@action
def withdraw_untrue(*, by: Acting, now: datetime, reference: str = "") -> int:
    """All that waits, or what waits about one thing. A row that somebody holds is left to them."""
    rows = by_hand_waiting().select_for_update(skip_locked=True)
    if reference:
        rows = rows.filter(reference=reference)
    waiting = list(rows[:MOST_LOOKED_AT])
    untrue = no_longer_true(waiting, now=now)
    for message in waiting:
        if message.pk in untrue:
            end(message, State.WITHDRAWN, by=by, now=now)
            renote(message, "withdrawn")
    return len(untrue)
