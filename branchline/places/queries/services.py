"""Library services by their address."""

from django.db.models import Q, QuerySet

from branchline.core import prepared
from branchline.places.models import (
    Branch,
    FormerSlug,
    LocalAuthority,
    Postcode,
    Service,
    ServiceAuthority,
)


def service_at(*, slug: str) -> Service | None:
    """The live service at an address. One query."""
    return prepared.read(Service, "WHERE this.slug = %s AND this.live", [slug])


def service_at_host(*, host: str) -> Service | None:
    """The live service that has a host of its own; of a merged one, the service that goes on. One query."""
    held = Service.objects.filter(own_host=host).select_related("merged_into").first()
    service = held.merged_into or held if held else None
    return service if service and service.live else None


def hosts_of_services() -> list[str]:
    """Every service's own host, for `branchline doctor`. One query."""
    read = Q(live=True) | Q(merged_into__live=True)
    hosts = Service.objects.filter(read, own_host__isnull=False)
    return [str(host) for host in hosts.order_by("own_host").values_list("own_host", flat=True)]


def slug_now(*, old_slug: str) -> str | None:
    """Where a service that had this address is now. One query."""
    former = FormerSlug.objects.filter(slug=old_slug).select_related("service").first()
    return former.service.slug if former else None


def service_ids() -> list[int]:
    """The row numbers of all live services, for `core.scoping.every_service`. One query."""
    return list(Service.objects.filter(live=True).order_by("pk").values_list("pk", flat=True))


def services_live() -> QuerySet[Service]:
    """All live services by address. One query."""
    return Service.objects.filter(live=True).order_by("slug")


def missing_files() -> list[str]:
    """What has not been brought in yet, for `branchline doctor`. Three queries."""
    found = []
    if not Service.objects.exists():
        found.append("There are no library services: branchline import places.uk_services FILE.")
    if not Branch.objects.exists():
        found.append("There are no libraries: branchline import places.english_libraries FILE.")
    if not Postcode.objects.exists():
        found.append(
            "No postcodes are loaded, so distances start in the middle of a postcode’s first half:"
            " branchline import places.postcodes FILE takes the ONS Postcode Directory."
        )
    return found


def councils_with_wards(service: Service) -> list[LocalAuthority]:
    """The councils that have the wards of a service: its own, or the districts of its county. One query."""
    served = ServiceAuthority.objects.filter(service=service, valid_to__isnull=True)
    codes = served.values("authority_code")
    rows = LocalAuthority.objects.filter(Q(code__in=codes) | Q(upper_code__in=codes))
    return list({row.code: row for row in rows.order_by("vintage").defer("outline")}.values())


def authorities_of(service: Service) -> list[LocalAuthority]:
    """The councils a service serves now, newest vintage of each, without outlines. Two queries."""
    codes = ServiceAuthority.objects.filter(service=service, valid_to__isnull=True)
    rows = LocalAuthority.objects.filter(code__in=codes.values("authority_code")).order_by(
        "vintage"
    )
    return list({row.code: row for row in rows.defer("outline")}.values())
