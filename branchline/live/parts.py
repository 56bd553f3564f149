"""What other rooms show of this one: where a date can be watched, and what is on the air."""

from collections.abc import Mapping, Sequence

from django.urls import reverse

from branchline.core.rooms import OnScreen

from .models import Broadcast, LiveListing, Standing
from .queries import listed, listed_now, ticket_of

MOST = 3
"""More would push what people came for off the page."""


def watch_address(broadcast: Broadcast) -> str:
    """Where it is watched; of a private one with its ticket, so only for those who may. No query with its service."""
    slug, public_id = broadcast.service.slug, broadcast.public_id
    if broadcast.private:
        return reverse("live:watch_with", args=[slug, public_id, ticket_of(broadcast)])
    return reverse("live:watch", args=[slug, public_id])


def on_screen(*, dates: Sequence[str]) -> Mapping[str, OnScreen]:
    """Those of the dates that go out live. One query."""
    rows = listed().filter(occurrence_public_id__in=dates)
    return {row.occurrence_public_id: _shown(row) for row in rows}


def way_in(*, date: str) -> str:
    """For those who booked, who are the only ones to be told of a private one. One query."""
    broadcast = (
        Broadcast.objects.filter(occurrence__public_id=date).select_related("service").first()
    )
    if broadcast is None or broadcast.standing == Standing.ENDED:
        return ""
    return watch_address(broadcast)


def live_now(*, service_id: int | None = None) -> list[OnScreen]:
    """What is on the air, at most three. One query."""
    return [_shown(row) for row in listed_now(service_id=service_id)[:MOST]]


def _shown(row: LiveListing) -> OnScreen:
    return OnScreen(
        title=row.title,
        place=row.branch_name,
        address=reverse("live:watch", args=[row.service.slug, row.public_id]),
        on_air=row.standing == Standing.ON_AIR,
    )
