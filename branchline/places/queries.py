"""Reads of the room places. Door of the room."""

from .models import FormerSlug, Service


def service_at(*, slug: str) -> Service | None:
    """The live service at an address. One query."""
    return Service.objects.filter(slug=slug, live=True).first()


def slug_now(*, old_slug: str) -> str | None:
    """Where a service that had this address is now."""
    former = FormerSlug.objects.filter(slug=old_slug).select_related("service").first()
    return former.service.slug if former else None


def service_ids() -> list[int]:
    """The row numbers of all live services, for `core.scoping.every_service`."""
    return list(Service.objects.filter(live=True).order_by("pk").values_list("pk", flat=True))
