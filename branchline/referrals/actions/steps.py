"""One step of a referral: the row locked, the event added, the ledger told. The database moves the state."""

from collections.abc import Mapping
from datetime import datetime

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.ledger import Kind

from .. import measures
from ..errors import (
    AlreadyAnswered,
    AlreadyEnded,
    NoLongerNeeded,
    NotAcceptedYet,
    NotSentYet,
)
from ..models import EventKind, Felt, Referral, ReferralEvent, State

COUNTED: Mapping[EventKind, Kind] = {
    EventKind.MADE: measures.MADE,
    EventKind.SENT: measures.SENT,
    EventKind.CHASED: measures.CHASED,
    EventKind.ACCEPTED: measures.ACCEPTED,
    EventKind.DECLINED: measures.DECLINED,
    EventKind.DONE: measures.DONE,
    EventKind.WITHDRAWN: measures.WITHDRAWN,
}
HOW_FELT: Mapping[Felt, Kind] = {
    Felt.YES: measures.FELT,
    Felt.PARTLY: measures.FELT_PARTLY,
    Felt.NO: measures.NOT_FELT,
}


def account_of(by: Acting) -> int | None:
    """The account that acts, where one does."""
    return by.actor.id if by.actor and by.actor.kind == "account" else None


def lock(referral: Referral) -> Referral:
    """The row as it is now, held until the transaction ends."""
    rows = Referral.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related(
        "resident", "contact", "offer__organisation", "organisation", "made_by", "service"
    ).get(pk=referral.pk)


def check(referral: Referral, *states: State) -> None:
    """It is in one of these states; else says kindly in which it is."""
    now_in = State(referral.state)
    if now_in in states:
        return
    match now_in:
        case State.DRAFT:
            raise NotSentYet
        case State.SENT:
            raise NotAcceptedYet
        case State.WITHDRAWN:
            raise NoLongerNeeded
        case State.ACCEPTED | State.DONE:
            raise AlreadyAnswered
    raise AlreadyEnded


def add_step(
    referral: Referral,
    kind: EventKind,
    *,
    by: Acting,
    now: datetime,
    by_partner: bool = False,
    note: str = "",
    instead: str = "",
    felt: Felt | None = None,
) -> ReferralEvent:
    """Add the event to a locked referral, and give the referral the state that follows."""
    made = ReferralEvent.objects.create(
        service_id=referral.service_id,
        referral=referral,
        kind=kind,
        at=now,
        by_id=account_of(by),
        by_partner=by_partner,
        channel=by.channel.value,
        note=note.strip(),
        instead=instead.strip(),
        felt=felt or "",
    )
    referral.refresh_from_db(fields=["state", "state_since", "felt", "felt_at"])
    ledger.record(
        kind=HOW_FELT[felt] if felt else COUNTED[kind], by=by, now=now, links=links_of(referral)
    )
    return made


def links_of(referral: Referral) -> dict[str, str]:
    """What the ledger may know: which way, for what, with whom; no person."""
    partner = referral.organisation or referral.offer
    return {
        "referral": referral.public_id,
        "direction": referral.direction,
        "kind": referral.kind,
        **({"partner": partner.public_id} if partner else {}),
    }
