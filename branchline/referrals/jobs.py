"""By the clock: remind partners who owe an answer; take back what nobody wishes any more."""

from branchline.core import clock
from branchline.core.jobs import periodic
from branchline.core.scoping import every_service

from .actions import chase_the_late, obey_wishes


@periodic("10 8 * * 1-5")
def chase() -> None:
    """On working mornings. Bank holidays count as such in the days themselves."""
    for _service in every_service(because="each has its own partners"):
        chase_the_late(now=clock.now())


@periodic("*/5 * * * *")
def heed_wishes() -> None:
    """Somebody has died, or taken back what they agreed to: their partners are told within five minutes."""
    for _service in every_service(because="each has its own people"):
        obey_wishes(now=clock.now())
