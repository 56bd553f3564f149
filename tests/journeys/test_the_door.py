"""The list for the door on a phone: Sam ticks off who is here, also when the network is gone, and lets somebody in."""

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.harness.browser import ON_PHONE, visitor
from tests.harness.cable import cable
from tests.harness.looking import faults, too_wide
from tests.harness.signing_in import sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture
def date(house: str) -> str:
    """The public id of a date with several bookings at Sale, that began six minutes ago."""
    from django.db.models import Count

    from branchline.core import clock
    from branchline.core.scoping import scope
    from branchline.events.models import Occurrence
    from branchline.places.queries import service_at

    service = service_at(slug="trafford")
    assert service is not None
    with scope(service.pk):
        several = Occurrence.objects.annotate(parties=Count("bookings")).filter(parties__gt=2)
        found = several.filter(
            branch__name__en="Sale Library", booked__gt=9, attendance__isnull=True
        ).order_by("starts_at").last()  # fmt: skip
        assert found is not None
        start = clock.now() - timedelta(minutes=6)
        Occurrence.objects.filter(pk=found.pk).update(
            starts_at=start, ends_at=start + timedelta(minutes=45)
        )
    return found.public_id


def figures(date: str) -> tuple[int, int, int]:
    from branchline.core.scoping import scope
    from branchline.events.models import Attendance
    from branchline.places.queries import service_at

    service = service_at(slug="trafford")
    assert service is not None
    with scope(service.pk):
        kept = Attendance.objects.get(occurrence__public_id=date)
        return kept.arrived, kept.missed, kept.walked_in


def says(page: "Page", words: "str | re.Pattern[str]") -> None:
    expect(page.locator("[data-log-says]")).to_have_text(words)


def test_sam_ticks_with_one_thumb_and_without_a_network(
    browser: "Browser", house: str, date: str
) -> None:
    with cable(house) as laid, visitor(browser, laid.address, **ON_PHONE) as page:
        sign_in(page, "Branch staff")
        page.goto(f"/trafford/desk/events/{date}/door")
        expect(page.locator("[data-door][data-enhanced]")).to_be_visible()
        assert not faults(page)
        assert not too_wide(page)
        assert not re.search(r"07700|@example", page.locator("main").inner_text())

        guests = page.locator("[data-booking]")
        first, second = guests.nth(0), guests.nth(1)
        name = first.locator(".bl-door__name").inner_text()
        people = int(first.get_attribute("data-adults") or 0) + int(first.get_attribute("data-children") or 0)  # fmt: skip
        page.get_by_label("Name or code").fill(name[:4].lower())
        expect(second).to_be_hidden()
        first.get_by_role("button", name="Here").tap()
        expect(first.locator("[data-standing-words]")).to_have_text("Here")
        page.get_by_label("Name or code").fill("")
        says(page, "All saved.")

        page.context.set_offline(True)
        laid.pull_out()
        second.get_by_role("button", name="Did not come").tap()
        page.get_by_role("button", name="One adult more without a booking").tap()
        says(page, re.compile("2 not sent yet. There is no connection"))
        first.get_by_role("button", name="Undo").tap()
        first.get_by_role("button", name="Here").tap()
        says(page, re.compile("4 not sent yet"))
        page.goto(page.url, wait_until="domcontentloaded")
        expect(page.get_by_role("heading", name="There is no connection")).to_be_visible()
        expect(page.locator("body")).not_to_contain_text(name)
        assert not too_wide(page)
        laid.plug_in()
        page.context.set_offline(False)
        with page.expect_navigation():
            page.get_by_role("link", name="Try again").click()
        expect(page.locator("[data-door][data-enhanced]")).to_be_visible()
        says(page, "All saved.")
        arrived, missed, walked_in = figures(date)
        assert (arrived, walked_in) == (people, 1)
        assert missed > 0
        expect(page.locator("[data-door-here]")).to_contain_text(str(people + 1))
        page.keyboard.press("Tab")
        assert not faults(page)
