"""What the desk prints of a date and of a guest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branchline.core.requests import ServiceRequest
from branchline.messages.models import Route
from branchline.people.models import CommunicationNeed, Contact
from branchline.people.queries import needs_of

from ..letters.about import party_in_words
from ..models import Availability, Booking, GroupRequest, Occurrence, answers_in_words
from ..queries import Hands, hands_needed, not_reached
from .hands import in_words


@dataclass(frozen=True)
class Row:
    """A date in a table of the desk."""

    title: Any
    address: str
    starts_at: datetime
    branch: Any
    booked: str
    drop_in: bool
    status_words: str
    status_tone: str
    kept: str
    hands: list[str]


@dataclass(frozen=True)
class Guest:
    """A booking on the list for the door."""

    name: str
    party: str
    access_note: str
    answers: list[str]
    reach: str
    cancel_address: str
    untold: bool
    needs: list[CommunicationNeed]


def row(date: Occurrence, *, now: datetime, hands: Hands | None = None) -> Row:
    """A date with its event and branch, and what of it needs a hand."""
    words, tone = _status(date, now)
    return Row(
        title=date.event.title,
        address=reverse("events:desk_date", args=[date.service.slug, date.public_id]),
        starts_at=date.starts_at,
        branch=date.branch.name,
        booked=_booked(date),
        drop_in=date.capacity is None,
        status_words=words,
        status_tone=tone,
        kept=_kept(date, now),
        hands=in_words(date, hands or Hands(), now=now),
    )


def rows(dates: Sequence[Occurrence], *, now: datetime) -> list[Row]:
    """Rows of a table. One query."""
    hands = hands_needed(dates=dates, now=now) if dates else {}
    return [row(date, now=now, hands=hands[date.pk]) for date in dates]


def guests(bookings: Iterable[Booking], request: ServiceRequest) -> list[Guest]:
    """The list for the door, with what each needs to understand us and who could not be told. Three queries."""
    booked = list(bookings)
    missed = not_reached(bookings=booked)
    needs = needs_of(contacts=[booking.contact for booking in booked if booking.contact])
    return [
        _guest(b, request, needs.get(b.contact_id or 0, []), b.untold or b.public_id in missed)
        for b in booked
    ]


def _guest(
    booking: Booking, request: ServiceRequest, needs: list[CommunicationNeed], untold: bool
) -> Guest:
    """A booking with its contact."""
    contact = booking.contact
    return Guest(
        name=_called(booking) if contact else _("Name removed"),
        party=party_in_words(booking.adults, booking.children),
        access_note=booking.access_note,
        answers=answers_in_words(booking.answers),
        reach=reach_of(contact),
        cancel_address=reverse(
            "events:desk_cancel_booking", args=[request.service.slug, booking.public_id]
        ),
        untold=untold,
        needs=needs,
    )


def _called(booking: Booking) -> str:
    """Who comes, for the door: of a group its name, and who leads it."""
    asked: GroupRequest | None = getattr(booking, "group", None)
    if asked is not None and asked.group_name:
        names = {"group": asked.group_name, "name": booking.name}
        return _("%(group)s, with %(name)s") % names
    return booking.name or _("No name given")


def coming(bookings: Iterable[Booking], capacity: int | None) -> str:
    """ "11 people have booked (5 adults and 6 children) in 4 bookings": never who came, which nobody counts here."""
    live = list(bookings)
    people = sum(booking.people for booking in live)
    if not people:
        return _("Nobody has booked yet.")
    parties = ngettext("%(n)s booking", "%(n)s bookings", len(live)) % {"n": len(live)}
    who = party_in_words(sum(b.adults for b in live), sum(b.children for b in live))
    return ngettext(
        "%(people)s person has booked (%(who)s) in %(parties)s; there are %(capacity)s places.",
        "%(people)s people have booked (%(who)s) in %(parties)s; there are %(capacity)s places.",
        people,
    ) % {"people": people, "who": who, "parties": parties, "capacity": capacity}


def reach_of(contact: Contact | None) -> str:
    """How a contact is reached, as it is read out."""
    if contact is None:
        return ""
    if contact.route == Route.LETTER:
        return _("By letter")
    return contact.address if contact.route == Route.EMAIL else in_groups(contact.address)


def in_groups(digits: str) -> str:
    """A UK number as it is read out: 07700 900123, 0161 496 0123, 020 7946 0123."""
    if digits.startswith("02"):
        return f"{digits[:3]} {digits[3:7]} {digits[7:]}"
    if digits.startswith(("011", "0121", "0131", "0141", "0151", "0161", "0191")):
        return f"{digits[:4]} {digits[4:7]} {digits[7:]}"
    return f"{digits[:5]} {digits[5:]}"


def _booked(date: Occurrence) -> str:
    if date.capacity is None:
        return _("Drop in")
    return _("%(booked)s of %(capacity)s") % {"booked": date.booked, "capacity": date.capacity}


def _status(date: Occurrence, now: datetime) -> tuple[str, str]:
    if date.is_cancelled:
        return _("Cancelled"), "wrong"
    if date.event.is_draft:
        return _("Draft"), "plain"
    if date.ends_at <= now:
        return _("Has been"), "quiet"
    if date.starts_at <= now:
        return _("On now"), "live"
    if date.availability is Availability.FULL:
        return _("Full"), "soon"  # as the public reads it
    return _("Going ahead"), "good"


def _kept(date: Occurrence, now: datetime) -> str:
    """Why a date is full that has places: whoever waits goes first, and nobody books past them."""
    left = date.left
    if left is None or left.full or date.availability is not Availability.FULL:
        return ""
    if date.event.is_draft or date.starts_at <= now:
        return ""
    return ngettext(
        "%(n)s place is kept for the next in the line",
        "%(n)s places are kept for the next in the line",
        left.people,
    ) % {"n": left.people}
