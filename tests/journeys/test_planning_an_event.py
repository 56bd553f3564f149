"""Erin plans a talk, publishes it, books for somebody who rings, and has to call it off."""

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from branchline.core import clock

if TYPE_CHECKING:
    from tests.harness.hands import Hand

pytestmark = pytest.mark.browser


def plan(hand: "Hand", title: str) -> None:
    day = clock.today() + timedelta(days=20)
    hand.go("/trafford/desk/")
    hand.follow("New event")
    hand.write("What is it called?", title)
    hand.pick("Which library?", "Sale Library")
    hand.write("Day", str(day.day))
    hand.write("Month", str(day.month))
    hand.write("Year", str(day.year))
    hand.write("Starts", "10:30")
    hand.write("Ends", "11:30")
    hand.choose("Once")
    hand.choose("Yes, they book places")
    hand.write("How many places?", "12")
    hand.pick("Who is it for?", "Everyone")
    hand.unfold("More: places for children")
    hand.pick("What is it about?", "Talks and authors")
    hand.write("What happens there?", "Bees, and what they like about towns.")
    hand.press("Publish")


def test_from_the_plan_to_the_day_that_is_off(hand: "Hand") -> None:
    title = f"Bees in town, {hand.way}"
    hand.become("Events lead")
    plan(hand, title)
    hand.see("Published with 1 date")
    hand.heading(title)

    hand.follow("Book for somebody")
    hand.choose("By phone")
    hand.write("Adults", "2")
    hand.write("Their name", "Beatrice Honeycombe")
    hand.choose("Phone call")
    hand.write("Phone number", "0161 496 0177")
    hand.press("Keep these places")
    hand.see("Beatrice Honeycombe")

    hand.follow("Cancel this date")
    hand.write("Why is it cancelled?", "The speaker has a cold.")
    hand.press("Cancel this date and tell everybody")
    hand.see("This date is cancelled")
    hand.follow("As the public sees it")
    hand.heading(re.compile(re.escape(title)))
    hand.see("The speaker has a cold.")
