"""A family watches, by keyboard alone and with every state on the way: waiting, playing, low data, sound only, paused,
behind, singing along, the slate, the goodbye, and the replay. axe-core finds nothing in any of them; no other host is
asked, and nothing is kept on the device or written down of it. A second visitor has no JavaScript."""

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from django.db import connections
from playwright.sync_api import expect

from branchline.core import clock
from branchline.core.acting import job
from branchline.core.scoping import scope
from branchline.live.actions import add_rhyme, begin_sending, tap
from branchline.live.data import rhyme_called
from branchline.live.demo.looking import look_at_everything
from branchline.live.demo.sending import send
from branchline.live.models import Line, Pace, Source
from branchline.live.passes import give_pass
from branchline.live.tests.film import film
from tests.harness import live as air
from tests.harness.browser import NARROW, visitor
from tests.harness.keyboard import reach
from tests.harness.live import ON_AIR
from tests.harness.looking import faults, too_wide

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

    from branchline.live.models import Broadcast, Session
    from tests.harness.live import Live

pytestmark = [pytest.mark.browser, pytest.mark.walk, ON_AIR]

TEST = job("test")
LONG = 100
"""Seconds of film, if nobody stops it before."""
SUNG = 4
"""Seconds from one line to the next."""
KEPT = """async () => [
    localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, (await caches.keys()).length,
    (await navigator.serviceWorker.getRegistrations()).length, document.cookie.length,
].join()"""
RING = """e => { const look = getComputedStyle(e); return look.outlineStyle !== 'none' || look.boxShadow !== 'none'; }"""


def test_a_family_watches_by_keyboard_and_leaves_no_trace(browser: "Browser", live: "Live") -> None:
    broadcast = _with_a_rhyme()
    path = f"/{air.SLUG}/live/{broadcast.public_id}"
    with visitor(browser, live.house) as page:
        asked: set[str] = set()
        page.on("request", lambda request: asked.add(request.url))
        page.goto(path)
        _is(page, "waiting")
        with _sent(live, _begun(broadcast)) as sending:
            _until(page, "muted|playing", page.reload)
            _every_control(page, asked)
            _without_javascript(browser, live, path)
            _in_a_frame(browser, live, path)
            sending.set()
            _is(page, "slate")
            expect(page.get_by_text("The picture will be back in a moment.").first).to_be_visible()
            expect(page.locator("[data-do=catch-up]")).to_have_text("Waiting", use_inner_text=True)
        with air.studio(browser, live, broadcast.public_id, camera=False) as desk:
            desk.get_by_text("End the broadcast").click()
            with desk.expect_navigation():
                desk.get_by_role("button", name="Yes, end it for everybody").click()
            _is(page, "over")
            expect(page.locator("[data-together]")).to_be_hidden()
            desk.get_by_role("link", name="Replay").click()
            desk.get_by_role("button", name="Put the replay up").click()
        _until(page, "replay", page.reload)
        _is(page, "replay")
        _press(page, page.get_by_role("button", name="Watch it again"), "Enter")
        _is(page, "muted|playing", look=False)
        expect(page.get_by_role("button", name="Pause")).to_be_focused()
        asked |= {f"{live.house}/"}
        hosts = {urlsplit(url).netloc for url in asked if not url.startswith(("blob:", "data:"))}
        assert hosts == {urlsplit(live.house).netloc, urlsplit(live.origin).netloc}
        assert page.evaluate(KEPT) == "0,0,0,0,0,0"
        assert page.context.cookies() == []
    told = [each for each in live.root.rglob("*") if each.is_file() and each.suffix != ".ts"]
    assert not [each for each in told if b"127.0.0.1" in each.read_bytes()]


def _every_control(page: "Page", asked: set[str]) -> None:
    """Each by keys alone: it has a name, a ring when it has the focus, and does what it says."""
    begin = page.get_by_role("button", name="Turn the sound on")
    if begin.is_visible():
        _press(page, begin, "Enter")
    sound = page.get_by_role("button", name="Sound", exact=True)
    expect(sound).to_have_attribute("aria-pressed", "true")
    caption = page.locator("[data-caption]")
    expect(caption).to_be_visible()
    _is(page, "playing")
    assert page.evaluate("document.getAnimations().length") == 0, "it was asked to keep still"
    _press(page, sound, "Space")
    _is(page, "muted")
    expect(begin).to_be_visible()
    assert _apart(begin, caption), "what is sung can be read while the sound is off"
    _press(page, sound, "Space")
    captions = page.get_by_role("button", name="Captions")
    _press(page, captions, "Space")
    expect(captions).to_have_attribute("aria-pressed", "false")
    expect(caption).to_be_hidden()
    _press(page, captions, "Space")
    quality = page.get_by_role("combobox", name="Picture")
    _press(page, quality, "ArrowDown")
    _soon(page, lambda: any(url.endswith("/now-low.m3u8") for url in asked))
    _press(page, quality, "ArrowDown")
    _is(page, "sound-only")
    page.keyboard.press("Home")
    _is(page, "playing", look=False)
    _press(page, page.get_by_role("button", name="Pause"), "Space")
    _is(page, "paused")
    _press(page, page.get_by_role("button", name="Play", exact=True), "Space")
    _is(page, "playing", look=False)
    line, catch_up = page.get_by_role("slider"), page.locator("[data-do=catch-up]")
    _press(page, line, "ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(line).to_have_attribute("aria-valuetext", re.compile("Minute 1 of "))
    expect(catch_up).to_have_text("Catch up", use_inner_text=True)
    _is(page, "playing", look=False)
    _press(page, catch_up, "Enter")
    expect(catch_up).to_have_text("Live now", use_inner_text=True)
    expect(line).to_have_attribute("aria-valuetext", "Live now")
    assert line.evaluate("e => e.value === e.max")
    large = page.get_by_role("button", name="Full screen")
    _press(page, large, "Enter")
    expect(large).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Enter")
    expect(large).to_have_attribute("aria-pressed", "false")
    _press(page, page.get_by_role("button", name="Sing along: large words"), "Enter")
    dialog = page.get_by_role("dialog", name="Sing along")
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    assert faults(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Sing along: large words")).to_be_focused()


def _without_javascript(browser: "Browser", live: "Live", path: str) -> None:
    with visitor(browser, live.house, java_script_enabled=False) as plain:
        plain.goto(path)
        video = plain.locator("video[controls]")
        expect(video).to_be_visible()

        def plays() -> bool:
            # Chromium's own player can't read a stream that is just three segments old; the page says what to do.
            if video.evaluate("e => Boolean(e.error)"):
                plain.reload()
            return bool(
                video.evaluate(
                    "e => { e.muted = true; e.play().catch(() => {}); return e.currentTime > 0.5 }"
                )
            )

        _soon(plain, plays)
        assert plain.context.cookies() == []


def _in_a_frame(browser: "Browser", live: "Live", path: str) -> None:
    """The player for the council's website, as wide as the narrowest phone."""
    with visitor(browser, live.house, viewport=NARROW) as frame:
        frame.goto(f"{path}/embed")
        _is(frame, "muted|playing")
        assert too_wide(frame) == []


def _press(page: "Page", wanted: "Locator", key: str) -> None:
    reach(page, wanted)
    assert wanted.evaluate(RING), f"no ring around {wanted}"
    page.keyboard.press(key)


def _apart(one: "Locator", other: "Locator") -> bool:
    """One above the other, nothing covered; so it is too when there is nothing to read at this moment."""
    above, below = one.bounding_box(), other.bounding_box()
    return below is None or above is None or above["y"] + above["height"] <= below["y"]


def _is(page: "Page", state: str, *, look: bool = True) -> None:
    expect(page.locator("[data-watch]")).to_have_attribute("data-state", re.compile(f"^({state})$"))
    if look:
        assert faults(page) == [], state


def _until(page: "Page", state: str, again: "Callable[[], object]") -> None:
    """As somebody who presses Reload until there is something."""
    ends = time.monotonic() + 2 * air.PATIENCE
    while page.locator(f"[data-watch]:is({_states(state)})").count() == 0:
        assert time.monotonic() < ends, f"it never came to {state}"
        page.wait_for_timeout(1000)
        if page.locator("[data-watch]:is([data-state=waiting], [data-state=over])").count():
            again()


def _states(state: str) -> str:
    return ", ".join(f"[data-state={each}]" for each in state.split("|"))


def _soon(page: "Page", holds: "Callable[[], bool]") -> None:
    ends = time.monotonic() + air.PATIENCE
    while not holds():
        assert time.monotonic() < ends, "it never came to it"
        page.wait_for_timeout(100)


def _with_a_rhyme() -> "Broadcast":
    broadcast = air.planned(pace=Pace.STEADIER)
    rhyme = rhyme_called("twinkle")
    assert rhyme is not None
    with scope(broadcast.service_id):
        add_rhyme(broadcast=broadcast, rhyme=rhyme, by=TEST, now=clock.now())
    return broadcast


def _begun(broadcast: "Broadcast") -> "Session":
    with scope(broadcast.service_id):
        look_at_everything(broadcast, now=clock.now())
        return begin_sending(broadcast=broadcast, source=Source.BROWSER, by=TEST, now=clock.now())


def _sing(broadcast: "Broadcast", number: int) -> None:
    """The next line, round and round."""
    with scope(broadcast.service_id):
        lines = list(Line.objects.filter(item__broadcast=broadcast).order_by("place"))
        line = lines[number % len(lines)]
        tap(broadcast=broadcast, line=line, key=f"line-{number}", by=TEST, now=clock.now())


@contextmanager
def _sent(live: "Live", session: "Session") -> "Iterator[threading.Event]":
    """The film on its way, a second at a time, with a line sung every four seconds, until the event is set."""
    enough = threading.Event()
    given = give_pass(broadcast=session.broadcast.public_id, session=session.number)
    address = f"{live.origin}/send/{given}/"

    chunks = film(LONG)

    def go() -> None:
        began = time.monotonic()
        for number, chunk in enumerate(chunks):
            if enough.wait(max(0.0, began + number + 1 - time.monotonic())):
                break
            send(address, number, chunk, recorded=time.monotonic() - began)
            if number % SUNG == 0:
                _sing(session.broadcast, number // SUNG)
        connections.close_all()

    sender = threading.Thread(target=go)
    sender.start()
    try:
        yield enough
    finally:
        enough.set()
        sender.join()
