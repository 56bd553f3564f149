"""Every page in a real browser: axe finds nothing, nothing overflows a phone, nothing comes from elsewhere."""

from typing import TYPE_CHECKING

import pytest

from branchline.core.scoping import scope
from branchline.places.queries import service_at
from tests.harness.addresses import Address, addresses
from tests.harness.browser import DESKTOP, PHONE, faults, is_page
from tests.harness.samples import SAMPLES
from tests.harness.signing_in import sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

pytestmark = [pytest.mark.walk, pytest.mark.browser, pytest.mark.xdist_group("browser")]


def pages(audiences: set[str]) -> list[Address]:
    service = service_at(slug="trafford")
    assert service is not None
    with scope(service.pk):
        return [page for page in addresses("trafford", SAMPLES) if page.audience in audiences]


def look(page: "Page", where: Address, prefix: str = "") -> list[str]:
    """What is wrong with one page, as lines to read."""
    wrong: list[str] = []
    elsewhere: list[str] = []

    def note(request: "Request") -> None:
        if not request.url.startswith(("http://localhost", "data:", "blob:")):
            elsewhere.append(request.url)

    if not is_page(page, prefix + where.path):
        return []
    page.on("request", note)
    answer = page.goto(prefix + where.path)
    page.remove_listener("request", note)
    if answer is None or answer.status >= 500:
        wrong.append("falls over")
    if page.locator("h1").count() != 1:
        wrong.append(f"has {page.locator('h1').count()} first headings")
    if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
        wrong.append("is wider than the screen")
    wrong += faults(page)
    wrong += [f"loads {address}" for address in elsewhere]
    return [f"{prefix}{where.path} ({where.name}): {line}" for line in wrong]


@pytest.mark.parametrize("prefix", ["", "/cy"], ids=["english", "welsh"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("who", ["public", "desk"])
def test_every_page_is_fit_for_everybody(
    browser: "Browser", house: str, who: str, size: dict[str, int], prefix: str
) -> None:
    context = browser.new_context(base_url=house, viewport=size)  # type: ignore[arg-type]
    page = context.new_page()
    if who == "desk":
        sign_in(page, "Service manager")
    found = pages({"public", "link"} if who == "public" else {"desk", "account"})
    assert len(found) > 15
    wrong = [line for where in found for line in look(page, where, prefix)]
    context.close()
    assert not wrong, f"{len(wrong)} faults:\n" + "\n".join(wrong[:40])


def test_every_page_works_without_javascript(browser: "Browser", house: str) -> None:
    """Each page says what it has to say, and has its main heading, without a line of script."""
    context = browser.new_context(base_url=house, viewport=PHONE, java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()
    sign_in(page, "Service manager")
    wrong = []
    for where in pages({"public", "link", "desk", "account"}):
        if not is_page(page, where.path):
            continue
        page.goto(where.path)
        if not page.locator("h1").first.is_visible():
            wrong.append(where.path)
    context.close()
    assert not wrong
