"""Jobs of the outbox."""

import logging
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime

from branchline.core import clock
from branchline.core.jobs import job_in_steps, periodic
from branchline.core.scoping import every_service, scope

from . import actions
from .actions import DELIVER
from .adapters import ADAPTERS, Answer, Carry, Envelope
from .queries import due_by_worker

MOST_LOTS = 20
"""After so many the job makes room for the others of its service, and comes back."""

log = logging.getLogger(__name__)


@job_in_steps(DELIVER)
def deliver(*, service_id: int, message: str = "") -> None:
    """Deliver one message, or all that is due: write down that we try, hand over, write down what came of it.

    What comes due meanwhile has a job of its own: taken by twos and threes as it comes, a lot would be none.
    """
    began = clock.now()
    with ExitStack() as open_lines:
        lines: dict[str, Carry] = {}
        for _lot in range(1 if message else MOST_LOTS):
            parcels = _one(service_id, message) if message else _lot_of(service_id, began)
            if not parcels:
                return
            name = parcels[0].adapter
            if name not in lines:
                lines[name] = open_lines.enter_context(ADAPTERS[name].line())
            _finish(service_id, parcels, lines[name](parcels))
    if not message:
        with scope(service_id):
            DELIVER.later()


def _one(service_id: int, message: str) -> list[Envelope]:
    with scope(service_id):
        parcel = actions.prepare(message=message, now=clock.now())
    return [parcel] if parcel else []


def _lot_of(service_id: int, due: datetime) -> list[Envelope]:
    """Together; when one of them can't be written, each by itself, so that it holds up no other."""
    try:
        with scope(service_id):
            return actions.prepare_lot(due=due, now=clock.now())
    except Exception:
        log.exception("a lot of messages could not be written; trying each")
    for lot in _waiting(service_id, due):
        parcels: list[Envelope] = []
        for message in lot:
            try:
                parcels += _one(service_id, message)
            except Exception:
                log.exception("a message could not be written")
                with scope(service_id):
                    actions.could_not_write(message=message, now=clock.now())
            if parcels and not ADAPTERS[parcels[0].adapter].safe_to_repeat:
                break
        if parcels:
            return parcels
    return []


def _waiting(service_id: int, due: datetime) -> list[list[str]]:
    with scope(service_id):
        return due_by_worker(now=due, most=actions.LOT)


def _finish(service_id: int, parcels: Sequence[Envelope], answers: Sequence[Answer]) -> None:
    came = [
        (parcel.attempt, actions.carried(answer))
        for parcel, answer in zip(parcels, answers, strict=True)
    ]
    with scope(service_id):
        actions.finish(tries=came, now=clock.now())


@periodic("*/5 * * * *", queue="messages")
def tidy() -> None:
    """Lost tries, lost jobs, letters that have become pointless while they waited to be printed."""
    for _service in every_service(because="the outbox of each is tidied"):
        actions.tidy(now=clock.now())
