"""Jobs of the outbox."""

from branchline.core import clock
from branchline.core.jobs import job_in_steps, periodic
from branchline.core.scoping import every_service, scope

from . import actions
from .actions import DELIVER


@job_in_steps(DELIVER)
def deliver(*, service_id: int, message: str) -> None:
    """Deliver one message: write down that we try, hand it over, write down what came of it."""
    with scope(service_id):
        parcel = actions.prepare(message=message, now=clock.now())
    if parcel is None:
        return
    carried = actions.carry(parcel)
    with scope(service_id):
        actions.finish(attempt=parcel.attempt, carried=carried, now=clock.now())


@periodic("*/5 * * * *", queue="messages")
def tidy() -> None:
    """Lost tries, lost jobs, letters that have become pointless while they waited to be printed."""
    for _service in every_service(because="the outbox of each is tidied"):
        actions.tidy(now=clock.now())
