"""A shared tablet: enrolled, opened by a PIN, small in what it may, asleep after wrong guesses."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.db import IntegrityError, connection, transaction
from django.test import Client
from pytest_django import Settings

from branchline.core import clock
from branchline.core.acting import Acting
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.people import actions, errors, queries
from branchline.people.actions import Enrolled
from branchline.people.middleware.at_tablet import COOKIE
from branchline.people.models import Device, StaffPin
from branchline.people.tests.conftest import NOW, Cast, account, signed_in, works

PIN = "407318"
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def quick_hashes(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def enrol(cast: Cast, key: str = "enrol-form-1") -> Enrolled:
    return actions.enrol_device(
        branch=cast.sale, name="Front desk", key=key, by=cast.as_alice, now=NOW
    )


def give_pin(cast: Cast, pin: str = PIN) -> None:
    actions.choose_pin(account=cast.bob, pin=pin, by=Acting(), now=NOW)


def guess(cast: Cast, device: Device, pin: str, now: object = NOW) -> object:
    return actions.enter_pin(device=device, account=cast.bob, pin=pin, by=Acting(), now=now)  # type: ignore[arg-type]


def test_the_right_pin_says_who_is_there(at_alices: Cast) -> None:
    give_pin(at_alices)
    device = enrol(at_alices).device
    answer = actions.enter_pin(device=device, account=at_alices.bob, pin=PIN, by=Acting(), now=NOW)
    assert (answer.account, answer.refusal) == (at_alices.bob, None)


@pytest.mark.parametrize("pin", ["123456", "654321", "111111", "121212", "407407"])
def test_pins_that_somebody_would_try_first_are_refused(at_alices: Cast, pin: str) -> None:
    with pytest.raises(errors.WeakPin):
        give_pin(at_alices, pin)


def test_five_wrong_pins_put_the_pin_to_sleep_even_for_its_owner(at_alices: Cast) -> None:
    give_pin(at_alices)
    device = enrol(at_alices).device
    for _ in range(5):
        answer = actions.enter_pin(
            device=device, account=at_alices.bob, pin="000999", by=Acting(), now=NOW
        )
        assert isinstance(answer.refusal, errors.WrongPin)
    asleep = actions.enter_pin(device=device, account=at_alices.bob, pin=PIN, by=Acting(), now=NOW)
    assert isinstance(asleep.refusal, errors.AskedTooOften)
    later = NOW + timedelta(minutes=15)
    awake = actions.enter_pin(device=device, account=at_alices.bob, pin=PIN, by=Acting(), now=later)
    assert awake.account == at_alices.bob


def test_many_wrong_pins_put_the_tablet_to_sleep(at_alices: Cast) -> None:
    device = enrol(at_alices).device
    for _ in range(20):
        guess(at_alices, device, "000999")
    give_pin(at_alices)
    answer = actions.enter_pin(device=device, account=at_alices.bob, pin=PIN, by=Acting(), now=NOW)
    assert isinstance(answer.refusal, errors.AskedTooOften)


def test_a_pin_is_kept_hashed_with_a_pepper(at_alices: Cast, settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    give_pin(at_alices)
    kept = StaffPin.objects.get().pin_hash
    assert identify_hasher(kept).algorithm == "pbkdf2_sha256"
    settings.SECRET_KEY = "another installation"
    device = enrol(at_alices).device
    answer = actions.enter_pin(device=device, account=at_alices.bob, pin=PIN, by=Acting(), now=NOW)
    assert answer.account is None


def test_the_same_form_twice_is_one_tablet_with_the_newest_secret(at_alices: Cast) -> None:
    first, second = enrol(at_alices), enrol(at_alices)
    assert first.device == second.device
    assert queries.device_with(public_id=first.device.public_id, secret=first.secret) is None
    assert queries.device_with(public_id=first.device.public_id, secret=second.secret)


def test_a_retired_tablet_opens_nothing(at_alices: Cast) -> None:
    enrolled = enrol(at_alices)
    actions.retire_device(device=enrolled.device, by=at_alices.as_alice, now=NOW)
    assert queries.device_with(public_id=enrolled.device.public_id, secret=enrolled.secret) is None
    with pytest.raises(errors.AlreadyEnded):
        actions.retire_device(device=enrolled.device, by=at_alices.as_alice, now=NOW)


def test_a_tablet_makes_everybody_branch_staff_of_its_branch_and_no_more(at_alices: Cast) -> None:
    device = enrol(at_alices).device
    (alice,) = queries.holdings_on(device=device, account_id=at_alices.alice.pk, today=TODAY)
    assert (alice.role, alice.reach.branch_ids) == (
        Role.BRANCH_STAFF,
        frozenset({at_alices.sale.pk}),
    )
    dora = account("Dora")
    works(dora, at_alices.organisation, at_alices.service, Role.BRANCH_STAFF, at_alices.hale)
    assert queries.holdings_on(device=device, account_id=dora.pk, today=TODAY) == ()
    cal = account("Cal")
    works(cal, at_alices.organisation, at_alices.service, Role.CALLER)
    assert queries.holdings_on(device=device, account_id=cal.pk, today=TODAY) == ()


def test_the_tablet_offers_only_colleagues_of_its_branch_with_a_pin(at_alices: Cast) -> None:
    device = enrol(at_alices).device
    assert not queries.staff_with_pin(device=device, today=TODAY)
    give_pin(at_alices)
    dora = account("Dora")
    works(dora, at_alices.organisation, at_alices.service, Role.BRANCH_STAFF, at_alices.hale)
    actions.choose_pin(account=dora, pin=PIN, by=Acting(), now=NOW)
    assert list(queries.staff_with_pin(device=device, today=TODAY)) == [at_alices.bob]


def test_a_tablet_stands_at_a_branch_of_its_own_service(at_alices: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.enrol_device(
            branch=at_alices.elsewhere_branch, name="X", key="enrol-form-9", by=Acting(), now=NOW
        )
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_another_service_sees_no_tablet_and_no_pin(cast: Cast) -> None:
    with scope(cast.service.pk):
        enrol(cast)
        give_pin(cast)
    with scope(cast.elsewhere.pk), connection.cursor() as cursor:
        for table in ("people_device", "people_staffpin", "people_invitation"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,)


def test_a_day_at_the_tablet(cast: Cast) -> None:
    """Alice enrols it, Bob opens the desk with his PIN, leaves it, and it asks again."""
    with scope(cast.service.pk):
        give_pin(cast)
    tablet = signed_in(cast.alice)
    form = tablet.get("/alice/desk/tablets/enrol").context["form"]
    given = {"branch": cast.sale.public_id, "name": "Front desk", "key": form["key"].value()}
    enrolled = tablet.post("/alice/desk/tablets/enrol", given)
    assert enrolled.headers["Location"] == "/alice/desk/tablet"
    assert COOKIE in tablet.cookies

    asked = tablet.get("/alice/desk/tablets")
    assert asked.headers["Location"] == "/alice/desk/tablet?next=%2Falice%2Fdesk%2Ftablets"
    page = tablet.get(asked.headers["Location"])
    assert b"Bob" in page.content
    assert b"Alice</label>" not in page.content
    who = {"person": cast.bob.public_id}
    wrong = tablet.post(asked.headers["Location"], {**who, "pin": "000999"})
    assert b"does not match" in wrong.content
    with scope(cast.service.pk):
        assert StaffPin.objects.get().wrong_pins == 1
    opened = tablet.post(asked.headers["Location"], {**who, "pin": PIN})
    assert opened.headers["Location"] == "/alice/desk/tablets"
    desk = tablet.get("/alice/desk/tablets")
    assert "Front desk" in desk.content.decode()
    assert tablet.get("/alice/desk/colleagues/invite").status_code == 404
    assert tablet.get("/alice/desk/tablets/pin").status_code == 404
    assert tablet.get("/account/").status_code == 302
    assert tablet.get("/charlie/desk/tablets").headers["Location"].startswith("/account/login/")

    with clock.at(clock.now() + timedelta(minutes=16)):
        assert tablet.get("/alice/desk/tablets").status_code == 302
    tablet.post(asked.headers["Location"], {**who, "pin": PIN})
    assert tablet.post("/alice/desk/tablet/leave").status_code == 302
    assert tablet.get("/alice/desk/tablets").status_code == 302
    tablet.post(asked.headers["Location"], {**who, "pin": PIN})
    assert tablet.get("/alice/desk/tablets").status_code == 200
    assert tablet.post("/account/logout/").headers["Location"] == "/alice/desk/tablet"
    assert tablet.get("/alice/desk/tablets").status_code == 302


def test_the_tablets_page_is_only_at_a_tablet(cast: Cast) -> None:
    assert signed_in(cast.alice).get("/alice/desk/tablet").status_code == 404
    assert Client().get("/alice/desk/tablet").status_code == 404
    forged = Client()
    forged.cookies[COOKIE] = "x:y:z"
    assert forged.get("/alice/desk/tablet").status_code == 404


def test_next_leads_nowhere_else(cast: Cast) -> None:
    with scope(cast.service.pk):
        give_pin(cast)
        enrolled = enrol(cast)
    tablet = Client()
    from django.http import HttpResponse

    from branchline.people.middleware import at_tablet

    response = HttpResponse()
    at_tablet.remember(response, enrolled)
    tablet.cookies.update(response.cookies)
    sent = tablet.post(
        "/alice/desk/tablet?next=https://elsewhere.test",
        {"person": cast.bob.public_id, "pin": PIN},
    )
    assert sent.headers["Location"] == "/alice/desk/today"


def test_nobody_signs_in_as_themselves_at_a_shared_tablet(cast: Cast) -> None:
    """Neither a session from before nor a new one: the next one at the counter would be that person."""
    tablet = signed_in(cast.alice)
    form = tablet.get("/alice/desk/tablets/enrol").context["form"]
    given = {"branch": cast.sale.public_id, "name": "Front desk", "key": form["key"].value()}
    tablet.post("/alice/desk/tablets/enrol", given)
    cookie = tablet.cookies[COOKIE].value
    for path in ("login/", "signup/", "", "2fa/", "details/"):
        led = tablet.get(f"/account/{path}")
        assert led.headers["Location"] == "/alice/desk/tablet", path
    assert b"opens with a PIN" in tablet.get("/alice/desk/tablet").content
    assert tablet.post("/account/login/", {"login": "alice@example.test"}).status_code == 302

    own = signed_in(cast.alice)
    own.cookies[COOKIE] = cookie
    assert own.get("/alice/desk/colleagues").headers["Location"].startswith("/alice/desk/tablet")
    del own.cookies[COOKIE]
    assert own.get("/account/").status_code == 302, "the session is gone for good"
