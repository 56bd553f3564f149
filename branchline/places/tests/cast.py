"""The cast of this room's stories: two services, two councils, a handful of branches."""

from dataclasses import dataclass
from typing import Any

from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.places.models import (
    Branch,
    LocalAuthority,
    OutwardCode,
    Postcode,
    Service,
    ServiceAuthority,
    Ward,
)


@dataclass(frozen=True)
class Cast:
    """Alderley runs two libraries; Birchwood, next door, one."""

    alderley: Service
    birchwood: Service
    market: Branch
    canal: Branch
    hill: Branch


def branch(service: Service, name: str, **facts: Any) -> Branch:
    """A branch of a service, made in its scope."""
    with scope(service.pk):
        values = {"lat": 53.42, "lon": -2.32, "position": "exact", "town": "Sale", **facts}
        return Branch.objects.create(service=service, name=said(name), **values)


def make_cast() -> Cast:
    """Everybody, in an empty database."""
    for code, name in (("E08000909", "Alderley"), ("E08000910", "Birchwood")):
        LocalAuthority.objects.create(
            code=code, vintage=2024, name=name, nation="england", tier="single", lat=53.4, lon=-2.3
        )
    alderley, birchwood = (
        Service.objects.create(slug=slug, name=said(name), nation="england", code=code)
        for slug, name, code in (
            ("alderley", "Alderley Libraries", "E08000909"),
            ("birchwood", "Birchwood Libraries", "E08000910"),
        )
    )
    for service in (alderley, birchwood):
        ServiceAuthority.objects.create(service=service, authority_code=str(service.code))
    Ward.objects.create(
        code="E05099001", vintage=2024, name="Canalside", authority_code="E08000909"
    )
    Postcode.objects.create(
        postcode="M337ZF", ward_code="E05099001", ward_vintage=2024, lsoa_code="E01099001",
        authority_code="E08000909", lat=53.425, lon=-2.32,
    )  # fmt: skip
    OutwardCode.objects.create(code="M33", lat=53.42, lon=-2.33, branches=3)
    here = {"authority_code": "E08000909"}
    return Cast(
        alderley,
        birchwood,
        branch(alderley, "Market Library", postcode="M33 7ZF", **here),
        branch(alderley, "Canal Library", lat=53.45, lon=-2.36, town="Canal Side", **here),
        branch(birchwood, "Hill Library", lat=53.50, lon=-2.40, town="Hilltop"),
    )
