"""Sam adds a passkey, signs out, and comes back with it alone: in a real browser, whose own
authenticator (WebAuthn's virtual one) stands for the fingerprint."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.harness.looking import faults
from tests.harness.signing_in import sign_in

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page

pytestmark = pytest.mark.browser


@pytest.fixture
def finger(page: "Page") -> "Iterator[CDPSession]":
    """An authenticator inside the page's device, which knows its owner."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield devtools
    devtools.detach()


def press(page: "Page", words: str) -> None:
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=words).click()


def test_a_passkey_signs_in_by_itself(page: "Page", finger: "CDPSession") -> None:
    sign_in(page, "Branch staff")
    page.goto("/account/2fa/webauthn/add/")
    assert not faults(page)
    page.get_by_label("A name for it").fill("Sam’s telephone")
    page.get_by_label("Let it sign me in by itself").check()
    press(page, "Add a passkey")
    page.goto("/account/2fa/webauthn/")
    expect(page.get_by_role("rowheader", name="Sam’s telephone")).to_be_visible()
    expect(page.get_by_text("Not yet")).to_be_visible()
    assert not faults(page)

    page.goto("/account/logout/")
    press(page, "Sign out")
    page.goto("/account/login/?next=/trafford/desk/colleagues")
    press(page, "Sign in with a passkey")
    assert page.url.endswith("/trafford/desk/colleagues"), "back to where they were going"

    page.goto("/account/2fa/webauthn/")
    expect(page.get_by_text("Not yet")).to_have_count(0)

    # The telephone is lost: the passkey goes. That matters, so they are asked once more who they are.
    page.get_by_role("link", name="Remove Sam’s telephone").click()
    expect(page.get_by_role("heading", name="Please show that it is you")).to_be_visible()
    assert not faults(page)
    press(page, "Use my passkey")
    expect(page.get_by_role("heading", name="Remove this passkey?")).to_be_visible()
    assert not faults(page)
    press(page, "Remove it")
    expect(page.get_by_text("No passkeys yet")).to_be_visible()
