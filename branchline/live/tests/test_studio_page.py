"""From a phone's camera to a picture that everybody can have, through the real origin and caster."""

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.harness import live as air

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.harness.live import Live

pytestmark = pytest.mark.browser


def test_a_studio_goes_live_and_ends(browser: "Browser", live: "Live") -> None:
    broadcast = air.planned()
    with air.studio(browser, live, broadcast.public_id) as page:
        air.go_live(page)
        first = live.root / "public" / broadcast.prefix / "720p" / "000000.ts"
        air.wait_until(first.exists, "a segment can be watched")
        assert live.spool(broadcast.public_id, 1).numbers()[:4] == [0, 1, 2, 3]
        page.get_by_text("End the broadcast").click()
        with page.expect_navigation():
            page.get_by_role("button", name="Yes, end it for everybody").click()
        expect(page.get_by_text("It has ended.")).to_be_visible()
    over = live.root / "public" / broadcast.prefix / "now.m3u8"
    assert over.exists()
