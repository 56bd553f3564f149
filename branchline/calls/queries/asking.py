"""Calls that were asked for, and wait for a coordinator."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from branchline.people.models import ContactLink, Resident
from branchline.people.queries import resident_now
from branchline.referrals.models import Direction, Referral, State
from branchline.referrals.queries import referral_at

from ..errors import NoSuchCall
from ..models import CallRound

ROOM = "calls"
SHOWN = 50


def asked_for() -> Sequence[Referral]:
    """Who asked for a call or was referred for one, and waits; the first first, fifty at most. One query."""
    rows = Referral.objects.filter(direction=Direction.IN, to_room=ROOM, state=State.SENT)
    return list(rows.select_related("resident", "contact", "organisation").order_by("sent_at", "pk")[:SHOWN])  # fmt: skip


def how_many_asked() -> int:
    """How many ask for a call and wait. One query."""
    return Referral.objects.filter(direction=Direction.IN, to_room=ROOM, state=State.SENT).count()


def rings_here(*, service_id: int) -> bool:
    """Whether people of a service are rung at present: only then the way to ask is shown. One query."""
    return CallRound.objects.running().filter(service=service_id).exists()


def asked_at(*, public_id: str) -> Referral:
    """Raises NoSuchCall. One query."""
    found = referral_at(public_id=public_id)
    if found is None or found.to_room != ROOM:
        raise NoSuchCall
    return found


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
    """The reason they would be on a round, for them to hear."""
    if referral.organisation is not None:
        return _("Referred by %(name)s") % {"name": referral.organisation}
    if referral.from_key.startswith("for:"):
        return _("Somebody close to them asked for it")
    return _("Asked for it themselves")


def said_beside(referral: Referral) -> str:
    """What whoever asked wrote beside the sentence they agreed to: when is a good time, what to know."""
    lines = referral.words.split("\n")
    if referral.organisation is not None or not lines[0].startswith("“"):
        return referral.words
    return "\n".join(lines[2 if referral.from_key.startswith("for:") else 1 :])
