"""The components in a real browser: nothing for axe to find, kindnesses of script, and none needed."""

from typing import TYPE_CHECKING, Any

import pytest

from tests.harness.looking import faults

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_overflows(page: "Page", scheme: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto("/components")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_asks_nobody_else_for_anything(page: "Page", house: str) -> None:
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on(
        "console", lambda message: wrong.append(message.text) if message.type == "error" else None
    )
    page.goto("/components")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith((house, "data:"))] == []
    assert wrong == []


def test_party_chooser_counts_with_its_buttons(page: "Page") -> None:
    page.goto("/components")
    party = page.locator("[data-party]")
    party.get_by_role("button", name="One more: Children").click()
    assert party.get_by_label("Children", exact=True).input_value() == "3"
    assert "4 people" in party.inner_text()
    fewer = party.get_by_role("button", name="One fewer: Adults")
    fewer.click()
    fewer.press("Enter")
    assert party.get_by_label("Adults", exact=True).input_value() == "0"
    assert fewer.get_attribute("aria-disabled") == "true"
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "One fewer: Adults"


def test_party_chooser_is_plain_numbers_without_script(plain: "Page") -> None:
    plain.goto("/components")
    party = plain.locator("[data-party]")
    assert party.get_by_role("button").count() == 0
    party.get_by_label("Adults", exact=True).fill("2")
    assert party.get_by_label("Adults", exact=True).input_value() == "2"


def test_a_form_pressed_twice_is_sent_once(page: "Page") -> None:
    sent: list[str] = []
    page.goto("/components")

    def answer(route: Any) -> None:
        sent.append(route.request.url)
        route.fulfill(status=204)

    page.route("**/twice", answer)
    page.evaluate(
        """() => {
            const form = document.createElement('form')
            form.method = 'post'
            form.action = '/twice'
            form.innerHTML = '<button>Press twice</button>'
            document.querySelector('main').append(form)
        }"""
    )
    button = page.get_by_role("button", name="Press twice")
    button.dblclick()
    button.click()
    page.wait_for_timeout(300)
    assert len(sent) == 1
    assert button.get_attribute("aria-busy") == "true"


def test_the_first_tab_leads_past_the_header(page: "Page") -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"
