"""Every form sent empty: what is wrong is said first, has the focus, leads to its field, and is free of faults."""

from typing import TYPE_CHECKING

import pytest

from tests.harness.browser import visitor
from tests.harness.cast import cookies_of
from tests.harness.looking import faults, linked_errors, opens, too_wide

from .test_looks import MANAGER, NOBODY, ROOMS, complain, pages_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.walk, pytest.mark.browser]

NOTHING_NEEDED = {
    "calls:desk_person": "all that is told of how they like to be rung may stay empty",
    "concerns:desk_task": "it may be done without a word",
    "devices:desk_days": "a number that is left empty leaves its step out",
    "devices:desk_into_case": "no case takes it out of the one it is in",
    "devices:desk_loan": "another device is chosen already, and nothing need have come with it",
    "devices:desk_rules": "what is left empty is said in the house’s own words",
    "devices:desk_sim": "no tag takes it out of the device it is in",
    "live:desk": "a date is chosen already",
    "live:desk_sheet": "a rhyme and a sheet are chosen already",
    "live:desk_studio": "whoever has looked at nothing ticks nothing",
    "people:erase_resident": "whoever ticks no contact erases the record alone",
    "people:my_week": "a day without times is free",
    "people:worker_week": "a day without times is free",
    "places:desk_hours": "a day without times is closed",
    "places:desk_access": "nothing is known",
    "places:desk_drafts": "whoever has read nothing yet ticks nothing",
    "referrals:desk_referral": "a press says that they will help, or that it is taken back; a note is extra",
    "surveys:desk_strike": "all of it may be taken out",
}
"""Forms that may be sent as they are, and why."""

EMPTY = """n => {
    const form = [...document.querySelectorAll('main form')].filter(f => f.method === 'post' &&
        f.querySelector('input:not([type=hidden]), select, textarea'))[n];
    if (!form) return false;
    for (const field of form.querySelectorAll('input, select, textarea')) {
        if (field.type === 'radio' || field.type === 'checkbox') field.checked = false;
        else if (field.tagName === 'SELECT') { if (field.querySelector('option[value=""]')) field.value = ''; }
        else if (field.type !== 'hidden') field.value = '';
    }
    form.noValidate = true;
    form.dataset.sentEmpty = 'yes';
    return true;
}"""


def send_empty(page: "Page", path: str, number: int) -> bool:
    """Empty and send the page's nth form. False when there is none."""
    if not (opens(page, path) and page.evaluate(EMPTY, number)):
        return False
    with page.expect_navigation():
        page.evaluate("document.querySelector('[data-sent-empty]').requestSubmit()")
    return True


@pytest.mark.parametrize("room", ROOMS)
def test_every_form_sent_empty(browser: "Browser", busy_house: str, room: str) -> None:
    wrong: list[str] = []
    for who, audiences in ((NOBODY, {"public", "link"}), (MANAGER, {"desk", "account"})):
        with visitor(browser, busy_house) as page:
            page.context.add_cookies(cookies_of(who, busy_house))
            for found in pages_of(who, room):
                if found.audience not in audiences or found.name in NOTHING_NEEDED:
                    continue
                number = 0
                while send_empty(page, found.path, number):
                    number += 1
                    lines = [*linked_errors(page), *faults(page), *too_wide(page)]
                    wrong += [f"{found.path} ({found.name}), form {number}: {x}" for x in lines]
    complain(wrong)
