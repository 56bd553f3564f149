"""What the worker does for events by the clock."""

from branchline.core import clock
from branchline.core.jobs import periodic
from branchline.core.scoping import every_service

from .actions import mend_listings


def mend() -> None:
    """Each night listings learn what has changed at their branches."""
    now = clock.now()
    for _service_id in every_service(because="each service's listings carry facts of its branches"):
        mend_listings(now=now)


periodic("25 2 * * *")(mend)
