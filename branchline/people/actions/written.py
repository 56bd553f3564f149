"""Under what name the history of a row is written."""

from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

import pghistory

from branchline.core.acting import Acting


def account_of(by: Acting) -> int | None:
    """The account that acts, where one does."""
    return by.actor.id if by.actor and by.actor.kind == "account" else None


def written(by: Acting, now: datetime) -> AbstractContextManager[Any]:
    """Rows changed inside are put down to who acts, at the house's own time, and to nothing personal."""
    said: AbstractContextManager[Any] = pghistory.context(
        account=account_of(by), channel=by.channel.value, device=by.device, at=now.isoformat()
    )
    return said
