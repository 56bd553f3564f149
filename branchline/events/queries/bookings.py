"""A date to book, bookings, and one's own booking behind a link. In the service's scope."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from branchline.core import links, prepared
from branchline.core.scoping import current_service_id
from branchline.events.errors import BookingNotFound, EventNotFound
from branchline.events.models import (
    Booking,
    BookingState,
    Event,
    EventState,
    GroupRequest,
    Occurrence,
)
from branchline.messages.models import Message, State

from .my_dates import dates_together

STILL = "events.still"
"""The purpose of the link in the question of the day before."""
CANCEL = "events.cancel"
"""The purpose of the link in a booking's messages."""
CALENDAR = "events.calendar"
"""The purpose of the link under which a calendar program fetches a booking again and again."""
IN_CALENDARS = timedelta(days=7)
"""So long after the date a calendar may still look in."""


def occurrence_to_book(*, public_id: str) -> Occurrence:
    """A published date with its event. One query. Raises `EventNotFound`.

    Whether it can still be booked is the action's to say; a page may ask `availability` first.
    """
    rest = "JOIN events_event event ON event.id = this.event_id WHERE this.service_id = %s AND this.public_id = %s"
    found = prepared.read(Occurrence, rest, [current_service_id(), public_id], event=Event)
    if found is None or found.event.state == EventState.DRAFT:
        raise EventNotFound
    return found


def booking_by_public_id(*, public_id: str) -> Booking:
    """With occurrence, event, branch, service and contact. One query. Raises `BookingNotFound`."""
    found = Booking.objects.all().with_occurrence().filter(public_id=public_id).first()
    if found is None:
        raise BookingNotFound
    return found


def bookings_of(*, occurrence: Occurrence) -> QuerySet[Booking]:
    """All bookings of a date with their contacts, live ones first, then by name. One query."""
    return (
        Booking.objects.filter(occurrence=occurrence)
        .select_related("contact", "occurrence", "occurrence__event", "group")
        .order_by("state", "name", "booked_at", "pk")
    )


def live_bookings_of(*, occurrence: Occurrence) -> QuerySet[Booking]:
    """The bookings that hold places, by name. One query."""
    return bookings_of(occurrence=occurrence).live()  # type: ignore[attr-defined, no-any-return]


def not_reached(*, bookings: Iterable[Booking | GroupRequest]) -> set[str]:
    """Public ids of those, bookings or groups that ask, whose message waits for a person because it could not be sent. One query."""
    about: dict[str, set[str]] = {}
    for booking in bookings:
        for reference in (booking.public_id, dates_together(booking)):
            about.setdefault(reference, set()).add(booking.public_id)
    rows = Message.objects.filter(
        reference__in=[reference for reference in about if reference],
        letter__startswith="events.",
        state__in=[State.FAILED, State.UNCERTAIN, State.SUPPRESSED],
    )
    missed = rows.values_list("reference", flat=True)
    return {public_id for reference in missed for public_id in about[reference]}


def untold_of(*, occurrence: Occurrence) -> QuerySet[Booking]:
    """Bookings of a cancelled date whose contact may not be written to. One query."""
    return bookings_of(occurrence=occurrence).filter(untold=True)


def my_booking_by_link(*, secret: str, now: datetime) -> Booking:
    """The booking behind the token of a message or the code of a letter. Two to three queries.

    Raises `core.links.LinkNotKnown`. Opening changes nothing.
    """
    return booking_by_public_id(public_id=links.follow(purpose=CANCEL, secret=secret, now=now))


def booking_in_calendar(*, secret: str, now: datetime) -> Booking:
    """The booking that a calendar program asks for. Raises `core.links.LinkNotKnown`."""
    return booking_by_public_id(public_id=links.follow(purpose=CALENDAR, secret=secret, now=now))


@dataclass(frozen=True)
class InCalendars:
    """What a contact's calendar has heard of a date from us besides one booking."""

    before: int
    """Earlier bookings of theirs for it: each was told once, and perhaps taken back once."""
    others_live: bool
    """They come anyway, by another booking."""


def in_calendars(*, booking: Booking) -> InCalendars:
    """For the SEQUENCE of a booking's calendar entry, whose UID is the date's. One query."""
    if booking.contact_id is None:
        return InCalendars(0, False)
    theirs = Booking.objects.filter(
        occurrence_id=booking.occurrence_id, contact_id=booking.contact_id
    )
    found = theirs.aggregate(
        before=Count("pk", filter=Q(pk__lt=booking.pk)),
        live=Count("pk", filter=Q(state=BookingState.BOOKED) & ~Q(pk=booking.pk)),
    )
    return InCalendars(found["before"], bool(found["live"]))


def in_calendars_each(*, bookings: Sequence[Booking]) -> dict[int, InCalendars]:
    """The same for many, by row number. One query."""
    rows = Booking.objects.filter(
        occurrence__in={booking.occurrence_id for booking in bookings},
        contact__in={booking.contact_id for booking in bookings} - {None},
    ).values_list("occurrence", "contact", "pk", "state")
    theirs: dict[tuple[int, int], list[tuple[int, str]]] = {}
    for occurrence, contact, pk, state in rows:
        theirs.setdefault((occurrence, contact), []).append((pk, state))
    found = {}
    for booking in bookings:
        same = theirs.get((booking.occurrence_id, booking.contact_id or 0), [])
        live = any(state == BookingState.BOOKED and pk != booking.pk for pk, state in same)
        found[booking.pk] = InCalendars(sum(pk < booking.pk for pk, _state in same), live)
    return found


def booking_behind(*, secret: str, now: datetime) -> Booking:
    """The booking behind the link of “Still coming?”. Raises `core.links.LinkNotKnown`."""
    return booking_by_public_id(public_id=links.follow(purpose=STILL, secret=secret, now=now))


def bookings_about(*, contact_id: int) -> list[dict[str, Any]]:
    """What is held about a contact, in words a person can read, for subject access. One query."""
    rows = (
        Booking.objects.all().with_occurrence().filter(contact_id=contact_id).order_by("booked_at")
    )
    return [
        {
            "event": str(row.occurrence.event.title),
            "where": str(row.occurrence.branch.name),
            "starts_at": row.occurrence.starts_at.isoformat(),
            "name": row.name,
            "adults": row.adults,
            "children": row.children,
            "state": row.state,
            "booked_at": row.booked_at.isoformat(),
            "cancelled_at": row.cancelled_at.isoformat() if row.cancelled_at else None,
            "channel": row.channel,
            "access_note": row.access_note,
            "answers": row.answers,
            "ward": row.ward_code,
        }
        for row in rows
    ]
