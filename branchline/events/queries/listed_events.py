"""Events as a whole, as published: for the API and other feeds. No scope needed."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q

from branchline.core.clock import in_london
from branchline.core.paging import Page, read_cursor, write_cursor
from branchline.events.errors import EventNotFound
from branchline.events.models import ListedEvent

from .listings import MOST_ROWS, wanted


def listed_events(
    *,
    now: datetime,
    service_id: int | None = None,
    audience: str | None = None,
    booking: str | None = None,
    setting: str | None = None,
    theme: str | None = None,
    access: Sequence[str] = (),
    after: str | None = None,
    limit: int = 50,
) -> Page[ListedEvent]:
    """Events whose last date is today or later, in the order of their last dates. One query."""
    limit = max(1, min(limit, MOST_ROWS))
    rows = ListedEvent.objects.select_related("branch", "service").filter(
        wanted(audience, access, booking, None, setting, theme),
        last_day__gte=in_london(now).date(),
        service__live=True,
    )
    if service_id is not None:
        rows = rows.filter(service_id=service_id)
    if beyond := _beyond(after):
        rows = rows.filter(beyond)
    found = list(rows.order_by("last_day", "public_id")[: limit + 1])
    shown = found[:limit]
    more = len(found) > limit
    cursor = write_cursor([shown[-1].last_day, shown[-1].public_id]) if more else None
    return Page(shown, cursor)


def listed_event(*, public_id: str) -> ListedEvent:
    """One published event, over or not. One query. Raises `EventNotFound`."""
    rows = ListedEvent.objects.select_related("branch", "service")
    found = rows.filter(public_id=public_id[:10], service__live=True).first()
    if found is None:
        raise EventNotFound
    return found


def _beyond(after: str | None) -> Q | None:
    """Behind the last one shown; its first condition alone is what the index serves."""
    said = read_cursor(after, 2)
    if said is None or "\0" in said[1]:
        return None
    try:
        day = date.fromisoformat(said[0])
    except ValueError:
        return None
    return Q(last_day__gte=day) & (Q(last_day__gt=day) | Q(public_id__gt=said[1]))
