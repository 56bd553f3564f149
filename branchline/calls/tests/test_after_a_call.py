"""What becomes of what a caller types: nothing is lost when it is refused, and afterwards they read what was saved."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from branchline.calls.actions import Part, Suits, Ways
from branchline.calls.errors import HoursWithoutAnEnd, NeverRungThen
from branchline.calls.models import Attempt, Callee
from branchline.concerns.models import Concern, Task
from branchline.core import clock
from branchline.core.clock import london
from branchline.core.permits import Role
from branchline.people.tests.conftest import signed_in, works

from .conftest import NOW, Calls
from .test_calling_pages import CALLS, hidden

THURSDAY = 3


@pytest.fixture
def nadia(calls: Calls) -> Client:
    """Signed in, with the least rights."""
    works(calls.nadia.account, calls.cast.organisation, calls.cast.service, Role.CALLER)  # type: ignore[arg-type]
    return signed_in(calls.nadia.account)  # type: ignore[arg-type]


def taken(nadia: Client) -> dict[str, str]:
    """The next call, and what its form carries unseen."""
    nadia.post(f"{CALLS}/next")
    return hidden(nadia.get(f"{CALLS}/now").content.decode())


def test_a_refused_form_comes_back_with_all_that_was_typed(calls: Calls, nadia: Client) -> None:
    calls.put_on("Maud Okafor")
    with clock.at(NOW):
        typed = {
            **taken(nadia), "outcome": "call_back", "minutes": "7", "for_next": "Her cat is Tiger", "step_how": "low",
            "private": "She sounded tired", "needs": ["food"], "need_words": "Milk and bread", "urgency": "days",
            "ring_from": "15:20", "suits_days": ["3"], "suits_part": "morning", "suits_from": "10",
            "concern-words": "He takes her pension", "concern-wishes": "To be asked first",
        }  # fmt: skip
        page = nadia.post(f"{CALLS}/now", typed).content.decode()
    assert "Choose how urgent it is. If you are not worried, clear what you wrote below." in page
    for words in ("Her cat is Tiger", "She sounded tired", "He takes her pension", "To be asked first"):  # fmt: skip
        assert f"{words}</textarea>" in page.replace("\n", "")
    for value in ("7", "Milk and bread", "15:20"):
        assert f'value="{value}"' in page
    for name, value in (("outcome", "call_back"), ("step_how", "low"), ("needs", "food"), ("urgency", "days"), ("suits_days", "3"), ("suits_part", "morning")):  # fmt: skip
        box = re.search(rf'<input[^>]*name="{name}"[^>]*value="{value}"[^>]*>', page)
        assert box is not None, name
        assert "checked" in box[0], name
    assert re.search(r'<option value="10"\s+selected', page)
    assert not Attempt.objects.exists()


def test_a_device_keeps_a_draft_for_one_call_of_one_caller(calls: Calls, nadia: Client) -> None:
    """Its name is the same after a reload, another for another call, and gone where there is no call."""
    calls.put_on("Maud Okafor")

    def name(page: str) -> str:
        found = re.search(r'data-drafts="([0-9a-f]*)"', nadia.get(page).content.decode())
        assert found is not None
        return found[1]

    with clock.at(NOW):
        assert name(CALLS) == ""
        form = taken(nadia)
        first = name(f"{CALLS}/now")
        assert len(first) == 32
        assert {name(page) for page in (f"{CALLS}/now", CALLS, f"{CALLS}/rest", f"{CALLS}/today")} == {first}  # fmt: skip
        done = nadia.post(f"{CALLS}/now", {**form, "outcome": "busy"}).headers["Location"]
        assert name(done) == name(CALLS) == ""
    with clock.at(NOW + timedelta(hours=1)):
        taken(nadia)
        assert name(f"{CALLS}/now") != first


def test_after_a_call_they_read_what_was_saved(calls: Calls, nadia: Client) -> None:
    person = calls.put_on("Maud Okafor", usual_caller=calls.nadia)
    with clock.at(NOW):
        told = {
            **taken(nadia), "outcome": "answered", "for_next": "Her cat is Tiger", "needs": ["books"],
            "urgency": "soon", "concern-urgency": "today", "concern-words": "He takes her pension",
        }  # fmt: skip
        done = nadia.post(f"{CALLS}/now", told).headers["Location"]
        page = nadia.get(done).content.decode()
        for words in (
            "We talked",
            "Her cat is Tiger",
            "A colleague at the library sees to it by Tuesday 15 September.",
            "The safeguarding lead is told now.",
            "Tuesday 8 September.",
            "You ring them, if you can.",
        ):
            assert words in page
        assert "He takes her pension" not in page
        assert "Okafor" not in page
        # A second tap and a reload change nothing.
        for _tap in range(2):
            assert nadia.post(done).headers["Location"] == done
        assert "Somebody will ask how you are" in nadia.get(done).content.decode()
        assert nadia.post(f"{CALLS}/now", told).headers["Location"] == done
        assert "Nobody waits for you" in nadia.get(f"{CALLS}/rest").content.decode()
        over = nadia.get(f"{CALLS}/today").content.decode()
        assert "Today you made 1 call, and talked to 1." in over
        assert "Sign out" in over
    with clock.at(NOW + timedelta(days=2)):
        assert nadia.get(done).headers["Location"] == CALLS
    assert Attempt.objects.get().hard
    assert Concern.objects.get().resident == person.callee.resident
    assert Task.objects.filter(kind="calls.debrief").count() == 1


def test_only_whoever_talked_is_asked_by_the_script(calls: Calls, nadia: Client) -> None:
    """And everything stands in the order of a call."""
    calls.put_on("Maud Okafor")
    with clock.at(NOW):
        taken(nadia)
        page = nadia.get(f"{CALLS}/now").content.decode()
    steps = re.findall(r"<section data-step([^>]*)>\s*<h2>([^<]+)</h2>", page)
    only = {title: said for said, title in steps}
    assert 'data-only="answered"' in only["What to say"]
    order = ["Before you ring", "Ring them", "What to say", "Your notes", "Are you worried about their safety?"]  # fmt: skip
    assert [title for _said, title in steps] == order
    assert page.index("How did it go?") < page.index("What to say") < page.index("Do they need something?") < page.index("Your notes")  # fmt: skip
    assert page.index("worried about their safety?") < page.index("Ring them once on") < page.index("Save this call")  # fmt: skip


def test_a_colleagues_call_is_nobodys_to_call_hard(calls: Calls, nadia: Client) -> None:
    calls.put_on("Maud Okafor")
    calls.given(calls.tom)
    attempt = calls.report(calls.tom)
    with clock.at(NOW):
        assert nadia.post(f"{CALLS}/done/{attempt.public_id}").status_code == 404
    assert not Attempt.objects.get().hard


def test_thursday_mornings_suit_her_never_before_ten(calls: Calls, nadia: Client) -> None:
    calls.put_on("Maud Okafor")
    with clock.at(NOW):
        suits = {"suits_days": [str(THURSDAY)], "suits_part": "morning", "suits_from": "10"}
        told = {**taken(nadia), "outcome": "answered", **suits}
        page = nadia.get(nadia.post(f"{CALLS}/now", told).headers["Location"]).content.decode()
    assert "They like to be rung: Thursday, 10am to midday." in page
    assert "Thursday 10 September, from 10am" in page
    assert Callee.objects.get().hours == [THURSDAY * 24 + 10, THURSDAY * 24 + 11]
    # Nobody is given her on the Tuesday on which she is due; on the Thursday she is rung.
    assert calls.next(calls.tom, london(2026, 9, 8, 11)) is None
    with clock.at(london(2026, 9, 10, 10)):
        form = taken(nadia)
        assert "So far: Thursday, 10am to midday." in nadia.get(f"{CALLS}/now").content.decode()
        nadia.post(f"{CALLS}/now", {**form, "outcome": "answered", "suits_part": "any"})
    # What was not said again stays.
    assert Ways.of(Callee.objects.get()).days == [THURSDAY]


def test_who_asks_for_an_hour_once_is_rung_then_and_afterwards_when_they_like(
    calls: Calls,
) -> None:
    calls.put_on("Maud Okafor")
    calls.given(calls.nadia)
    tuesday, thursdays = london(2026, 9, 8, 15), Suits(days=(THURSDAY,), part=Part.MORNING)
    calls.report(calls.nadia, suits=thursdays, ring_at=tuesday)
    assert calls.next(calls.tom, london(2026, 9, 3, 10)) is None
    calls.given(calls.tom, tuesday)
    calls.report(calls.tom, now=tuesday)
    assert calls.next(calls.tom, london(2026, 9, 15, 15)) is None
    calls.given(calls.tom, london(2026, 9, 17, 10))


@pytest.mark.parametrize(
    ("told", "refused"),
    [
        (Suits(part=Part.EVENING), NeverRungThen),
        (Suits(part=Part.MORNING, not_before=13), HoursWithoutAnEnd),
    ],
)
def test_hours_in_which_nobody_rings_are_refused(
    calls: Calls, told: Suits, refused: type[Exception]
) -> None:
    """The round rings from nine to five: who liked only evenings would fall out unseen."""
    calls.put_on("Maud Okafor")
    calls.given(calls.nadia)
    with pytest.raises(refused):
        calls.report(calls.nadia, suits=told)
    assert not Attempt.objects.exists()
