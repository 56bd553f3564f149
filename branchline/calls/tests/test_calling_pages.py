"""A caller at the desk: takes the next call, tells how it went, hands one back; without JavaScript."""

import re

import pytest
from django.test import Client

from branchline.calls.models import Attempt, Outcome
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
    found = dict(re.findall(r'name="(slip|key)" value="([^"]*)"', page))
    assert set(found) == {"slip", "key"}
    return found


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
        assert "They are in the queue again for Tuesday 8 September" in thanks
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
        assert "tel:" not in page
        assert "no longer yours" in nadia.post(f"{CALLS}/here", {"slip": "x"}).content.decode()


def test_handed_back_and_nobody_waits(calls: Calls, nadia: Client) -> None:
    calls.put_on("Maud Okafor")
    with clock.at(NOW):
        nadia.post(f"{CALLS}/next")
        form = hidden(nadia.get(f"{CALLS}/now").content.decode())
        assert "Go on with this call" in nadia.get(CALLS).content.decode()
        nadia.post(f"{CALLS}/back", {**form, "why": "My bus comes"})
        assert nadia.get(f"{CALLS}/now").headers["Location"] == CALLS
        assert nadia.post(f"{CALLS}/next").headers["Location"] == CALLS
        assert "Nobody is waiting" in nadia.get(CALLS).content.decode()


def test_whoever_is_no_caller_is_told_and_a_stranger_sees_nothing(calls: Calls) -> None:
    bob, charlie = signed_in(calls.cast.bob), signed_in(calls.cast.charlie)
    with clock.at(NOW):
        assert "You are not a caller yet" in bob.get(CALLS).content.decode()
        assert bob.post(f"{CALLS}/next").status_code == 409
        assert charlie.get(CALLS).status_code == 404
