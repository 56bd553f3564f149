"""The demo's cast: loaded once however often, one press to sign in, and Charlie sees nothing of ours."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from branchline.core import clock
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.people.demo import ELSEWHERE, HOME, demo_people
from branchline.people.demo.accounts import load
from branchline.people.models import (
    Account,
    Device,
    Invitation,
    Membership,
    Organisation,
    Partnership,
)
from branchline.places.models import Branch, Service


@pytest.fixture
def loaded(db: None, settings: Settings) -> Service:
    settings.BRANCHLINE_DEMO = True
    home = Service.objects.create(slug=HOME, name=said("Trafford Libraries"), nation="england")
    Service.objects.create(slug=ELSEWHERE, name=said("Newcastle Libraries"), nation="england")
    with scope(home.pk):
        Branch.objects.create(service=home, name=said("Sale Library"))
        Branch.objects.create(service=home, name=said("Hale Library"))
    load(now=clock.now())
    return home


def test_loading_twice_changes_nothing(loaded: Service) -> None:
    tables = (Account, Membership, Organisation, Partnership)
    before = [table.objects.count() for table in tables]
    load(now=clock.now())
    assert [table.objects.count() for table in tables] == before
    with scope(loaded.pk):
        assert (Invitation.objects.count(), Device.objects.count()) == (1, 1)


def test_there_is_somebody_for_every_role(
    loaded: Service, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        people = demo_people()
    assert {str(role.label) for role in Role} <= {person.role for person in people}
    assert all(person.email.endswith(".test") for person in people)


def test_one_press_signs_in_and_leads_to_the_desk(loaded: Service, client: Client) -> None:
    page = client.get("/demo").content.decode()
    assert 'data-role="Branch staff" data-at="Trafford Libraries"' in page
    sent = client.post("/demo/sign-in", {"person": "mina.manager@trafford.test"})
    assert sent.headers["Location"].startswith("/trafford/desk")
    desk = client.get("/trafford/desk/colleagues").content.decode()
    assert "Idris Pugh" in desk
    assert "Sam Adeyemi" in desk


def test_everybody_can_look_at_their_own_account(loaded: Service) -> None:
    for person in demo_people():
        browser = Client()
        landed = browser.post("/demo/sign-in", {"person": person.email}, follow=True)
        assert landed.status_code == 200, f"{person.email} lands at {landed.redirect_chain}"
        assert person.name in browser.get("/account/").content.decode()
        reaches = browser.get("/trafford/desk/roles").status_code
        outside = {
            "nia.network@network.test",
            "olu.operator@branchline.test",
            "rosa.reader@home.test",
        }
        stranger = person.email in outside or person.service == ELSEWHERE
        assert reaches == (404 if stranger else 200), person.email
