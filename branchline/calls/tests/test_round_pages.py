"""A coordinator at the desk: sets up a round, puts somebody on it, looks after them; what is refused is said in words."""

import re
from typing import Any

import pytest
from django.test import Client

from branchline.calls import actions
from branchline.calls.actions import Need
from branchline.calls.models import (
    CallNeed,
    CallRound,
    NeedKind,
    NeedState,
    Outcome,
    RoundPerson,
    Standing,
    Urgency,
)
from branchline.concerns.models import Task
from branchline.core import clock
from branchline.messages.models import Route
from branchline.people import actions as people
from branchline.people.models import MarkSource, Purpose
from branchline.people.tests.conftest import signed_in

from .conftest import NOW, Calls, resident

ROUNDS = "/alice/desk/calls/rounds"
WINTER = {
    "name": "Warm this winter", "kind": "companionship", "why": "To hear whether people are warm.",
    "basis": "consent", "days": ["0", "1", "2"], "begins": "09:00", "ends": "17:00", "interval_days": "7",
    "ladder": "welfare", "hand_on": "visit", "shown_number": "01632 960000",
}  # fmt: skip


@pytest.fixture
def alice(calls: Calls) -> Client:
    return signed_in(calls.cast.alice)


def key(page: str) -> str:
    found = re.search(r'name="key" value="([^"]+)"', page)
    assert found
    return found[1]


def text(client: Client, address: str, sent: dict[str, Any] | None = None) -> str:
    """The page that is shown, or that follows."""
    answer = client.get(address) if sent is None else client.post(address, sent, follow=True)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_a_round_from_nothing_to_the_last_call(calls: Calls, alice: Client) -> None:
    maud = resident("Maud Okafor", "01632 960123", by=calls.by)
    with clock.at(NOW):
        said = {**WINTER, "callers": [calls.nadia.public_id]}
        said["key"] = key(text(alice, f"{ROUNDS}/new"))
        page = text(alice, f"{ROUNDS}/new", said)
        assert "Nobody here" in page
        # Pressed twice it is one round.
        text(alice, f"{ROUNDS}/new", said)
        round_ = CallRound.objects.get(name="Warm this winter")
        assert (round_.waits, round_.purpose, round_.script.name) == (
            [120, 240, 960], Purpose.CALLS, "companionship",
        )  # fmt: skip
        here = f"{ROUNDS}/{round_.public_id}"
        assert "Not begun" in text(alice, ROUNDS)
        assert "End this round" in text(alice, here, {"do": "begin"})

        of = f"/alice/desk/calls/of/{maud.public_id}"
        put = {
            "key": key(text(alice, of)),
            "round": round_.public_id,
            "why": "She asked us to",
            "first": "on",
        }
        put["usual_caller"] = calls.nadia.public_id
        assert "They are in the queue." in text(alice, of, put)
        assert "They are in the queue." in text(alice, of, put)
        again = {**put, "key": key(text(alice, of))}
        assert "They are on this round already." in text(alice, of, again)
        person = RoundPerson.objects.get(round=round_)
        assert (person.priority, person.usual_caller) == (5, calls.nadia)
        assert "Maud Okafor" in text(alice, here)
        assert "Maud Okafor" not in text(alice, f"{here}?who=ended")

        theirs = f"/alice/desk/calls/people/{person.public_id}"
        assert "Ring them again" in text(alice, theirs, {"do": "pause"})
        assert "Take them off this round" in text(alice, theirs, {"do": "resume"})
        ways = {
            "do": "ways",
            "matters": "Her garden",
            "days": ["1", "3"],
            "begins": "9",
            "ends": "12",
            "spoken": "Urdu",
        }
        assert "Saved." in text(alice, theirs, ways)
        assert "Choose an hour that comes after the first." in text(
            alice, theirs, {**ways, "ends": "9"}
        )
        callee = RoundPerson.objects.get(pk=person.pk).callee
        assert callee.hours == [33, 34, 35, 81, 82, 83]
        assert 'value="12" selected' in text(alice, theirs)
        calls.given(calls.nadia)
        calls.report(
            calls.nadia, for_next="Her cat is Tiger.", private="She sounded tired.",
            needs=(Need(NeedKind.BOOKS, Urgency.SOON, "large print crime"),),
        )  # fmt: skip
        page = text(alice, theirs)
        for words in ("We talked", "Her cat is Tiger.", "She sounded tired.", "large print crime"):
            assert words in page
        need = CallNeed.objects.get()
        assert "They say that it is done" in text(
            alice, theirs, {"do": "met", "need": need.public_id}
        )
        need.refresh_from_db()
        assert need.state == NeedState.MET
        assert alice.post(theirs, {"do": "met", "need": "nobodys"}).status_code == 404

        assert "Say in a few words why." in text(alice, theirs, {"do": "end", "why": " "})
        page = text(alice, theirs, {"do": "end", "why": "Moved to her son’s"})
        assert "No longer on this round: Moved to her son’s" in page
        assert "Begin to ring" in text(alice, here, {"do": "end"})
        assert "Ended" in text(alice, ROUNDS)


def test_changing_a_round_keeps_what_the_form_does_not_ask(calls: Calls, alice: Client) -> None:
    CallRound.objects.filter(pk=calls.round.pk).update(
        on_holidays=True, usual_wait_hours=3, waits=[60], unlike=0.5
    )
    with clock.at(NOW):
        change = f"{ROUNDS}/{calls.round.public_id}/change"
        page = text(alice, change)
        assert "As it is now" in page
        said = {**WINTER, "key": key(page), "ladder": "as_it_is"}
        text(alice, change, said)
    calls.round.refresh_from_db()
    kept = (calls.round.on_holidays, calls.round.usual_wait_hours, calls.round.waits)
    assert kept == (True, 3, [60])
    assert (calls.round.unlike, calls.round.name) == (0.5, "Warm this winter")
    assert calls.round.script.name == "A chat"
    assert not calls.round.callers.exists()


def test_what_can_not_be_is_said_where_it_was_typed(calls: Calls, alice: Client) -> None:
    person = calls.put_on("Maud Okafor")
    with clock.at(NOW):
        form = {"key": key(text(alice, f"{ROUNDS}/new"))}
        page = text(alice, f"{ROUNDS}/new", form)
        for words in ("Give it a name.", "Choose the lawful basis.", "Choose at least one day."):
            assert words in page
        page = text(alice, f"{ROUNDS}/new", {**WINTER, **form, "begins": "06:00", "ends": "05:00"})
        assert "Nobody is rung before 8 in the morning" in page
        assert "Choose at least one day, and an end that comes after the beginning." in page
        assert "To hear whether people are warm." in page
        unasked = resident("Colin Quiet", "01632 960901", by=calls.by, yes=False)
        of = f"/alice/desk/calls/of/{unasked.public_id}"
        put = {"key": key(text(alice, of)), "round": calls.round.public_id, "why": "He seems alone"}
        assert "not been asked" in text(alice, of, put)
        theirs = f"/alice/desk/calls/people/{person.public_id}"
        people.do_not_contact(
            person=person.callee.resident, source=MarkSource.PERSON, by=calls.by, now=NOW
        )
        assert "They are not rung" in text(alice, theirs)
        alice.post(theirs, {"do": "pause"})
        refused = alice.post(theirs, {"do": "resume"})
        assert refused.status_code == 409
        assert "They do not wish to be contacted." in refused.content.decode()


def test_rounds_are_for_coordinators_of_this_service(calls: Calls) -> None:
    person = calls.put_on("Maud Okafor")
    for who in (calls.cast.bob, calls.cast.charlie):
        client = signed_in(who)
        for address in (ROUNDS, f"{ROUNDS}/new", f"/alice/desk/calls/people/{person.public_id}"):
            assert client.get(address).status_code == 404, (who, address)
    elsewhere = signed_in(calls.cast.charlie)
    assert elsewhere.get(f"/charlie/desk/calls/people/{person.public_id}").status_code == 404


def test_who_was_taken_off_while_the_call_was_in_hand_stays_off(calls: Calls) -> None:
    for outcome in (Outcome.NO_ANSWER, Outcome.WRONG_NUMBER, Outcome.NO_MORE):
        person = calls.put_on(f"Maud {outcome}")
        calls.given(calls.nadia)
        RoundPerson.objects.filter(pk=person.pk).update(silence=2)
        actions.end_person(person=person, why="Moved", by=calls.by, now=NOW)
        calls.report(calls.nadia, outcome)
        person.refresh_from_db()
        assert (person.standing, person.ended_why) == (Standing.ENDED, "Moved")
    assert not Task.objects.filter(kind="calls.silent").exists()


def test_each_hour_the_queue_shows_what_the_records_say(calls: Calls) -> None:
    """A new number, none any more, a no, a death: whoever is not rung is not shown as due."""
    moved, gone, said_no, died, well = (
        calls.put_on(name)
        for name in ("Maud Moved", "Ye Li", "Colin Quiet", "Ann Late", "Ewa Well")
    )
    moved.callee.resident.routes.update(address="01632960124")
    gone.callee.resident.routes.all().delete()
    who = said_no.callee.resident
    people.do_not_contact(person=who, source=MarkSource.PERSON, by=calls.by, now=NOW)
    people.note_death(person=died.callee.resident, source=MarkSource.FAMILY, by=calls.by, now=NOW)
    assert actions.heed_wishes(now=NOW) == 3
    assert actions.heed_wishes(now=NOW) == 0
    stand = {each.pk: each for each in RoundPerson.objects.select_related("callee__line")}
    assert stand[moved.pk].callee.line.number == "01632960124"  # type: ignore[union-attr]
    assert stand[gone.pk].standing == Standing.NO_NUMBER
    assert stand[said_no.pk].ended_why == "They do not wish to be contacted."
    assert stand[died.pk].standing == Standing.ENDED
    assert stand[well.pk].standing == Standing.ACTIVE
    people.add_route(
        resident=gone.callee.resident,
        route=Route.PHONE,
        address="01632 960125",
        by=calls.by,
        now=NOW,
    )
    assert actions.heed_wishes(now=NOW) == 1
    assert {calls.given(calls.nadia).person, calls.given(calls.tom).person} < {moved, gone, well}


def test_a_script_is_changed_into_another_version_and_the_old_one_stays(
    calls: Calls, alice: Client
) -> None:
    address = f"{ROUNDS}/{calls.round.public_id}/script"
    with clock.at(NOW):
        page = alice.get(address).content.decode()
        assert "Sut ydych chi wedi bod?" in page
        wrong = alice.post(address, {"words": "? How\n- Well > nowhere\n- Low"}).content.decode()
        assert "Line 2: “&gt;” leads to the name of a step that comes later." in wrong
        money = alice.post(address, {"words": "Would you like to donate to the library?"})
        assert "A friendly call asks for no money" in money.content.decode()
        before = calls.round.script
        said = (
            "Hello\n= Helo\n\n? How are you?\n- Well > bye\n- Low\n\nI am sorry.\n\n# bye\nGoodbye"
        )
        assert alice.post(address, {"words": said}).status_code == 302
        calls.round.refresh_from_db()
        assert calls.round.script != before
        assert [step["id"] for step in calls.round.script.steps] == ["step_1", "step_2", "step_3", "bye"]  # fmt: skip
        before.refresh_from_db()
        assert [step["id"] for step in before.steps] == ["hello", "how"]
        page = alice.get(address).content.decode()
        assert "Well → 4" in page


def test_who_rings_somebody_and_who_must_not(calls: Calls, alice: Client) -> None:
    maud = calls.put_on("Maud Okafor", usual_caller=calls.nadia)
    address = f"/alice/desk/calls/people/{maud.public_id}"
    with clock.at(NOW):
        alice.post(address, {"do": "usual", "usual-worker": calls.tom.public_id})
        maud.refresh_from_db()
        assert maud.usual_caller == calls.tom
        missing = alice.post(address, {"do": "apart", "apart-worker": calls.tom.public_id})
        assert "Say in a few words why." in missing.content.decode()
        alice.post(address, {"do": "apart", "apart-worker": calls.tom.public_id, "apart-why": "Her nephew"})  # fmt: skip
        page = alice.get(address).content.decode()
        assert "Tom Invented: Her nephew" in page
        assert calls.next(calls.tom) is None
        kept = re.search(r'name="apart" value="(\d+)"', page)
        assert kept is not None
        alice.post(address, {"do": "usual", "usual-worker": ""})
        for wrong in ("0", "x", str(int(kept[1]) + 1)):
            alice.post(address, {"do": "together", "apart": wrong})
        assert calls.next(calls.tom) is None
        alice.post(address, {"do": "together", "apart": kept[1]})
        assert calls.given(calls.tom).name == "Maud"
