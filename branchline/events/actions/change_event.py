"""Put an event right: its words, its place and its capacity at any time, its dates while it is a draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.words import Translated
from branchline.events.errors import (
    BookingKindIsFixed,
    DatesAreFixed,
    FewerThanBooked,
    FewerThanBookedOfAKind,
)
from branchline.events.letters.places import place_in_each_language, same_place
from branchline.events.models import Details, Event, Occurrence, Setting, Timing
from branchline.places.models import Branch

from .fill_from_list import fill_from_list
from .plan import (
    check_branch,
    check_details,
    check_timing,
    make_occurrences,
    write_details,
    write_joining,
    write_timing,
)
from .publish_listing import publish_listings
from .tell_changed import tell_changed


@dataclass(frozen=True)
class Put:
    """The event as it is now, and how many people who booked or wait are told that the place is another, and
    how many parties came off the waiting list."""

    event: Event
    told: int
    moved_up: int = 0


@action
def change_event(
    *,
    event: Event,
    details: Details,
    timing: Timing | None = None,
    branch: Branch | None = None,
    by: Acting,
    now: datetime,
) -> Put:
    """Change words, ages, access, capacity, the place; with `timing`, the dates of a draft.

    A new capacity or `branch` holds for all dates that have not started, but one at a library of its own stays there; each is locked while it changes. When
    people are to come to another place than they were told, everybody who booked or waits is told; a change of
    words tells nobody. Refuses what `create_event` refuses, and DatesAreFixed, BookingKindIsFixed, FewerThanBooked.
    """
    check_details(details)
    locked = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    if not locked.is_draft and details.booking != locked.booking:
        raise BookingKindIsFixed
    if branch is not None and branch.pk != locked.branch_id:
        check_branch(branch)
    coming = _locked(locked, now=now)
    before = {date.pk: place_in_each_language(date) for date in coming}
    was_at = locked.branch_id
    if branch is not None:
        locked.branch = branch
    resized: list[Occurrence] = []
    if timing is not None and timing != locked.timing:
        if not locked.is_draft:
            raise DatesAreFixed
        spans = check_timing(timing, now=now)
        Occurrence.objects.filter(event=locked).delete()
        write_timing(locked, timing)
        write_details(locked, details)
        coming = make_occurrences(locked, spans, now=now)
    else:
        write_details(locked, details)
        resized = _change_capacity(locked, coming)
    locked.changed_at = now
    locked.save()
    write_joining(locked, details)
    _follow(locked, coming, was_at)
    moved = _move(coming, before, now=now)
    moved_up = sum(fill_from_list(date, by=by, now=now) for date in resized)
    dates = Occurrence.objects.filter(event=locked)
    # A calendar entry takes a change only with a higher SEQUENCE.
    dates.filter(ends_at__gt=now).update(version=F("version") + 1, changed_at=now)
    publish_listings(occurrence_ids=dates.values_list("pk", flat=True))
    told = 0 if locked.is_draft else tell_changed(moved, by=by, now=now)
    return Put(locked, told, moved_up)


def _locked(event: Event, *, now: datetime) -> list[Occurrence]:
    """The dates to come, in the order of their numbers, as everywhere."""
    rows = Occurrence.objects.filter(event=event, starts_at__gt=now).order_by("pk")
    coming = list(rows.select_related("branch").select_for_update(no_key=True, of=("self",)))
    for date in coming:
        date.event = event
    return coming


def _follow(event: Event, coming: Sequence[Occurrence], was_at: int) -> None:
    """The dates go where the event goes; one at a library of its own stays there, unless people meet at none."""
    at_a_library = event.setting == Setting.IN_PERSON
    following = [date for date in coming if date.branch_id == was_at or not at_a_library]
    stays = at_a_library and event.branch_id == was_at
    for date in coming:
        date.event = event
    for date in following:
        date.branch, date.room = event.branch, date.room if stays else Translated()
    if not stays:
        rows = Occurrence.objects.filter(pk__in=[date.pk for date in following])
        rows.update(branch=event.branch, room=Translated())


def _move(
    coming: Sequence[Occurrence], before: dict[int, Translated], *, now: datetime
) -> list[Occurrence]:
    """Those that go ahead at another place than before. What letters call the place decides."""
    moved = []
    for date in coming:
        was = before.get(date.pk)
        if was is None or date.is_cancelled or same_place(was, place_in_each_language(date)):
            continue
        date.was_at, date.placed_at = was, now
        date.save(update_fields=["was_at", "placed_at"])
        moved.append(date)
    return moved


def _change_capacity(event: Event, coming: Sequence[Occurrence]) -> list[Occurrence]:
    """The dates that have another number of places now."""
    changed = []
    for date in coming:
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
