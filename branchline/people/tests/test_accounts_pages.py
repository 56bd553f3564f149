"""Joining by an invitation, and managing colleagues, by the pages."""

from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from branchline.core import clock
from branchline.core.scoping import scope
from branchline.messages.models import Route
from branchline.people.letters.accounts import compose_invited
from branchline.people.models import Account, Invitation, Membership
from branchline.people.tests.conftest import Cast, signed_in
from branchline.people.tests.test_accounts_sign_in import code_in


@pytest.fixture(autouse=True)
def mails(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    cache.clear()


def invite(cast: Cast, **more: object) -> Client:
    alice = signed_in(cast.alice)
    form = alice.get("/alice/desk/colleagues/invite").context["form"]
    given = {
        "email": "dora@example.test",
        "name": "Dora",
        "organisation": cast.organisation.public_id,
        "role": "branch_staff",
        "reach": "some",
        "branches": [cast.sale.public_id],
        "key": form["key"].value(),
    }
    sent = alice.post("/alice/desk/colleagues/invite", given | more)
    assert sent.status_code == 302, sent.context["form"].errors
    return alice


def address_in_the_letter(cast: Cast) -> str:
    with scope(cast.service.pk):
        content = compose_invited(
            Invitation.objects.get().public_id, "en", Route.EMAIL, clock.now()
        )
    assert content is not None
    return urlsplit(content.steps[0].address).path


def test_dora_joins_by_her_invitation(cast: Cast) -> None:
    alice = invite(cast)
    assert "dora@example.test" in alice.get("/alice/desk/colleagues").content.decode()
    address = address_in_the_letter(cast)
    dora = Client()
    page = dora.get(address)
    assert "asks you to join" in page.content.decode()
    assert not Account.objects.filter(email="dora@example.test").exists()

    asked = dora.post(address)
    assert asked.headers["Location"].startswith(reverse("account_confirm_login_code"))
    (message,) = mail.outbox
    signed = dora.post(asked.headers["Location"], {"code": code_in(message)})
    assert signed.headers["Location"] == address
    assert not Membership.objects.filter(account__email="dora@example.test").exists()

    joined = dora.post(address)
    assert joined.headers["Location"].startswith("/alice/desk")
    assert dora.get("/alice/desk/colleagues").status_code == 200
    assert "Sale Library" in dora.get("/account/").content.decode()
    assert dora.get(address).status_code == 404


def test_opening_the_link_changes_nothing_and_others_cannot_use_it(cast: Cast) -> None:
    invite(cast)
    address = address_in_the_letter(cast)
    charlie = signed_in(cast.charlie)
    assert "another address" in charlie.get(address).content.decode()
    assert charlie.post(address).status_code == 403
    assert Client().get(address.replace("/alice", "/charlie")).status_code == 404
    assert Client().get("/alice/invitation/made-up").status_code == 404
    assert Client().head(address).status_code == 200
    assert Membership.objects.count() == 3


def test_a_withdrawn_invitation_opens_no_door(cast: Cast) -> None:
    alice = invite(cast)
    address = address_in_the_letter(cast)
    with scope(cast.service.pk):
        public_id = Invitation.objects.get().public_id
    assert alice.post(f"/alice/desk/invitations/{public_id}/withdraw").status_code == 302
    assert Client().get(address).status_code == 404
    assert (
        signed_in(cast.bob).post(f"/alice/desk/invitations/{public_id}/withdraw").status_code == 404
    )


def test_refusals_stand_at_the_field_and_keep_what_was_typed(cast: Cast) -> None:
    alice = signed_in(cast.alice)
    form = alice.get("/alice/desk/colleagues/invite").context["form"]
    given = {
        "email": cast.bob.email, "name": "Bob", "organisation": cast.organisation.public_id,
        "role": "branch_staff", "reach": "all", "key": form["key"].value(),
    }  # fmt: skip
    page = alice.post("/alice/desk/colleagues/invite", given).content.decode()
    assert "already has that role here" in page
    assert 'value="bob@example.test"' in page
    empty = alice.post(
        "/alice/desk/colleagues/invite", {"key": form["key"].value()}
    ).content.decode()
    for sentence in ("Write the email address.", "Write their name.", "Choose a role."):
        assert sentence in empty


def test_a_manager_changes_and_ends_a_membership(cast: Cast) -> None:
    alice = signed_in(cast.alice)
    public_id = Membership.objects.get(account=cast.bob).public_id
    page = alice.get(f"/alice/desk/colleagues/{public_id}")
    assert page.context["form"]["branches"].value() == [cast.sale.public_id]
    changed = alice.post(
        f"/alice/desk/colleagues/{public_id}", {"role": "events_lead", "reach": "all"}
    )
    assert changed.status_code == 302
    now = Membership.objects.valid_on(clock.today()).get(account=cast.bob)
    assert (now.role, now.all_branches) == ("events_lead", True)
    asked = alice.get(f"/alice/desk/colleagues/{now.public_id}/end")
    assert "no longer works here?" in asked.content.decode()
    assert alice.post(f"/alice/desk/colleagues/{now.public_id}/end").status_code == 302
    assert signed_in(cast.bob).get("/alice/desk/colleagues").status_code == 404


def test_the_last_manager_is_told_why(cast: Cast) -> None:
    public_id = Membership.objects.get(account=cast.alice).public_id
    page = signed_in(cast.alice).post(f"/alice/desk/colleagues/{public_id}/end")
    assert page.status_code == 409
    assert "only service manager" in page.content.decode()


@pytest.mark.parametrize("page", ["tablets", "tablets/enrol", "tablets/pin", "roles", "colleagues"])
@pytest.mark.parametrize("language", ["", "/cy"])
def test_desk_pages_stand(cast: Cast, page: str, language: str) -> None:
    assert signed_in(cast.alice).get(f"{language}/alice/desk/{page}").status_code == 200


def test_a_tablet_is_enrolled_once_and_retired_once(cast: Cast) -> None:
    alice = signed_in(cast.alice)
    form = alice.get("/alice/desk/tablets/enrol").context["form"]
    given = {"branch": cast.sale.public_id, "name": "Front desk", "key": form["key"].value()}
    assert alice.post("/alice/desk/tablets/enrol", given).status_code == 302
    alice = signed_in(cast.alice)
    device = alice.get("/alice/desk/tablets").context["devices"][0]
    retire = f"/alice/desk/tablets/{device.public_id}/retire"
    assert "Front desk" in alice.get(retire).content.decode()
    assert signed_in(cast.bob).get(retire).status_code == 404
    assert alice.post(retire).status_code == 302
    assert alice.post(retire).status_code == 409


def test_a_pin_is_chosen_twice_the_same(cast: Cast) -> None:
    bob = signed_in(cast.bob)
    page = bob.post("/alice/desk/tablets/pin", {"pin": "407318", "again": "407319"})
    assert "The two PINs are different" in page.content.decode()
    weak = bob.post("/alice/desk/tablets/pin", {"pin": "111111", "again": "111111"})
    assert "too easy to guess" in weak.content.decode()
    short = bob.post("/alice/desk/tablets/pin", {"pin": "12", "again": "12"})
    assert "has 6 digits" in short.content.decode()
    assert (
        bob.post("/alice/desk/tablets/pin", {"pin": "407318", "again": "407318"}).status_code == 302
    )
