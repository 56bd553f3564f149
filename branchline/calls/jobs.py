"""A telephone that rings; and by the clock: the queue shows what people's records say, and goes by the week's rota."""

import logging
from threading import Thread
from uuid import UUID

from django.db import connection

from branchline.core import clock
from branchline.core.jobs import job_in_steps, periodic
from branchline.core.scoping import every_service, scope

from . import actions
from .actions import RING, follow_referrals, go_by_rota, heed_wishes
from .telephony import NOT_OURS, Call, CantRing, telephone

log = logging.getLogger(__name__)


@periodic("35 * * * *")
def heed() -> None:
    """Each hour. Nobody is rung meanwhile who may not be: the claim asks the records themselves."""
    for _service in every_service(because="each has its own people"):
        now = clock.now()
        heed_wishes(now=now)
        follow_referrals(now=now)
        go_by_rota(now=now)


@job_in_steps(RING)
def ring(*, service_id: int, token: str) -> None:
    """Dial once: that it was begun is written down before anything rings.

    Waiting until somebody picks up takes up to a minute, so it is done beside the job, which ends at once: sixty callers
    would else keep every message of the house waiting.
    """
    with scope(service_id):
        call = actions.begin_to_ring(token=UUID(token), now=clock.now())
    if call is not None:
        Thread(target=dial, args=(service_id, token, call), daemon=True).start()


def dial(service_id: int, token: str, call: Call) -> None:
    """Ring, wait, and write down how it went."""
    rings = telephone()
    if rings is None:
        return
    try:
        try:
            code = rings.dial(call)
        except CantRing:
            log.warning("a desk's telephone could not be reached, or was not picked up")
            code = NOT_OURS
        with scope(service_id):
            actions.note_rang(token=UUID(token), code=code, now=clock.now())
    finally:
        connection.close()
