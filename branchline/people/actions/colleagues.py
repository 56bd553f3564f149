"""Who works here: invite, accept, withdraw, change, end.

Whatever could leave a service without a manager first locks the service's organisation, so that two
managers who end each other at the same moment are heard one after the other.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.idempotency import once
from branchline.core.ledger import record
from branchline.core.permits import Role
from branchline.core.scoping import current_service_id
from branchline.messages.actions import send
from branchline.messages.letters import Addressee
from branchline.messages.models import Route
from branchline.people import errors, measures
from branchline.people.letters import INVITED
from branchline.people.models import (
    Account,
    Invitation,
    Membership,
    MembershipBranch,
    Organisation,
    OrganisationKind,
    StaffPin,
)
from branchline.people.queries import roles_of
from branchline.places.models import Branch, Service

KEPT_FOR = timedelta(days=90)
"""How long we keep whom we asked, after the invitation has closed."""
OPEN_FOR = timedelta(days=14)
"""How long an invitation waits. Long enough for a holiday, short enough to be remembered."""


def organisation_of_service(*, service: Service) -> Organisation:
    """The library service's own organisation, made when first asked for."""
    kept, _ = Organisation.objects.get_or_create(
        service=service,
        defaults={"kind": OrganisationKind.LIBRARY_SERVICE, "name": service.name},
    )
    return kept


@action
def invite_colleague(
    *,
    email: str,
    name: str,
    role: Role,
    organisation: Organisation,
    branches: Sequence[Branch] | None,
    language: str = "en",
    key: str,
    by: Acting,
    now: datetime,
) -> Invitation:
    """Ask somebody by email to work here. `branches` None means all. The same `key` asks once."""
    reference, _ = once(
        key=key,
        action="people.invite_colleague",
        now=now,
        create=lambda: (
            _invite(email, name, role, organisation, branches, language, by, now).public_id
        ),
    )
    return Invitation.objects.get(public_id=reference)


def _invite(
    email: str,
    name: str,
    role: Role,
    organisation: Organisation,
    branches: Sequence[Branch] | None,
    language: str,
    by: Acting,
    now: datetime,
) -> Invitation:
    email = email.strip().lower()
    _check_role(role, organisation, branches)
    _lock(current_service_id())
    today = in_london(now).date()
    held = Membership.objects.filter(
        account__email=email, service_id=current_service_id(), role=role, organisation=organisation
    )
    if held.valid_on(today).exists():
        raise errors.AlreadyWorksHere
    waiting = Invitation.objects.filter(
        email=email, role=role, accepted_at__isnull=True, withdrawn_at__isnull=True
    )
    if waiting.filter(expires_at__gt=now).exists():
        raise errors.AlreadyInvited
    waiting.update(withdrawn_at=now)
    invitation = Invitation.objects.create(
        service_id=current_service_id(),
        email=email,
        name=name.strip(),
        organisation=organisation,
        role=role,
        all_branches=branches is None,
        branch_ids=[branch.pk for branch in branches or ()],
        language=language,
        invited_by_id=_account_of(by),
        invited_at=now,
        expires_at=now + OPEN_FOR,
    )
    record(
        kind=measures.COLLEAGUE_INVITED, by=by, now=now, links={"invitation": invitation.public_id}
    )
    _write_to(invitation, by, now)
    return invitation


def _write_to(invitation: Invitation, by: Acting, now: datetime) -> None:
    send(
        letter=INVITED,
        reference=invitation.public_id,
        to=Addressee(
            route=Route.EMAIL,
            address=invitation.email,
            name=invitation.name,
            language=invitation.language,
            format="standard",
        ),
        now=now,
        by=by,
        valid_until=invitation.expires_at,
    )


@action
def accept_invitation(
    *, invitation: Invitation, account: Account, by: Acting, now: datetime
) -> Membership:
    """Begin to work here. The account must be the invited address; rights begin today."""
    kept = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if kept.accepted_at or kept.withdrawn_at or kept.expires_at <= now:
        raise errors.InvitationNotOpen
    if account.email != kept.email:
        raise errors.AnotherAddress
    branches = None if kept.all_branches else list(Branch.objects.filter(pk__in=kept.branch_ids))
    membership = begin(
        account, kept.organisation, Role(kept.role), branches, kept.invited_by_id, by, now
    )
    if kept.name and not account.name:
        Account.objects.filter(pk=account.pk).update(name=kept.name)
    kept.accepted_at = now
    kept.save(update_fields=["accepted_at"])
    return membership


@action
def withdraw_invitation(*, invitation: Invitation, by: Acting, now: datetime) -> None:
    """Take an invitation back. Its link stops working at once."""
    changed = Invitation.objects.filter(
        pk=invitation.pk, accepted_at__isnull=True, withdrawn_at__isnull=True
    ).update(withdrawn_at=now)
    if not changed:
        raise errors.AlreadyEnded


@action
def change_membership(
    *,
    membership: Membership,
    role: Role,
    branches: Sequence[Branch] | None,
    by: Acting,
    now: datetime,
) -> Membership:
    """Another role or other branches from today: the old membership ends, a new one begins."""
    old = _lock_current(membership, now)
    _check_role(role, old.organisation, branches)
    if role != Role.SERVICE_MANAGER:
        _refuse_last_manager(old, now)
    _end(old, by, now)
    return begin(old.account, old.organisation, role, branches, _account_of(by), by, now)


@action
def end_membership(*, membership: Membership, by: Acting, now: datetime) -> None:
    """Somebody no longer works here in this role, from now on."""
    kept = _lock_current(membership, now)
    _refuse_last_manager(kept, now)
    end_here(kept, by=by, now=now)


@action
def forget_old_invitations(*, now: datetime) -> int:
    """Drop the addresses of people who were asked long ago, whatever they answered."""
    dropped, _ = Invitation.objects.filter(expires_at__lt=now - KEPT_FOR).delete()
    return dropped


def _lock(service_id: int) -> None:
    # No key update: bookings of the service go on while people are managed.
    list(Organisation.objects.filter(service_id=service_id).select_for_update(no_key=True))


def _lock_current(membership: Membership, now: datetime) -> Membership:
    _lock(current_service_id())
    kept = Membership.objects.select_related("account", "organisation").get(
        pk=membership.pk, service_id=current_service_id()
    )
    if kept.valid_to is not None and kept.valid_to <= in_london(now).date():
        raise errors.AlreadyEnded
    return kept


def _refuse_last_manager(membership: Membership, now: datetime) -> None:
    if membership.role != Role.SERVICE_MANAGER:
        return
    today = in_london(now).date()
    others = (
        Membership.objects.filter(
            service_id=current_service_id(), role=Role.SERVICE_MANAGER, account__is_active=True
        )
        # Somebody whose last day is already written down can't be the one who stays.
        .filter(valid_to__isnull=True, valid_from__lte=today)
        .exclude(account_id=membership.account_id)
    )
    if not others.exists():
        raise errors.LastManager


def _check_role(role: Role, organisation: Organisation, branches: Sequence[Branch] | None) -> None:
    if role not in roles_of(organisation=organisation):
        raise errors.RoleNotGivenHere
    if branches is None:
        return
    if role == Role.SERVICE_MANAGER:
        raise errors.ManagersReachEverything
    if not branches:
        raise errors.NoBranchChosen
    if any(branch.service_id != current_service_id() for branch in branches):
        raise errors.NoBranchChosen


def begin(
    account: Account,
    organisation: Organisation,
    role: Role,
    branches: Sequence[Branch] | None,
    given_by_id: int | None,
    by: Acting,
    now: datetime,
) -> Membership:
    """A membership from today, in the caller's transaction."""
    today = in_london(now).date()
    held = Membership.objects.filter(
        account=account, organisation=organisation, role=role, service_id=current_service_id()
    )
    if held.valid_on(today).exists():
        raise errors.AlreadyWorksHere
    membership = Membership.objects.create(
        account=account,
        organisation=organisation,
        service_id=current_service_id(),
        role=role,
        all_branches=branches is None,
        valid_from=today,
        given_by_id=given_by_id,
    )
    MembershipBranch.objects.bulk_create(
        [MembershipBranch(membership=membership, branch=branch) for branch in branches or ()]
    )
    record(
        kind=measures.MEMBERSHIP_BEGAN, by=by, now=now, links={"membership": membership.public_id}
    )
    return membership


def end_here(membership: Membership, *, by: Acting, now: datetime) -> None:
    """End a membership in the caller's transaction; the PIN goes with the last one."""
    _end(membership, by, now)
    held = Membership.objects.filter(account=membership.account, service_id=current_service_id())
    if not held.valid_on(in_london(now).date()).exists():
        StaffPin.objects.filter(account=membership.account).delete()


def _end(membership: Membership, by: Acting, now: datetime) -> None:
    membership.valid_to = in_london(now).date()
    membership.save(update_fields=["valid_to"])
    record(
        kind=measures.MEMBERSHIP_ENDED, by=by, now=now, links={"membership": membership.public_id}
    )


def _account_of(by: Acting) -> int | None:
    return by.actor.id if by.actor and by.actor.kind == "account" else None
