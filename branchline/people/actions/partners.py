"""Partners and councils that work with a service: begin and end it. An organisation may serve several."""

from datetime import datetime

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.idempotency import once
from branchline.core.ledger import record
from branchline.core.scoping import current_service_id
from branchline.core.words import said
from branchline.people import errors
from branchline.people.measures import PARTNERSHIP_BEGAN, PARTNERSHIP_ENDED
from branchline.people.models import (
    Invitation,
    Membership,
    Organisation,
    OrganisationKind,
    Partnership,
)

from .colleagues import end_here


@action
def begin_partnership(
    *, name: str, kind: OrganisationKind, key: str, by: Acting, now: datetime
) -> Organisation:
    """A partner or council works with this service from today. The same `key` begins it once.

    One of that name and kind that works with another service already is the same organisation: its
    people and what they may see stay apart by service. Raises `AlreadyPartner`.
    """
    reference, _ = once(
        key=key,
        action="people.begin_partnership",
        now=now,
        create=lambda: _begin(" ".join(name.split()), kind, by, now).public_id,
    )
    return Organisation.objects.get(public_id=reference)


def _begin(name: str, kind: OrganisationKind, by: Acting, now: datetime) -> Organisation:
    known = Organisation.objects.select_for_update(no_key=True).filter(
        kind=kind, service__isnull=True, name__en__iexact=name
    )
    organisation = known.order_by("pk").first() or Organisation.objects.create(
        kind=kind, name=said(name)
    )
    held = Partnership.objects.filter(organisation=organisation, service_id=current_service_id())
    if held.filter(ended_on__isnull=True).exists():
        raise errors.AlreadyPartner
    Partnership.objects.create(
        organisation=organisation,
        service_id=current_service_id(),
        began_on=in_london(now).date(),
    )
    record(kind=PARTNERSHIP_BEGAN, by=by, now=now, links={"organisation": organisation.public_id})
    return organisation


@action
def end_partnership(*, organisation: Organisation, by: Acting, now: datetime) -> int:
    """It ends today: its people lose the desk here, open invitations are withdrawn. Returns how many people.

    What they did stays on record, and their work with other services goes on. Raises `AlreadyEnded`.
    """
    today = in_london(now).date()
    changed = Partnership.objects.filter(
        organisation=organisation, service_id=current_service_id(), ended_on__isnull=True
    ).update(ended_on=today)
    if not changed:
        raise errors.AlreadyEnded
    Invitation.objects.filter(
        organisation=organisation, accepted_at__isnull=True, withdrawn_at__isnull=True
    ).update(withdrawn_at=now)
    held = Membership.objects.select_related("account").filter(
        organisation=organisation, service_id=current_service_id()
    )
    people = list(held.valid_on(today).select_for_update(of=("self",)))
    for membership in people:
        end_here(membership, by=by, now=now)
    record(kind=PARTNERSHIP_ENDED, by=by, now=now, links={"organisation": organisation.public_id})
    return len(people)
