"""Signing in by a code, a second factor for staff, and pages in our words."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode
from pytest_django import Settings

from branchline.messages.tests.test_smtp import Post
from branchline.people.models import Account
from branchline.people.tests.conftest import Cast, account, signed_in

UNKIND = re.compile(r"\b(invalid|user|submit|click here|third-party|password)\b", re.IGNORECASE)


@pytest.fixture(autouse=True)
def fresh_limits(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    cache.clear()


def words_of(page: bytes) -> str:
    """What a person reads: the text between the tags of the main part."""
    main = page.decode().split("<main", 1)[1].split("</main>")[0]
    main = re.sub(r"<script.*?</script>", " ", main, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def code_in(message: mail.EmailMessage) -> str:
    found = re.search(r"\d{3}-\d{3}", str(message.body))
    assert found
    return found[0]


def code_of_app(secret: str) -> str:
    """What the app shows at this moment."""
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def test_somebody_signs_in_with_a_code_and_no_password(db: None, client: Client) -> None:
    dora = account("Dora")
    asked = client.post("/account/login/", {"login": "DORA@example.test"})
    assert asked.headers["Location"] == reverse("account_confirm_login_code")
    (message,) = mail.outbox
    assert message.to == [dora.email]
    page = client.get(asked.headers["Location"])
    assert "dora@example.test" in page.content.decode()
    wrong = client.post(asked.headers["Location"], {"code": "000-000"})
    assert "does not match" in wrong.content.decode()
    done = client.post(asked.headers["Location"], {"code": code_in(message)})
    assert done.headers["Location"] == "/account/"
    assert "Hello, Dora" in client.get("/account/").content.decode()


def test_an_address_without_account_looks_the_same_and_gets_a_kind_mail(
    db: None, client: Client
) -> None:
    asked = client.post("/account/login/", {"login": "nobody@example.test"})
    assert asked.headers["Location"] == reverse("account_confirm_login_code")
    assert "no account" in str(mail.outbox[0].body)
    assert "/account/signup/" in str(mail.outbox[0].body)


def test_signing_up_gives_an_account_and_no_rights(cast: Cast, client: Client) -> None:
    asked = client.post("/account/signup/", {"email": "New@Example.test", "name": "Nell"})
    assert asked.status_code == 302
    made = Account.objects.get(email="new@example.test")
    assert (made.name, made.has_usable_password(), made.memberships.count()) == ("Nell", False, 0)
    page = client.get(asked.headers["Location"])
    assert "new@example.test" in words_of(page.content)
    done = client.post(asked.headers["Location"], {"code": code_in(mail.outbox[0])})
    assert done.status_code == 302
    assert EmailAddress.objects.get(user=made).verified
    assert client.get("/account/").status_code == 200
    assert client.get("/alice/desk/colleagues").status_code == 404


def test_signing_up_twice_tells_only_the_mailbox(db: None, client: Client) -> None:
    account("Dora")
    client.post("/account/signup/", {"email": "dora@example.test", "name": ""})
    assert Account.objects.count() == 1
    assert "It has one already" in str(mail.outbox[0].body)


def test_the_code_is_written_in_the_accounts_language(db: None, client: Client) -> None:
    dora = account("Dora")
    Account.objects.filter(pk=dora.pk).update(language="cy")
    client.post("/account/login/", {"login": dora.email})
    assert code_in(mail.outbox[0])


def test_whoever_looks_for_a_password_is_shown_how_to_sign_in(db: None, client: Client) -> None:
    for path in ("reset/", "change/", "set/", "reset/done/"):
        assert client.get(f"/account/password/{path}").headers["Location"] == "/account/login/"


def test_a_new_colleague_adds_a_second_way_and_goes_on(cast: Cast, settings: Settings) -> None:
    settings.BRANCHLINE_SECOND_FACTOR_REQUIRED = True
    browser = Client()
    browser.post("/account/login/", {"login": cast.alice.email})
    browser.post(reverse("account_confirm_login_code"), {"code": code_in(mail.outbox[0])})
    wanted = "/alice/desk/people?who=Maud"
    turned_back = browser.get(wanted)
    assert turned_back.headers["Location"] == reverse("mfa_index")
    explained = words_of(browser.get(reverse("mfa_index")).content)
    for words in ("It takes two minutes", "recovery codes", "the page you wanted", "Why?"):
        assert words in explained
    assert not UNKIND.findall(explained)
    assert "Go on to the desk" not in explained

    begun = browser.get(reverse("mfa_activate_totp"))
    secret = re.findall(r"<code>(\w+)</code>", begun.content.decode())[0]
    finished = browser.post(reverse("mfa_activate_totp"), {"code": code_of_app(secret)})
    assert finished.headers["Location"] == reverse("mfa_view_recovery_codes")
    codes = browser.get(finished.headers["Location"]).content
    assert f'href="{wanted}"' in codes.decode()
    assert "Have you kept them?" in words_of(codes)
    assert "Go on to the desk" in words_of(browser.get(reverse("mfa_index")).content)
    assert browser.get(wanted).status_code == 200

    later = words_of(browser.get(finished.headers["Location"]).content)
    assert "Back to your account" in later, "the way there is shown once"


def test_the_code_comes_by_a_real_mail_server(
    db: None, client: Client, post: Post, settings: Settings
) -> None:
    dora = account("Dora")
    asked = client.post("/account/login/", {"login": dora.email})
    (letter,) = post.arrived
    assert letter["To"] == dora.email
    assert letter["From"] == settings.DEFAULT_FROM_EMAIL
    code = re.search(r"\d{3}-\d{3}", letter.get_content())
    assert code
    assert code[0] in letter["Subject"]
    done = client.post(asked.headers["Location"], {"code": code[0]})
    assert done.headers["Location"] == "/account/"


def test_the_wall_says_nothing_to_strangers_and_stays_down_in_the_demo(
    cast: Cast, settings: Settings
) -> None:
    settings.BRANCHLINE_SECOND_FACTOR_REQUIRED = True
    assert signed_in(cast.charlie).get("/alice/desk/colleagues").status_code == 404
    settings.BRANCHLINE_SECOND_FACTOR_REQUIRED = False
    assert signed_in(cast.alice).get("/alice/desk/colleagues").status_code == 200


def test_with_an_app_the_code_by_email_is_not_enough(cast: Cast, client: Client) -> None:
    TOTP.activate(cast.alice, "JBSWY3DPEHPK3PXP")
    client.post("/account/login/", {"login": cast.alice.email})
    step = client.post(
        reverse("account_confirm_login_code"), {"code": code_in(mail.outbox[0])}, follow=True
    )
    assert "One more step" in step.content.decode()
    assert client.get("/account/").status_code == 302


PUBLIC = ["account_login", "account_signup", "account_request_login_code", "account_inactive",
          "socialaccount_login_cancelled", "socialaccount_login_error"]  # fmt: skip
MINE = ["people:account", "people:details", "account_email", "account_logout", "mfa_index",
        "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn", "socialaccount_connections"]  # fmt: skip
WITH_APP = {
    "mfa_deactivate_totp": "Remove the app?",
    "mfa_view_recovery_codes": "Keep them as a file",
    "mfa_generate_recovery_codes": "Make new recovery codes?",
    "mfa_index": "Remove the app",
}


@pytest.mark.parametrize("name", PUBLIC)
@pytest.mark.parametrize("language", ["", "/cy"])
def test_pages_before_sign_in_are_in_our_words(
    db: None, client: Client, name: str, language: str
) -> None:
    page = client.get(language + reverse(name))
    assert page.status_code == (401 if name == "socialaccount_login_error" else 200)
    assert not UNKIND.findall(words_of(page.content))
    assert b'class="govuk-template"' in page.content


@pytest.mark.parametrize("name", MINE)
def test_pages_after_sign_in_are_in_our_words(cast: Cast, name: str) -> None:
    page = signed_in(cast.alice).get(reverse(name))
    assert page.status_code == 200
    assert not UNKIND.findall(words_of(page.content))


@pytest.mark.parametrize("name", WITH_APP)
def test_pages_of_somebody_with_an_app_are_in_our_words(cast: Cast, name: str) -> None:
    """Whoever has signed in a while ago shows first that it is still them."""
    browser = signed_in(cast.alice)
    TOTP.activate(cast.alice, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(cast.alice)
    again = reverse("mfa_reauthenticate") + "?next=" + reverse(name)
    page = browser.post(again, {"code": code_of_app("JBSWY3DPEHPK3PXP")}, follow=True)
    assert page.status_code == 200
    assert page.request["PATH_INFO"] == reverse(name)
    assert WITH_APP[name] in words_of(page.content)
    assert not UNKIND.findall(words_of(page.content))


def test_errors_stand_at_the_field_and_keep_what_was_typed(db: None, client: Client) -> None:
    page = client.post("/account/login/", {"login": "not an address"}).content.decode()
    assert "It needs an @" in page
    assert "There is something to put right" in page
    assert 'value="not an address"' in page
    long = client.post(
        "/account/signup/", {"email": "a@b.test", "name": "x" * 5000}
    ).content.decode()
    assert "longer than we can keep" in long


def test_only_members_of_the_cast_sign_in_by_one_press(
    cast: Cast, client: Client, settings: Settings
) -> None:
    settings.BRANCHLINE_DEMO = False
    assert client.get("/demo").status_code == 404
    assert client.post("/demo/sign-in", {"person": cast.alice.email}).status_code == 404
    settings.BRANCHLINE_DEMO = True
    assert client.post("/demo/sign-in", {"person": cast.alice.email}).status_code == 404
    assert client.get("/demo/sign-in").status_code == 405


def test_my_details_are_mine_to_change(cast: Cast) -> None:
    browser = signed_in(cast.bob)
    saved = browser.post("/account/details/", {"name": " Bob  Marsh ", "language": "cy"})
    assert saved.status_code == 302
    cast.bob.refresh_from_db()
    assert (cast.bob.name, cast.bob.language) == ("Bob  Marsh", "cy")
    assert Authenticator.objects.count() == 0


@pytest.mark.parametrize(
    "wanted", ["https://elsewhere.test/", "//elsewhere.test", "/\\elsewhere.test", "javascript:1"]
)
def test_signing_in_leads_nowhere_else_and_into_a_session_of_its_own(
    db: None, client: Client, wanted: str
) -> None:
    """A link that somebody sent neither leads away nor leaves a session that they know already."""
    account("Dora")
    asked = client.post(
        f"/account/login/?{urlencode({'next': wanted})}", {"login": "dora@example.test"}
    )
    prepared = client.session.session_key
    done = client.post(asked.headers["Location"], {"code": code_in(mail.outbox[0])})
    assert done.headers["Location"] == "/account/"
    assert client.session.session_key != prepared


def test_codes_can_not_be_tried_for_ever(db: None, client: Client) -> None:
    account("Dora")
    asked = client.post("/account/login/", {"login": "dora@example.test"}).headers["Location"]
    for _guess in range(5):
        client.post(asked, {"code": "000-000"})
    late = client.post(asked, {"code": code_in(mail.outbox[0])})
    assert late.headers["Location"].startswith("/account/login/")
    assert client.get("/account/").status_code == 302, "the right code comes too late"
