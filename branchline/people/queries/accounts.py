"""Reads about accounts, memberships and devices."""

from datetime import date

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from branchline.core.permits import Holding, Reach, Role

from branchline.people.models import Membership


def holdings_of(*, account_id: int, service_id: int | None, today: date) -> tuple[Holding, ...]:
    """What an account holds in a service today, as the permits see it. One query."""
    rows = (
        Membership.objects.filter(account_id=account_id)
        .in_service(service_id)
        .valid_on(today)
        .order_by("pk")
        .values_list(
            "role",
            "service_id",
            "all_branches",
            ArrayAgg("reach__branch_id", filter=Q(reach__isnull=False), default=[]),
        )
    )
    return tuple(
        Holding(Role(role), Reach(service, None if everywhere else frozenset(branches)))
        for role, service, everywhere, branches in rows
    )
