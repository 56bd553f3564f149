"""Somebody asks below the picture, staff show it, somebody else reads it: the whole way, in real browsers."""

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.harness import live as air
from tests.harness.browser import ON_PHONE, visitor
from tests.harness.live import ON_AIR
from tests.harness.looking import faults, too_wide
from tests.harness.signing_in import sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.harness.live import Live

pytestmark = [pytest.mark.walk, pytest.mark.browser, ON_AIR]

SAID = "Who dug the canal, and <b>why</b>?"


def test_a_question_is_asked_shown_read_by_others_and_hidden_by_panic(
    browser: "Browser", live: "Live"
) -> None:
    broadcast = air.planned(adults=True, questions=True)
    path = f"/{air.SLUG}/live/{broadcast.public_id}"
    with (
        air.studio(browser, live, broadcast.public_id) as studio,
        visitor(browser, live.house) as asks,
        visitor(browser, live.house, **ON_PHONE) as reads,
        visitor(browser, live.house, **ON_PHONE) as staff,
        visitor(browser, live.house, java_script_enabled=False) as plain,
    ):
        air.go_live(studio)
        # Without a script, on a page of its own.
        plain.goto(f"{path}/ask")
        plain.get_by_label("Your question").fill("Is it deep?")
        plain.get_by_role("button", name="Send my question").click()
        expect(plain.get_by_role("heading", level=1)).to_have_text(
            "Your question is with the library"
        )
        # By keys alone, below the picture.
        for page in (asks, reads):
            page.goto(path)
        # What is refused is put right and sent again at once.
        asks.get_by_role("button", name="Send my question").press("Enter")
        summary = asks.locator("[data-ask] .govuk-error-summary")
        expect(summary).to_be_focused()
        expect(asks.get_by_label("Your question")).to_have_attribute("aria-invalid", "true")
        assert faults(asks) == []
        summary.get_by_role("link").press("Enter")
        expect(asks.get_by_label("Your question")).to_be_focused()
        asks.keyboard.type(SAID)
        asks.keyboard.press("Tab")
        asks.keyboard.type("Wynne")
        asks.keyboard.press("Tab")
        asks.keyboard.press("Enter")
        expect(asks.locator("[data-ask-says]")).to_contain_text("with the library")
        expect(asks.get_by_label("Your question")).to_have_value("")
        assert asks.context.cookies() == []
        # At the desk it comes in by itself.
        sign_in(staff, "Branch staff")
        staff.goto(f"/{air.SLUG}/desk/live/{broadcast.public_id}/questions")
        expect(staff.get_by_text("Is it deep?").first).to_be_visible()
        item = staff.locator(".bl-asked__one", has_text=SAID)
        assert faults(staff) == []
        assert too_wide(staff) == []
        expect(reads.locator("[data-question]")).to_contain_text("stands here")
        item.get_by_role("button", name="Show").click()
        # Others read it, words as words; the studio too.
        for page in (reads, asks):
            expect(page.locator("[data-shown]")).to_contain_text(SAID)
            expect(page.locator("[data-shown]")).to_contain_text("(Wynne)")
        expect(studio.locator("[data-asked-words]")).to_contain_text(SAID)
        assert faults(reads) == []
        assert too_wide(reads) == []
        # Panic hides it; it comes back with the picture, and goes when it is taken away.
        studio.get_by_role("button", name="Panic").click()
        expect(reads.locator("[data-shown]")).to_be_hidden()
        studio.get_by_role("button", name="Show the picture again").click()
        expect(reads.locator("[data-shown]")).to_be_visible()
        staff.reload()
        staff.get_by_role("button", name="Take away").click()
        expect(reads.locator("[data-shown]")).to_be_hidden()
        expect(studio.locator("[data-asked]")).to_be_hidden()
