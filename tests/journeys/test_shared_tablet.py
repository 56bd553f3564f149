"""A shared tablet on the counter: Mina enrols it, Sam and Erin take turns with their PINs, it forgets
whoever leaves or walks away, and a stolen one opens nothing once it is retired."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.harness.browser import PHONE
from tests.harness.looking import faults
from tests.harness.signing_in import sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SAM, ERIN = "Sam Adeyemi", "Erin Kowalska"
SAMS_PIN, ERINS_PIN = "730184", "590263"
BRANCH = "Sale Library"


@pytest.fixture
def tablet(browser: "Browser", house: str) -> "Iterator[Page]":
    """The browser on the counter, apart from everybody's own."""
    context = browser.new_context(base_url=house, viewport={"width": 820, "height": 1180})
    yield context.new_page()
    context.close()


def choose_pin(page: "Page", role: str, pin: str) -> None:
    sign_in(page, role)
    page.goto("/trafford/desk/tablets/pin")
    page.get_by_label("New PIN, 6 digits").fill(pin)
    page.get_by_label("The same PIN again").fill(pin)
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("PIN")).click()
    expect(page.get_by_text("Your PIN is set.")).to_be_visible()


def enrol(tablet: "Page", name: str) -> None:
    sign_in(tablet, "Service manager")
    tablet.goto("/trafford/desk/tablets/enrol")
    tablet.get_by_label("Branch where it stays").select_option(label=BRANCH)
    tablet.get_by_label("What is written on it").fill(name)
    with tablet.expect_navigation():
        tablet.get_by_role("button", name="Enrol this tablet").click()
    expect(tablet.get_by_role("heading", level=1)).to_have_text(BRANCH)


def give_pin(tablet: "Page", who: str, pin: str) -> None:
    tablet.get_by_role("radio", name=who).check()
    tablet.get_by_label("Your PIN").fill(pin)
    with tablet.expect_navigation():
        tablet.get_by_role("button", name="Open the desk").click()


def leave(tablet: "Page") -> None:
    with tablet.expect_navigation():
        tablet.get_by_role("button", name="I’m done here").first.click()
    expect(tablet.get_by_role("button", name="Open the desk")).to_be_visible()


def test_two_colleagues_take_turns_and_leave_nothing_behind(page: "Page", tablet: "Page") -> None:
    choose_pin(page, "Branch staff", SAMS_PIN)
    choose_pin(page, "Events lead", ERINS_PIN)
    enrol(tablet, "Sale counter")
    assert not faults(tablet)

    give_pin(tablet, SAM, "730185")
    expect(tablet.get_by_role("alert")).to_contain_text("does not match")
    assert tablet.get_by_role("radio", name=SAM).is_checked(), "who they are is kept"
    give_pin(tablet, SAM, SAMS_PIN)
    expect(tablet.get_by_text(f"{SAM} at “Sale counter”")).to_be_visible()
    assert not faults(tablet)
    for closed in ("colleagues/invite", "tablets/enrol", "tablets/pin"):
        assert tablet.request.get(f"/trafford/desk/{closed}").status == 404

    tablet.goto("/trafford/desk/people")
    tablet.locator("tbody th a").first.click()
    tablet.wait_for_url("**/people/residents/**")
    name = tablet.get_by_role("heading", level=1).inner_text()
    leave(tablet)
    for _steps_back in range(3):
        tablet.go_back()
        assert name not in tablet.locator("body").inner_text()

    tablet.goto("/trafford/desk/tablet")
    give_pin(tablet, ERIN, ERINS_PIN)
    expect(tablet.get_by_text(f"{ERIN} at “Sale counter”")).to_be_visible()
    # Everywhere else she plans for the whole service; here she is branch staff of this branch.
    assert tablet.request.get("/trafford/desk/colleagues/invite").status == 404


def test_a_tablet_left_alone_asks_again_and_nobody_signs_in_as_themselves(
    page: "Page", tablet: "Page"
) -> None:
    choose_pin(page, "Branch staff", SAMS_PIN)
    enrol(tablet, "Left alone")
    give_pin(tablet, SAM, SAMS_PIN)
    # The session ends by the server's clock; here the browser loses it, which is the same to see.
    tablet.context.clear_cookies(name="sessionid")
    tablet.goto("/trafford/desk/people")
    expect(tablet.get_by_role("button", name="Open the desk")).to_be_visible()
    assert "next=" in tablet.url
    give_pin(tablet, SAM, SAMS_PIN)
    assert tablet.url.endswith("/trafford/desk/people"), "back to where they were"
    leave(tablet)
    tablet.goto("/account/login/")
    expect(tablet.get_by_text("This tablet is shared")).to_be_visible()


def test_a_stolen_tablet_opens_nothing_once_it_is_retired(
    page: "Page", tablet: "Page", browser: "Browser", house: str
) -> None:
    choose_pin(page, "Branch staff", SAMS_PIN)
    enrol(tablet, "Stolen")
    give_pin(tablet, SAM, SAMS_PIN)
    thief = browser.new_context(
        base_url=house,
        viewport=PHONE,  # type: ignore[arg-type]
        storage_state=tablet.context.storage_state(),
    )
    assert thief.request.get("/trafford/desk/people").ok

    sign_in(page, "Service manager")
    page.goto("/trafford/desk/tablets")
    page.get_by_role("row").filter(has_text="Stolen").get_by_role("link").click()
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("Retire")).click()
    answer = thief.request.get("/trafford/desk/people", max_redirects=0)
    assert answer.status == 302
    assert "/account/login/" in answer.headers["location"]
    assert thief.request.get("/trafford/desk/tablet").status == 404
    thief.close()
