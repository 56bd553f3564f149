"""Who holds which safeguarding position, who may therefore read concerns, and when the office is open."""

from datetime import date, datetime

from branchline.core.clock import in_london
from branchline.core.permits import Role
from branchline.core.scoping import current_service_id
from branchline.people.models import Account, Membership
from branchline.places.models import Service

from ..models import Concern, Position, SafeguardingDuty, SafeguardingHours
from ..opening import Office
from ..permits import HANDLE_CONCERNS


def hours_here() -> SafeguardingHours:
    """The office's hours; the usual ones where nobody has set any. One query."""
    return SafeguardingHours.objects.first() or SafeguardingHours(service_id=current_service_id())


def office_here() -> Office:
    """The same as a calculation, with the nation's bank holidays. Two queries."""
    hours = hours_here()
    nation = Service.objects.values_list("nation", flat=True).get(pk=current_service_id())
    return Office(
        frozenset(hours.weekdays), hours.opens, hours.closes, nation, hours.on_bank_holidays
    )


def duties_here(*, today: date) -> list[SafeguardingDuty]:
    """Every duty of today and later, in order of position and place. One query."""
    rows = SafeguardingDuty.objects.not_over(today).select_related("account")
    order = {position: place for place, position in enumerate(Position.values)}
    return sorted(rows, key=lambda duty: (order[duty.position], duty.place, duty.pk))


def on_duty(*, now: datetime) -> dict[str, list[SafeguardingDuty]]:
    """{position: who holds it today}, without colleagues who no longer work here as staff. Two queries."""
    today = in_london(now).date()
    rows = SafeguardingDuty.objects.on(today).select_related("account").order_by("place", "pk")
    found: dict[str, list[SafeguardingDuty]] = {position: [] for position in Position.values}
    here = _work_here(today)
    for duty in rows:
        if duty.account_id is None or duty.account_id in here:
            found[duty.position].append(duty)
    return found


def duty_numbers(*, now: datetime) -> list[SafeguardingDuty]:
    """Whom anybody may ring now: the duty number, else a lead's or deputy's. Two queries."""
    held = on_duty(now=now)
    for position in (Position.DUTY, Position.LEAD, Position.DEPUTY):
        found = [duty for duty in held[position] if duty.telephone]
        if found:
            return found
    return []


def nobody_is_set(*, now: datetime) -> bool:
    """Whether no lead and no deputy is named: managers stand in. Two queries."""
    held = on_duty(now=now)
    return not held[Position.LEAD] and not held[Position.DEPUTY]


def who_handles(*, now: datetime, concern: Concern | None = None) -> set[int]:
    """The accounts that may read and handle concerns today: those named, on whatever weekday; managers where
    nobody is. For a concern that the only one raised: the managers too, since somebody else has to close it.
    At most three queries."""
    today = in_london(now).date()
    named = set(
        SafeguardingDuty.objects.filter(account__isnull=False, valid_from__lte=today)
        .not_over(today)
        .values_list("account_id", flat=True)
    ) & _work_here(today)
    raiser = concern.raised_by_id if concern is not None else None
    return named if named - {raiser} else named | managers_here(today)


def managers_here(today: date) -> set[int]:
    """Accounts of this service's managers. One query."""
    rows = Membership.objects.filter(
        service_id=current_service_id(), role=Role.SERVICE_MANAGER, account__is_active=True
    )
    return set(rows.valid_on(today).values_list("account_id", flat=True))


def accounts(numbers: set[int]) -> list[Account]:
    """By address. One query."""
    return list(Account.objects.filter(pk__in=numbers).order_by("email"))


def who_can_be_named(*, today: date) -> list[Account]:
    """Colleagues whose role opens the register once they are named, by name. Two queries."""
    return sorted(accounts(_work_here(today)), key=lambda account: str(account).casefold())


def _work_here(today: date) -> set[int]:
    rows = Membership.objects.filter(
        service_id=current_service_id(), account__is_active=True, role__in=HANDLE_CONCERNS.roles
    )
    return set(rows.valid_on(today).values_list("account_id", flat=True))
