"""Calls from paper: taken out of the queue for a caller and a day, printed, typed in; what is stale changes nothing."""

from datetime import date, timedelta

import pytest
from django.test import Client

from branchline.calls import actions, queries
from branchline.calls.actions import Heard, forget
from branchline.calls.errors import DayIsOver, NobodyToPack, NotACaller
from branchline.calls.models import Attempt, Callee, Line, Outcome, Pack, PackPerson
from branchline.concerns.models import Task
from branchline.core import clock
from branchline.core.ids import public_id
from branchline.core.pdf import pages_of
from branchline.core.permits import Role
from branchline.people import actions as people
from branchline.people.models import MarkSource, Need, Worker
from branchline.people.tests.conftest import signed_in
from branchline.people.tests.conftest import works as works_as

from .conftest import NOW, Calls

TODAY, TOMORROW = NOW.date(), NOW.date() + timedelta(days=1)


def packed(calls: Calls, worker: Worker | None = None, day: date = TODAY, most: int = 6) -> Pack:
    return actions.make_pack(
        worker=worker or calls.nadia, day=day, most=most, service=calls.cast.service,
        key=public_id(), by=calls.by, now=NOW,
    )  # fmt: skip


def names(pack: Pack) -> list[str]:
    return [each.lease.name for each in queries.calls_of(pack)]


def report(calls: Calls, pack: Pack, number: int, outcome: Outcome, **heard: object) -> Attempt:
    call = queries.call_of(pack, number=number)
    return actions.report_call(
        worker=pack.worker, slip=call.slip, heard=Heard(outcome, **heard),  # type: ignore[arg-type]
        key=public_id(), service=calls.cast.service, by=calls.by, now=NOW + timedelta(hours=3),
    )  # fmt: skip


def test_a_pack_takes_its_people_out_of_the_queue_for_a_day(calls: Calls) -> None:
    calls.put_on("Edna Invented")
    calls.put_on("Maud Okafor", usual_caller=calls.nadia)
    calls.put_on("Tom’s Own", usual_caller=calls.tom)
    calls.put_on("Otto Sharing", "01632 960000")
    later = calls.put_on("Later Today", due_at=NOW + timedelta(hours=4))
    calls.put_on("Next Week", due_at=NOW + timedelta(days=7))
    other_hours = calls.put_on("Wednesday Only")
    Callee.objects.filter(pk=other_hours.callee_id).update(hours=[48 + 10])
    died = calls.put_on("Gone Invented")
    people.note_death(person=died.callee.resident, source=MarkSource.PERSON, by=calls.by, now=NOW)

    pack = packed(calls)
    # Hers first. Edna's line is Otto's too: one pair of hands.
    assert names(pack) == ["Maud", "Edna", "Later"]
    assert calls.given(calls.tom).name == "Tom’s"
    assert calls.next(calls.nadia) is None
    with pytest.raises(NobodyToPack):
        packed(calls, calls.tom)
    # On Wednesday: Otto's line is free again by then, but is not free now.
    assert names(packed(calls, day=TOMORROW)) == ["Wednesday"]
    assert Line.objects.filter(token__isnull=False, leased_to__isnull=True).count() == 4

    # Over at midnight; whoever was not rung is anybody's.
    midnight = pack.until
    assert calls.given(calls.nadia, midnight + timedelta(hours=9)).person in (
        calls.people["Edna Invented"], calls.people["Maud Okafor"], later,
    )  # fmt: skip


def test_what_comes_back_counts_and_what_is_stale_overwrites_nothing(calls: Calls) -> None:
    maud, edna, iris = (calls.put_on(name) for name in ("Maud Okafor", "Edna Ross", "Iris Hale"))
    pack = packed(calls)
    attempt = report(calls, pack, 1, Outcome.ANSWERED, for_next="Her cat is Tiger.", hard=True)
    assert (attempt.person, attempt.worker, attempt.late) == (maud, calls.nadia, False)
    maud.refresh_from_db()
    assert maud.due_at > NOW + timedelta(days=1)
    # Typed in twice: kept beside it, and nothing is moved.
    due = maud.due_at
    assert report(calls, pack, 1, Outcome.NO_MORE).late
    maud.refresh_from_db()
    assert (maud.standing, maud.due_at) == ("active", due)

    for _twice in range(2):
        actions.withdraw_pack(pack=pack, by=calls.by, now=NOW)
    given = calls.given(calls.tom)
    assert given.person == edna
    stale = report(calls, pack, 2, Outcome.NO_MORE, for_next="She said no more.")
    assert stale.late and stale.conversation.for_next == "She said no more."
    edna.refresh_from_db()
    assert edna.standing == "active"
    assert calls.report(calls.tom, Outcome.ANSWERED).late is False
    # Late too though nobody else was given her: it was taken back.
    assert report(calls, pack, 3, Outcome.ANSWERED).late
    assert [each.ours for each in queries.calls_of(pack)] == [False] * 3
    assert calls.given(calls.tom, NOW + timedelta(minutes=40)).person == iris


def test_it_is_refused_kindly_and_made_once(calls: Calls) -> None:
    calls.put_on("Maud Okafor")
    key = public_id()
    for _twice in range(2):
        actions.make_pack(worker=calls.nadia, day=TODAY, most=3, service=calls.cast.service, key=key, by=calls.by, now=NOW)  # fmt: skip
    assert Pack.objects.count() == 1
    with pytest.raises(DayIsOver):
        packed(calls, day=TODAY - timedelta(days=1))
    Worker.objects.filter(pk=calls.tom.pk).update(ended_on=TODAY)
    with pytest.raises(NotACaller):
        packed(calls, calls.tom)


def test_the_coordinator_hears_that_paper_names_somebody_who_is_rung_no_more(calls: Calls) -> None:
    maud = calls.put_on("Maud Okafor")
    pack = packed(calls)
    people.note_death(person=maud.callee.resident, source=MarkSource.FAMILY, by=calls.by, now=NOW)
    assert queries.papers_of(pack) == []
    for _twice in range(2):
        actions.heed_wishes(now=NOW)
    (task,) = Task.objects.filter(kind="calls.packed")
    assert "Nadia" in task.what and "number 1" in task.what and "Maud" not in task.what


@pytest.fixture
def alice(calls: Calls) -> Client:
    return signed_in(calls.cast.alice)


def test_a_pack_is_made_printed_typed_in_and_taken_back(calls: Calls, alice: Client) -> None:
    maud = calls.put_on("Maud Okafor")
    calls.put_on("Edna Ross")
    Callee.objects.filter(pk=maud.callee_id).update(matters="Her cat", spoken="")
    people.record_need(resident=maud.callee.resident, need=Need.RELAY, by=calls.by, now=NOW)
    desk = "/alice/desk/calls"
    with clock.at(NOW):
        page = alice.get(f"{desk}/rounds/paper").content.decode()
        assert "Make a pack" in page
        empty = {"key": public_id(), "worker": "", "day": "soon", "most": "99"}
        page = alice.post(f"{desk}/rounds/paper", empty).content.decode()
        assert "Choose a caller." in page
        assert "Write how many people" in page
        good = {"key": public_id(), "worker": calls.nadia.public_id, "day": "2026-09-01", "most": "6"}  # fmt: skip
        here = alice.post(f"{desk}/rounds/paper", good).headers["Location"]
        none_left = alice.post(
            f"{desk}/rounds/paper", {**good, "key": public_id()}
        ).content.decode()
        assert "Nobody is due on that day" in none_left
        page = alice.get(here).content.decode()
        assert "Nobody else is given these people" in page
        assert "Maud" not in page and "Type in number 2" in page
        pack = Pack.objects.get()
        (_one, screen), _other = queries.papers_of(pack)
        assert screen.number.startswith("18002 ")
        made = alice.get(f"{here}/paper.pdf")
        assert made["Content-Type"] == "application/pdf"
        assert pages_of(made.content) == 3, "a page without names, then one for each"

        form = alice.get(f"{here}/1").content.decode()
        assert "1. Maud" in form and "Okafor" not in form
        missing = alice.post(f"{here}/1", {"key": public_id()}).content.decode()
        assert "Choose how the call went." in missing
        told = {"key": public_id(), "outcome": "answered", "for_next": "Tiger is well."}
        for _twice in range(2):
            assert alice.post(f"{here}/1", told).headers["Location"] == here
        assert Attempt.objects.count() == 1
        assert "typed in already" in alice.get(f"{here}/1").content.decode()
        assert "With the caller" in alice.get(f"{desk}/rounds/paper").content.decode()

        # Her own caller sees it; a colleague does not, and neither makes nor takes one back.
        nadia, tom = (signed_in(each.account) for each in (calls.nadia, calls.tom))  # type: ignore[arg-type]
        for who in (calls.nadia, calls.tom):
            works_as(who.account, calls.cast.organisation, calls.cast.service, Role.CALLER)  # type: ignore[arg-type]
        assert "Your pack for Tuesday 1 September" in nadia.get(desk).content.decode()
        assert "Your pack" not in tom.get(desk).content.decode()
        assert nadia.get(f"{here}/2").status_code == 200
        for address in (here, f"{here}/2", f"{here}/paper.pdf"):
            assert tom.get(address).status_code == 404
        assert nadia.get(f"{desk}/rounds/paper").status_code == 404
        nadia.post(here)
        assert Pack.objects.get().withdrawn_at is None
        alice.post(here)
        assert "Taken back" in alice.get(here).content.decode()
        assert "Somebody else may ring them now" in alice.get(f"{here}/2").content.decode()

    # Whoever is forgotten is on no paper; the rest of the pack stays, and goes when its day is long over.
    forget.forget_person(person=f"resident:{maud.callee.resident_id}")
    assert PackPerson.objects.count() == 1
    forget.forget_old_calls(now=NOW + timedelta(weeks=9))
    assert not Pack.objects.exists()
