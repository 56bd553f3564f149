"""Events that stand for longer than a day: what comes again, and where people may drop in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, Q, QuerySet, Value, When

from branchline.core.clock import in_london
from branchline.events.errors import EventNotFound
from branchline.events.models import (
    Access,
    HowToCome,
    ListedEvent,
    Listing,
    MadeFor,
    Setting,
    Theme,
)

STILL_SAID = timedelta(days=90)
"""How long after its last date an event is still listed, as over: so long a directory may not have looked in."""


@dataclass(frozen=True)
class Standing:
    """Some of them, and how many there are in all."""

    rows: Sequence[ListedEvent]
    total: int


@dataclass(frozen=True)
class AskedOfStanding:
    """What narrows them. `about` is a theme, an access fact or whom an event is made for; `words` stand in
    title or summary; `somewhere`: not online alone."""

    words: str = ""
    changed_since: datetime | None = None
    about: Theme | Access | MadeFor | None = None
    age_from_least: float | None = None
    age_to_most: float | None = None
    somewhere: bool = False


def standing_events(
    *, service_id: int, now: datetime, asked: AskedOfStanding, page: int, size: int
) -> Standing:
    """A page of them, from 1, in the order of their ids. Two queries."""
    rows = _standing().filter(
        _wanted(asked),
        service_id=service_id,
        last_day__gte=in_london(now).date() - STILL_SAID,
    )
    first = (page - 1) * size
    found = rows.order_by("public_id")[first : first + size]
    return Standing(list(found), rows.count())


def standing_event(*, public_id: str, service_id: int, somewhere: bool = False) -> ListedEvent:
    """One of them, over or not. One query. Raises `EventNotFound`."""
    rows = _standing().filter(_wanted(AskedOfStanding(somewhere=somewhere)))
    found = rows.filter(public_id=public_id, service_id=service_id).first()
    if found is None:
        raise EventNotFound
    return found


def pages_of(*, event_public_ids: Sequence[str], now: datetime) -> dict[str, str]:
    """For each event the date whose page tells of it: the next one, else its first. One query."""
    over = Case(When(ends_at__gt=now, then=Value(0)), default=Value(1))
    rows = Listing.objects.filter(event_public_id__in=event_public_ids).annotate(over=over)
    nearest = rows.order_by("event_public_id", "over", "starts_at").distinct("event_public_id")
    return dict(nearest.values_list("event_public_id", "public_id"))


def _standing() -> QuerySet[ListedEvent]:
    again = ~Q(rule="") | Q(booking=HowToCome.DROP_IN)
    return ListedEvent.objects.select_related("branch", "service").filter(again)


def _wanted(asked: AskedOfStanding) -> Q:
    wanted = ~Q(setting=Setting.ONLINE) if asked.somewhere else Q()
    for word in asked.words.replace("\0", " ").split():
        said = Q()
        for column in ("title__en", "title__cy", "summary__en", "summary__cy"):
            said |= Q(**{f"{column}__icontains": word})
        wanted &= said
    if asked.changed_since is not None:
        wanted &= Q(changed_at__gte=asked.changed_since)
    if asked.age_from_least is not None:
        wanted &= Q(age_from__gte=asked.age_from_least)
    if asked.age_to_most is not None:
        wanted &= Q(age_to__lte=asked.age_to_most)
    match asked.about:
        case Theme():
            wanted &= Q(theme=asked.about)
        case Access():
            wanted &= Q(access__contains=[asked.about])
        case MadeFor():
            wanted &= Q(made_for__contains=[asked.about])
    return wanted
