"""How what runs goes, as its caster and the disk say. No query: small files are read."""

import time
from datetime import timedelta
from enum import Enum

from django.conf import settings

from ..models import Broadcast
from ..stream import spool
from ..stream.feeding import Trouble
from ..stream.telling import SILENT, is_away, told
from .broadcasts import Runs
from .replays import house_in_use


class Unseen(Enum):
    """Why families don't see what is sent."""

    UNREADABLE = Trouble.UNREADABLE.value
    ENCODER = Trouble.ENCODER.value
    FULL = Trouble.FULL.value
    AWAY = "away"
    """The caster does not run."""


def quiet_of(broadcast: Broadcast) -> timedelta:
    """For how long nothing has been seen or heard of what runs."""
    going = told(house_in_use(broadcast))
    return timedelta(seconds=going.quiet if going is not None else 0)


def unseen(broadcast: Broadcast, runs: Runs) -> Unseen | None:
    """What keeps the session that sends from being seen; None when nothing does, or nobody sends."""
    if runs.session is None:
        return None
    root = settings.BRANCHLINE_LIVE_FOLDER
    if root.is_dir() and spool.free(root) < spool.RESERVE:
        return Unseen.FULL
    going = told(house_in_use(broadcast))
    if is_away(going, time.monotonic()):
        # Whoever has just begun is not looked after yet.
        return Unseen.AWAY if runs.sent >= SILENT else None
    trouble = going.trouble.get(str(runs.session)) if going is not None else None
    return Unseen(trouble) if trouble else None
