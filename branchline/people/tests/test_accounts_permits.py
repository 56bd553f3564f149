"""The rule that guards one thing is the rule that filters the list; strangers see nothing."""

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branchline.core.permits import Holding, Reach, Role
from branchline.core.scoping import scope
from branchline.people import permits, queries
from branchline.people.models import Device, Membership
from branchline.people.tests.conftest import NOW, Cast, signed_in

GUARDED = {
    permits.SEE_DEVICES: Device,
    permits.MANAGE_DEVICES: Device,
    permits.SEE_COLLEAGUES: Membership,
    permits.MANAGE_COLLEAGUES: Membership,
}
PAGES = [
    "colleagues",
    "colleagues/invite",
    "roles",
    "tablets",
    "tablets/enrol",
    "tablets/pin",
]


@pytest.fixture
def rows(at_alices: Cast) -> Cast:
    for branch in (at_alices.sale, at_alices.hale):
        Device.objects.create(
            service=at_alices.service,
            branch=branch,
            name=str(branch),
            secret_hash="",
            enrolled_at=NOW,
        )
    return at_alices


@given(data=st.data())
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_predicate_and_filter_agree(rows: Cast, data: st.DataObject) -> None:
    services = st.sampled_from([rows.service.pk, rows.elsewhere.pk])
    branches = st.none() | st.frozensets(
        st.sampled_from([rows.sale.pk, rows.hale.pk, rows.elsewhere_branch.pk])
    )
    holding = st.builds(Holding, st.sampled_from(list(Role)), st.builds(Reach, services, branches))
    holdings = data.draw(st.lists(holding, max_size=3))
    for permit, model in GUARDED.items():
        every = model._default_manager.all()
        listed = set(every.filter(permit.visible(holdings)).values_list("pk", flat=True))
        assert listed == {row.pk for row in every if permit.allows(holdings, row)}


def test_pages_are_404_to_strangers_and_lead_the_logged_out_to_sign_in(cast: Cast) -> None:
    from django.test import Client

    for page in PAGES:
        address = f"/alice/desk/{page}"
        assert signed_in(cast.charlie).get(address).status_code == 404, page
        assert Client().get(address).headers["Location"].startswith("/account/login/"), page


def test_branch_staff_see_colleagues_and_manage_nobody(cast: Cast) -> None:
    bob = signed_in(cast.bob)
    page = bob.get("/alice/desk/colleagues").content.decode()
    assert "Alice" in page
    assert "Charlie" not in page
    assert cast.alice.email not in page
    theirs = Membership.objects.get(account=cast.alice).public_id
    refused = ["invite", f"{theirs}", f"{theirs}/end"]
    for rest, verb in product(refused, (bob.get, bob.post)):
        assert verb(f"/alice/desk/colleagues/{rest}").status_code == 404


def test_a_manager_reaches_no_membership_of_another_service(cast: Cast) -> None:
    theirs = Membership.objects.get(account=cast.charlie).public_id
    alice = signed_in(cast.alice)
    for rest in (f"{theirs}", f"{theirs}/end"):
        assert alice.get(f"/alice/desk/colleagues/{rest}").status_code == 404
        assert alice.post(f"/alice/desk/colleagues/{rest}").status_code == 404
    assert alice.get(f"/charlie/desk/colleagues/{theirs}").status_code == 404


def test_the_roles_page_shows_every_permit_of_every_room(cast: Cast) -> None:
    page = signed_in(cast.bob).get("/alice/desk/roles").content.decode()
    tables = queries.role_tables()
    assert {str(row.sentence) for table in tables for row in table.rows}
    for table in tables:
        assert str(table.room) in page
    assert "Invite people to work here" in page


def test_the_roles_page_says_who_can_see_what_about_a_resident(cast: Cast) -> None:
    page = signed_in(cast.bob).get("/alice/desk/roles").content.decode()
    table = page.split("Who can see what about a resident")[2].split("</table>")[0]
    rows = {row.split("</th>")[0].split(">")[-1]: row for row in table.split("<tr>")[2:]}
    booked = next(row for what, row in rows.items() if what.startswith("What they have booked"))
    assert "Branch staff" in booked
    assert "Their branches" in booked
    everything = next(row for what, row in rows.items() if what.startswith("Everything"))
    assert "Service manager" in everything
    assert "Branch staff" not in everything
    assert "The whole service" in everything
    nobody = page.split("These see nothing of anybody:")[1].split("</p>")[0]
    assert "Councillor" in nobody
    assert "National network" in nobody


def test_national_roles_hold_nothing_of_a_service_by_themselves(cast: Cast) -> None:
    national = (Holding(Role.NETWORK, Reach(None)), Holding(Role.OPERATOR, Reach(None)))
    with scope(cast.service.pk):
        for permit in GUARDED:
            assert not permit.allows(national)
