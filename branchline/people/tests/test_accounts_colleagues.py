"""Who works here: invited, joined, changed, ended; never without a manager."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from branchline.core.acting import Acting
from branchline.core.models import Happening
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.messages.models import Message, Route
from branchline.people import actions, errors, queries
from branchline.people.letters.accounts import compose_invited
from branchline.people.models import Invitation, Membership, Organisation, OrganisationKind
from branchline.people.tests.conftest import NOW, Cast, account, works

TODAY = NOW.date()


def invite(cast: Cast, **more: object) -> Invitation:
    given = {
        "email": "Dora@Example.test",
        "name": "Dora",
        "role": Role.BRANCH_STAFF,
        "organisation": cast.organisation,
        "branches": [cast.sale],
        "key": "a-form-key-1",
        "by": cast.as_alice,
        "now": NOW,
    }
    return actions.invite_colleague(**(given | more))  # type: ignore[arg-type]


def test_an_invitation_gives_no_rights_until_it_is_accepted(at_alices: Cast) -> None:
    invitation = invite(at_alices)
    assert invitation.email == "dora@example.test"
    assert Message.objects.get().letter == "people.invited"
    dora = account("Dora")
    assert (
        queries.holdings_of(account_id=dora.pk, service_id=at_alices.service.pk, today=TODAY) == ()
    )

    actions.accept_invitation(invitation=invitation, account=dora, by=Acting(), now=NOW)
    (holding,) = queries.holdings_of(
        account_id=dora.pk, service_id=at_alices.service.pk, today=TODAY
    )
    assert holding.role == Role.BRANCH_STAFF
    assert holding.reach.branch_ids == frozenset({at_alices.sale.pk})
    kinds = list(Happening.objects.order_by("id").values_list("kind", flat=True))
    assert kinds == ["people.colleague_invited", "people.membership_began"]


def test_a_double_click_invites_once(at_alices: Cast) -> None:
    assert invite(at_alices).pk == invite(at_alices).pk
    assert Message.objects.count() == 1


def test_the_letter_has_one_link_and_is_not_sent_once_withdrawn(at_alices: Cast) -> None:
    invitation = invite(at_alices)
    content = compose_invited(invitation.public_id, "en", Route.EMAIL, NOW)
    assert content is not None
    assert "/alice/invitation" in content.steps[0].address
    actions.withdraw_invitation(invitation=invitation, by=at_alices.as_alice, now=NOW)
    assert compose_invited(invitation.public_id, "en", Route.EMAIL, NOW) is None


def test_the_same_person_is_not_asked_twice_for_one_role(at_alices: Cast) -> None:
    invite(at_alices)
    with pytest.raises(errors.AlreadyInvited):
        invite(at_alices, key="another-key-1")
    with pytest.raises(errors.AlreadyWorksHere):
        invite(at_alices, email=at_alices.bob.email, key="another-key-2")
    later = NOW + timedelta(days=15)
    assert invite(at_alices, key="another-key-3", now=later).expires_at > later


@pytest.mark.parametrize(
    "role", [Role.NETWORK, Role.OPERATOR, Role.PARTNER_WORKER, Role.COUNCILLOR]
)
def test_roles_that_do_not_fit_the_organisation_are_refused(at_alices: Cast, role: Role) -> None:
    with pytest.raises(errors.RoleNotGivenHere):
        invite(at_alices, role=role, branches=None)


def test_a_partner_gives_partners_roles_only(at_alices: Cast) -> None:
    partner = Organisation.objects.create(kind=OrganisationKind.PARTNER)
    with pytest.raises(errors.RoleNotGivenHere):
        invite(at_alices, organisation=partner)
    asked = invite(at_alices, organisation=partner, role=Role.PARTNER_WORKER, branches=None)
    assert asked.organisation == partner
    with pytest.raises(errors.RoleNotGivenHere):
        invite(at_alices, organisation=at_alices.other_organisation, key="another-key-9")


def test_branches_of_another_service_and_none_at_all_are_refused(at_alices: Cast) -> None:
    with pytest.raises(errors.NoBranchChosen):
        invite(at_alices, branches=[at_alices.elsewhere_branch])
    with pytest.raises(errors.NoBranchChosen):
        invite(at_alices, branches=[])
    with pytest.raises(errors.ManagersReachEverything):
        invite(at_alices, role=Role.SERVICE_MANAGER)


def test_only_the_invited_address_can_accept_and_only_in_time(at_alices: Cast) -> None:
    invitation = invite(at_alices)
    with pytest.raises(errors.AnotherAddress):
        actions.accept_invitation(
            invitation=invitation, account=at_alices.charlie, by=Acting(), now=NOW
        )
    dora = account("Dora")
    late = NOW + timedelta(days=14)
    with pytest.raises(errors.InvitationNotOpen):
        actions.accept_invitation(invitation=invitation, account=dora, by=Acting(), now=late)
    actions.accept_invitation(invitation=invitation, account=dora, by=Acting(), now=NOW)
    with pytest.raises(errors.InvitationNotOpen):
        actions.accept_invitation(invitation=invitation, account=dora, by=Acting(), now=NOW)


def test_a_change_ends_one_membership_and_begins_the_next(at_alices: Cast) -> None:
    old = Membership.objects.get(account=at_alices.bob)
    new = actions.change_membership(
        membership=old, role=Role.EVENTS_LEAD, branches=None, by=at_alices.as_alice, now=NOW
    )
    old.refresh_from_db()
    assert old.valid_to == TODAY == new.valid_from
    again = actions.change_membership(
        membership=new,
        role=Role.EVENTS_LEAD,
        branches=[at_alices.hale],
        by=at_alices.as_alice,
        now=NOW,
    )
    (holding,) = queries.holdings_of(
        account_id=at_alices.bob.pk, service_id=at_alices.service.pk, today=TODAY
    )
    assert holding.reach.branch_ids == frozenset({at_alices.hale.pk})
    actions.end_membership(membership=again, by=at_alices.as_alice, now=NOW)
    assert not queries.holdings_of(
        account_id=at_alices.bob.pk, service_id=at_alices.service.pk, today=TODAY
    )
    with pytest.raises(errors.AlreadyEnded):
        actions.end_membership(membership=again, by=at_alices.as_alice, now=NOW)


def test_the_last_manager_can_neither_leave_nor_be_changed(at_alices: Cast) -> None:
    hers = Membership.objects.get(account=at_alices.alice)
    with pytest.raises(errors.LastManager):
        actions.end_membership(membership=hers, by=at_alices.as_alice, now=NOW)
    with pytest.raises(errors.LastManager):
        actions.change_membership(
            membership=hers, role=Role.EVENTS_LEAD, branches=None, by=at_alices.as_alice, now=NOW
        )
    works(account("Dora"), at_alices.organisation, at_alices.service, Role.SERVICE_MANAGER)
    actions.end_membership(membership=hers, by=at_alices.as_alice, now=NOW)


def test_the_database_refuses_the_same_role_twice_at_a_time(at_alices: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        works(at_alices.bob, at_alices.organisation, at_alices.service, Role.BRANCH_STAFF)
    with pytest.raises(IntegrityError), transaction.atomic():
        works(at_alices.bob, at_alices.organisation, None, Role.BRANCH_STAFF)
    with pytest.raises(IntegrityError), transaction.atomic():
        works(
            at_alices.bob,
            at_alices.organisation,
            at_alices.service,
            Role.SERVICE_MANAGER,
            at_alices.sale,
        )


def test_the_list_takes_the_same_queries_however_many_work_here(
    at_alices: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    holdings = queries.holdings_of(
        account_id=at_alices.alice.pk, service_id=at_alices.service.pk, today=TODAY
    )
    for number in range(8):
        works(
            account(f"Helper{number}"), at_alices.organisation, at_alices.service,
            Role.BRANCH_STAFF, at_alices.sale, at_alices.hale,
        )  # fmt: skip
    with django_assert_num_queries(2):
        rows = list(queries.colleagues(holdings=holdings, today=TODAY))
        assert [str(reach.branch) for row in rows for reach in row.reach.all()]
    assert len(rows) == 10
    assert at_alices.charlie not in {row.account for row in rows}


def test_the_operator_gives_a_service_its_first_manager(cast: Cast) -> None:
    with scope(cast.elsewhere.pk):
        made = actions.appoint_manager(
            email="First@Manager.test", name="Fay", service=cast.elsewhere, by=Acting(), now=NOW
        )
    assert made.account.email == "first@manager.test"
    assert made.role == Role.SERVICE_MANAGER


def test_whom_we_asked_is_forgotten_after_a_while(at_alices: Cast) -> None:
    invitation = invite(at_alices)
    closed = invitation.expires_at
    assert actions.forget_old_invitations(now=closed + timedelta(days=89)) == 0
    assert actions.forget_old_invitations(now=closed + timedelta(days=91)) == 1


def test_a_pin_goes_with_the_last_role(at_alices: Cast) -> None:
    actions.choose_pin(account=at_alices.bob, pin="407318", by=Acting(), now=NOW)
    bobs = Membership.objects.get(account=at_alices.bob)
    kept = actions.change_membership(
        membership=bobs, role=Role.EVENTS_LEAD, branches=None, by=at_alices.as_alice, now=NOW
    )
    assert queries.has_pin(account=at_alices.bob)
    actions.end_membership(membership=kept, by=at_alices.as_alice, now=NOW)
    assert not queries.has_pin(account=at_alices.bob)
