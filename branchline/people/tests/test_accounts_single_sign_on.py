"""Single sign-on for staff, against an identity provider that runs for the test."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from branchline.core import clock
from branchline.core.permits import Role
from branchline.people.models import Account
from branchline.people.tests.conftest import Cast, works


@dataclass
class Council:
    """A council's identity provider; `says` is what it tells of who has signed in there, `token` what its
    signed token says otherwise (a claim that is None is left out)."""

    address: str = ""
    says: dict[str, Any] = field(default_factory=dict)
    token: dict[str, Any] = field(default_factory=dict)
    key: rsa.RSAPrivateKey = field(default_factory=lambda: new_key())
    asked: list[str] = field(default_factory=list)
    """The proofs (PKCE) with which codes were changed for tokens."""

    def signed(self) -> str:
        """A token for now, about whoever has signed in."""
        now = int(clock.now().timestamp())
        claims = {
            "iss": self.address, "aud": "branchline", "sub": self.says.get("sub"),
            "iat": now, "exp": now + 300, **self.token,
        }  # fmt: skip
        said = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(said, self.key, "RS256", headers={"kid": str(id(self.key))})


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def council(settings: Settings) -> Iterator[Council]:
    known = Council()

    class Answers(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            said: dict[str, Any] = {"access_token": "a-token", "token_type": "Bearer"}
            if self.path == "/token" and "id_token" not in known.token:
                said["id_token"] = known.signed()
            if self.path.startswith("/.well-known/"):
                ends = {
                    "authorization_endpoint": "/in",
                    "token_endpoint": "/token",
                    "userinfo_endpoint": "/me",
                    "jwks_uri": "/keys",
                }
                said = {"issuer": known.address} | {k: known.address + v for k, v in ends.items()}
            elif self.path == "/me":
                said = known.says
            body = json.dumps(said).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            known.asked += form.get("code_verifier", [])
            self._answer()

        def log_message(self, *words: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    Thread(target=server.serve_forever, daemon=True).start()
    known.address = f"http://127.0.0.1:{server.server_port}"
    app = {
        "provider_id": "council", "name": "Alice’s council", "client_id": "branchline", "secret": "s",
        "settings": {
            "server_url": known.address, "verified_email": ["council.test"], "domains": ["council.test"],
        },
    }  # fmt: skip
    ours = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {**ours, "APPS": [app]}}
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    cache.clear()
    yield known
    server.shutdown()
    server.server_close()


def come_back(client: Client) -> HttpResponse:
    """Press the button, sign in over there, and come back with a code."""
    page = client.get("/account/login/").content.decode()
    assert "Sign in through Alice’s council" in page
    left = client.post("/account/oidc/council/login/?process=login")
    asked = parse_qs(urlsplit(left.headers["Location"]).query)
    back = "/account/oidc/council/login/callback/"
    return client.get(back, {"code": "a-code", "state": asked["state"][0]})  # type: ignore[return-value]


def test_a_colleague_signs_in_through_the_council_and_needs_no_other_factor(
    cast: Cast, council: Council, client: Client, settings: Settings
) -> None:
    settings.BRANCHLINE_SECOND_FACTOR_REQUIRED = True
    Account.objects.filter(pk=cast.bob.pk).update(email="bob@council.test")
    cast.bob.emailaddress_set.update(email="bob@council.test")  # type: ignore[attr-defined]
    council.says = {"sub": "7", "email": "bob@council.test", "name": "Bob Marsh"}
    assert come_back(client).status_code == 302
    assert client.get("/alice/desk/colleagues").status_code == 200
    assert Account.objects.count() == 3


def test_a_newcomer_gets_an_account_and_no_rights(
    cast: Cast, council: Council, client: Client
) -> None:
    council.says = {
        "sub": "8",
        "email": "New.One@council.test",
        "given_name": "Nova",
        "family_name": "One",
    }
    come_back(client)
    made = Account.objects.get(email="new.one@council.test")
    assert (made.name, made.memberships.count()) == ("Nova One", 0)
    assert client.get("/account/").status_code == 200
    assert client.get("/alice/desk/colleagues").status_code == 404


@pytest.mark.parametrize("verified", [True, False])
def test_a_council_cannot_vouch_for_somebody_elses_address(
    cast: Cast, council: Council, client: Client, verified: bool
) -> None:
    council.says = {"sub": "9", "email": cast.charlie.email, "email_verified": verified}
    turned_back = come_back(client)
    assert turned_back.headers["Location"] == "/account/login/"
    assert "can’t vouch for" in client.get("/account/login/").content.decode()
    assert client.get("/account/").status_code == 302
    assert Account.objects.count() == 3


def test_without_an_address_nobody_comes_in(cast: Cast, council: Council, client: Client) -> None:
    council.says = {"sub": "10"}
    assert come_back(client).headers["Location"] == "/account/login/"


def test_the_pages_of_single_sign_on_are_in_our_words(
    cast: Cast, council: Council, client: Client
) -> None:
    asked = client.get("/account/oidc/council/login/").content.decode()
    assert "your organisation’s own sign-in" in asked
    council.says = {"sub": "11", "email": "dora@council.test", "name": "Dora"}
    come_back(client)
    works(
        Account.objects.get(email="dora@council.test"), cast.organisation, cast.service, Role.CALLER
    )
    mine = client.get("/account/3rdparty/").content.decode()
    assert "Alice’s council" in mine


def dora_at(council: Council, client: Client) -> HttpResponse:
    """Dora of the council comes back from there."""
    council.says = {"sub": "12", "email": "dora@council.test", "name": "Dora"}
    return come_back(client)


def test_a_code_is_changed_with_a_proof_that_we_asked_for_it(
    cast: Cast, council: Council, client: Client
) -> None:
    """PKCE (RFC 7636): a code that somebody else slips in opens nothing, so no nonce is needed (RFC 9700)."""
    left = client.post("/account/oidc/council/login/?process=login").headers["Location"]
    assert parse_qs(urlsplit(left).query)["code_challenge_method"] == ["S256"]
    assert dora_at(council, client).status_code == 302
    (proof,) = council.asked
    assert len(proof) >= 43


def test_a_council_may_change_its_keys(cast: Cast, council: Council) -> None:
    for _round in range(2):
        browser = Client()
        assert dora_at(council, browser).status_code == 302
        assert browser.get("/account/").status_code == 200
        council.key = new_key()
    assert Account.objects.filter(email="dora@council.test").count() == 1


@pytest.mark.parametrize(
    "token",
    [
        pytest.param({"aud": "somebody-else"}, id="for another product"),
        pytest.param({"iss": "https://elsewhere.test"}, id="from another council"),
        pytest.param({"iat": 1700000000, "exp": 1700000300}, id="too old"),
        pytest.param({"sub": "99"}, id="about another person"),
        pytest.param({"sub": None}, id="about nobody"),
        pytest.param({"id_token": None}, id="no token"),
    ],
)
def test_a_token_that_is_not_for_us_lets_nobody_in(
    cast: Cast, council: Council, client: Client, token: dict[str, Any]
) -> None:
    council.token = token
    refused = dora_at(council, client)
    shown = refused if refused.status_code == 401 else client.get(refused.headers["Location"])
    assert "organisation’s sign-in did not let us in" in shown.content.decode()
    assert client.get("/account/").status_code == 302
    assert not Account.objects.filter(email="dora@council.test").exists()


def test_an_answer_that_nobody_asked_for_lets_nobody_in(
    cast: Cast, council: Council, client: Client
) -> None:
    council.says = {"sub": "12", "email": "dora@council.test"}
    back = "/account/oidc/council/login/callback/"
    refused = client.get(back, {"code": "a-code", "state": "made-up"})
    assert refused.status_code == 401
    assert "did not let us in" in refused.content.decode()
    assert client.get("/account/").status_code == 302
