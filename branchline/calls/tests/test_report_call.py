"""What becomes of a call once it is reported: the queue, wishes, tasks, needs; once, and never by a late report."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from branchline.calls import actions
from branchline.calls.actions import Need
from branchline.calls.errors import RingAgainInThePast, WhenToRingAgain
from branchline.calls.models import (
    Attempt,
    CallNeed,
    Conversation,
    Line,
    NeedKind,
    NeedState,
    Outcome,
    RoundPerson,
    Standing,
    Urgency,
)
from branchline.calls.queries import why_not
from branchline.concerns.models import Task
from branchline.core.clock import london
from branchline.core.models import Happening
from branchline.people import queries as people
from branchline.people.models import Purpose

from .conftest import NOW, Calls, facts

DAY = timedelta(days=1)


def kinds() -> list[str]:
    return list(Task.objects.order_by("pk").values_list("kind", flat=True))


def again(person: RoundPerson) -> RoundPerson:
    return RoundPerson.objects.select_related("callee__line", "callee__resident").get(pk=person.pk)


def test_a_talk_is_kept_and_the_next_call_is_a_week_away(calls: Calls) -> None:
    person = calls.put_on("Maud Okafor", usual_caller=calls.nadia)
    calls.given(calls.nadia)
    attempt = calls.report(
        calls.nadia,
        answers={"how": "well"},
        for_next="Her cat is called Tiger.",
        private="She sounded tired.",
        minutes=14,
        needs=(Need(NeedKind.BOOKS, Urgency.SOON, "large print crime"),),
    )
    person = again(person)
    assert (person.standing, person.silence) == (Standing.ACTIVE, 0)
    assert person.due_at == NOW + timedelta(days=7)
    assert person.open_to_all_at == NOW + timedelta(days=8)
    assert person.callee.heard_at == NOW
    assert attempt.conversation.for_next == "Her cat is called Tiger."
    need = CallNeed.objects.get()
    task = Task.objects.get(public_id=need.task)
    assert (need.state, task.what) == (
        NeedState.PASSED_ON,
        "Books and reading at home: large print crime",
    )
    assert Line.objects.get().token is None
    assert set(Happening.objects.filter(kind__startswith="calls.").values_list("kind", "pseudonym")) == {
        (kind, None)
        for kind in ("calls.round_began", "calls.joined", "calls.attempt", "calls.talk", "calls.need")
    }  # fmt: skip
    actions.close_need(need=need, met=True, by=calls.by, now=NOW + 7 * DAY)
    actions.close_need(need=need, met=False, by=calls.by, now=NOW + 8 * DAY)
    task.refresh_from_db()
    assert task.state == "done"
    assert Happening.objects.filter(kind="calls.need_met").count() == 1


def test_pressed_twice_it_is_one_report(calls: Calls) -> None:
    calls.put_on("Maud Okafor")
    calls.given(calls.nadia)
    slip, need = calls.slip(calls.nadia), Need(NeedKind.FOOD, Urgency.TODAY)
    first = calls.report(calls.nadia, slip=slip, key="pressed-twice", needs=(need,))
    second = calls.report(calls.nadia, slip=slip, key="pressed-twice", needs=(need,))
    assert first == second
    assert (Attempt.objects.count(), CallNeed.objects.count(), Task.objects.count()) == (1, 1, 1)


def test_a_late_report_is_kept_as_a_note_and_changes_no_state(calls: Calls) -> None:
    """Nadia's lease lapses in the middle; Tom is given the same person, and both report."""
    person = calls.put_on("Maud Okafor")
    calls.given(calls.nadia)
    old = calls.slip(calls.nadia)
    later = NOW + timedelta(minutes=30)
    assert calls.given(calls.tom, later).person == person
    before = again(person)
    late = calls.report(
        calls.nadia, Outcome.NO_MORE, slip=old, now=later, for_next="She talked of her sister."
    )
    assert late.late
    assert late.conversation.for_next == "She talked of her sister."
    after = again(person)
    assert (after.standing, after.due_at, after.silence) == (before.standing, before.due_at, 0)
    assert not why_not(
        resident=person.callee.resident,
        purpose=Purpose.CALLS,
        number=person.callee.line.number,  # type: ignore[union-attr]
    )
    assert Line.objects.get().leased_to == calls.tom
    assert not calls.report(calls.tom, now=later).late
    assert again(person).due_at == later + timedelta(days=7)


def test_a_lapsed_lease_that_nobody_took_still_counts(calls: Calls) -> None:
    person = calls.put_on("Maud Okafor")
    calls.given(calls.nadia)
    attempt = calls.report(calls.nadia, now=NOW + timedelta(hours=1))
    assert not attempt.late
    assert again(person).due_at == NOW + timedelta(hours=1, days=7)


def test_three_calls_without_an_answer_and_the_coordinator_is_told(calls: Calls) -> None:
    person, now = calls.put_on("Maud Okafor"), NOW
    for outcome in (Outcome.NO_ANSWER, Outcome.ANSWERPHONE, Outcome.NO_ANSWER):
        calls.given(calls.nadia, now)
        calls.report(calls.nadia, outcome, now=now)
        now = again(person).due_at
    assert (again(person).standing, again(person).silence) == (Standing.HANDED_ON, 3)
    assert kinds() == ["calls.silent"]
    task = Task.objects.get()
    assert task.what == "3 calls in a row without an answer. Decide what to do."
    assert task.resident == person.callee.resident
    assert calls.next(calls.nadia, now + 30 * DAY) is None
    actions.resume_person(person=person, by=calls.by, now=now + DAY)
    assert calls.given(calls.nadia, now + 2 * DAY).person.silence == 0


def test_busy_is_not_a_no_answer(calls: Calls) -> None:
    person, now = calls.put_on("Maud Okafor"), NOW
    for _turn in range(6):
        calls.given(calls.nadia, now)
        calls.report(calls.nadia, Outcome.BUSY, now=now)
        now = max(again(person).due_at, again(person).callee.not_before or now)
    assert (again(person).standing, again(person).silence) == (Standing.ACTIVE, 0)


def test_it_is_not_like_her_not_to_answer(calls: Calls) -> None:
    wide = facts(waits=[DAY] * 9, unlike=0.02, interval_days=1)
    actions.change_round(round_=calls.round, facts=wide, by=calls.by, now=NOW)
    person, now = calls.put_on("Maud Okafor"), NOW
    outcomes = [Outcome.ANSWERED] * 11 + [Outcome.NO_ANSWER] * 2
    for outcome in outcomes:
        calls.given(calls.nadia, now)
        calls.report(calls.nadia, outcome, now=now)
        now = max(again(person).due_at, now)
    assert again(person).standing == Standing.HANDED_ON
    assert "they answered 11 of the last 11" in Task.objects.get().what


def test_a_wrong_number_is_rung_no_more_and_the_record_is_to_be_put_right(calls: Calls) -> None:
    person = calls.put_on("Maud Okafor", "01632 960910")
    same_line = calls.put_on("Maud’s Neighbour", "01632 960910")
    calls.given(calls.nadia)
    calls.report(calls.nadia, Outcome.WRONG_NUMBER)
    assert again(person).standing == Standing.NO_NUMBER
    assert again(person).callee.line is None
    assert kinds() == ["calls.wrong_number"]
    assert calls.next(calls.nadia, NOW + DAY) is None
    assert again(same_line).standing == Standing.NO_NUMBER


def test_no_more_calls_is_a_wish_that_holds(calls: Calls) -> None:
    person = calls.put_on("Maud Okafor")
    calls.given(calls.nadia)
    calls.report(calls.nadia, Outcome.NO_MORE)
    who = person.callee.resident
    assert again(person).standing == Standing.ENDED
    assert not people.may_contact(person=who, purpose=Purpose.CALLS, now=NOW)
    assert people.may_contact(person=who, purpose=Purpose.OWN_AFFAIRS, now=NOW)


def test_a_death_stops_every_room_at_once(calls: Calls) -> None:
    person = calls.put_on("Maud Okafor")
    other = actions.make_round(facts=facts(name="Welfare"), by=calls.by, now=NOW)
    there = actions.put_on_round(
        round_=other, resident=person.callee.resident, why="x", by=calls.by, now=NOW
    )
    actions.choose_callers(round_=other, workers=[calls.tom], by=calls.by, now=NOW)
    actions.begin_round(round_=other, by=calls.by, now=NOW)
    calls.given(calls.nadia)
    calls.report(calls.nadia, Outcome.HAS_DIED)
    for purpose in Purpose:
        assert not people.may_contact(person=person.callee.resident, purpose=purpose, now=NOW)
    assert kinds() == ["calls.has_died"]
    assert again(there).standing == Standing.ACTIVE
    assert calls.next(calls.tom, NOW + 2 * DAY) is None


def test_another_round_waits_until_a_day_after_a_talk(calls: Calls) -> None:
    person = calls.put_on("Maud Okafor")
    other = actions.make_round(facts=facts(name="Digital"), by=calls.by, now=NOW)
    actions.put_on_round(
        round_=other, resident=person.callee.resident, why="x", by=calls.by, now=NOW
    )
    actions.choose_callers(round_=other, workers=[calls.tom], by=calls.by, now=NOW)
    actions.begin_round(round_=other, by=calls.by, now=NOW)
    calls.given(calls.nadia)
    assert calls.next(calls.tom) is None
    calls.report(calls.nadia)
    assert calls.next(calls.tom, NOW + timedelta(hours=5)) is None
    assert calls.next(calls.tom, NOW + timedelta(hours=23)) is not None


def test_they_say_when_and_that_is_when(calls: Calls) -> None:
    person = calls.put_on("Maud Okafor")
    calls.given(calls.nadia)
    with pytest.raises(WhenToRingAgain):
        calls.report(calls.nadia, Outcome.CALL_BACK)
    with pytest.raises(RingAgainInThePast):
        calls.report(calls.nadia, Outcome.CALL_BACK, ring_at=NOW)
    calls.report(calls.nadia, Outcome.CALL_BACK, ring_at=london(2026, 9, 1, 15))
    assert again(person).due_at == london(2026, 9, 1, 15)
    assert calls.given(calls.tom, london(2026, 9, 1, 15)).person == person


def test_that_was_hard_asks_somebody_to_ask_the_caller(calls: Calls) -> None:
    calls.put_on("Maud Okafor")
    calls.given(calls.nadia)
    calls.report(calls.nadia, hard=True)
    task = Task.objects.get()
    assert task.kind == "calls.debrief"
    assert task.what == "Nadia Invented had a hard call. Ask how they are, today or tomorrow."
    assert task.resident is None


def test_the_web_role_can_change_no_attempt_and_no_conversation(calls: Calls) -> None:
    calls.put_on("Maud Okafor")
    calls.given(calls.nadia)
    calls.report(calls.nadia, for_next="x")
    assert Conversation.objects.count() == 1
    for table, column in (("attempt", "outcome"), ("conversation", "for_next")):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"UPDATE calls_{table} SET {column} = 'busy'")
