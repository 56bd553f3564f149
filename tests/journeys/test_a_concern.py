"""A volunteer raises a concern on a phone; the lead acknowledges it, decides and closes it; the volunteer hears who has
it, and no more. What each of them sees is looked at on the way: no fault, nothing too wide, by light and in the dark."""

from typing import TYPE_CHECKING

import pytest

from tests.harness.browser import ON_PHONE
from tests.harness.looking import faults, headings, in_the_dark, too_wide
from tests.harness.signing_in import sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.walk]

HEARD = "She whispered that he takes her pension, and put the telephone down when a door went."


def looked_at(page: "Page") -> None:
    """Only named people open these pages, so no walk does."""
    wrong = [*faults(page), *headings(page), *too_wide(page)]
    page.set_viewport_size({"width": 320, "height": 640})
    wrong += too_wide(page)
    in_the_dark(page)
    wrong += faults(page, "color-contrast")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 390, "height": 844})
    assert not wrong, "\n".join(wrong)


def test_raised_by_a_volunteer_decided_by_the_lead(browser: "Browser", house: str) -> None:
    with (
        browser.new_context(base_url=house, **ON_PHONE) as cals,
        browser.new_context(base_url=house, java_script_enabled=True, **ON_PHONE) as erins,
    ):
        cal, erin = cals.new_page(), erins.new_page()
        sign_in(cal, "Caller")
        cal.goto("/trafford/desk/tasks")
        cal.get_by_role("link", name="Raise a concern").click()
        cal.get_by_role("link", name="Ring 999").wait_for()
        cal.get_by_label("What did you see or hear?").fill(HEARD)
        cal.get_by_label("It has to be looked at today").check()
        cal.get_by_role("button", name="Send it to the safeguarding lead").click()
        # Nothing that was typed is lost.
        cal.get_by_role(
            "link", name="Say who it is about: a name, or what you know of them."
        ).click()
        cal.keyboard.type("A lady who rings on Mondays")
        assert cal.get_by_label("What did you see or hear?").input_value() == HEARD
        cal.get_by_role("button", name="Send it to the safeguarding lead").click()
        cal.get_by_role("heading", name="Your concern was received").wait_for()
        assert (
            cal.get_by_role("link", name="01632 960377").get_attribute("href")
            == "tel:+441632960377"
        )
        looked_at(cal)

        sign_in(erin, "Events lead")
        erin.goto("/trafford/desk/concerns")
        erin.get_by_role("row").filter(has_text="To be acknowledged").get_by_role("link").click()
        erin.get_by_text(HEARD).wait_for()
        looked_at(erin)
        erin.get_by_role("button", name="I have it").click()
        erin.get_by_label("Passed to adult social care").check()
        erin.get_by_label("Why, and whom did you speak to?").fill(
            "Rang the duty social worker at noon."
        )
        erin.get_by_role("button", name="Keep this decision").click()
        looked_at(erin)
        erin.get_by_role("button", name="Close it").click()
        erin.get_by_text("It can be opened again at any time").wait_for()
        looked_at(erin)

        cal.reload()
        cal.get_by_text("Erin Kowalska has it.").wait_for()
        assert "social" not in cal.inner_text("main")
