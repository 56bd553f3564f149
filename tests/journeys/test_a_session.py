"""A champion writes down how a session went: by keyboard, on a phone, and without JavaScript. Four touches and a sentence."""

import re
from typing import TYPE_CHECKING

import pytest

from branchline.core.scoping import scope
from branchline.places.queries import service_at
from branchline.skills.models import Session
from tests.harness.looking import faults, too_wide

if TYPE_CHECKING:
    from tests.harness.hands import Hand

pytestmark = pytest.mark.browser


def newest() -> Session:
    service = service_at(slug="trafford")
    assert service is not None
    with scope(service.pk):
        return Session.objects.latest("pk")


def test_a_session_in_under_a_minute(hand: "Hand") -> None:
    before = newest().pk
    hand.become("Digital champion")
    hand.go("/trafford/desk/learners")
    hand.heading("My learners")
    hand.follow(re.compile("^Write down a session"))
    task = hand.page.locator(".sk-ticks label").first.inner_text()
    hand.choose(task)
    hand.choose("45 minutes")
    hand.write("What comes next?", f"Try it alone, by {hand.way}")
    wrong = [*faults(hand.page), *too_wide(hand.page)] if hand.way != "plain" else []
    assert not wrong, "\n".join(wrong)
    hand.press("Save this session")
    hand.see("Written down. Thank you.")
    hand.see(f"Try it alone, by {hand.way}")
    made = newest()
    assert made.pk > before
    assert (made.minutes, made.next_step) == (45, f"Try it alone, by {hand.way}")
    assert [str(each.words) for each in made.version.in_order(made.tasks)] == [task]
