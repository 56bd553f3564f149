"""Who acts for a resident: begun and ended, never changed between."""

from datetime import datetime

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.scoping import current_service_id
from branchline.messages.models import Route
from branchline.people import errors
from branchline.people.measures import ACTING_BEGAN, ACTING_ENDED
from branchline.people.models import ActsFor, ByWhatRight, Contact, Resident

from .contacts import find_or_make_contact
from .residents import lock
from .written import account_of


@action
def begin_acting_for(
    *,
    resident: Resident,
    name: str,
    route: Route,
    address: str,
    by_right: ByWhatRight,
    evidence: str,
    gets_messages: bool,
    by: Acting,
    now: datetime,
) -> ActsFor:
    """Somebody acts for a resident from now on; with `gets_messages`, what we write to the resident goes
    to them instead (`queries.addressee_of`).

    Raises `AddressNotRight`, `ActsForThemselves`, `AlreadyActsForThem`, `AnotherIsWrittenTo`.
    """
    kept = lock(resident)
    carer = find_or_make_contact(
        name=name, route=route, address=address, language=kept.language, by=by, now=now
    )
    if _is_theirs(carer, kept):
        raise errors.ActsForThemselves
    standing = ActsFor.objects.filter(resident=kept, ended_at__isnull=True).select_related("carer")
    if standing.filter(carer=carer).exists():
        raise errors.AlreadyActsForThem
    another = standing.filter(gets_messages=True).first() if gets_messages else None
    if another is not None:
        raise errors.AnotherIsWrittenTo(another.carer.name)
    made = ActsFor.objects.create(
        service_id=current_service_id(),
        resident=kept,
        carer=carer,
        by_right=by_right,
        evidence=evidence.strip(),
        gets_messages=gets_messages,
        began_at=now,
        began_by_id=account_of(by),
    )
    # That somebody needs another to speak for them may tell of a disability: counted without a who.
    ledger.record(kind=ACTING_BEGAN, by=by, now=now)
    return made


def _is_theirs(carer: Contact, resident: Resident) -> bool:
    return (
        carer.links.filter(resident=resident, same=True, undone_at__isnull=True).exists()
        or resident.routes.filter(route=carer.route, address=carer.address).exists()
    )


@action
def end_acting_for(*, acting: ActsFor, by: Acting, now: datetime) -> None:
    """They no longer act for them. Raises `AlreadyUndone`."""
    changed = ActsFor.objects.filter(pk=acting.pk, ended_at__isnull=True).update(
        ended_at=now, ended_by_id=account_of(by)
    )
    if not changed:
        raise errors.AlreadyUndone
    ledger.record(kind=ACTING_ENDED, by=by, now=now)
