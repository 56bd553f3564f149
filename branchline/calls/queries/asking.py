"""Calls that were asked for, and wait for a coordinator."""

from collections.abc import Sequence

from branchline.referrals.models import Referral
from branchline.referrals.queries import coming_in, coming_in_at, how_many_coming_in

from ..errors import NoSuchCall
from ..models import CallRound

ROOM = "calls"


def asked_for() -> Sequence[Referral]:
    """Who asked for a call or was referred for one, and waits; the first first, fifty at most. One query."""
    return coming_in(room=ROOM)


def how_many_asked() -> int:
    """How many ask for a call and wait. One query."""
    return how_many_coming_in(room=ROOM)


def rings_here(*, service_id: int) -> bool:
    """Whether people of a service are rung at present: only then the way to ask is shown. One query."""
    return CallRound.objects.running().filter(service=service_id).exists()


def asked_at(*, public_id: str) -> Referral:
    """Raises NoSuchCall. One query."""
    found = coming_in_at(public_id=public_id, room=ROOM)
    if found is None:
        raise NoSuchCall
    return found
