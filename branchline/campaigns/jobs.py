"""What the worker does for campaigns by the clock."""

from branchline.core import clock
from branchline.core.acting import job
from branchline.core.jobs import periodic
from branchline.core.scoping import scope

from .actions import gather
from .queries import joinings_to_gather


def gather_all() -> None:
    """Every five minutes each service's entries learn what has changed in its listings."""
    now = clock.now()
    for joining in joinings_to_gather(now=now):
        with scope(joining.service_id):
            gather(joining=joining, by=job("campaigns.gather"), now=now)


periodic("*/5 * * * *")(gather_all)
