"""A caller at the desk: takes the next call, tells how it went, hands one back; without JavaScript."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from branchline.calls.models import Attempt, Outcome
from branchline.concerns.models import Task
from branchline.core import clock
from branchline.core.permits import Role
from branchline.people.tests.conftest import signed_in, works

from .conftest import NOW, Calls

CALLS = "/alice/desk/calls"


@pytest.fixture
def nadia(calls: Calls) -> Client:
    """Signed in, with the least rights."""
    works(calls.nadia.account, calls.cast.organisation, calls.cast.service, Role.CALLER)  # type: ignore[arg-type]
    return signed_in(calls.nadia.account)  # type: ignore[arg-type]


def hidden(page: str) -> dict[str, str]:
    """What the form carries unseen."""
    found = re.findall(r'name="(slip|key)" value="([^"]*)"', page)
    assert len(set(found)) == 2, "a slip and a key"
    return dict(found)


def test_a_call_from_the_button_to_thank_you(calls: Calls, nadia: Client) -> None:
    calls.put_on("Maud Okafor", "01632 960123")
    with clock.at(NOW):
        assert "Next call" in nadia.get(CALLS).content.decode()
        assert nadia.post(f"{CALLS}/next").headers["Location"] == f"{CALLS}/now"
        page = nadia.get(f"{CALLS}/now").content.decode()
        assert "Maud" in page
        assert "Okafor" not in page
        assert 'href="tel:+441632960123"' in page
        form = hidden(page)
        wrong = nadia.post(f"{CALLS}/now", {**form, "for_next": "Her cat is Tiger"})
        assert "Choose how the call went." in wrong.content.decode()
        assert "Her cat is Tiger" in wrong.content.decode()
        told = {**form, "outcome": "answered", "step_how": "well", "for_next": "Her cat is Tiger",
                "needs": ["books"], "urgency": "soon", "hard": "on"}  # fmt: skip
        done = nadia.post(f"{CALLS}/now", told)
        again = nadia.post(f"{CALLS}/now", told)
        assert done.headers["Location"] == again.headers["Location"]
        thanks = nadia.get(done.headers["Location"]).content.decode()
        assert "Whoever is free rings them." in thanks
        assert "Somebody will ask how you are" in thanks
    attempt = Attempt.objects.get()
    assert attempt.outcome == Outcome.ANSWERED
    assert attempt.conversation.answers == {"how": "well"}


def test_an_opt_out_shows_on_the_open_screen(calls: Calls, nadia: Client) -> None:
    from branchline.people import actions as people
    from branchline.people.models import MarkSource

    person = calls.put_on("Maud Okafor")
    with clock.at(NOW):
        nadia.post(f"{CALLS}/next")
        form = hidden(nadia.get(f"{CALLS}/now").content.decode())
        assert "Don’t ring them" not in nadia.post(f"{CALLS}/here", form).content.decode()
        people.do_not_contact(
            person=person.callee.resident, source=MarkSource.PERSON, by=calls.by, now=NOW
        )
        assert "Don’t ring them" in nadia.post(f"{CALLS}/here", form).content.decode()
        page = nadia.get(f"{CALLS}/now").content.decode()
        assert "They do not wish to be contacted." in page
        assert "tel:+" not in page
        assert "no longer yours" in nadia.post(f"{CALLS}/here", {"slip": "x"}).content.decode()


def test_what_was_typed_stays_when_another_has_the_line_by_now(calls: Calls, nadia: Client) -> None:
    """Nadia’s time runs out, Tom is given Maud and she somebody else; then she sends the old form, incomplete."""
    calls.put_on("Maud Okafor", "01632 960123")
    calls.put_on("Arthur Bright", due_at=NOW + timedelta(minutes=10))
    with clock.at(NOW):
        nadia.post(f"{CALLS}/next")
        old = hidden(nadia.get(f"{CALLS}/now").content.decode())
    with clock.at(NOW + timedelta(minutes=30)):
        assert calls.given(calls.tom, clock.now()).name == "Maud"
        nadia.post(f"{CALLS}/next")
        assert "Arthur" in nadia.get(f"{CALLS}/now").content.decode()
        page = nadia.post(f"{CALLS}/now", {**old, "for_next": "Her cat is Tiger"}).content.decode()
        for words in ("Choose how the call went.", "Her cat is Tiger", "no longer yours", "Maud"):
            assert words in page
        assert "tel:+" not in page
        assert "Arthur" not in page
        # Without a script a lease lapses on the open page: it may be reported, and another taken.
    with clock.at(NOW + timedelta(minutes=55)):
        assert "Write down how the call to Arthur went" in nadia.get(CALLS).content.decode()
        assert "tel:+" not in nadia.get(f"{CALLS}/now").content.decode()
        told = {**old, "outcome": "no_more", "for_next": "Her cat is Tiger", "hard": "on"}
        done = nadia.post(f"{CALLS}/now", told).headers["Location"]
        assert "Somebody else had this call by then" in nadia.get(done).content.decode()
    attempt = Attempt.objects.get()
    assert attempt.late
    assert set(Task.objects.values_list("kind", flat=True)) == {"calls.late", "calls.debrief"}


def test_handed_back_and_nobody_waits(calls: Calls, nadia: Client) -> None:
    calls.put_on("Maud Okafor")
    with clock.at(NOW):
        nadia.post(f"{CALLS}/next")
        page = nadia.get(f"{CALLS}/now").content.decode()
        form = {**hidden(page), "for_next": "Her cat is Tiger"}
        home = nadia.get(CALLS).content.decode()
        assert "Go on with this call" in home
        assert "Okafor" not in home
        without = nadia.post(f"{CALLS}/back", form).content.decode()
        assert "Say in a few words why." in without
        assert "Her cat is Tiger" in without
        assert "Choose how the call went." not in without
        assert nadia.post(f"{CALLS}/back", {"slip": "stolen"}).status_code == 409
        nadia.post(f"{CALLS}/back", {**form, "back-why": "My bus comes"})
        assert nadia.get(f"{CALLS}/now").headers["Location"] == CALLS
        assert nadia.post(f"{CALLS}/next").headers["Location"] == CALLS
        assert "Nobody is waiting" in nadia.get(CALLS).content.decode()


def test_whoever_is_no_caller_is_told_and_a_stranger_sees_nothing(calls: Calls) -> None:
    bob, charlie = signed_in(calls.cast.bob), signed_in(calls.cast.charlie)
    with clock.at(NOW):
        assert "You are not a caller yet" in bob.get(CALLS).content.decode()
        assert bob.post(f"{CALLS}/next").status_code == 409
        assert charlie.get(CALLS).status_code == 404
