"""Every page in a real browser, as all who may see it: axe-core finds nothing, in light and in dark; nothing
stands out at 1,280, 390 and 320 pixels (400 % zoom); paper carries no buttons; nothing comes from elsewhere.
"""

from functools import cache
from typing import TYPE_CHECKING

import pytest
from django.db.models import Exists, OuterRef

from branchline.core.permits import Role
from branchline.core.rooms import rooms
from branchline.core.scoping import scope
from branchline.places.models import Branch, Service
from branchline.places.queries import service_at
from tests.harness.addresses import Address, addresses
from tests.harness.browser import DESKTOP, NARROW, PHONE, visitor
from tests.harness.cast import Visitor, client_for, cookies_of, everybody
from tests.harness.looking import (
    bones,
    faults,
    headings,
    in_the_dark,
    nothing_from_elsewhere,
    on_paper,
    opens,
    too_wide,
)
from tests.harness.samples import NAMED_ONLY, SAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.walk, pytest.mark.browser]

HOME = "trafford"
ROOMS = [room.short for room in rooms()]
NOBODY = Visitor("nobody", signed_in=False)
MANAGER = Visitor("manager", Role.SERVICE_MANAGER, HOME)
LANGUAGES = pytest.mark.parametrize("prefix", ["", "/cy"], ids=["english", "welsh"])
WITHOUT_A_FRAME = {"messages:mail_html"}
"""A mail as a mail program shows it: a document of its own, with no header and no heading."""


def pages_of(who: Visitor, room: str = "", slug: str = HOME) -> list[Address]:
    """The pages with something to look at that this visitor may see."""
    service = service_at(slug=slug)
    assert service is not None
    with scope(service.pk):
        found = list(addresses(slug, SAMPLES))
    return [
        page
        for page in found
        if page.name.startswith(f"{room}:" if room else "")
        and page.audience != "machine"
        and page.name not in WITHOUT_A_FRAME | NAMED_ONLY
        and (page.audience != "desk" or who.may(page.view.permit, slug))
        and (page.audience != "account" or who.signed_in)
    ]


def look(page: "Page", *, briefly: bool = False) -> list[str]:
    """The open page in all of its looks; or briefly, where another has looked at all of it: in the light and for width."""
    wrong = headings(page) + faults(page)
    if not briefly:
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        in_the_dark(page)
        wrong += [f"on a small screen in the dark {line}" for line in faults(page)]
        page.emulate_media(color_scheme="light")
        wrong += on_paper(page)
        page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    return at_every_width(page) + [f"{page.url}: {line}" for line in wrong]


def at_every_width(page: "Page") -> list[str]:
    """What stands out of the open page on any screen; it ends as it begins, on a large one."""
    wrong: list[str] = []
    for size in (PHONE, NARROW, DESKTOP):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        wrong += [f"{page.url}: {line}" for line in too_wide(page)]
    return wrong


def complain(wrong: list[str]) -> None:
    assert not wrong, f"{len(wrong)} faults:\n" + "\n".join(wrong[:60])


@LANGUAGES
@pytest.mark.parametrize("room", ROOMS)
def test_every_page_is_fit_for_everybody(
    browser: "Browser", busy_house: str, room: str, prefix: str
) -> None:
    """As a manager, who sees most; the public's pages as nobody.

    Welsh pages differ in nothing but their words, which are longer: those are looked at for width alone.
    """
    look_at = at_every_width if prefix else look
    wrong: list[str] = []
    for who, audiences in ((NOBODY, {"public", "link"}), (MANAGER, {"desk", "account"})):
        with visitor(browser, busy_house) as page, nothing_from_elsewhere(page, wrong):
            page.context.add_cookies(cookies_of(who, busy_house))
            for found in pages_of(who, room):
                if found.audience in audiences and opens(page, prefix + found.path):
                    wrong += look_at(page)
    complain(wrong)


OTHERS = [who for who in everybody(HOME) if who.role != Role.SERVICE_MANAGER or who.on_tablet]


@pytest.fixture(scope="session")
def bones_for_manager(busy_house: str) -> "Callable[[str], set[str]]":
    """The bones of a page as a manager meets it: each page asked for once, whoever else comes."""
    manager = client_for(MANAGER)

    @cache
    def bones_at(path: str) -> set[str]:
        answer = manager.get(path)
        return set() if answer.streaming else bones(answer.content.decode(errors="replace"))

    return bones_at


@pytest.mark.parametrize("who", OTHERS, ids=[who.name for who in OTHERS])
def test_what_others_see_differently_is_fit_too(
    browser: "Browser",
    busy_house: str,
    bones_for_manager: "Callable[[str], set[str]]",
    who: Visitor,
) -> None:
    """Other roles meet mostly the same pages: only what has other bones is looked at again."""
    client = client_for(who)
    met, known, wrong = 0, set[str](), list[str]()
    with visitor(browser, busy_house) as page, nothing_from_elsewhere(page, wrong):
        page.context.add_cookies(cookies_of(who, busy_house))
        for found in pages_of(who):
            answer = client.get(found.path)
            if answer.status_code != 200 or "html" not in answer["Content-Type"]:
                continue
            met += 1
            theirs = bones(answer.content.decode()) - known
            if theirs and not theirs <= bones_for_manager(found.path):
                known |= theirs
                page.goto(found.path)
                wrong += look(page, briefly=True)
    assert met > 10, "even the smallest role meets the public's pages"
    complain(wrong)


def test_a_service_with_nothing_yet_has_kind_pages(browser: "Browser", busy_house: str) -> None:
    from branchline.events.models import Listing

    empty = (
        Service.objects.filter(Exists(Branch.objects.open().filter(service=OuterRef("pk"))))
        .exclude(Exists(Listing.objects.filter(service=OuterRef("pk"))))
        .order_by("slug")
        .first()
    )
    assert empty is not None
    who = Visitor(f"manager of {empty.slug}", Role.SERVICE_MANAGER, empty.slug)
    wrong: list[str] = []
    looked, known = 0, set[str]()
    with visitor(browser, busy_house) as page, nothing_from_elsewhere(page, wrong):
        page.context.add_cookies(cookies_of(who, busy_house))
        for found in pages_of(who, slug=empty.slug):
            if f"/{empty.slug}" in found.path and opens(page, found.path):
                # Forms stand there as they do in a busy service, and were looked at there.
                new = bones(page.content()) - known
                known |= new
                wrong += look(page, briefly=True) if new else at_every_width(page)
                looked += 1
    assert looked > 15
    complain(wrong)


def test_what_only_a_large_screen_shows_is_fit_in_the_dark(
    browser: "Browser", busy_house: str
) -> None:
    """The frame of the house; what stands in it was looked at on small screens."""
    wrong: list[str] = []
    with (
        visitor(browser, busy_house, color_scheme="dark") as page,
        nothing_from_elsewhere(page, wrong),
    ):
        page.context.add_cookies(cookies_of(MANAGER, busy_house))
        for path in ("/", f"/{HOME}", f"/{HOME}/desk/today"):
            page.goto(path)
            wrong += [f"{path}: {line}" for line in faults(page, "color-contrast")]
    complain(wrong)


def test_errors_of_the_house_are_pages_too(browser: "Browser", busy_house: str) -> None:
    wrong: list[str] = []
    with visitor(browser, busy_house) as page, nothing_from_elsewhere(page, wrong):
        for path in ("/nowhere/at/all", f"/{HOME}/nowhere", f"/{HOME}/cancel/old-link", "/cy/dim"):
            page.goto(path)
            wrong += look(page)
    complain(wrong)
