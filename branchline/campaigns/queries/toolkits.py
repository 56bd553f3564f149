"""What is printed of an event, and the toolkits that were made."""

from dataclasses import dataclass
from datetime import datetime

from branchline.campaigns.errors import NoSuchEvent, NoSuchToolkit
from branchline.campaigns.models import PURPOSE, Campaign, Entry, Toolkit
from branchline.core.models import StoredFile
from branchline.core.words import Translated
from branchline.places.models import Service


@dataclass(frozen=True)
class Span:
    """When one date is."""

    starts_at: datetime
    ends_at: datetime
    all_day: bool


@dataclass(frozen=True)
class Paper:
    """One event as its poster and card say it. `listing_public_id` is that of its first date here."""

    event_public_id: str
    listing_public_id: str
    address: str
    title: Translated
    place: Translated
    town: str
    age_from: int | None
    age_to: int | None
    online: bool
    free: bool | None
    cost: Translated
    booking: str
    spans: tuple[Span, ...]


def papers_of(*, campaign: Campaign, service: Service) -> list[Paper]:
    """Every event of a service in a campaign, by first date. One query."""
    rows = Entry.objects.filter(campaign=campaign, service=service).exclude(event_public_id="")
    held: dict[str, list[Entry]] = {}
    for row in rows.order_by("starts_at", "origin"):
        held.setdefault(row.event_public_id, []).append(row)
    return [_paper(dates) for dates in held.values()]


def paper_of(*, campaign: Campaign, service: Service, event_public_id: str) -> Paper:
    """One of them. One query. Raises `NoSuchEvent`."""
    rows = Entry.objects.filter(campaign=campaign, service=service)
    dates = list(rows.filter(event_public_id=event_public_id).order_by("starts_at", "origin"))
    if not dates or not event_public_id:
        raise NoSuchEvent
    return _paper(dates)


def _paper(dates: list[Entry]) -> Paper:
    first = dates[0]
    return Paper(
        first.event_public_id,
        first.listing_public_id,
        first.address,
        first.title,
        first.place,
        first.town,
        first.age_from,
        first.age_to,
        first.online,
        first.free,
        first.cost,
        first.booking,
        tuple(Span(each.starts_at, each.ends_at, each.all_day) for each in dates),
    )


def newest_toolkit(*, campaign: Campaign) -> Toolkit | None:
    """The one that the current service asked for last. One query."""
    return Toolkit.objects.filter(campaign=campaign).order_by("-asked_at", "-pk").first()


def toolkit_called(*, public_id: str) -> Toolkit:
    """One of the current service. Raises `NoSuchToolkit`."""
    found = (
        Toolkit.objects.select_related("campaign", "service").filter(public_id=public_id).first()
    )
    if found is None:
        raise NoSuchToolkit
    return found


def toolkit_file(*, public_id: str) -> StoredFile:
    """Its zip, once it is ready and while it is kept. Two queries. Raises `NoSuchToolkit`."""
    toolkit = toolkit_called(public_id=public_id)
    kept = StoredFile.objects.filter(
        service_id=toolkit.service_id, public_id=toolkit.file_public_id, purpose=PURPOSE
    ).first()
    if kept is None:
        raise NoSuchToolkit
    return kept
