"""Somebody waits for a broadcast whose date is cancelled: the page that is open hears of it, and says so."""

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from branchline.core import clock
from branchline.core.acting import job
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import cancel_occurrence
from tests.harness import live as air
from tests.harness.browser import ON_PHONE, visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.walk, pytest.mark.browser]

MINUTE = 60_000


def test_a_page_that_is_open_says_that_its_date_is_cancelled(
    browser: "Browser", house: str
) -> None:
    broadcast = air.planned()
    with visitor(browser, house, **ON_PHONE) as page:
        page.clock.install()
        page.goto(f"/{air.SLUG}/live/{broadcast.public_id}")
        stage = page.locator("[data-watch]")
        expect(stage).to_have_attribute("data-state", "waiting")
        assert broadcast.occurrence is not None
        with scope(broadcast.service_id):
            cancel_occurrence(
                occurrence=broadcast.occurrence, because=said("The singer is ill."), by=job("test"), now=clock.now()
            )  # fmt: skip

        def it_says_so() -> bool:
            page.clock.fast_forward(MINUTE)
            return page.get_by_text("The singer is ill.").count() > 0

        air.wait_until(it_says_so, "the page hears that its date is cancelled")
        expect(stage).to_have_attribute("data-state", "over")
