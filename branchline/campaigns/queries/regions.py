"""Where in the country a service is: a region of England, or one of the other nations."""

from dataclasses import dataclass

from django.utils.text import slugify
from django.utils.translation import gettext as _

from branchline.places.models import Nation, Service
from branchline.places.queries import authorities_of

OF_ENGLAND = (
    "East Midlands", "East of England", "London", "North East", "North West", "South East",
    "South West", "West Midlands", "Yorkshire and The Humber",
)  # fmt: skip
"""As the Office for National Statistics calls them; places marks the names for translation."""


@dataclass(frozen=True)
class Region:
    """A part of the country to choose. `slug` is what an entry carries."""

    slug: str
    name: str


def regions() -> list[Region]:
    """Nine regions of England, then the other nations, in the page's language. No query."""
    england = [Region(slugify(name), _(name)) for name in OF_ENGLAND]
    others = [Nation.SCOTLAND, Nation.WALES, Nation.NORTHERN_IRELAND]
    elsewhere = Region(str(Nation.ENGLAND.value), _("Elsewhere in England"))
    return [*england, elsewhere, *(Region(_slug(nation), str(nation.label)) for nation in others)]


def region_of(*, service: Service) -> str:
    """The slug of a service's region; England's when nobody has said which. At most two queries."""
    if service.nation != Nation.ENGLAND:
        return _slug(Nation(service.nation))
    region = next((council.region for council in authorities_of(service) if council.region), "")
    return slugify(region or str(Nation.ENGLAND.value))


def _slug(nation: Nation) -> str:
    return str(nation.value).replace("_", "-")
