"""By the clock: the queue shows what people's records say."""

from branchline.core import clock
from branchline.core.jobs import periodic
from branchline.core.scoping import every_service

from .actions import heed_wishes


@periodic("35 * * * *")
def heed() -> None:
    """Each hour. Nobody is rung meanwhile who may not be: the claim asks the records themselves."""
    for _service in every_service(because="each has its own people"):
        heed_wishes(now=clock.now())
