"""On a phone, without JavaScript, in both languages; and paper by keyboard alone."""

import re
from typing import TYPE_CHECKING

import pytest

from tests.harness.looking import faults
from tests.harness.signing_in import sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def open_survey_of_the_demo(page: "Page", title: str) -> str:
    """The public address of one of the demo's surveys."""
    sign_in(page, "Service manager")
    page.goto("/trafford/desk/surveys")
    with page.expect_navigation():
        page.get_by_role("link", name=title).click()
    return page.url.replace("/desk", "")


def test_answering_works_without_javascript(page: "Page", plain: "Page") -> None:
    address = open_survey_of_the_demo(page, "First steps online")
    plain.goto(address)
    plain.get_by_role("link", name="This is my first time").click()
    confident = plain.get_by_role("group", name=re.compile("more confident"))
    confident.get_by_label("Agree", exact=True).check(force=True)
    plain.get_by_label("The day of the month").fill("40")
    plain.get_by_role("button", name="Send my answers").click()
    assert plain.get_by_text("Write the day in figures").count() == 2
    plain.get_by_label("The day of the month").fill("")
    assert confident.get_by_label("Agree", exact=True).is_checked()
    plain.get_by_role("button", name="Send my answers").click()
    plain.get_by_role("heading", name="Thank you").wait_for()


@pytest.mark.parametrize("language", ["", "/cy"])
def test_the_pages_have_no_fault_and_fit_a_phone(
    page: "Page", phone: "Page", language: str
) -> None:
    address = open_survey_of_the_demo(page, "Rhyme time").replace(
        "/trafford", f"{language}/trafford"
    )
    for rest in ("", "/thanks"):
        phone.goto(address + rest)
        assert not faults(phone)
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    desk = address.replace("/surveys/", "/desk/surveys/")
    for rest in ("", "/paper", "/enter", "/read-out", "/words", "/close", "/../new"):
        page.goto(desk + rest)
        assert not faults(page), rest


def test_paper_is_typed_by_keyboard_alone(page: "Page") -> None:
    open_survey_of_the_demo(page, "Rhyme time")
    with page.expect_navigation():
        page.get_by_role("link", name="Type in paper").click()
    for overall in ("5", "4"):
        # The first field takes the focus a moment after the page is there: keys before it would be lost.
        page.locator("main input:focus").wait_for()
        page.keyboard.type(overall)
        page.keyboard.press("Tab")
        page.keyboard.type("x")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        page.get_by_text("Saved. The next one, please.").wait_for()
    page.get_by_role("button", name="Take the last form back").click()
    page.get_by_text("The last form is taken back.").wait_for()
