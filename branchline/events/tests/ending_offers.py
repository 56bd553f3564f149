"""A process that begins to end the first offer whose time is over, and stays in the middle: a test kills it."""

import sys
import time
from datetime import datetime


def main(service_id: int, now: datetime) -> None:
    """Say `one` once an offer is ended but not yet committed, and wait for the end."""
    import django

    django.setup()
    from branchline.core.acting import job
    from branchline.core.scoping import scope
    from branchline.events.actions import expire_offer
    from branchline.events.models import Booking

    with scope(service_id):
        offer = Booking.objects.all().with_occurrence().overdue(now).earliest("pk")
        expire_offer(booking=offer, by=job("test"), now=now)
        print("one", flush=True)
        time.sleep(60)


if __name__ == "__main__":
    main(int(sys.argv[1]), datetime.fromisoformat(sys.argv[2]))
