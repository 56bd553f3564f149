"""A manager brings in the members of the library system: send, look, bring in, undo. With a mouse, with a
telephone, without JavaScript, and by keyboard alone."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.harness.looking import faults
from tests.harness.signing_in import sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def members(folder: Path, who: str, rows: int = 3) -> Path:
    """An export as a library system writes it, with one bad address."""
    lines = [f"{who}{n},Okafor,Maud {n},maud{n}.{who}@example.test" for n in range(rows)]
    file = folder / f"{who}.csv"
    file.write_text(
        "\n".join(["cardnumber,surname,firstname,email", *lines, f"{who}x,Rees,Tom,nowhere"])
    )
    return file


def wait_for(page: "Page", heading: str) -> None:
    """The page looks again by itself, or by its link where no script runs."""
    for _turn in range(60):
        if page.get_by_role("heading", level=1, name=heading).count():
            return
        page.wait_for_timeout(500)
        if page.get_by_role("link", name="Look again").count():
            page.goto(page.url)
    expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()


@pytest.mark.parametrize("visitor", ["page", "phone", "plain"])
def test_a_manager_sends_looks_brings_in_and_undoes(
    visitor: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    page: Page = request.getfixturevalue(visitor)
    sign_in(page, "Service manager")
    page.goto("/trafford/desk")
    if (menu := page.get_by_role("button", name="Desk pages")).is_visible():
        menu.click()
    page.get_by_role("link", name="Bring in a file").click()
    page.get_by_role("link", name="Members from the library system").click()
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_text("Choose the file first.").first).to_be_visible()
    page.get_by_label("The file").set_input_files(members(tmp_path, visitor))
    page.get_by_role("button", name="Read the file").click()
    wait_for(page, "This is what would change")
    expect(page.get_by_text("nowhere").first).to_be_visible()
    if visitor == "page":
        assert not faults(page)
    page.get_by_role("button", name="Bring in 4 rows").click()
    wait_for(page, "The file is brought in")
    address = page.url
    page.goto(f"/trafford/desk/people?who={visitor}0")
    # A card that is known opens its record.
    expect(page.get_by_role("heading", name="Maud 0 Okafor")).to_be_visible()
    page.goto(address)
    page.get_by_role("link", name="Undo", exact=True).click()
    page.get_by_role("button", name="Undo it").click()
    wait_for(page, "Undone")
    page.goto(f"/trafford/desk/people?who={visitor}0")
    expect(page.get_by_text("Maud 0 Okafor")).to_have_count(0)


def test_a_long_file_is_read_by_the_worker(page: "Page", tmp_path: Path) -> None:
    sign_in(page, "Service manager")
    page.goto("/trafford/desk/imports/send/people.members")
    page.get_by_label("The file").set_input_files(members(tmp_path, "long", rows=1_500))
    page.get_by_role("button", name="Read the file").click()
    wait_for(page, "This is what would change")
    page.get_by_role("button", name="Not this file: forget it").click()
    expect(page.get_by_text("Nothing of it was brought in.")).to_be_visible()


def test_by_keyboard_alone(page: "Page", tmp_path: Path) -> None:
    """Only the system's own window for choosing a file is not a page of ours."""
    sign_in(page, "Service manager")
    page.goto("/trafford/desk/imports/send/people.members")
    page.get_by_label("The file").set_input_files(members(tmp_path, "keys"))
    reach(page, "read the file")
    press(page)
    wait_for(page, "This is what would change")
    reach(page, "bring in 4 rows")
    press(page)
    wait_for(page, "The file is brought in")
    reach(page, "undo")
    press(page)
    reach(page, "undo it")
    press(page)
    wait_for(page, "Undone")


def reach(page: "Page", words: str) -> None:
    """Tab until what carries these words has the focus."""
    for _turn in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim().toLowerCase()") == words:
            return
    raise AssertionError(f"“{words}” is not reached by keyboard")


def press(page: "Page") -> None:
    """Enter, and the next page."""
    with page.expect_navigation():
        page.keyboard.press("Enter")
