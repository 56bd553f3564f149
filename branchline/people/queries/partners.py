"""Partners and councils of the current service."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from branchline.core.scoping import current_service_id
from branchline.people.models import Membership, Organisation, Partnership


@dataclass(frozen=True)
class Partner:
    """An organisation that works with the service, and the people of theirs who come to the desk here."""

    organisation: Organisation
    began_on: date | None
    names: Sequence[str]


def partners(*, today: date) -> list[Partner]:
    """By name. Two queries, however many there are."""
    rows = Partnership.objects.filter(service_id=current_service_id(), ended_on__isnull=True)
    held = Membership.objects.filter(
        service_id=current_service_id(), organisation__in=rows.values("organisation")
    )
    people: dict[int, list[str]] = {}
    for membership in held.valid_on(today).select_related("account").order_by("account__name"):
        people.setdefault(membership.organisation_id, []).append(str(membership.account))
    return [
        Partner(
            row.organisation, row.began_on, list(dict.fromkeys(people.get(row.organisation_id, [])))
        )
        for row in rows.select_related("organisation").order_by("organisation__name__en", "pk")
    ]


def partner_at(*, public_id: str, today: date) -> Partner | None:
    """One that works with the service now."""
    found = (p for p in partners(today=today) if p.organisation.public_id == public_id)
    return next(found, None)
