"""What runs by the clock or behind a page: looking for duplicates, and keeping to what we promise."""

from branchline.core import clock
from branchline.core.jobs import job, periodic
from branchline.core.scoping import every_service

from .actions import LOOK_AT_ALL, LOOK_FOR_DUPLICATES, find_duplicates
from .models import Resident


@job(LOOK_FOR_DUPLICATES)
def look_for_duplicates_of(*, resident: str) -> None:
    """After a record was added or changed."""
    found = Resident.objects.standing().filter(public_id=resident).first()
    if found is not None:
        find_duplicates(resident=found, now=clock.now())


@job(LOOK_AT_ALL)
def look_for_duplicates() -> None:
    """Over a whole service, for what imports brought in."""
    find_duplicates(now=clock.now())


@job()
def keep_to_retention() -> None:
    """Apply every rule on the page "What we keep and for how long" to one service."""
    from .actions import keep_to_retention as keep

    keep(now=clock.now())


def each_night() -> None:
    """A job for each service, so that one service's trouble is not another's."""
    because = "retention and duplicates are looked after every night"
    for _service_id in every_service(because=because):
        keep_to_retention.later()
        look_for_duplicates.later()


periodic("20 2 * * *")(each_night)
