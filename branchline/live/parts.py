"""What other rooms show of this one: where a date can be watched, and what is on the air."""

from collections.abc import Mapping, Sequence

from django.urls import reverse

from branchline.core.rooms import OnScreen

from .models import LiveListing, Standing
from .queries import listed, listed_now

MOST = 3
"""More would push what people came for off the page."""


def on_screen(*, dates: Sequence[str]) -> Mapping[str, OnScreen]:
    """Those of the dates that go out live. One query."""
    rows = listed().filter(occurrence_public_id__in=dates)
    return {row.occurrence_public_id: _shown(row) for row in rows}


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
