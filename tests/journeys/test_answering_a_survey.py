"""Somebody answers a few questions; Mina opens new ones and closes them."""

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.harness.hands import Hand

pytestmark = pytest.mark.browser


def test_answering_takes_a_minute_and_no_account(hand: "Hand") -> None:
    hand.become("Service manager")
    hand.go("/trafford/desk/surveys")
    hand.follow(re.compile("Rhyme time at Sale"))
    hand.go(hand.page.url.replace("/desk", ""))
    hand.choose("Very satisfied")
    hand.press("Send my answers")
    hand.heading("Thank you")


def test_a_manager_asks_and_stops_asking(hand: "Hand") -> None:
    hand.become("Service manager")
    hand.go("/trafford/desk/surveys")
    hand.follow(re.compile("Ask people"))
    hand.write("What do you ask about?", f"Chairs, {hand.way}")
    hand.choose("How it was")
    hand.choose("Once, after it")
    hand.press("Open it")
    hand.see(f"Chairs, {hand.way}")
