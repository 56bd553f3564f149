"""Library services and their libraries, for anybody's programs."""

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_noop as noop
from ninja import Field, Query, Router, Schema

from branchline.core.open_data import (
    Pages,
    Paging,
    Problem,
    Words,
    answer_page,
    service_named,
)
from branchline.core.paging import page

from .models import Branch, Kind
from .models import Service as ServiceRow
from .queries import branch_by_public_id, branches_of

router = Router(tags=["libraries"])


class Service(Schema):
    """A public library service: it runs libraries."""

    slug: str = Field(description=noop("As it stands in addresses"))
    name: Words
    nation: str
    website: str
    page: str = Field(description=noop("The page of its libraries here"))


class Library(Schema):
    """A place of a library service. An access fact is null where nobody has looked: never “no”."""

    id: str
    service: str = Field(description=noop("The slug of its service"))
    name: Words
    kind: str = Field(description=noop("static, mobile, outreach or archive"))
    street: str
    town: str
    postcode: str
    lat: float | None = Field(description=noop("Only where we know the door"))
    lon: float | None
    phone: str
    email: str
    website: str
    access: dict[str, bool | None]
    page: str = Field(description=noop("Its page here: opening hours, the way there, what is on"))


LIBRARIES: dict[int, Any] = {200: Pages[Library], 422: Problem}


@router.get(
    "services",
    response={200: Pages[Service], 422: Problem},
    url_name="services",
    summary=noop("Library services"),
)
def services(request: HttpRequest, asked: Query[Paging]) -> dict[str, Any]:
    """By their slugs."""
    rows = ServiceRow.objects.filter(live=True)
    found = page(rows, keys=("slug",), limit=asked.limit, cursor=asked.after)
    return answer_page(request, found, partial(_service, request))


@router.get(
    "libraries",
    response=LIBRARIES,
    url_name="libraries",
    summary=noop("Libraries of the country"),
)
def libraries(request: HttpRequest, asked: Query[Paging]) -> dict[str, Any]:
    """Open ones, where anybody may walk in."""
    rows = Branch.objects.for_the_public().filter(service__live=True).select_related("service")
    return _libraries(request, asked, rows)


@router.get(
    "libraries/{id}",
    response={200: Library, 404: Problem},
    url_name="library",
    summary=noop("One library"),
)
def library(request: HttpRequest, id: str) -> dict[str, Any]:
    """Closed ones too."""
    return _library(request, branch_by_public_id(id))


@router.get(
    "{service:service}/libraries",
    response=LIBRARIES | {404: Problem},
    url_name="libraries_of",
    summary=noop("Libraries of one library service"),
)
def libraries_of(request: HttpRequest, service: str, asked: Query[Paging]) -> dict[str, Any]:
    """Open ones, where anybody may walk in."""
    rows = branches_of(service_named(request)).exclude(kind=Kind.PRISON).select_related("service")
    return _libraries(request, asked, rows)


def _libraries(request: HttpRequest, asked: Paging, rows: Any) -> dict[str, Any]:
    found = page(rows, keys=("public_id",), limit=asked.limit, cursor=asked.after)
    return answer_page(request, found, partial(_library, request))


def _service(request: HttpRequest, row: ServiceRow) -> dict[str, Any]:
    return {
        "slug": row.slug,
        "name": Words.of(row.name),
        "nation": row.nation,
        "website": row.website,
        "page": request.build_absolute_uri(reverse("places:service_libraries", args=[row.slug])),
    }


def _library(request: HttpRequest, row: Branch) -> dict[str, Any]:
    lat, lon = row.exactly or (None, None)
    own = reverse("places:branch", args=[row.service.slug, row.public_id])
    return {
        "id": row.public_id,
        "service": row.service.slug,
        "name": Words.of(row.name),
        "kind": row.kind,
        "street": row.street,
        "town": row.town,
        "postcode": row.postcode,
        "lat": lat,
        "lon": lon,
        "phone": row.phone,
        "email": row.email,
        "website": row.website,
        "access": {fact: getattr(row, fact) for fact in Branch.ACCESS},
        "page": request.build_absolute_uri(own),
    }
