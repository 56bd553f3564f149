"""The product as it really runs (granian and worker on the demo) and a real Chromium to visit it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from branchline.commands.serve import answers, end, free_port, web, worker

from .database import ME, clone

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
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


@pytest.fixture(scope="session")
def house(demo_template: str, django_db_blocker: Any) -> Iterator[str]:
    """The address of the running product, with the demo, a worker, and a database of its own."""
    from django.db import connections

    with django_db_blocker.unblock(), clone(f"branchline_{ME}_house", demo_template) as name:
        home = Path(os.environ["BRANCHLINE_TEST_HOME"]) / ME
        port = free_port(18000 + 100 * (int(ME[2:]) + 1 if ME[2:].isdigit() else 0))
        environment = os.environ | {
            "BRANCHLINE_DEMO": "1",
            "BRANCHLINE_VAR": str(home),
            "BRANCHLINE_ADDRESS": f"http://localhost:{port}",
            "DATABASE_URL": os.environ["DATABASE_URL"].replace("/branchline?", f"/{name}?"),
            "DATABASE_WEB_URL": os.environ["DATABASE_WEB_URL"].replace("/branchline?", f"/{name}?"),
        }
        environment.pop("PYTEST_XDIST_WORKER", None)
        connections.close_all()
        subprocess.run(
            [sys.executable, "-m", "branchline", "manage", "collectstatic", "--noinput", "-v0"],
            env=environment,
            check=True,
        )
        children = [
            subprocess.Popen(command, env=environment, start_new_session=True)
            for command in (web("127.0.0.1", port, 1), worker())
        ]
        try:
            assert answers(f"http://127.0.0.1:{port}"), "the web server does not answer"
            yield f"http://localhost:{port}"
        finally:
            end(children)


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Debian's Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: "Browser", house: str) -> "Iterator[Page]":
    """A fresh visitor at a desktop."""
    context = browser.new_context(base_url=house, viewport=DESKTOP, locale="en-GB")  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser: "Browser", house: str) -> "Iterator[Page]":
    """A fresh visitor with a phone."""
    context = browser.new_context(base_url=house, viewport=PHONE, has_touch=True, is_mobile=True)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


@pytest.fixture
def plain(browser: "Browser", house: str) -> "Iterator[Page]":
    """A fresh visitor whose browser runs no JavaScript."""
    context = browser.new_context(base_url=house, viewport=PHONE, java_script_enabled=False)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


def faults(page: "Page") -> list[str]:
    """What axe-core finds on the page, as lines to read. Evaluated, since the page's CSP allows no more."""
    page.evaluate(AXE.read_text())
    found: dict[str, Any] = page.evaluate(
        "() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',"
        " 'best-practice']})"
    )
    return [
        f"{violation['id']} ({violation['impact']}): {node['html'][:160]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def is_page(page: "Page", path: str) -> bool:
    """Something to look at: no file, no door for forms only, nothing that is not there any more."""
    answer = page.request.get(path)
    kind = answer.headers.get("content-type", "")
    return answer.status not in {404, 405} and kind.startswith("text/html")
