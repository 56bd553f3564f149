"""A real Chromium, and the people who visit the house with it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserType, Page

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
SHELL = shutil.which("chromium-headless-shell") or CHROMIUM
"""Debian's Chromium without a window, where it is there: the same pages for half of the processor's time, but no camera."""
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 640}
"""What is left of 1,280 pixels at 400 % zoom (WCAG 1.4.10)."""
ON_PHONE: dict[str, Any] = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
PATIENCE = 60_000
"""Milliseconds for one step on a machine that has much else to do."""
MISSING = "Chromium is not installed: `apt install chromium`, then run again"

_skipped: list[str] = []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without Chromium the browser tests are skipped, or fail where a skip is a failure (CI)."""
    if CHROMIUM or os.environ.get("CI"):
        return
    for item in items:
        if "browser" in item.keywords:
            _skipped.append(item.nodeid)
            item.add_marker(pytest.mark.skip(reason=MISSING))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say loudly what was not tested."""
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped:
        terminalreporter.section("NOT TESTED", sep="!", red=True, bold=True)
        for reason in sorted({str(report.longrepr[2]) for report in skipped}):
            count = sum(str(report.longrepr[2]) == reason for report in skipped)
            terminalreporter.write_line(f"{count} tests skipped. {reason}", red=True)


def pytest_sessionfinish(session: Any, exitstatus: int) -> None:
    """In CI a skip is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter and reporter.stats.get("skipped") and exitstatus == 0:
        session.exitstatus = 1


@contextmanager
def chromium() -> "Iterator[Browser]":
    """Debian's Chromium."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright, launched(playwright.chromium) as started:
        yield started


@contextmanager
def launched(kind: "BrowserType", *further: str, program: str = CHROMIUM) -> "Iterator[Browser]":
    """A Chromium. `further`: arguments for this one alone; `kind` of one that is there already is its `browser_type`."""
    # A page that asks for a camera gets a drawn one, once its context was given leave to.
    arguments = ["--use-fake-device-for-media-stream", *further]
    arguments += ["--no-sandbox"] if os.geteuid() == 0 else []
    started = kind.launch(executable_path=program, args=arguments)
    try:
        yield started
    finally:
        started.close()


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Debian's Chromium, for all tests of this process."""
    with chromium() as started:
        yield started


@contextmanager
def visitor(browser: "Browser", house: str, **how: Any) -> "Iterator[Page]":
    """A fresh visitor, at a desktop unless it is said otherwise."""
    context = browser.new_context(
        base_url=house, locale="en-GB", reduced_motion="reduce", **{"viewport": DESKTOP, **how}
    )
    context.set_default_timeout(PATIENCE)
    context.set_default_navigation_timeout(PATIENCE)
    try:
        yield context.new_page()
    finally:
        # Whatever failed: a studio that is left open films on beside all later tests.
        context.close()


@pytest.fixture
def page(browser: "Browser", house: str) -> "Iterator[Page]":
    """A fresh visitor at a desktop."""
    with visitor(browser, house) as opened:
        yield opened


@pytest.fixture
def phone(browser: "Browser", house: str) -> "Iterator[Page]":
    """A fresh visitor with a phone."""
    with visitor(browser, house, **ON_PHONE) as opened:
        yield opened


@pytest.fixture
def plain(browser: "Browser", house: str) -> "Iterator[Page]":
    """A fresh visitor whose browser runs no JavaScript."""
    with visitor(browser, house, viewport=PHONE, java_script_enabled=False) as opened:
        yield opened
