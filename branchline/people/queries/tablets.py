"""Reads about shared tablets."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256

from django.db.models import Q, QuerySet

from branchline.core.permits import Holding, Reach, Role
from branchline.people.models import Account, Device, StaffPin
from branchline.people.permits import SEE_DEVICES, STAFF

from .accounts import holdings_of


def hash_of(secret: str) -> str:
    """What we keep of a tablet's secret."""
    return sha256(secret.encode()).hexdigest()


def devices(*, holdings: Sequence[Holding]) -> QuerySet[Device]:
    """The tablets in use at the branches within reach, by branch. One query."""
    rows = Device.objects.filter(SEE_DEVICES.visible(holdings), retired_at__isnull=True)
    return rows.select_related("branch", "enrolled_by").order_by("branch_id", "name", "pk")


def device_with(*, public_id: str, secret: str) -> Device | None:
    """The tablet that a cookie names, if the secret is the present one. One query."""
    return (
        Device.objects.filter(
            public_id=public_id, secret_hash=hash_of(secret), retired_at__isnull=True
        )
        .select_related("branch", "service")
        .first()
    )


def staff_with_pin(*, device: Device, today: date) -> QuerySet[Account]:
    """Whose name the tablet offers: those with a PIN who work at its branch. One query."""
    here = Q(memberships__all_branches=True) | Q(memberships__reach__branch_id=device.branch_id)
    return (
        Account.objects.filter(
            here,
            Q(memberships__valid_to__isnull=True) | Q(memberships__valid_to__gt=today),
            memberships__valid_from__lte=today,
            memberships__service_id=device.service_id,
            memberships__role__in=STAFF,
            is_active=True,
            pk__in=StaffPin.objects.values("account_id"),
        )
        .distinct()
        .order_by("name", "pk")
    )


def holdings_on(*, device: Device, account_id: int, today: date) -> tuple[Holding, ...]:
    """What somebody holds at a tablet: branch staff of that one branch, or nothing. One query."""
    held = holdings_of(account_id=account_id, service_id=device.service_id, today=today)
    works_here = any(h.role in STAFF and h.reach.covers_branch(device.branch_id) for h in held)
    reach = Reach(device.service_id, frozenset({device.branch_id}))
    return (Holding(Role.BRANCH_STAFF, reach),) if works_here else ()


def has_pin(*, account: Account) -> bool:
    """Whether somebody has chosen a PIN here. One query."""
    return StaffPin.objects.filter(account=account).exists()
