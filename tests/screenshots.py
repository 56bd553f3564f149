"""`make screenshots`: the main pages into screenshots/ (ignored by git), on desktop and phone; each role's
front page; forms with something to put right; and Welsh, dark and 320 pixels wide.

Words after the command choose pages by their path. A demo of its own, so that nothing of yours is touched.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tests.harness.caretaker import Caretaker

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.harness.addresses import Address

FOLDER = Path("screenshots")
PORT = 18900
FORMS = ("events:book", "events:desk_new", "people:new_resident", "surveys:answer")
"""Shown with everything left out."""
MAIN = (
    "web:home", "events:near", "events:home", "events:whats_on", "events:occurrence", "events:book",
    "places:branch", "events:desk", "events:desk_date", "people:resident", "messages:outbox",
)  # fmt: skip
"""Shown in Welsh, dark and narrow as well."""


def main() -> None:
    """Load a demo, serve it, visit every page as who may see it."""
    home = Path(tempfile.mkdtemp(prefix="branchline-shots-"))
    os.environ |= {
        "BRANCHLINE_VAR": str(home),
        "BRANCHLINE_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "branchline.settings",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
    }
    from branchline.commands.serve import free_port

    port = free_port(PORT)
    os.environ["BRANCHLINE_ADDRESS"] = f"http://localhost:{port}"
    caretaker = Caretaker(home, throwaway=False)
    try:
        subprocess.run([sys.executable, "-m", "branchline", "demo", "--load-only"], check=True)
        from branchline.commands.database import running

        with running():
            from tests.harness.browser import chromium
            from tests.harness.serving import serving

            with serving(port, os.environ, workers=2) as address, chromium() as browser:
                FOLDER.mkdir(exist_ok=True)
                _every_page(browser, address, sys.argv[1:])
                _front_pages(browser, address, sys.argv[1:])
                _main_pages_otherwise(browser, address, sys.argv[1:])
    finally:
        caretaker.clear_away()
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER}/")


def _pages(wanted: list[str]) -> "list[Address]":
    from branchline.core.scoping import scope
    from branchline.places.queries import service_at
    from tests.harness.addresses import addresses
    from tests.harness.samples import SAMPLES

    service = service_at(slug="trafford")
    assert service is not None
    with scope(service.pk):
        found = [p for p in addresses("trafford", SAMPLES) if p.audience != "machine"]
    return [page for page in found if all(word in page.path for word in wanted)]


def _take(page: "Page", name: str, look: str) -> None:
    page.screenshot(path=FOLDER / f"{name.replace(':', '-')}.{look}.png", full_page=True)


def _as_their_readers(page: "Page", wanted: list[str]) -> "Iterator[Address]":
    """The pages one after the other, opened: the public's first, then the desk's, signed in as a manager."""
    from tests.harness.looking import opens
    from tests.harness.signing_in import sign_in

    found = _pages(wanted)
    for audiences in ({"public", "link"}, {"account", "desk"}):
        if "desk" in audiences:
            sign_in(page, "Service manager")
        for each in found:
            if each.audience in audiences and opens(page, each.path):
                yield each


def _every_page(browser: "Browser", address: str, wanted: list[str]) -> None:
    from tests.harness.browser import DESKTOP, PHONE, visitor
    from tests.walks.test_errors import send_empty

    for look, viewport in (("desktop", DESKTOP), ("phone", PHONE)):
        with visitor(browser, address, viewport=viewport) as page:
            for found in _as_their_readers(page, wanted):
                _take(page, found.name, look)
                if found.name in FORMS and send_empty(page, found.path, 0):
                    _take(page, found.name, f"{look}.to-put-right")


def _front_pages(browser: "Browser", address: str, wanted: list[str]) -> None:
    from branchline.people.demo import demo_people
    from tests.harness.browser import PHONE, visitor
    from tests.harness.signing_in import sign_in

    for person in [] if wanted else demo_people():
        with visitor(browser, address, viewport=PHONE) as page:
            sign_in(page, person.role, person.at)
            _take(page, f"front-page-{person.first_name.lower()}", "phone")


def _main_pages_otherwise(browser: "Browser", address: str, wanted: list[str]) -> None:
    from tests.harness.browser import DESKTOP, NARROW, visitor

    with visitor(browser, address, viewport=NARROW) as page:
        for found in _as_their_readers(page, wanted):
            if found.name in MAIN:
                _take(page, found.name, "narrow")
                page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
                page.emulate_media(color_scheme="dark")
                _take(page, found.name, "dark")
                page.emulate_media(color_scheme="light")
                page.goto(f"/cy{found.path}")
                _take(page, found.name, "welsh")
                page.set_viewport_size(NARROW)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
