"""iCalendar feeds."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.errors import NotFound
from branchline.core.pages import machine
from branchline.core.requests import ServiceRequest
from branchline.events.letters.calendar import MEDIA_TYPE, Entry, calendar_file
from branchline.events.parts.where import place_of
from branchline.events.queries import ListingCard, listing, listings_for_feed
from branchline.places.models import Branch


@machine
def service_calendar(request: ServiceRequest) -> HttpResponse:
    """Every coming date of a service, to subscribe to. Cancelled ones stay, marked so."""
    now = clock.now()
    cards = listings_for_feed(service_id=request.service.pk, now=now)
    name = _("What’s on at %(where)s") % {"where": request.service.name}
    return answer(
        calendar_file((entry(request, card) for card in cards), now=now, name=name),
        file_name=f"{request.service.slug}.ics",
    )


@machine
def branch_calendar(request: ServiceRequest, public_id: str) -> HttpResponse:
    """The same for one library."""
    now = clock.now()
    branch = Branch.objects.filter(service=request.service, public_id=public_id).first()
    if branch is None:
        raise NotFound
    cards = listings_for_feed(service_id=request.service.pk, branch_public_id=public_id, now=now)
    name = _("What’s on at %(where)s") % {"where": branch.name}
    return answer(
        calendar_file((entry(request, card) for card in cards), now=now, name=name),
        file_name=f"{request.service.slug}-{public_id}.ics",
    )


@machine
def occurrence_calendar(request: ServiceRequest, public_id: str) -> HttpResponse:
    """One date, to put into a calendar."""
    card = listing(public_id=public_id)
    return answer(
        calendar_file([entry(request, card)], now=clock.now()), file_name=f"{public_id}.ics"
    )


def entry(request: ServiceRequest, card: ListingCard) -> Entry:
    """A listing as a calendar shows it, in the language of the address."""
    page = reverse("events:occurrence", args=[card.service_slug, card.public_id])
    return Entry(
        public_id=card.public_id,
        title=card.title.text(),
        starts_at=card.starts_at,
        ends_at=card.ends_at,
        changed_at=card.changed_at,
        sequence=card.version,
        cancelled=card.is_cancelled,
        place=", ".join(
            dict.fromkeys(part for part in (str(place_of(card)), card.town, card.postcode) if part)
        ),
        description=card.summary.text(),
        address=request.build_absolute_uri(page),
        organiser=card.service_name.text(),
        position=None if card.lat is None or card.lon is None else (card.lat, card.lon),
        language=get_language() or "en",
    )


def answer(content: bytes, *, file_name: str) -> HttpResponse:
    """A calendar that other programs may keep for a quarter of an hour."""
    return HttpResponse(
        content,
        content_type=MEDIA_TYPE,
        headers={
            "Content-Disposition": f'inline; filename="{file_name}"',
            "Cache-Control": "public, max-age=900",
            "Access-Control-Allow-Origin": "*",
        },
    )
