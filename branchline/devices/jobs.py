"""By the clock: offers that are over go to the next, devices that became free are offered, who has gone waits no more, and who
has a device is asked, kindly, when it is due."""

from branchline.core import clock
from branchline.core.jobs import periodic
from branchline.core.scoping import every_service

from .actions import keep_up, take_rungs


@periodic("*/10 * * * *")
def keep_queues() -> None:
    """Every ten minutes: whoever has died is not offered anything meanwhile, since each offer asks the records."""
    for _service in every_service(because="each has its own queues"):
        keep_up(now=clock.now())


@periodic("25 * * * *")
def ask_kindly() -> None:
    """Each hour by daylight: who comes back from hospital this noon, or extends by telephone, is not asked at four."""
    for _service in every_service(because="each has its own loans and days"):
        take_rungs(now=clock.now())
