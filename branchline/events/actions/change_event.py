"""Put an event right: its words and places at any time, its dates while it is a draft."""

from datetime import datetime

from django.db.models import F

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.events.errors import (
    BookingKindIsFixed,
    DatesAreFixed,
    FewerThanBooked,
    FewerThanBookedOfAKind,
    SettingIsFixed,
)
from branchline.events.models import Details, Event, Occurrence, Timing

from .fill_from_list import fill_from_list
from .plan import (
    check_details,
    check_timing,
    make_occurrences,
    write_details,
    write_joining,
    write_timing,
)
from .publish_listing import publish_listings


@action
def change_event(
    *, event: Event, details: Details, timing: Timing | None = None, by: Acting, now: datetime
) -> Event:
    """Change words, ages, access, capacity; with `timing`, the dates of a draft.

    A new capacity holds for all dates that have not started; each is locked while it changes.
    Refuses what `create_event` refuses, and DatesAreFixed, BookingKindIsFixed, FewerThanBooked.
    """
    check_details(details)
    locked = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    if not locked.is_draft and details.booking != locked.booking:
        raise BookingKindIsFixed
    if not locked.is_draft and details.setting != locked.setting:
        raise SettingIsFixed
    resized: list[Occurrence] = []
    if timing is not None and timing != locked.timing:
        if not locked.is_draft:
            raise DatesAreFixed
        spans = check_timing(timing, now=now)
        Occurrence.objects.filter(event=locked).delete()
        write_timing(locked, timing)
        write_details(locked, details)
        make_occurrences(locked, spans, now=now)
    else:
        write_details(locked, details)
        resized = _change_capacity(locked, now=now)
    locked.changed_at = now
    locked.save()
    write_joining(locked, details)
    for date in resized:
        fill_from_list(date, by=by, now=now)
    dates = Occurrence.objects.filter(event=locked)
    # A calendar entry takes a change only with a higher SEQUENCE.
    dates.filter(ends_at__gt=now).update(version=F("version") + 1, changed_at=now)
    publish_listings(occurrence_ids=dates.values_list("pk", flat=True))
    return locked


def _change_capacity(event: Event, *, now: datetime) -> list[Occurrence]:
    """The dates that have another number of places now, locked."""
    changed = []
    coming = Occurrence.objects.filter(event=event, starts_at__gt=now)
    for date in coming.select_for_update(no_key=True).order_by("pk"):
        if event.capacity is not None and event.capacity < date.booked:
            raise FewerThanBooked(booked=date.booked, starts_at=date.starts_at)
        _check_kinds(event, date)
        if room_of(date) != room_of(event):
            date.capacity = event.capacity
            date.most_adults, date.most_children = event.most_adults, event.most_children
            date.save(update_fields=["capacity", "most_adults", "most_children"])
            changed.append(date)
    return changed


def room_of(planned: Event | Occurrence) -> tuple[int | None, int | None, int | None]:
    """For how many there is room: people, and of them adults and children."""
    return planned.capacity, planned.most_adults, planned.most_children


def _check_kinds(event: Event, date: Occurrence) -> None:
    booked = {"adults": date.booked_adults, "children": date.booked_children}
    most = {"adults": event.most_adults, "children": event.most_children}
    for kind, limit in most.items():
        if limit is not None and limit < booked[kind]:
            raise FewerThanBookedOfAKind(kind=kind, booked=booked[kind], starts_at=date.starts_at)
