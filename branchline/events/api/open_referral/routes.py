"""The standard's addresses below `/api/v1/{service}/open-referral`: one library service is one publisher."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_noop as noop
from ninja import Query, Router

from branchline.core import clock
from branchline.core.errors import NotFound
from branchline.core.open_data import Problem, service_named

from ...models import ListedEvent
from ...queries import AskedOfStanding, Standing, pages_of, standing_event, standing_events
from .answers import Teller, page_of, taxonomy_answer, term_answer
from .names import AT as PLACED
from .names import TAXONOMIES, event_named, taxonomy_with, term_with, terms
from .shapes import (
    ReferralAbout,
    ReferralAsked,
    ReferralAt,
    ReferralAts,
    ReferralPaging,
    ReferralPlaces,
    ReferralService,
    ReferralServices,
    ReferralTaxonomies,
    ReferralTaxonomy,
    ReferralTerm,
    ReferralTerms,
)

router = Router(tags=["Open Referral UK"], exclude_none=True)
VERSION = "HSDS-UK-3.0"
PROFILE = "https://docs.openreferraluk.org"
AT = "{service:service}/open-referral"


def _answers(shape: Any, *, list: bool = False) -> dict[int, Any]:
    return {200: shape, 404: Problem} | ({422: Problem} if list else {})


@router.get(
    AT,
    response=_answers(ReferralAbout),
    url_name="referral",
    summary=noop("Open Referral UK: about it"),
)
def about(request: HttpRequest, service: str) -> dict[str, Any]:
    """Which version of the standard, and where this is described."""
    service_named(request)
    described = request.build_absolute_uri(reverse("core:openapi"))
    return {"version": VERSION, "profile": PROFILE, "openapi_url": described}


@router.get(
    AT + "/services",
    response=_answers(ReferralServices, list=True),
    url_name="referral_services",
    summary=noop("Open Referral UK: what comes again or is open to drop in"),
)
def services(request: HttpRequest, service: str, asked: Query[ReferralAsked]) -> dict[str, Any]:
    """Also what has ended in the last three months, as inactive. In the order of their ids."""
    found = _found(request, asked, age_from_least=asked.minimum_age, age_to_most=asked.maximum_age)
    teller = _teller(request, found.rows)
    contents = [teller.service(row, full=asked.full) for row in found.rows]
    return page_of(contents, total=found.total, page=asked.page, size=asked.per_page)


@router.get(
    AT + "/services/{id}",
    response=_answers(ReferralService),
    url_name="referral_service",
    summary=noop("Open Referral UK: one of them"),
)
def one_service(request: HttpRequest, service: str, id: str) -> dict[str, Any]:
    """With everything that belongs to it, over or not."""
    row = standing_event(public_id=event_named(id), service_id=service_named(request).pk)
    return _teller(request, [row]).service(row, full=True)


@router.get(
    AT + "/service_at_locations",
    response=_answers(ReferralAts, list=True),
    url_name="referral_places",
    summary=noop("Open Referral UK: the same at their places"),
)
def service_at_locations(
    request: HttpRequest, service: str, asked: Query[ReferralPlaces]
) -> dict[str, Any]:
    """Each where it takes place; what is online alone is not in it."""
    found = _found(request, asked, somewhere=True)
    teller = _teller(request, found.rows)
    contents = [teller.at(row) for row in found.rows]
    return page_of(contents, total=found.total, page=asked.page, size=asked.per_page)


@router.get(
    AT + "/service_at_locations/{id}",
    response=_answers(ReferralAt),
    url_name="referral_place",
    summary=noop("Open Referral UK: one of them at its place"),
)
def one_service_at_location(request: HttpRequest, service: str, id: str) -> dict[str, Any]:
    """By its id."""
    event = event_named(id, kind=PLACED)
    row = standing_event(public_id=event, service_id=service_named(request).pk, somewhere=True)
    return _teller(request, [row]).at(row)


@router.get(
    AT + "/taxonomies",
    response=_answers(ReferralTaxonomies, list=True),
    url_name="referral_taxonomies",
    summary=noop("Open Referral UK: our closed lists"),
)
def taxonomies(request: HttpRequest, service: str, asked: Query[ReferralPaging]) -> dict[str, Any]:
    """Themes, whom events are made for, access facts."""
    return _some(request, [taxonomy_answer(each) for each in TAXONOMIES], asked)


@router.get(
    AT + "/taxonomies/{id}",
    response=_answers(ReferralTaxonomy),
    url_name="referral_taxonomy",
    summary=noop("Open Referral UK: one list"),
)
def one_taxonomy(request: HttpRequest, service: str, id: str) -> dict[str, Any]:
    """By its id."""
    service_named(request)
    return taxonomy_answer(taxonomy_with(id))


@router.get(
    AT + "/taxonomy_terms",
    response=_answers(ReferralTerms, list=True),
    url_name="referral_terms",
    summary=noop("Open Referral UK: the words of our lists"),
)
def taxonomy_terms(
    request: HttpRequest, service: str, asked: Query[ReferralPaging]
) -> dict[str, Any]:
    """Of all lists."""
    return _some(request, [term_answer(each) for each in terms()], asked)


@router.get(
    AT + "/taxonomy_terms/{id}",
    response=_answers(ReferralTerm),
    url_name="referral_term",
    summary=noop("Open Referral UK: one word"),
)
def one_term(request: HttpRequest, service: str, id: str) -> dict[str, Any]:
    """By its id."""
    service_named(request)
    return term_answer(term_with(id))


def _found(request: HttpRequest, asked: ReferralPlaces, **more: Any) -> Standing:
    """A page of what is asked for; nothing under a term that is none of ours."""
    whose = service_named(request)
    try:
        about = term_with(asked.taxonomy_term_id) if asked.taxonomy_term_id else None
    except NotFound:
        return Standing([], 0)
    return standing_events(
        service_id=whose.pk,
        now=clock.now(),
        asked=AskedOfStanding(
            words=asked.search,
            changed_since=moment(asked.modified_after),
            about=about,
            **more,
        ),
        page=asked.page,
        size=asked.per_page,
    )


def _some(
    request: HttpRequest, all_of_them: Sequence[Any], asked: ReferralPaging
) -> dict[str, Any]:
    service_named(request)
    first = (asked.page - 1) * asked.per_page
    shown = all_of_them[first : first + asked.per_page]
    return page_of(shown, total=len(all_of_them), page=asked.page, size=asked.per_page)


def moment(said: datetime | None) -> datetime | None:
    """Without an offset it is UTC, as we say our own."""
    return said.replace(tzinfo=UTC) if said and said.tzinfo is None else said


def _teller(request: HttpRequest, rows: Sequence[ListedEvent]) -> Teller:
    now = clock.now()
    return Teller(
        language=get_language() or "en",
        today=clock.in_london(now).date(),
        full=request.build_absolute_uri,
        pages=pages_of(event_public_ids=[row.public_id for row in rows], now=now),
    )
