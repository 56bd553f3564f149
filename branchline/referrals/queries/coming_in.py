"""Referrals to one of our rooms that wait for somebody of ours; what such a room shows of them."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from branchline.people.models import ContactLink, Resident
from branchline.people.queries import resident_now

from ..models import Direction, Referral, State
from .referrals import referral_at

SHOWN = 50


def coming_in(*, room: str) -> Sequence[Referral]:
    """Who asked a room for something or was referred to it, and waits; the first first, fifty at most. One query."""
    rows = _waiting(room).select_related("resident", "contact", "organisation")
    return list(rows.order_by("sent_at", "pk")[:SHOWN])


def how_many_coming_in(*, room: str) -> int:
    """How many wait for a room. One query."""
    return _waiting(room).count()


def _waiting(room: str) -> "QuerySet[Referral]":
    return Referral.objects.filter(direction=Direction.IN, to_room=room, state=State.SENT)


def coming_in_at(*, public_id: str, room: str) -> Referral | None:
    """One that came to this room. One query."""
    found = referral_at(public_id=public_id)
    return found if found is not None and found.to_room == room else None


def whose(referral: Referral) -> Resident | None:
    """The record of whom it is about, once staff have said so. Two queries."""
    number = referral.resident_id
    if number is None:
        link = ContactLink.objects.filter(
            contact=referral.contact_id, same=True, undone_at__isnull=True
        ).first()
        number = link.resident_id if link else None
    return resident_now(number=number) if number is not None else None


def why_of(referral: Referral) -> str:
    """How they came to us, in words for them."""
    if referral.organisation is not None:
        return _("Referred by %(name)s") % {"name": referral.organisation}
    if referral.from_key.startswith("for:"):
        return _("Somebody close to them asked for it")
    return _("Asked for it themselves")


def said_beside(referral: Referral) -> str:
    """What whoever asked wrote beside the sentence they agreed to."""
    lines = referral.words.split("\n")
    if referral.organisation is not None or not lines[0].startswith("“"):
        return referral.words
    return "\n".join(lines[2 if referral.from_key.startswith("for:") else 1 :])
