"""Bob puts captions right beside the replay, by keyboard; and without any script."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from branchline.core import clock
from branchline.core.acting import job
from branchline.core.scoping import scope
from branchline.live import actions
from branchline.live.demo.looking import look_at_everything
from branchline.live.models import Source
from branchline.live.queries import house_of
from branchline.live.stream.cutting import ffmpeg
from branchline.live.stream.journal import Journal, Said
from branchline.live.stream.playlists import RENDITIONS
from tests.harness.browser import NARROW, visitor
from tests.harness.live import ON_AIR, SLUG, Live, planned
from tests.harness.looking import faults, too_wide
from tests.harness.signing_in import sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.walk, pytest.mark.browser, ON_AIR]

BY = job("test")
PIECES = 6


def film(folder: Path) -> None:
    """Twelve seconds in pieces of two, as an encoder leaves them."""
    folder.mkdir(parents=True)
    subprocess.run(
        [ffmpeg(), "-hide_banner", "-loglevel", "error",
         "-f", "lavfi", "-i", "testsrc=size=640x360:rate=15", "-f", "lavfi", "-i", "sine=330:sample_rate=48000",
         "-t", str(2 * PIECES), "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "30",
         "-c:a", "aac", "-f", "segment", "-segment_time", "2", "-segment_format", "mpegts", "-muxdelay", "0",
         "-muxpreload", "0", str(folder / "%06d.ts")],
        check=True,
    )  # fmt: skip


@pytest.fixture
def address(live: Live, settings: Any) -> Iterator[str]:
    """The captions of a replay that can be seen."""
    settings.BRANCHLINE_LIVE_FOLDER = live.root
    broadcast, now = planned(), clock.now()
    with scope(broadcast.service_id):
        house = house_of(broadcast)
        film(house.public / RENDITIONS[0].name)
        for rendition in RENDITIONS[1:]:
            copytree(house.public / RENDITIONS[0].name, house.public / rendition.name)
        journal = Journal(house.journal)
        journal.say(Said(0, 4.0, 6.0, {"en": "Row, row, row your boat"}))
        for cut in range(PIECES):
            journal.release(journal.show.next(session=1, cut=cut, seconds=2.0, joint=False))
        journal.end()
        journal.close()
        look_at_everything(broadcast, now=now)
        actions.begin_sending(broadcast=broadcast, source=Source.BROWSER, by=BY, now=now)
        actions.end_broadcast(broadcast=broadcast, by=BY, now=now)
        actions.put_up_replay(broadcast=broadcast, until=clock.today(), talk=True, by=BY, now=now)
        actions.renew_replay(broadcast=broadcast, now=now)
    # What stands in an open transaction no page shows.
    yield f"/{SLUG}/desk/live/{broadcast.public_id}/replay/captions"


def opened(page: "Page", address: str) -> "Page":
    sign_in(page, "Branch staff")
    page.goto(address)
    return page


def test_bob_plays_a_line_and_says_now_by_keyboard(
    browser: "Browser", live: Live, address: str
) -> None:
    with visitor(browser, live.house, viewport=NARROW) as page:
        opened(page, address)
        assert faults(page) == []
        assert too_wide(page) == []
        expect(page.get_by_label("The replay")).to_be_visible()
        page.get_by_role("button", name=re.compile("^Play from here ?: Line 1$")).press("Enter")
        while page.evaluate("document.querySelector('video').currentTime") < 4.3:
            page.wait_for_timeout(100)
        page.evaluate("document.querySelector('video').pause()")
        page.get_by_role("button", name=re.compile("^Now ?: Start, Line 1$")).press("Enter")
        at = page.evaluate("document.querySelector('video').currentTime")
        start = page.get_by_role("group", name="Line 1", exact=True).get_by_label(
            "Start", exact=True
        )
        expect(start).to_have_value(f"0:{at:04.1f}")
        page.get_by_role("button", name="Keep").press("Enter")
        expect(page.get_by_text("Kept as version 1")).to_be_visible()
        expect(start).to_have_value(f"0:{at:04.1f}")


def test_without_a_script_it_is_the_same_page(browser: "Browser", live: Live, address: str) -> None:
    with visitor(browser, live.house, java_script_enabled=False) as page:
        opened(page, address)
        expect(page.get_by_role("button", name="Play from here")).to_have_count(0)
        line = page.get_by_role("group", name="Line 1", exact=True)
        line.get_by_label("Cymraeg").fill("Rhwyfo")
        line.get_by_label("End", exact=True).fill("3")
        page.get_by_role("button", name="Keep").click()
        expect(page.get_by_role("link", name="The end comes after the start.")).to_be_visible()
        line.get_by_label("End", exact=True).fill("5.5")
        page.get_by_role("button", name="Keep").click()
        expect(page.get_by_text("Kept as version 1")).to_be_visible()
        page.get_by_role("link", name="Bring in a file").click()
        content = b"WEBVTT\n\n00:04.000 --> 00:05.500\nRow, row\n"
        page.get_by_label("The file").set_input_files(
            {"name": "made.vtt", "mimeType": "text/vtt", "buffer": content}
        )
        page.get_by_role("button", name="Read the file").click()
        page.get_by_role("button", name="Bring it in").click()
        expect(page.get_by_text("Brought in as version 2")).to_be_visible()
        page.get_by_role("button", name=re.compile("Go back to this ?: 0")).click()
        expect(page.get_by_text("Kept as version 3")).to_be_visible()
        expect(line.get_by_label("English")).to_have_value("Row, row, row your boat")
