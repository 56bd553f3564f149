"""Rhyme time at Sale, with the network off: Sam counts on a phone and Erin on a tablet, for both of whom each press
counts once; and thirty people are counted in less than a minute."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.harness.browser import ON_PHONE, visitor
from tests.harness.cable import Cable, cable
from tests.harness.looking import faults, in_the_dark, too_wide
from tests.harness.signing_in import sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture
def date(house: str) -> str:
    """The public id of a date that begins in a moment, at a library where Sam works."""
    from branchline.core import clock
    from branchline.core.scoping import scope
    from branchline.events.models import Occurrence
    from branchline.places.queries import service_at

    service = service_at(slug="trafford")
    assert service is not None
    with scope(service.pk):
        found = Occurrence.objects.filter(
            branch__name__en="Sale Library", attendance__isnull=True, capacity__isnull=True,
            starts_at__gt=clock.now() + timedelta(hours=4),
        ).order_by("starts_at").first()  # fmt: skip
        assert found is not None
        start = clock.now() + timedelta(minutes=5)
        Occurrence.objects.filter(pk=found.pk).update(
            starts_at=start, ends_at=start + timedelta(minutes=45)
        )
    return found.public_id


def people(date: str) -> int | None:
    from branchline.core.scoping import scope
    from branchline.events.models import Attendance
    from branchline.places.queries import service_at

    service = service_at(slug="trafford")
    assert service is not None
    with scope(service.pk):
        kept = Attendance.objects.filter(occurrence__public_id=date).first()
        return kept.people if kept else None


@dataclass
class Phone:
    """A telephone and the network that it may lose: the browser knows (`set_offline`), and nothing gets through."""

    page: "Page"
    cable: Cable

    def lose(self) -> None:
        self.page.context.set_offline(True)
        self.cable.pull_out()

    def find(self) -> None:
        self.cable.plug_in()
        self.page.context.set_offline(False)


@contextmanager
def counting(browser: "Browser", house: str, date: str) -> "Iterator[Phone]":
    """A phone with the count open, signed in as Sam; its page is kept."""
    with cable(house) as laid, visitor(browser, laid.address, **ON_PHONE) as page:
        sign_in(page, "Branch staff")
        open_count(page, date)
        page.wait_for_function(
            "async () => (await (await caches.open('branchline-pages-1')).keys()).length > 0"
        )
        yield Phone(page, laid)


@pytest.fixture
def sam(browser: "Browser", house: str, date: str) -> "Iterator[Phone]":
    with counting(browser, house, date) as phone:
        yield phone


@pytest.fixture
def erin(browser: "Browser", house: str, date: str) -> "Iterator[Phone]":
    with counting(browser, house, date) as phone:
        yield phone


def open_count(phone: "Page", date: str) -> None:
    phone.goto(f"/trafford/desk/events/{date}/count")
    expect(phone.locator("[data-count][data-enhanced]")).to_be_visible()


def press(phone: "Page", name: str, times: int = 1, way: str = "more") -> None:
    button = phone.get_by_role("button", name=f"One {way}: {name}")
    for _time in range(times):
        button.tap()


def says(phone: "Page", words: Any) -> None:
    expect(phone.locator("[data-log-says]")).to_have_text(words)


def test_two_phones_without_a_network_come_to_the_exact_number(
    sam: Phone, erin: Phone, date: str
) -> None:
    one, two = sam.page, erin.page
    press(one, "Adults", 2)
    # It says so from the beginning: what was pressed must be seen first.
    expect(one.locator("[data-count-total]")).to_have_text("2 people in all")
    says(one, "All saved.")
    sam.lose()
    erin.lose()
    press(one, "Babies", 3)
    press(two, "Adults", 4)
    press(two, "Children")
    press(two, "Children", way="fewer")
    says(one, re.compile("3 not sent yet. There is no connection"))
    says(two, re.compile("6 not sent yet"))
    assert people(date) == 2

    # The phone is put away and opened again, still without a network: page and presses are there.
    one.goto("about:blank")
    open_count(one, date)
    expect(one.locator('[data-band="babies"] [data-count-number]')).to_have_text("3")
    says(one, re.compile("3 not sent yet"))
    press(one, "Babies")
    one.get_by_role("button", name="Undo").tap()
    expect(one.locator("[data-count-total]")).to_have_text("5 people in all")

    erin.find()
    says(two, "All saved.")
    assert people(date) == 6
    sam.find()
    says(one, "All saved.")
    assert people(date) == 9
    expect(one.locator("[data-count-total]")).to_have_text("9 people in all")
    # Sooner than the fifteen seconds after which a quiet page looks again, and without anybody's press.
    expect(two.locator("[data-count-total]")).to_have_text("9 people in all", timeout=9_000)
    press(one, "Adults")
    expect(two.locator("[data-count-total]")).to_have_text("10 people in all", timeout=9_000)


def test_what_waits_is_sent_from_any_page_of_the_desk_and_can_be_read_by_nobody(
    sam: Phone, date: str
) -> None:
    phone = sam.page
    sam.lose()
    press(phone, "Adults", 2)
    says(phone, re.compile("2 not sent yet"))
    kept = phone.evaluate(
        """async () => {
        const db = await new Promise(r => { const q = indexedDB.open('branchline-log'); q.onsuccess = () => r(q.result) })
        const all = store => new Promise(r => { const q = db.transaction(store).objectStore(store).getAll(); q.onsuccess = () => r(q.result) })
        const [key] = (await all('device')).filter(each => each instanceof CryptoKey)
        const rows = await all('operations')
        return {extractable: key.extractable, names: Object.keys(rows[0]).sort(),
                clear: rows.map(row => JSON.stringify(row)).join(' ')}
    }"""
    )
    assert kept["extractable"] is False
    assert kept["names"] == ["about", "address", "box", "id", "iv", "until"]
    assert "adults" not in kept["clear"]
    phone.goto("about:blank")
    sam.find()
    phone.goto("/trafford/desk/")
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    until = time.monotonic() + 20
    while people(date) != 2 and time.monotonic() < until:
        phone.wait_for_timeout(200)
    assert people(date) == 2


def test_what_is_two_weeks_old_is_gone_and_the_page_says_so(sam: Phone, date: str) -> None:
    phone = sam.page
    sam.lose()
    press(phone, "Adults", 2)
    says(phone, re.compile("2 not sent yet"))
    phone.evaluate(
        """async () => {
        const db = await new Promise(r => { const q = indexedDB.open('branchline-log'); q.onsuccess = () => r(q.result) })
        const store = db.transaction('operations', 'readwrite').objectStore('operations')
        const rows = await new Promise(r => { const q = store.getAll(); q.onsuccess = () => r(q.result) })
        for (const row of rows) store.put({...row, until: Date.now() - 1})
    }"""
    )
    sam.find()
    expect(phone.locator("[data-log-refused]")).to_contain_text("2 from more than 14 days ago")
    expect(phone.locator("[data-count-total]")).to_have_text("0 people in all")
    assert not people(date)


def test_thirty_people_in_less_than_a_minute(sam: Phone, date: str) -> None:
    phone = sam.page
    assert not faults(phone)
    assert not too_wide(phone)
    begun = time.monotonic()
    press(phone, "Babies", 9)
    press(phone, "Children", 6)
    press(phone, "Adults", 15)
    expect(phone.locator("[data-count-total]")).to_have_text("30 people in all")
    assert time.monotonic() - begun < 60
    phone.get_by_role("button", name="Everybody is counted").tap()
    expect(phone.get_by_role("heading", name="The count is closed")).to_be_visible()
    says(phone, "All saved.")
    assert people(date) == 30
    in_the_dark(phone)
    assert not faults(phone)


def test_by_keyboard_and_without_javascript(page: "Page", plain: "Page", date: str) -> None:
    sign_in(page, "Branch staff")
    open_count(page, date)
    more = page.get_by_role("button", name="One more: Adults")
    more.focus()
    for _time in range(3):
        page.keyboard.press("Enter")
    page.keyboard.press("Space")
    expect(page.locator("[data-count-total]")).to_have_text("4 people in all")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "One more: Adults"
    says(page, "All saved.")
    sign_in(plain, "Branch staff")
    plain.goto(f"/trafford/desk/events/{date}/count")
    for name in ("Babies", "Babies", "Adults"):
        with plain.expect_navigation():
            plain.get_by_role("button", name=f"One more: {name}").click()
    with plain.expect_navigation():
        plain.get_by_role("button", name="Undo").click()
    expect(plain.get_by_text("6 people in all")).to_be_visible()
    assert people(date) == 6
