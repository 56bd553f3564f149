"""A week is planned and given out: by callers' hours and languages, with the queue going by it, and handed over warmly."""

from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from django.test import Client

from branchline.calls import actions, queries
from branchline.calls.models import Callee, Outcome, RotaPair, RotaWeek, RoundPerson, Why
from branchline.core import clock
from branchline.core.permits import Role
from branchline.people import actions as people
from branchline.people.models import AbsenceWhy, MarkSource, Need, TrainingKind, Worker
from branchline.people.tests.conftest import signed_in
from branchline.people.tests.conftest import works as works_as

from .conftest import BEFORE, NOW, Calls

MONDAY = date(2026, 8, 31)
"""Of the week of NOW; it is a bank holiday."""
NEXT = MONDAY + timedelta(days=7)
MORNINGS = [(day, 9 * 60, 12 * 60) for day in range(5)]


def works(calls: Calls, worker: Worker, *times: tuple[int, int, int]) -> None:
    people.set_availability(worker=worker, times=times, by=calls.by, now=NOW)


def plan(calls: Calls, monday: date = MONDAY, now: datetime = NOW) -> RotaWeek:
    return actions.plan_week(monday=monday, service=calls.cast.service, by=calls.by, now=now)


def pair(person: RoundPerson, monday: date = MONDAY) -> tuple[str, int | None, str]:
    found = RotaPair.objects.select_related("worker").get(person=person, week__monday=monday)
    return found.worker.first_name if found.worker else "", found.hour, found.why


def test_a_week_is_planned_by_hours_language_and_who_usually_rings(calls: Calls) -> None:
    # Tuesday from half past nine, so from ten; NOW is Tuesday at ten.
    works(calls, calls.nadia, (0, 9 * 60, 12 * 60), (1, 9 * 60 + 30, 11 * 60 + 59))
    works(calls, calls.tom, (3, 14 * 60, 16 * 60))
    people.note_training(
        worker=calls.tom, kind=TrainingKind.SENSES, done_on=BEFORE, by=calls.by, now=NOW
    )
    hers = calls.put_on("Maud Okafor", usual_caller=calls.nadia)
    urdu, polish = calls.put_on("Amir Invented"), calls.put_on("Ewa Invented")
    Callee.objects.filter(pk=urdu.callee_id).update(spoken="Urdu", hours=[24 + 10, 72 + 14])
    Callee.objects.filter(pk=polish.callee_id).update(spoken="Polish")
    deaf = calls.put_on("Iris Invented")
    people.record_need(resident=deaf.callee.resident, need=Need.RELAY, by=calls.by, now=NOW)
    calls.put_on("Not yet", due_at=NOW + timedelta(days=14))
    died = calls.put_on("Gone Invented")
    people.note_death(person=died.callee.resident, source=MarkSource.PERSON, by=calls.by, now=NOW)

    week = plan(calls)
    assert pair(hers) == ("Nadia", 24 + 10, Why.USUAL)
    assert pair(urdu) == ("Nadia", 24 + 10, Why.LANGUAGE)
    assert pair(deaf)[0] == "Tom" and pair(deaf)[2] == Why.LISTENS
    assert pair(polish) == ("", None, Why.NO_LANGUAGE)
    assert RotaPair.objects.count() == 4
    assert [(gap["why"], gap["language"], gap["people"]) for gap in week.gaps] == [
        ("no_language", "polish", 1)
    ]


def test_who_shares_a_line_is_rung_in_one_go(calls: Calls) -> None:
    works(calls, calls.nadia, *MORNINGS)
    works(calls, calls.tom, *MORNINGS)
    one, other = (calls.put_on(name, "01632 960123") for name in ("Maud Okafor", "Otto Okafor"))
    plan(calls)
    assert pair(one) == pair(other)


def test_given_out_the_queue_goes_by_it_and_an_absence_hands_over(calls: Calls) -> None:
    works(calls, calls.nadia, *MORNINGS)
    works(calls, calls.tom, *MORNINGS)
    hers = calls.put_on("Maud Okafor", usual_caller=calls.nadia)
    his = calls.put_on("Edna Invented", usual_caller=calls.tom)
    given = calls.given(calls.nadia)
    assert given.person == hers
    calls.report(calls.nadia, Outcome.ANSWERED, for_next="Her cat is Tiger.")
    week = plan(calls, NEXT)
    assert pair(hers, NEXT)[0] == "Nadia"
    his_pair = pair(his, NEXT)

    people.add_absence(
        worker=calls.nadia, first=NEXT, until=NEXT + timedelta(days=7), why=AbsenceWhy.ILL,
        by=calls.by, now=NOW,
    )  # fmt: skip
    late = calls.put_on("Late Invented")
    stale = queries.rota_of(NEXT)
    assert stale is not None and (stale.absent, stale.unplanned) == ([(calls.nadia, 1)], 1)
    with clock.at(NOW):
        page = signed_in(calls.cast.alice).get("/alice/desk/calls/rota?week=next").content.decode()
    assert "Plan this week again" in page and "1 of their calls falls on such a day" in page
    RoundPerson.objects.filter(pk=late.pk).update(due_at=NOW + timedelta(days=30))
    week = plan(calls, NEXT)
    fresh = queries.rota_of(NEXT)
    assert fresh is not None and (fresh.absent, fresh.unplanned) == ([], 0)
    assert pair(hers, NEXT)[0] == "Tom"
    assert pair(his, NEXT) == his_pair
    assert queries.away_in(NEXT) == [calls.nadia]
    assert queries.week_of(calls.tom, now=NOW) == []
    for _twice in range(2):
        actions.give_out_week(week=week, by=calls.by, now=NOW)
    hers.refresh_from_db()
    # The week is still to come: until its Monday they are Nadia's.
    assert (hers.usual_caller, hers.stands_in_for) == (calls.nadia, None)
    monday = NOW + timedelta(days=6)
    assert [actions.go_by_rota(now=monday) for _twice in range(2)] == [1, 0]
    hers.refresh_from_db()
    assert (hers.usual_caller, hers.stands_in_for) == (calls.tom, calls.nadia)
    assert hers.open_to_all_at == hers.due_at + timedelta(hours=24)
    assert {p.first_name for hour in queries.week_of(calls.tom, now=NOW) for p in hour.pairs} == {"Maud", "Edna"}  # fmt: skip
    (row,) = queries.handover_of(calls.nadia, now=NOW)
    assert (row.person, row.to) == (hers, calls.tom)
    assert row.last is not None and row.last.for_next == "Her cat is Tiger."

    # Back again, they are hers again, planned or not; gone for good, they become Tom's.
    back = plan(calls, NEXT + timedelta(days=7), monday)
    assert pair(hers, NEXT + timedelta(days=7))[::2] == ("Nadia", Why.USUAL)
    after = monday + timedelta(days=7)
    with transaction.atomic():
        assert actions.go_by_rota(now=after) == 1
        hers.refresh_from_db()
        assert (hers.usual_caller, hers.stands_in_for) == (calls.nadia, None)
        transaction.set_rollback(True)
    Worker.objects.filter(pk=calls.nadia.pk).update(ended_on=NEXT)
    back = plan(calls, back.monday, monday)
    actions.give_out_week(week=back, by=calls.by, now=monday)
    actions.go_by_rota(now=after)
    hers.refresh_from_db()
    assert (hers.usual_caller, hers.stands_in_for) == (calls.tom, None)


@pytest.fixture
def alice(calls: Calls) -> Client:
    return signed_in(calls.cast.alice)


def test_the_coordinator_plans_gives_out_and_reads_what_is_missing(
    calls: Calls, alice: Client
) -> None:
    works(calls, calls.nadia, *MORNINGS)
    person, polish = calls.put_on("Maud Okafor", usual_caller=calls.nadia), calls.put_on("Ewa Ross")
    Callee.objects.filter(pk=polish.callee_id).update(spoken="Polish")
    rota, mine = "/alice/desk/calls/rota", "/alice/desk/calls"
    with clock.at(NOW):
        assert "Nobody has planned this week yet" in alice.get(rota).content.decode()
        assert alice.post(rota, {"do": "give_out"}).headers["Location"] == rota
        assert (
            alice.post(f"{rota}?week=next", {"do": "plan"}).headers["Location"]
            == f"{rota}?week=next"
        )
        alice.post(rota, {"do": "plan"})
        page = alice.get(rota).content.decode()
        assert "Not given out yet" in page
        assert "Maud Okafor" in page and "Usually rings them" in page
        assert "1 person can’t be rung" in page
        assert "nobody who works this week speaks Polish" in page
        alice.post(rota, {"do": "give_out"})
        assert "Given out" in alice.get(rota).content.decode()
        works_as(calls.nadia.account, calls.cast.organisation, calls.cast.service, Role.CALLER)  # type: ignore[arg-type]
        hers = signed_in(calls.nadia.account).get(mine).content.decode()  # type: ignore[arg-type]
        assert "Your week" in hers and "Maud" in hers
        assert "Okafor" not in hers
        handover = f"{mine}/handover/{calls.nadia.public_id}"
        assert "No note yet." in alice.get(handover).content.decode()
        assert "Nothing to hand over" in alice.get(f"{mine}/handover/{calls.tom.public_id}").content.decode()  # fmt: skip
        people.add_absence(
            worker=calls.nadia,
            first=NOW.date(),
            until=None,
            why=AbsenceWhy.ILL,
            by=calls.by,
            now=NOW,
        )
        alice.post(rota, {"do": "plan"})
        page = alice.get(rota).content.decode()
        assert f"/handover/{calls.nadia.public_id}" in page
        assert "2 people can’t be rung" in page
        assert person.callee.resident.name in page
