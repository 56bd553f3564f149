"""From a phone's camera to a picture that everybody can have, through the real origin and caster."""

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.harness import live as air
from tests.harness.browser import CHROMIUM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.harness.live import Live

pytestmark = pytest.mark.browser


@pytest.fixture
def two_cameras(browser: "Browser") -> "Iterator[Browser]":
    """As a phone has them."""
    arguments = ["--use-fake-device-for-media-stream=device-count=2", "--no-sandbox"]
    started = browser.browser_type.launch(executable_path=CHROMIUM, args=arguments)
    yield started
    started.close()


def test_a_studio_goes_live_turns_its_camera_and_ends(two_cameras: "Browser", live: "Live") -> None:
    broadcast = air.planned()
    with air.studio(two_cameras, live, broadcast.public_id) as page:
        air.go_live(page)
        first = live.root / "public" / broadcast.prefix / "720p" / "000000.ts"
        air.wait_until(first.exists, "a segment can be watched")
        assert live.spool(broadcast.public_id, 1).numbers()[:4] == [0, 1, 2, 3]
        page.get_by_role("button", name="Other camera").click()
        other = live.spool(broadcast.public_id, 2)
        air.wait_until(lambda: len(other.numbers()) > 2, "the other camera is sent")
        assert live.spool(broadcast.public_id, 1).is_closed
        expect(page.locator('[data-studio][data-state="live"]')).to_be_visible()
        expect(page.locator("p[data-network]")).to_have_text("All is well: everything arrives.")
        page.get_by_text("End the broadcast").click()
        with page.expect_navigation():
            page.get_by_role("button", name="Yes, end it for everybody").click()
        expect(page.get_by_text("It has ended.")).to_be_visible()
    over = live.root / "public" / broadcast.prefix / "now.m3u8"
    assert over.exists()
