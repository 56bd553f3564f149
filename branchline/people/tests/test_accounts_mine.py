"""One's own account: a copy of it, closing it, and the pages that few people see."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from branchline.people.models import Account
from branchline.people.tests.conftest import Cast, account, signed_in
from branchline.people.tests.test_accounts_sign_in import UNKIND, words_of


def test_a_copy_holds_everything_of_mine_and_nothing_of_others(cast: Cast) -> None:
    browser = signed_in(cast.bob)
    mine = browser.get("/account/copy/").json()
    assert mine["email"] == cast.bob.email
    assert mine["memberships"][0]["branches"] == ["Sale Library"]
    assert "Alice" not in browser.get("/account/copy/").content.decode().replace(
        "Alice’s libraries", ""
    )


def test_closing_an_account_erases_it_and_ends_every_session(cast: Cast) -> None:
    dora = account("Dora")
    here, there = signed_in(dora), signed_in(dora)
    asked = here.get("/account/close/")
    assert "can’t be undone" in asked.content.decode()
    assert Account.objects.filter(email="dora@example.test").exists()
    assert here.post("/account/close/").status_code == 302
    kept = Account.objects.get(pk=dora.pk)
    assert (kept.name, kept.is_active) == ("", False)
    assert "dora" not in kept.email
    assert str(kept) == "Somebody who has left"
    assert not EmailAddress.objects.filter(user=dora).exists()
    assert there.get("/account/").status_code == 302
    assert account("Dora").pk != dora.pk


def test_who_still_works_somewhere_is_told_whom_to_ask(cast: Cast) -> None:
    refused = signed_in(cast.bob).post("/account/close/")
    assert refused.status_code == 409
    assert "Ask your service manager" in refused.content.decode()


def a_passkey(who: Account) -> Authenticator:
    kept: Authenticator = Authenticator.objects.create(
        user=who, type=Authenticator.Type.WEBAUTHN, data={"name": "My phone", "credential": {}}
    )
    return kept


def test_my_passkeys_are_listed_by_name_and_guarded(cast: Cast) -> None:
    key = a_passkey(cast.alice)
    alice = signed_in(cast.alice)
    asked = alice.get(reverse("mfa_remove_webauthn", args=[key.pk]))
    assert asked.headers["Location"].startswith("/account/2fa/webauthn/reauthenticate/")
    shown = alice.get(reverse("mfa_list_webauthn"))
    assert "My phone" in shown.content.decode()
    assert not UNKIND.findall(words_of(shown.content))


RARE = [
    "account/signup_closed.html", "account/verification_sent.html", "account/account_inactive.html",
    "account/verified_email_required.html", "account/reauthenticate.html", "mfa/reauthenticate.html",
    "mfa/webauthn/reauthenticate.html", "socialaccount/signup.html", "socialaccount/login_cancelled.html",
    "mfa/webauthn/edit_form.html", "mfa/webauthn/authenticator_confirm_delete.html", "allauth/layouts/base.html",
]  # fmt: skip


@pytest.mark.parametrize("template", RARE)
def test_pages_that_few_people_see_stand_and_are_in_our_words(db: None, template: str) -> None:
    from django import forms
    from django.contrib.auth.models import AnonymousUser

    class CodeForm(forms.Form):
        code = forms.CharField(label="Code")
        credential = forms.CharField(widget=forms.HiddenInput)

    request = RequestFactory().get("/account/")
    request.user = AnonymousUser()
    authenticator = {"wrap": {"name": "My phone"}}
    page = render_to_string(
        template, {"form": CodeForm(), "js_data": {}, "authenticator": authenticator}, request
    )
    assert '<main class="bl-wrap' in page
    assert not UNKIND.findall(words_of(page.encode()))


def test_the_wrong_pages_of_allauth_are_still_in_our_layout(cast: Cast, client: Client) -> None:
    assert client.get("/account/signup/").status_code == 200
    assert signed_in(cast.alice).get("/account/login/").status_code == 302


def test_signing_out_everywhere_ends_every_session(cast: Cast) -> None:
    """Alice has lost her phone; Bob stays where he is."""
    phone, here, bob = signed_in(cast.alice), signed_in(cast.alice), signed_in(cast.bob)
    assert b"every phone and computer" in here.get("/account/everywhere/").content
    assert phone.get("/account/").status_code == 200
    assert here.post("/account/everywhere/").headers["Location"] == "/account/login/"
    assert b"signed out everywhere" in here.get("/account/login/").content
    assert phone.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 302
    assert bob.get("/account/").status_code == 200
    cast.alice.refresh_from_db()
    again = signed_in(cast.alice)
    assert again.get("/account/").status_code == 200
