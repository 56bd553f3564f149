"""A new caller's first call: by keyboard, on a phone, and without JavaScript. Taken, told in the short steps, a partner
asked with the sentence that is read out, a concern raised with it; and one handed back."""

import re
from datetime import time, timedelta
from typing import TYPE_CHECKING

import pytest

from branchline.calls.models import Attempt, Callee, CallRound, Line, RoundPerson
from branchline.concerns.models import Concern
from branchline.core import clock
from branchline.core.scoping import scope
from branchline.places.queries import service_at
from tests.harness.hands import Hand
from tests.harness.looking import faults, too_wide

if TYPE_CHECKING:
    from branchline.places.models import Service

pytestmark = pytest.mark.browser

HEARD = "He said that he had eaten nothing since Sunday."
KEPT = 1000
"""Milliseconds after which a device has kept what was typed."""
DRAFTS = "localStorage.getItem('branchline-drafts')"
"""Whether this device keeps something."""
STEPS = 12
"""More than there are, whatever is due."""


@pytest.fixture
def trafford(house: str) -> "Service":
    """Where people may be rung at this moment, whatever the clock says, and wait to be."""
    service = service_at(slug="trafford")
    assert service is not None
    with scope(service.pk):
        CallRound.objects.update(begins=time.min, ends=time.max, days=list(range(7)))
        since = clock.now() - timedelta(hours=30)
        RoundPerson.objects.filter(standing="active").update(due_at=since, open_to_all_at=since)
        Callee.objects.update(not_before=None, hours=[])
        nobodys = {"token": None, "leased_to": None, "leased_for": None, "leased_at": None, "leased_until": None}  # fmt: skip
        Line.objects.update(**nobodys)
    return service


class Steps:
    """The call screen: a step at a time, or without a script all of them at once."""

    def __init__(self, hand: Hand) -> None:
        self.hand, self.plain = hand, hand.way == "plain"

    def until(self, words: str) -> None:
        """Go on until this stands there; each step on the way is looked at."""
        for _step in range(STEPS):
            if self.hand.page.get_by_text(words, exact=True).locator("visible=true").count():
                return
            assert not self.plain, f"without a script everything stands there: {words}"
            self.hand.page.get_by_role("button", name="Next", exact=True).press("Enter")
            wrong = [*faults(self.hand.page), *too_wide(self.hand.page)]
            assert not wrong, "\n".join(wrong)
        raise AssertionError(f"no step says {words}")


def test_a_callers_first_call(hand: Hand, trafford: "Service") -> None:
    steps = Steps(hand)
    hand.become("Caller")
    hand.go("/trafford/desk/calls")
    hand.press("Next call")
    steps.until("Before you ring")
    steps.until("Ring them")
    assert hand.page.locator('a[href^="tel:+44"]').first.is_visible()
    steps.until("How did it go?")
    hand.choose("We talked")
    steps.until("What to say")
    hand.choose("Low")
    hand.see("I am sorry to hear that.")
    steps.until("Do they need something?")
    hand.choose("Food and shopping")
    sentence = hand.page.get_by_label("Larder on the Line").locator("visible=true").first
    sentence.check()
    hand.write("In a few words", "Nothing left in the house")
    hand.choose("Today")
    steps.until("What should the next caller know?")
    hand.write("What should the next caller know?", "His sister rings on Sundays")
    if not steps.plain:
        # Somebody else rings this telephone, and the page is gone; what was written is not.
        hand.page.wait_for_timeout(KEPT)
        hand.page.reload()
        hand.see("What you had written is here again.")
        assert hand.page.get_by_label("What should the next caller know?").input_value()
    steps.until("Are you worried about their safety?")
    hand.choose("It has to be looked at today")
    steps.until("Save this call")
    hand.press("Save this call")
    # Nothing is lost: what is missing is said at its field, in the step where it stands.
    hand.see("There is something to put right")
    steps.until("Are you worried about their safety?")
    hand.write("What did you see or hear?", HEARD)
    steps.until("Save this call")
    hand.press("Save this call")
    hand.heading("The call is saved")
    hand.see(re.compile("Passed on to Larder on the Line"))
    hand.press("That was hard")
    hand.see("Somebody will ask how you are")
    hand.press("Next call")
    hand.unfold("I can’t ring them now")
    hand.write("Why can’t you ring them?", "My bus comes")
    hand.press("Hand this call back")
    hand.see("Somebody else will ring them.")
    if not steps.plain:
        # Whoever has this telephone next finds nothing of it.
        hand.press("Next call")
        steps.until("How did it go?")
        hand.choose("No answer")
        hand.page.wait_for_timeout(KEPT)
        assert hand.page.evaluate(DRAFTS) == "yes"
        hand.press("Sign out")
        assert hand.page.evaluate(DRAFTS) is None
    with scope(trafford.pk):
        told = Attempt.objects.latest("pk")
        needs = list(told.conversation.needs.all())
        assert [(need.kind, bool(need.referral)) for need in needs] == [("food", True)]
        assert told.conversation.for_next == "His sister rings on Sundays"
        assert Concern.objects.latest("pk").words == HEARD
