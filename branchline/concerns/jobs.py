"""The ladder goes by the minute."""

import logging

from branchline.core import clock
from branchline.core.jobs import periodic
from branchline.core.scoping import every_service

from . import actions
from .queries import waiting_for_a_step

log = logging.getLogger(__name__)


def climb() -> None:
    """Tell whoever is next of each concern that nobody has acknowledged, or decided in time."""
    for _service in every_service(because="each has its own concerns and its own office"):
        now = clock.now()
        for concern in waiting_for_a_step(now=now):
            try:
                actions.tell_next_step(concern=concern, now=now)
            except Exception:
                # One that can't be told holds up no other; the next minute tries again.
                log.exception("a step of a concern's ladder failed")


periodic("* * * * *")(climb)
