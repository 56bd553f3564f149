"""A telephone rings for a caller: only in their lease, only whom we may ring, once a press, and never late."""

import importlib
import json
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Thread
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django import Settings

from branchline.calls import actions
from branchline.calls.errors import NoLease, NotCalled, NoTelephone, RingsAlready
from branchline.calls.models import Line, Outcome
from branchline.calls.queries import Slip
from branchline.calls.telephony import Call, CantRing, check, desk_of, outcome_of, softphone
from branchline.calls.telephony.softphone import Softphone
from branchline.core import clock
from branchline.core.permits import Role
from branchline.people import actions as people
from branchline.people.models import MarkSource, Need
from branchline.people.tests.conftest import signed_in, works

from .conftest import NOW, Calls

CALLS = "/alice/desk/calls"
SECOND = timedelta(seconds=1)


@pytest.fixture
def slip(calls: Calls, settings: Settings) -> Slip:
    """Nadia holds Maud's line, and a telephone of the PBX stands on her desk."""
    settings.BRANCHLINE_DEMO = False
    settings.BRANCHLINE_TELEPHONE_BY = "pbx"
    assert calls.nadia.account
    settings.BRANCHLINE_TELEPHONES = {calls.nadia.account.email.casefold(): "sip:101@pbx.test"}
    calls.put_on("Maud Okafor", "01632 960123")
    calls.given(calls.nadia)
    return calls.slip(calls.nadia)


def ask(calls: Calls, slip: Slip) -> None:
    actions.ask_to_ring(worker=calls.nadia, slip=slip, by=calls.acting(calls.nadia), now=NOW)


def test_asked_dialled_once_and_told(calls: Calls, slip: Slip) -> None:
    ask(calls, slip)
    with pytest.raises(RingsAlready):
        ask(calls, slip)
    call = actions.begin_to_ring(token=slip.token, now=NOW + SECOND)
    assert call == Call("01632960123", "sip:101@pbx.test", shown="")
    assert call.dialled == "+441632960123"
    # The worker was ended and the job comes again: nobody is rung a second time.
    assert actions.begin_to_ring(token=slip.token, now=NOW + SECOND) is None
    actions.note_rang(token=slip.token, code=486, now=NOW)
    ask(calls, slip)
    actions.note_rang(token=slip.token, code=480, now=NOW)
    attempt = calls.report(calls.nadia, Outcome.NO_ANSWER, slip=slip)
    assert attempt.sip_code == 480
    assert Line.objects.filter(rung_at__isnull=False).count() == 0


def test_the_relay_and_the_number_that_is_shown(calls: Calls, slip: Slip) -> None:
    calls.round.shown_number = "01632 960900"
    calls.round.save()
    resident = calls.people["Maud Okafor"].callee.resident
    people.record_need(resident=resident, need=Need.RELAY, by=calls.by, now=NOW)
    ask(calls, slip)
    call = actions.begin_to_ring(token=slip.token, now=NOW)
    assert call is not None
    assert (call.dialled, call.shows) == ("1800201632960123", "+441632960900")


def test_whoever_said_no_meanwhile_is_not_rung(calls: Calls, slip: Slip) -> None:
    ask(calls, slip)
    resident = calls.people["Maud Okafor"].callee.resident
    people.do_not_contact(person=resident, source=MarkSource.PERSON, by=calls.by, now=NOW)
    assert actions.begin_to_ring(token=slip.token, now=NOW + SECOND) is None
    with pytest.raises(NotCalled, match="do not wish to be contacted"):
        ask(calls, slip)


def test_a_stopped_number_another_hand_and_a_late_worker_ring_nobody(
    calls: Calls, slip: Slip
) -> None:
    with pytest.raises(NoLease):
        ask(calls, Slip(uuid4(), slip.line, slip.person, slip.began))
    with pytest.raises(NoLease):
        actions.ask_to_ring(worker=calls.tom, slip=slip, by=calls.by, now=NOW)
    ask(calls, slip)
    assert actions.begin_to_ring(token=slip.token, now=NOW + timedelta(seconds=31)) is None
    ask(calls, slip)
    later = NOW + timedelta(minutes=21)
    calls.given(calls.tom, later)
    assert actions.begin_to_ring(token=slip.token, now=later) is None
    actions.note_rang(token=slip.token, code=486, now=later)
    line = Line.objects.get()
    assert (line.rung_at, line.rung_code) == (None, None)


def test_no_telephone_on_the_desk(calls: Calls, slip: Slip, settings: Settings) -> None:
    settings.BRANCHLINE_TELEPHONES = {}
    with pytest.raises(NoTelephone):
        ask(calls, slip)


@pytest.mark.parametrize(
    ("code", "outcome"),
    [(486, Outcome.BUSY), (600, Outcome.BUSY), (480, Outcome.NO_ANSWER), (408, Outcome.NO_ANSWER),
     (404, Outcome.WRONG_NUMBER), (484, Outcome.WRONG_NUMBER), (200, None), (603, None), (503, None), (None, None)],
)  # fmt: skip
def test_what_a_code_fills_in(code: int | None, outcome: Outcome | None) -> None:
    assert outcome_of(code) == outcome


def test_the_call_screen_rings_and_fills_in(calls: Calls, slip: Slip) -> None:
    works(calls.nadia.account, calls.cast.organisation, calls.cast.service, Role.CALLER)  # type: ignore[arg-type]
    nadia = signed_in(calls.nadia.account)  # type: ignore[arg-type]
    with clock.at(NOW):
        page = nadia.get(f"{CALLS}/now").content.decode()
        assert "Ring 01632 960123" in page
        form = dict(re.findall(r'name="(slip)" value="([^"]*)"', page))
        assert nadia.post(f"{CALLS}/ring", form).headers["Location"] == f"{CALLS}/now"
        assert "It rings." in _by_itself(nadia, "ring", form)
        assert nadia.post(f"{CALLS}/rang?rings=yes", form).status_code == 204
        actions.note_rang(token=slip.token, code=486, now=NOW)
        told = _by_itself(nadia, "rang?rings=yes", form)
        assert "Your telephone says: Busy." in told
        assert re.search(r'value="busy"[^>]*checked', told)
        chosen = _by_itself(nadia, "rang", {**form, "outcome": "answered"})
        assert re.search(r'value="answered"[^>]*checked', chosen)
        assert re.search(r'value="busy"[^>]*checked', nadia.get(f"{CALLS}/now").content.decode())
        actions.note_rang(token=slip.token, code=503, now=NOW)
        assert "theirs did not ring" in nadia.get(f"{CALLS}/now").content.decode()


def test_whoever_rings_with_their_own_sees_a_square_code(
    calls: Calls, slip: Slip, settings: Settings
) -> None:
    settings.BRANCHLINE_TELEPHONE_BY = "link"
    works(calls.nadia.account, calls.cast.organisation, calls.cast.service, Role.CALLER)  # type: ignore[arg-type]
    with clock.at(NOW):
        page = signed_in(calls.nadia.account).get(f"{CALLS}/now").content.decode()  # type: ignore[arg-type]
    assert 'href="tel:+441632960123"' in page
    assert 'aria-label="Square code that dials their number"' in page


def _by_itself(client: Client, what: str, form: dict[str, str]) -> str:
    answer = client.post(f"{CALLS}/{what}", form, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return answer.content.decode()


@contextmanager
def desk_that_says(*said: dict[str, object]) -> Iterator[tuple[str, list[bytes]]]:
    """A control port: what it says at once, and what it hears."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            line, _from = server.accept()
            with line:
                for each in said:
                    message = json.dumps(each).encode()
                    line.sendall(b"%d:%s," % (len(message), message))
                while came := line.recv(4096):
                    heard.append(came)

        talk = Thread(target=answer)
        talk.start()
        yield f"127.0.0.1:{server.getsockname()[1]}", heard
        talk.join(10)


def test_a_softphone_that_rings_out_is_hung_up_and_one_that_refuses_is_told(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.BRANCHLINE_SIP_DOMAIN = "pbx.test"
    monkeypatch.setattr(softphone, "PATIENCE", 0.2)
    event = {"event": True, "class": "call", "peeruri": "sip:+441632960123@pbx.test"}
    with desk_that_says({**event, "type": "CALL_RINGING"}) as (desk, heard):
        assert Softphone().dial(Call("01632960123", desk)) == 408
    assert b'"hangup"' in b"".join(heard)
    with desk_that_says({"response": True, "ok": False}) as (desk, heard), pytest.raises(CantRing):
        Softphone().dial(Call("01632960123", desk))
    assert b"sip:+441632960123@pbx.test" in b"".join(heard)
    other = {**event, "peeruri": "sip:+441632960999@pbx.test", "type": "CALL_ESTABLISHED"}
    ended = {**event, "type": "CALL_CLOSED", "param": "486 Busy Here"}
    with desk_that_says(other, ended) as (desk, _heard):
        assert Softphone().dial(Call("01632960123", desk)) == 486


def test_nobody_has_a_telephone_until_somebody_says_so(settings: Settings) -> None:
    settings.BRANCHLINE_TELEPHONES = {"nadia@library.test": "127.0.0.1:4444"}
    assert desk_of("Nadia@Library.test") == "127.0.0.1:4444"
    assert desk_of("tom@library.test") == ""


def test_the_doctor_says_what_rings(settings: Settings) -> None:
    settings.BRANCHLINE_DEMO = False
    assert check().sentence == "Callers ring with their own telephones."
    settings.BRANCHLINE_TELEPHONE_BY, settings.BRANCHLINE_TELEPHONES = "pbx", {}
    assert "No desk is down" in check().sentence
    settings.BRANCHLINE_TELEPHONES = {"nadia@library.test": "sip:101@pbx.test"}
    settings.BRANCHLINE_PBX_ADDRESS = "http://127.0.0.1:9/RPC"
    assert "does not answer" in check().sentence
    settings.BRANCHLINE_TELEPHONE_BY = "softphone"
    assert check().well


@pytest.mark.parametrize(
    ("by", "domain", "desks", "sentence"),
    [
        ("fax", "pbx.test", "", "write link, softphone or pbx"),
        ("pbx", "", "", "BRANCHLINE_SIP_DOMAIN is empty"),
        ("pbx", "pbx.test", "nadia@library.test=101", "write the desk’s address, sip:101"),
        ("softphone", "pbx.test", "nadia@library.test=4444", "write the softphone’s control port"),
    ],
)
def test_settings_that_can_ring_nobody_are_said_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, by: str, domain: str, desks: str, sentence: str
) -> None:
    monkeypatch.setenv("BRANCHLINE_TELEPHONE_BY", by)
    monkeypatch.setenv("BRANCHLINE_SIP_DOMAIN", domain)
    monkeypatch.setenv("BRANCHLINE_TELEPHONES", desks)
    with pytest.raises(ImproperlyConfigured, match=sentence):
        importlib.reload(importlib.import_module("branchline.settings.telephones"))
