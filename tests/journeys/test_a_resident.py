"""Somebody joins at the counter: staff look them up, write them down, note a need and what they agreed to."""

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.harness.hands import Hand

pytestmark = pytest.mark.browser


def test_new_at_the_counter(hand: "Hand") -> None:
    name = f"Oluwaseun {hand.way.capitalize()}-Featherstonehaugh"
    hand.become("Branch staff")
    hand.go("/trafford/desk/people")
    hand.follow("Add somebody")
    hand.write("Name", name)
    hand.choose("Not at all, or we don’t know")
    hand.press("Add")
    hand.heading(name)

    hand.follow("Add a need")
    hand.pick("What do they need?", "Large print")
    hand.write("In their own words", "18 point, please")
    hand.press("Save")
    hand.see("18 point, please")

    hand.follow(re.compile(r"Note what they say\s*: Friendly"))
    hand.choose("Friendly phone calls")
    hand.choose("Yes")
    hand.write("How do we know?", "said at the desk")
    hand.press("Save")
    hand.heading(name)
    hand.unfold("Everything they have said")
    hand.see("said at the desk")
