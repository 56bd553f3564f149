"""iCalendar feeds: of a service, of one library, of an event, of one date. All narrowed as lists are."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.errors import NotFound
from branchline.core.fetching import fetched
from branchline.core.ical import MEDIA_TYPE
from branchline.core.pages import machine
from branchline.core.requests import ServiceRequest
from branchline.places.models import Branch

from ..forms.filters import Filters
from ..letters.calendar import Entry, calendar_file
from ..queries import Programmed, one_date, place_typed, programme, series
from .entries import Writer


@machine
def service_calendar(request: ServiceRequest) -> HttpResponse:
    """Coming dates of a service, to subscribe to; narrowed by the words of the list's address."""
    return _coming(request, branch_public_id=request.GET.get("branch", ""))


@machine
def branch_calendar(request: ServiceRequest, public_id: str) -> HttpResponse:
    """The same for one library."""
    return _coming(request, branch_public_id=public_id)


@machine
def series_calendar(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Every date of one event."""
    found = series(event_public_id=public_id, service_id=request.service.pk)
    return answer(
        request, _entries(request, [found]), name=str(found.event.title), file_name=public_id
    )


@machine
def occurrence_calendar(request: ServiceRequest, public_id: str) -> HttpResponse:
    """One date, to put into a calendar."""
    found = one_date(public_id=public_id, service_id=request.service.pk)
    entry = _writer(request).single(found, found.dates[0])
    return answer(request, [entry], file_name=public_id)


def answer(
    request: HttpRequest,
    entries: Iterable[Entry],
    *,
    name: str = "",
    file_name: str,
    shared: bool = True,
) -> HttpResponse:
    """A calendar that other programs may keep for a quarter of an hour."""
    return fetched(
        request,
        calendar_file(entries, name=name),
        media_type=MEDIA_TYPE,
        file_name=f"{file_name}.ics",
        shared=shared,
    )


def _coming(request: ServiceRequest, *, branch_public_id: str) -> HttpResponse:
    service, now = request.service, clock.now()
    branch = None
    if branch_public_id:
        branch = Branch.objects.filter(service=service, public_id=branch_public_id).first()
        if branch is None:
            raise NotFound
    filters = Filters.read(request.GET, today=clock.in_london(now).date())
    near = place_typed(filters.text)
    asked: dict[str, Any] = {**filters.query(), "text": None if near else filters.text or None}
    found = programme(
        service_id=service.pk,
        now=now,
        branch_public_id=branch_public_id or None,
        near=near,
        **asked,
    )
    where = branch.name if branch else service.name
    return answer(
        request,
        _entries(request, found),
        name=_("What’s on at %(where)s") % {"where": where},
        file_name="-".join(part for part in (service.slug, branch_public_id) if part),
    )


def _entries(request: HttpRequest, found: Iterable[Programmed]) -> list[Entry]:
    writer = _writer(request)
    return [entry for each in found for entry in writer.entries(each)]


def _writer(request: HttpRequest) -> Writer:
    return Writer(get_language() or "en", request.build_absolute_uri)
