"""For councillors: what is on in each ward of a council, to read, to print, and as a file."""

from datetime import datetime
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.fetching import fetched
from branchline.core.importing.output import as_csv
from branchline.core.pages import machine, public_page
from branchline.places.models import Service

from ..errors import ServiceNotInIt
from ..models import Campaign
from ..parts import as_cards
from ..queries import WardLine, by_ward, campaign_at, services_in
from .campaign import about


@public_page
def wards_to_choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Whose wards: the services that take part."""
    shown = campaign_at(slug=slug)
    context = {**about(shown, clock.now()), "services": services_in(campaign=shown)}
    return render(request, "campaigns/wards_to_choose.html", context)


@public_page
def wards(request: HttpRequest, slug: str, service: str) -> HttpResponse:
    """Every ward of a service's councils with what is on there, those with nothing too."""
    shown = campaign_at(slug=slug)
    taking_part = _service(shown, service)
    context = ward_by_ward(shown, of=taking_part, now=clock.now())
    return render(request, "campaigns/wards.html", context)


def ward_by_ward(shown: Campaign, *, of: Service, now: datetime) -> dict[str, Any]:
    """The lines of a service, council by council: for this page, and for the desk of its councillors."""
    found = by_ward(shown, service=of, now=now)
    return {
        **about(shown, now),
        "of": of,
        "found": found,
        "councils": [
            (council, [(line, _following(line)) for line in lines])
            for council, lines in groupby(found.lines, key=lambda line: line.council)
        ],
    }


@machine
def wards_csv(request: HttpRequest, slug: str, service: str) -> HttpResponse:
    """The same as a table for a spreadsheet."""
    shown = campaign_at(slug=slug)
    taking_part = _service(shown, service)
    headings = (
        _("Ward"), _("Code of the ward"), _("Council"), _("Events"), _("Next"), _("Starts"),
        _("Where"), _("Address"),
    )  # fmt: skip
    found = by_ward(shown, service=taking_part, now=clock.now())
    rows = [
        (line.name, line.code, line.council, line.dates, *_next_cells(line)) for line in found.lines
    ]
    if found.elsewhere:
        named = _("Online, somewhere else, or in a ward that we don’t know")
        rows.append((named, "", "", found.elsewhere, *_next_cells(None)))
    return fetched(
        request,
        as_csv(headings, rows).encode(),
        media_type="text/csv; charset=utf-8",
        file_name=f"{slug}-{service}-wards.csv",
    )


def _service(shown: Campaign, slug: str) -> Service:
    for each in services_in(campaign=shown):
        if each.slug == slug:
            return each
    raise ServiceNotInIt


def _following(line: WardLine) -> Any:
    return as_cards([line.following])[0] if line.following else None


def _next_cells(line: WardLine | None) -> tuple[str, str, str, str]:
    """Title, start as London's clocks show it, place and address of the next date."""
    card = _following(line) if line else None
    if card is None:
        return "", "", "", ""
    start = card.start
    hour = isinstance(start, datetime)
    starts = f"{clock.in_london(start):%Y-%m-%d %H:%M}" if hour else f"{start:%Y-%m-%d}"
    address = card.address
    whole = address if "://" in address else settings.BRANCHLINE_ADDRESS + address
    return str(card.title), starts, str(card.place), whole
