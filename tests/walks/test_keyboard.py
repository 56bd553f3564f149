"""Every page by keyboard: each link, button and field is reached in the order of reading, is seen with a ring
around it, and lets one go on; the first stop leads past the header."""

from typing import TYPE_CHECKING

import pytest

from tests.harness.browser import visitor
from tests.harness.cast import cookies_of
from tests.harness.keyboard import keyboard_faults
from tests.harness.looking import opens

from .test_looks import MANAGER, NOBODY, ROOMS, complain, pages_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BEGINS_ELSEWHERE = {
    "core:components": "shows a field with something to put right, which takes the focus",
    "surveys:desk_read_out": "begins at the answer, for a telephone in the other hand",
    "surveys:desk_enter": "begins in the first field, for typing in form after form",
}
"""Pages whose first stop is not the way past the header, and why."""

pytestmark = [pytest.mark.walk, pytest.mark.browser]


@pytest.mark.parametrize("room", ROOMS)
def test_every_page_by_keyboard(browser: "Browser", busy_house: str, room: str) -> None:
    wrong: list[str] = []
    for who, audiences in ((NOBODY, {"public", "link"}), (MANAGER, {"desk", "account"})):
        with visitor(browser, busy_house) as page:
            page.context.add_cookies(cookies_of(who, busy_house))
            framed = set[str]()
            for found in pages_of(who, room):
                if found.audience not in audiences or found.name in BEGINS_ELSEWHERE:
                    continue
                if opens(page, found.path):
                    whole = found.audience not in framed
                    framed.add(found.audience)
                    wrong += [
                        f"{found.path}: {line}" for line in keyboard_faults(page, whole=whole)
                    ]
    complain(wrong)
