"""On a phone: a branch passes somebody on, the partner says yes and done by a link, and the person says it happened."""

import re
from typing import TYPE_CHECKING

import pytest

from tests.harness.browser import ON_PHONE
from tests.harness.signing_in import sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


def open_message(page: "Page", subject: str) -> None:
    """The worker sends within a moment; a person would press reload."""
    page.goto("/demo/mailbox")
    for _turn in range(240):
        if page.get_by_role("link", name=subject).count():
            break
        page.wait_for_timeout(500)
        page.reload()
    page.get_by_role("link", name=subject).first.click()


def test_from_the_record_to_their_own_word(browser: "Browser", house: str) -> None:
    with browser.new_context(base_url=house, **ON_PHONE) as at_the_desk:
        staff = at_the_desk.new_page()
        sign_in(staff, "Branch staff")
        staff.goto("/trafford/desk/people?who=Yusuf+Demir")
        staff.get_by_role("link", name="Yusuf Demir").first.click()
        staff.get_by_role("link", name="Pass on to a partner").click()
        larder = staff.get_by_role("option", name="Food and shopping: Larder on the Line")
        chosen = larder.first.get_attribute("value")
        staff.get_by_label("What do they need, and who could help?").select_option(chosen)
        staff.get_by_label("What is needed?").fill("A parcel while his leg mends, any afternoon")
        for way in staff.get_by_label(re.compile("Their (telephone|email|address)")).all():
            way.check()
        staff.get_by_role("button", name="Next: ask them").click()
        staff.get_by_text("You may pass my first name and what I need on to Larder").wait_for()
        staff.get_by_label("On the telephone").check()
        staff.get_by_role("button", name="They said yes: send it").click()
        staff.get_by_text("Sent. You see here when they answer.").wait_for()

        with browser.new_context(base_url=house, **ON_PHONE) as at_the_larder:
            partner = at_the_larder.new_page()
            open_message(partner, "Can you help Yusuf")
            partner.get_by_role("link", name="referrals/answer").click()
            partner.get_by_text("A parcel while his leg mends").wait_for()
            partner.get_by_role("button", name="Yes, we will help").click()
            partner.get_by_role("heading", name="You said yes to Yusuf").wait_for()
            partner.get_by_role("button", name="It is done").click()
            partner.get_by_role("heading", name="You said that it is done").wait_for()

            staff.reload()
            staff.get_by_label("Yes, it happened").check()
            staff.get_by_role("button", name="Write down what they say").click()
            staff.get_by_text("It happened, says the person").wait_for()
            partner.reload()
            partner.get_by_role("heading", name="Yusuf says that it happened").wait_for()
