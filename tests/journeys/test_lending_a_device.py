"""A tablet goes home with somebody: found, read together, signed on the screen, for longer, and back."""

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from branchline.core import clock

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.harness.hands import Hand

pytestmark = pytest.mark.browser


@pytest.fixture
def device(house: str) -> str:
    """The public id of a tablet at Hale that nobody has booked."""
    from branchline.core.scoping import scope
    from branchline.devices.queries import to_lend_there
    from branchline.places.models import Branch
    from branchline.places.queries import service_at

    service = service_at(slug="trafford")
    assert service is not None
    with scope(service.pk):
        hale = Branch.objects.get(name__en="Hale Library")
        found = to_lend_there("tablet", hale, today=clock.today()).first()
        assert found is not None
        return str(found.public_id)


def test_a_tablet_goes_home_and_comes_back(hand: "Hand", device: str) -> None:
    name = f"Morfydd {hand.way.capitalize()}"
    hand.become("Service manager")
    hand.go("/trafford/desk/people")
    hand.follow("Add somebody")
    hand.write("Name", name)
    hand.choose("Not at all, or we don’t know")
    hand.press("Add")
    hand.go(f"/trafford/desk/devices/{device}")
    hand.follow("Lend it")
    hand.write("Name, card or phone number", name)
    hand.press("Look")
    hand.follow(re.compile("Lend it now"))
    hand.heading("Read it together")
    hand.write("Their name, or how they said yes", name)
    hand.choose("They sign with a finger or a pen on this screen")
    hand.press("They agree: lend it")
    hand.see("Nothing is drawn yet.")
    if hand.way == "phone":
        hand.choose("They sign with a finger or a pen on this screen")
        draw(hand.page)
    else:
        hand.choose("They type their name, or say it and we type it")
    hand.press("They agree: lend it")
    hand.see("It is theirs until then.")
    if hand.way == "phone":
        hand.page.get_by_role("img", name="Their signature").wait_for()

    hand.unfold("They need it for longer")
    later = clock.today() + timedelta(days=61)
    later -= timedelta(days=later.weekday())
    hand.page.locator('form:has(input[value="extend"]) input[name="due_day"]').fill(
        later.isoformat()
    )
    hand.press("Let them keep it")
    hand.see(re.compile("They may keep it for longer|is closed"))
    hand.press("Take it back")
    hand.see("It is back, and is made ready from the first step.")


def draw(page: "Page") -> None:
    """Two strokes."""
    sheet = page.locator(".bl-sign__sheet")
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    assert box is not None
    for begin, end in (((0.1, 0.3), (0.5, 0.8)), ((0.5, 0.2), (0.9, 0.7))):
        page.mouse.move(box["x"] + box["width"] * begin[0], box["y"] + box["height"] * begin[1])
        page.mouse.down()
        page.mouse.move(
            box["x"] + box["width"] * end[0], box["y"] + box["height"] * end[1], steps=8
        )
        page.mouse.up()
    assert re.fullmatch(
        r"(M\d+ \d+(L\d+ \d+)+){2}", page.locator("input[name=drawing]").input_value()
    )
