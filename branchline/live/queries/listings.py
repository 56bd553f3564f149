"""Reads of what everybody may know: what goes out live, of whatever service."""

from collections.abc import Iterable

from django.db.models import QuerySet

from ..models import LiveListing, Standing


def listed() -> "QuerySet[LiveListing]":
    """Broadcasts for everybody that have not ended, of every service, with their service. One query when read."""
    rows: QuerySet[LiveListing] = LiveListing.objects.filter(service__live=True, private=False)
    return rows.select_related("service").order_by("starts_at", "public_id")


def listed_now(*, service_id: int | None = None) -> "QuerySet[LiveListing]":
    """Those on the air at this moment: of a service, or anywhere."""
    rows = listed().filter(standing=Standing.ON_AIR)
    return rows if service_id is None else rows.filter(service_id=service_id)


def services_with(standings: Iterable[Standing]) -> list[int]:
    """The services with a broadcast that stands so: a handful of two hundred, so nobody asks each. One query."""
    rows = LiveListing.objects.filter(standing__in=standings)
    return sorted(set(rows.values_list("service_id", flat=True)))
