"""The demo's sender: the address of a real library."""

from datetime import datetime

from branchline.core.acting import job
from branchline.core.scoping import scope
from branchline.places.queries import branches_of, service_at

from .actions import change_sender


def load(*, now: datetime) -> None:
    """Loading it again changes nothing."""
    service = service_at(slug="trafford")
    if service is None:
        return
    with scope(service.pk):
        home = next((b for b in branches_of(service) if "Sale" in str(b.name)), None)
        address = f"{home.name}\n{home.address}".replace(", ", "\n") if home else ""
        values = {"postal_address": address}
        change_sender(values=values, by=job("demo"), now=now)
