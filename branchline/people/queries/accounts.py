"""Reads about accounts, memberships and what they add up to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.functional import Promise

from branchline.core.permits import Holding, Permit, Reach, Role
from branchline.core.rooms import rooms
from branchline.core.scoping import current_service_id
from branchline.people.models import (
    NATIONAL_ROLES,
    Account,
    Invitation,
    Membership,
    MembershipBranch,
    Organisation,
    OrganisationKind,
    SignIn,
)
from branchline.people.permits import SEE_COLLEAGUES
from branchline.places.models import Service

PARTNER_ROLES = frozenset({Role.PARTNER_WORKER, Role.CALLER, Role.CHAMPION})
COUNCIL_ROLES = frozenset({Role.COUNCILLOR})


def holdings_of(*, account_id: int, service_id: int | None, today: date) -> tuple[Holding, ...]:
    """What an account holds in a service today, as the permits see it. One query."""
    rows = (
        Membership.objects.filter(account_id=account_id)
        .in_service(service_id)
        .valid_on(today)
        .annotate(here=ArrayAgg("reach__branch_id", filter=Q(reach__isnull=False), default=[]))
        .order_by("pk")
        .values_list("role", "service_id", "all_branches", "here", "organisation_id")
    )
    return tuple(
        Holding(Role(role), Reach(service, None if everywhere else frozenset(branches), employer))
        for role, service, everywhere, branches, employer in rows
    )


def _with_names(rows: QuerySet[Membership]) -> QuerySet[Membership]:
    reach = MembershipBranch.objects.select_related("branch")
    return rows.select_related("account", "organisation", "service").prefetch_related(
        Prefetch("reach", queryset=reach)
    )


def colleagues(*, holdings: Sequence[Holding], today: date) -> QuerySet[Membership]:
    """Who works in this service today, by name. Two queries, however many there are."""
    rows = Membership.objects.filter(
        SEE_COLLEAGUES.visible(holdings), service_id=current_service_id()
    )
    return _with_names(rows.valid_on(today)).order_by("account__name", "account__email", "pk")


def membership_at(*, public_id: str) -> Membership | None:
    """A membership by its public id, with its names."""
    return _with_names(Membership.objects.filter(public_id=public_id)).first()


def memberships_of(*, account: Account, today: date) -> QuerySet[Membership]:
    """Where somebody works today, for their own page. Two queries."""
    return _with_names(account.memberships.valid_on(today)).order_by("service__slug", "pk")


def services_of(*, account: Account, today: date) -> dict[Service, set[Role]]:
    """The services in which somebody works today and as what, by slug. One query."""
    held = Membership.objects.filter(account=account, service__isnull=False).valid_on(today)
    found: dict[Service, set[Role]] = {}
    for membership in held.select_related("service").order_by("service__slug", "pk"):
        if membership.service is not None:
            found.setdefault(membership.service, set()).add(Role(membership.role))
    return found


def sign_ins_of(*, account: Account) -> QuerySet[SignIn]:
    """Where somebody is signed in, the newest sign first; none whose session is over. One query."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"))
    return account.sign_ins.filter(Exists(alive)).order_by("-seen_at", "-pk")


def about_account(*, account: Account) -> dict[str, Any]:
    """Everything an account holds, for its owner. Five queries."""
    factors = Authenticator.objects.filter(user=account)
    return {
        "name": account.name,
        "email": account.email,
        "language": account.language,
        "second_factors": [str(factor.get_type_display()) for factor in factors],
        "single_sign_on": list(
            SocialAccount.objects.filter(user=account).values_list("provider", flat=True)
        ),
        "signed_in": [
            {"device": row.device, "since": row.began_at, "last_seen": row.seen_at}
            for row in sign_ins_of(account=account)
        ],
        "memberships": [
            {
                "organisation": str(m.organisation.name),
                "service": str(m.service.name) if m.service else None,
                "role": str(m.get_role_display()),
                "branches": None if m.all_branches else [str(r.branch) for r in m.reach.all()],
                "from": m.valid_from.isoformat(),
                "to": m.valid_to.isoformat() if m.valid_to else None,
            }
            for m in _with_names(account.memberships.all()).order_by("valid_from", "pk")
        ],
    }


def open_invitations(*, now: datetime) -> QuerySet[Invitation]:
    """Invitations of this service that wait for an answer, newest first. One query."""
    return (
        Invitation.objects.filter(
            accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now
        )
        .select_related("organisation", "invited_by")
        .order_by("-invited_at")
    )


def organisations_here() -> QuerySet[Organisation]:
    """The service's own organisation first, then its partners and councils. One query."""
    here = current_service_id()
    return (
        Organisation.objects.filter(
            Q(service_id=here)
            | Q(partnerships__service_id=here, partnerships__ended_on__isnull=True)
        )
        .order_by("service_id", "pk")
        .distinct()
    )


def roles_of(*, organisation: Organisation) -> list[Role]:
    """The roles that people of an organisation can be given in this service."""
    if organisation.kind == OrganisationKind.PARTNER:
        return [role for role in Role if role in PARTNER_ROLES]
    if organisation.kind == OrganisationKind.COUNCIL:
        return [role for role in Role if role in COUNCIL_ROLES]
    if organisation.kind != OrganisationKind.LIBRARY_SERVICE:
        return []
    if organisation.service_id != current_service_id():
        return []
    elsewhere = {Role.PARTNER_WORKER, Role.COUNCILLOR, *NATIONAL_ROLES}
    return [role for role in Role if role not in elsewhere]


@dataclass(frozen=True)
class RoleRow:
    """One permit on the page of roles."""

    sentence: "str | Promise"
    held_by: Sequence[bool]


@dataclass(frozen=True)
class RoleTable:
    """The permits of one room, and which role holds each."""

    room: "str | Promise"
    rows: Sequence[RoleRow]


def role_tables() -> list[RoleTable]:
    """Every permit that a role holds, room by room, from the nameplates. No queries."""
    found = []
    for room in rooms():
        held = [permit for permit in room.permits() if permit.roles]
        if held:
            found.append(RoleTable(room.title, [_row(permit) for permit in held]))
    return found


def _row(permit: Permit) -> RoleRow:
    return RoleRow(permit.sentence, [role in permit.roles for role in Role])


@dataclass(frozen=True)
class Sight:
    """What some roles see of a resident; `everywhere` or at their own branches only."""

    shows: "str | Promise"
    roles: Sequence["str | Promise"]
    everywhere: bool


def who_sees() -> list[Sight]:
    """Who can see what about a resident, from the permits that say so. No queries."""
    return [
        Sight(
            permit.shows, [role.label for role in Role if role in permit.roles], permit.everywhere
        )
        for room in rooms()
        for permit in room.permits()
        if permit.shows and permit.roles
    ]


def roles_that_see_nobody() -> list["str | Promise"]:
    """The roles that see nothing of any resident. No queries."""
    seeing = {role for sight in who_sees() for role in sight.roles}
    return [role.label for role in Role if role.label not in seeing]


def sentences_by_room(*roles: Role) -> list[tuple["str | Promise", list["str | Promise"]]]:
    """What these roles may do, room by room. No queries."""
    found = [
        (room.title, [permit.sentence for permit in room.permits() if permit.roles & set(roles)])
        for room in rooms()
    ]
    return [(title, sentences) for title, sentences in found if sentences]


def sentences_of(*roles: Role) -> list["str | Promise"]:
    """What these roles may do, in words. No queries."""
    return [p.sentence for room in rooms() for p in room.permits() if p.roles & set(roles)]


def staff_here(*, today: date) -> list[Account]:
    """Who works in the current service today, by name: to say who leads something. One query."""
    rows = Membership.objects.filter(service_id=current_service_id(), account__is_active=True)
    found = {m.account_id: m.account for m in rows.valid_on(today).select_related("account")}
    return sorted(found.values(), key=lambda account: str(account).casefold())


def who_may_at(*, permit: Permit, branch_id: int, today: date) -> list[Account]:
    """Who is to be told of something at a branch that this permit lets them see to: those who work at that very
    branch; where nobody does, whoever may at all of them. By address. At most two queries."""
    rows = (
        Membership.objects.filter(
            service_id=current_service_id(), role__in=permit.roles, account__is_active=True
        )
        .valid_on(today)
        .select_related("account")
    )
    here = rows.filter(all_branches=False, reach__branch_id=branch_id)
    found = {m.account_id: m.account for m in list(here) or rows.filter(all_branches=True)}
    return sorted(found.values(), key=lambda account: account.email)
