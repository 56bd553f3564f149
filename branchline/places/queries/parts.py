"""The country in parts by name: the regions of England, and the other nations. Drawings of them: `regions`."""

from dataclasses import dataclass

from django.db import connection
from django.utils.text import slugify
from django.utils.translation import gettext as _

from branchline.places.models import Nation, Service

from .regions import OF_ENGLAND
from .services import authorities_of


@dataclass(frozen=True)
class Part:
    """A part of the country to choose. `slug` is what addresses and entries carry."""

    slug: str
    name: str


def parts_of_the_country() -> list[Part]:
    """Nine regions of England, then the other nations, in the page's language. No query."""
    england = [Part(slugify(name), _(name)) for name in OF_ENGLAND]
    others = [Nation.SCOTLAND, Nation.WALES, Nation.NORTHERN_IRELAND]
    elsewhere = Part(str(Nation.ENGLAND.value), _("Elsewhere in England"))
    return [
        *england,
        elsewhere,
        *(Part(_slug(nation.value), str(nation.label)) for nation in others),
    ]


def part_of(*, service: Service) -> str:
    """The slug of a service's part; England's when nobody has said which region. At most two queries."""
    if service.nation != Nation.ENGLAND:
        return _slug(service.nation)
    region = next((council.region for council in authorities_of(service) if council.region), "")
    return _slug(service.nation, region)


def part_of_each_service() -> dict[int, str]:
    """The same for every live service, by its number. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.id, s.nation, coalesce(max(a.region), '') FROM places_service s"
            " LEFT JOIN places_serviceauthority sa ON sa.service_id = s.id AND sa.valid_to IS NULL"
            " LEFT JOIN places_localauthority a ON a.code = sa.authority_code"
            " WHERE s.live GROUP BY 1, 2"
        )
        return {number: _slug(nation, region) for number, nation, region in cursor.fetchall()}


def _slug(nation: str, region: str = "") -> str:
    """The same in both languages."""
    if nation == Nation.ENGLAND:
        return slugify(region or str(Nation.ENGLAND.value))
    return nation.replace("_", "-")
