"""By the clock: offers that are over go to the next, devices that became free are offered, and who has gone waits no more."""

from branchline.core import clock
from branchline.core.jobs import periodic
from branchline.core.scoping import every_service

from .actions import keep_up


@periodic("*/10 * * * *")
def keep_queues() -> None:
    """Every ten minutes: whoever has died is not offered anything meanwhile, since each offer asks the records."""
    for _service in every_service(because="each has its own queues"):
        keep_up(now=clock.now())
