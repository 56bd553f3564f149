"""The test of taste that BRAND.md sets: with a name of 60 letters, with none at all, and with 300 rows.

One house for all of it: the lists are long, then every name is long, then every name that may be left out is
none. Only pages that tell of such a name are looked at, at 320 and at 1,280 pixels.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from branchline.places.queries import service_at
from tests.harness.browser import DESKTOP, NARROW, visitor
from tests.harness.cast import cookies_of
from tests.harness.crowding import MARK, long_names, no_names
from tests.harness.looking import too_wide
from tests.harness.multiplying import multiply
from tests.harness.squeezed import gaps, rows, squeezed

from .test_looks import HOME, MANAGER, NOBODY, complain, pages_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.walk, pytest.mark.browser]

TIMES = 12
"""So often beside its parent, and so often below a copy of it: 60 residents become 1,500."""
MOST_ROWS = 400
"""More in one list is for the next page, however many there are."""


def test_long_names_none_and_300_rows(browser: "Browser", crowded_house: str) -> None:
    from tests.harness.busy_day import live_through

    service = service_at(slug=HOME)
    assert service is not None
    live_through(service)
    multiply(rounds=TIMES, service_id=service.pk)
    doors = {who: cookies_of(who, crowded_house) for who in (NOBODY, MANAGER)}
    pages = {who: [page.path for page in pages_of(who)] for who in (NOBODY, MANAGER)}
    wrong: list[str] = []
    told: dict[str, list[str]] = {}
    long_names(service.pk)
    for who in doors:
        with visitor(browser, crowded_house) as page:
            page.context.add_cookies(doors[who])
            told[who.name] = [path for path in pages[who] if tells(page, path)]
            wrong += [line for path in told[who.name] for line in look(page, path, long)]
    assert sum(map(len, told.values())) > 60, told
    no_names(service.pk)
    for who in doors:
        with visitor(browser, crowded_house) as page:
            page.context.add_cookies(doors[who])
            wrong += [line for path in told[who.name] for line in look(page, path, gaps)]
    complain(wrong)


def tells(page: "Page", path: str) -> bool:
    """Whether a page tells of one of the long names."""
    answer = page.request.get(path, max_redirects=0)
    shown = answer.headers.get("content-type", "").startswith("text/html")
    return answer.status == 200 and shown and MARK in answer.text()


def long(page: "Page") -> list[str]:
    """What long names and lists do to a page."""
    much = rows(page)
    wrong = [f"has {much} rows in one list"] if much > MOST_ROWS else []
    for size in (DESKTOP, NARROW):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        wrong += too_wide(page) + squeezed(page)
    return wrong


def look(page: "Page", path: str, how: "Callable[[Page], list[str]]") -> list[str]:
    """One page, loaded once."""
    answer = page.goto(path)
    fell = ["falls over"] if answer is None or answer.status >= 500 else []
    return [f"{path}: {line}" for line in [*fell, *how(page)]]
