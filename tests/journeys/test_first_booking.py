"""The main job, as people do it: find a rhyme time near home, book for a family, read the message,
cancel from it; staff see both. With a mouse, with a telephone, by keyboard, and without JavaScript."""

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.harness.looking import faults
from tests.harness.signing_in import sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.harness.hands import Hand

pytestmark = pytest.mark.browser

NEAR = "M33 4ND"
RHYME_TIME = re.compile(r"^\s*Rhyme time\s*$")
"""The one in a library, which is booked; “at the community centre” people just come."""


def find_a_rhyme_time(page: "Page", *, near: str = NEAR) -> None:
    page.goto("/")
    page.get_by_label("What’s on near you").fill(near)
    page.get_by_role("button", name="Find what’s on").click()
    page.wait_for_url("**/whats-on?**")
    page.locator("a", has_text=RHYME_TIME).first.click()


def book(page: "Page", *, name: str, email: str, adults: int, children: int) -> None:
    page.get_by_role("link", name=re.compile("Book")).first.click()
    page.get_by_label("Adults", exact=True).fill(str(adults))
    page.get_by_label("Children", exact=True).fill(str(children))
    page.get_by_label("Your name").fill(name)
    page.get_by_role("radio", name="Email").check()
    page.get_by_label("Email address").fill(email)
    page.get_by_role("button", name="Keep these places for me").click()


def open_message(page: "Page", email: str) -> None:
    """The worker sends within a moment; a person would press reload."""
    page.goto("/demo/mailbox")
    for _ in range(240):
        if page.get_by_text(email).count():
            break
        page.wait_for_timeout(500)
        page.reload()
    page.get_by_role("link").filter(has_text="Booked: ").first.click()


def test_a_family_finds_books_reads_and_cancels(hand: "Hand") -> None:
    email = f"amira.{hand.way}@home.test"
    hand.go("/")
    hand.write("What’s on near you", NEAR)
    hand.press("Find what’s on")
    hand.follow(RHYME_TIME)
    event = hand.page.get_by_role("heading", level=1).inner_text()
    hand.follow(re.compile("Book"))
    hand.write("Adults", "1")
    hand.write("Children", "2")
    hand.write("Your name", "Amira Osei")
    hand.choose("Email")
    hand.write("Email address", email)
    hand.press("Keep these places for me")
    hand.heading("Your places are kept")
    hand.see("1 adult and 2 children")

    open_message(hand.page, email)
    hand.see(event)
    hand.follow(re.compile("cancel", re.IGNORECASE))
    hand.heading("Your booking")
    hand.press("Cancel this booking")
    hand.heading("Your booking is cancelled")


def test_staff_see_the_booking_and_the_cancellation(page: "Page") -> None:
    find_a_rhyme_time(page)
    occurrence = page.url.rsplit("/", 1)[-1]
    book(page, name="Gwen Parry-Okonkwo", email="gwen@home.test", adults=1, children=2)
    sign_in(page, "Events lead")
    page.goto(f"/trafford/desk/events/{occurrence}")
    expect(page.get_by_text("Gwen Parry-Okonkwo").first).to_be_visible()


@pytest.mark.parametrize(
    ("typed", "said"),
    [("ZZ99 9ZZ", "ZZ99"), ("qwxzy", "qwxzy"), ("", "")],
)
def test_a_place_nobody_knows_gets_a_sentence(page: "Page", typed: str, said: str) -> None:
    page.goto("/")
    page.get_by_label("What’s on near you").fill(typed)
    page.get_by_role("button", name="Find what’s on").click()
    page.wait_for_load_state()
    assert page.locator("input[name=near]").first.input_value() == typed
    if typed:
        assert page.locator(
            ".govuk-error-message, .govuk-error-summary, .bl-notice"
        ).first.is_visible()
    assert not faults(page)


def test_what_was_typed_is_kept_when_something_is_wrong(page: "Page") -> None:
    find_a_rhyme_time(page)
    book(page, name="A" * 120, email="not-an-address", adults=-1, children=2)
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.get_by_label("Your name").input_value() == "A" * 120
    assert page.get_by_label("Email address").input_value() == "not-an-address"
    assert page.get_by_label("Adults", exact=True).input_value() == "-1"
    assert not faults(page)


def test_a_double_click_books_once(page: "Page") -> None:
    find_a_rhyme_time(page)
    occurrence = page.url.rsplit("/", 1)[-1]
    page.get_by_role("link", name=re.compile("Book")).first.click()
    page.get_by_label("Your name").fill("Dora Doubleclick")
    page.get_by_role("radio", name="Email").check()
    page.get_by_label("Email address").fill("dora@home.test")
    page.get_by_role("button", name="Keep these places for me").dblclick()
    page.wait_for_url("**/done*")
    sign_in(page, "Events lead")
    page.goto(f"/trafford/desk/events/{occurrence}/door")
    assert page.get_by_text("Dora Doubleclick").count() == 1
