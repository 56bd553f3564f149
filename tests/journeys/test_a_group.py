"""A care home asks whether a group can come; the library says yes; the same page says so."""

from typing import TYPE_CHECKING

import pytest

from tests.harness.signing_in import sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


def test_a_care_home_asks_and_hears_yes(page: "Page", browser: "Browser", house: str) -> None:
    page.goto("/trafford/whats-on?q=Songs+and+memories")
    page.get_by_role("link", name="Songs and memories").last.click()
    page.get_by_role("link", name="Coming with a school").click()
    page.get_by_label("Care home or day centre").check()
    page.get_by_label("What is the group called?").fill("The Willows")
    page.get_by_label("How many adults?").fill("6")
    page.get_by_label("Your name").fill("Joan Fell")
    page.get_by_label("Email", exact=True).check()
    page.get_by_label("Email address").fill("joan@home.test")
    page.get_by_role("button", name="Ask for these places").click()
    page.get_by_role("heading", name="We have your request").wait_for()

    with page.context.browser.new_context(base_url=house) as at_the_desk:  # type: ignore[union-attr]
        staff = at_the_desk.new_page()
        sign_in(staff, "Events lead")
        staff.goto("/trafford/desk/groups")
        staff.get_by_role("link", name="The Willows").click()
        staff.get_by_label("Yes, keep places for all of them").check()
        staff.get_by_role("button", name="Send this answer").click()
        staff.get_by_text("Places are kept for The Willows.").wait_for()

    page.reload()
    page.get_by_role("heading", name="Yes, you can all come").wait_for()
