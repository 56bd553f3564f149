"""What the worker does for events by the clock."""

from branchline.core import clock
from branchline.core.acting import job
from branchline.core.jobs import periodic
from branchline.core.scoping import every_service
from branchline.places.models import Service

from .actions import ask_afterwards, mend_listings


def mend() -> None:
    """Each night listings learn what has changed at their branches."""
    now = clock.now()
    for _service_id in every_service(because="each service's listings carry facts of its branches"):
        mend_listings(now=now)


periodic("25 2 * * *")(mend)


def thank() -> None:
    """Each hour, by day, those whose date is over and who said that we may ask."""
    now = clock.now()
    for service_id in every_service(because="each service thanks its own people"):
        service = Service.objects.get(pk=service_id)
        ask_afterwards(service=service, by=job("events.thank"), now=now)


periodic("40 9-20 * * *")(thank)
