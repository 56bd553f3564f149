"""My account lists where I am signed in, in words, and ends each."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from branchline.core import clock
from branchline.people import actions
from branchline.people.middleware.devices import BROWSERS, SYSTEMS, _named
from branchline.people.models import Account, SignIn
from branchline.people.queries import sign_ins_of

from .conftest import NOW, Cast, signed_in

PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
    " Version/18.1 Mobile/15E148 Safari/604.1"
)
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0"
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0"
)
GALAXY = (
    "Mozilla/5.0 (Linux; Android 14; SAMSUNG SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko)"
    " SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36"
)


def with_browser(who: Account, said: str) -> Client:
    browser = signed_in(who)
    browser.defaults["HTTP_USER_AGENT"] = said
    return browser


@pytest.mark.parametrize(
    ("said", "browser", "system"),
    [
        (PHONE, "Safari", "iPhone"), (FIREFOX, "Firefox", "Windows"), (EDGE, "Edge", "Windows"),
        (GALAXY, "Samsung Internet", "Android"), ("curl/8", "", ""),
    ],
)  # fmt: skip
def test_a_browser_is_called_as_people_call_it(said: str, browser: str, system: str) -> None:
    assert (_named(said, BROWSERS), _named(said, SYSTEMS)) == (browser, system)


def test_alice_sees_where_she_is_signed_in_and_ends_one(cast: Cast) -> None:
    with clock.at(NOW):
        phone, here = with_browser(cast.alice, PHONE), with_browser(cast.alice, FIREFOX)
        phone.get("/account/")
        shown = here.get("/account/").content.decode()
        assert "Safari on iPhone" in shown
        assert "Firefox on Windows" in shown
        assert "You are here now" in shown
        assert shown.count("Sign out there") == 1, "not where she is"
        lost = SignIn.objects.get(system="iPhone")
        done = here.post(f"/account/signed-in/{lost.public_id}/end/", follow=True).content.decode()
        assert "You are signed out there" in done
        assert "iPhone" not in done
        assert phone.get("/account/").status_code == 302
        assert here.get("/account/").status_code == 200


def test_charlie_can_not_end_what_is_alices(cast: Cast) -> None:
    alice, charlie = with_browser(cast.alice, PHONE), with_browser(cast.charlie, FIREFOX)
    alice.get("/account/")
    hers = SignIn.objects.get(account=cast.alice)
    charlie.post(f"/account/signed-in/{hers.public_id}/end/")
    assert alice.get("/account/").status_code == 200
    assert "iPhone" not in charlie.get("/account/").content.decode()


def test_it_is_noted_once_an_hour(cast: Cast) -> None:
    alice = with_browser(cast.alice, PHONE)
    for minutes, seen in ((0, 0), (59, 0), (61, 61), (90, 61)):
        with clock.at(NOW + timedelta(minutes=minutes)):
            alice.get("/account/")
        assert SignIn.objects.get().seen_at == NOW + timedelta(minutes=seen)


def test_signing_out_leaves_nothing_to_end(cast: Cast) -> None:
    alice = with_browser(cast.alice, PHONE)
    alice.get("/account/")
    alice.post("/account/logout/")
    assert not sign_ins_of(account=cast.alice).exists()


def test_old_notes_go_by_the_rule(cast: Cast) -> None:
    with clock.at(NOW):
        with_browser(cast.alice, PHONE).get("/account/")
    assert actions.forget_old_sign_ins(now=NOW + timedelta(days=59)) == 0
    assert actions.forget_old_sign_ins(now=NOW + timedelta(days=61)) == 1


def test_a_copy_of_the_account_says_it_too(cast: Cast) -> None:
    alice = with_browser(cast.alice, PHONE)
    (held,) = alice.get("/account/copy/").json()["signed_in"]
    assert held["device"] == "Safari on iPhone"
    assert "session" not in str(held)


def test_signing_out_everywhere_ends_a_shared_tablet_too(cast: Cast) -> None:
    """Its session carries a PIN and no hash, so it is ended by its row."""
    here, tablet = with_browser(cast.alice, FIREFOX), Client()
    session = tablet.session
    session["branchline_at_tablet"] = "Alice"
    session.save()
    assert session.session_key is not None
    actions.note_sign_in(
        account=cast.alice, session_key=session.session_key, browser="", system="",
        tablet="Front desk, Sale Library", now=NOW,
    )  # fmt: skip
    assert "Shared tablet: Front desk, Sale Library" in here.get("/account/").content.decode()
    here.post("/account/everywhere/")
    assert not Session.objects.filter(session_key=session.session_key).exists()
    assert not SignIn.objects.exists()
