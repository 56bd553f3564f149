"""Whose turn it is: the usual caller first, then anyone; never twice, never outside the hours, never who said no."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from branchline.calls import actions
from branchline.calls.errors import NoLease, NotACaller, NotCalled, OnTheRoundAlready, SayWhy
from branchline.calls.models import Line, Outcome, RoundPerson, Standing
from branchline.calls.queries import LEASE_MINUTES, LONGEST_HOURS, lease_of, slip_of
from branchline.core.clock import london
from branchline.people import actions as people
from branchline.people.models import AbsenceWhy, Answer, MarkSource, Purpose

from .conftest import NOW, Calls, facts, resident

MINUTE = timedelta(minutes=1)


def test_the_first_due_is_rung_first_and_a_press_again_is_the_same(calls: Calls) -> None:
    late = calls.put_on("Maud Okafor", due_at=NOW - timedelta(hours=2))
    calls.put_on("Arthur Bright", due_at=NOW - timedelta(hours=1))
    urgent = calls.put_on("Ewa Nowak", priority=5)
    calls.put_on("Dev Not-Yet", due_at=NOW + MINUTE)
    first = calls.given(calls.nadia)
    assert first.person == urgent
    assert calls.given(calls.nadia).line.token == first.line.token
    assert calls.given(calls.tom).person == late


def test_the_usual_caller_comes_first_and_then_anyone(calls: Calls) -> None:
    hers = calls.put_on("Maud Okafor", usual_caller=calls.nadia)
    other = calls.put_on("Arthur Bright", priority=3)
    assert calls.given(calls.nadia).person == hers
    assert calls.given(calls.tom).person == other
    calls.report(calls.tom)
    actions.hand_back(
        worker=calls.nadia, slip=calls.slip(calls.nadia), why="My bus comes", by=calls.by, now=NOW
    )
    assert calls.given(calls.tom).person == hers


def test_whoever_waits_for_their_usual_caller_waits_a_day_and_no_longer(calls: Calls) -> None:
    hers = calls.put_on("Maud Okafor", usual_caller=calls.nadia)
    assert calls.next(calls.tom) is None
    assert calls.next(calls.tom, NOW + timedelta(hours=23)) is None
    assert calls.given(calls.tom, NOW + timedelta(hours=24)).person == hers


def test_two_on_one_line_are_not_rung_at_the_same_time(calls: Calls) -> None:
    """The lease is on the line: Dorothy and Wilfred share one."""
    first = calls.put_on("Dorothy Pickering", "01632 960900")
    second = calls.put_on("Wilfred Pickering", "01632 960900")
    assert first.callee.line_id == second.callee.line_id
    assert calls.given(calls.nadia).person == first
    assert calls.next(calls.tom) is None
    calls.report(calls.nadia)
    assert calls.given(calls.tom).person == second


def test_nobody_is_rung_outside_the_hours_or_on_a_bank_holiday(calls: Calls) -> None:
    weekdays = facts(days=range(5))
    actions.change_round(round_=calls.round, facts=weekdays, by=calls.by, now=NOW)
    calls.put_on("Maud Okafor")
    for moment, rung in (
        (london(2026, 9, 1, 8, 59), False),
        (london(2026, 9, 1, 17), False),
        (london(2026, 9, 5, 10), False),
        (london(2026, 8, 31, 10), False),
        (london(2026, 12, 25, 10), False),
        (london(2026, 12, 24, 16, 59), True),
    ):
        with transaction.atomic():
            RoundPerson.objects.update(due_at=london(2026, 8, 1), open_to_all_at=london(2026, 8, 1))
            assert (calls.next(calls.nadia, moment) is not None) is rung, moment
            transaction.set_rollback(True)


def test_people_are_rung_at_the_hours_they_like_by_the_clock_on_their_wall(calls: Calls) -> None:
    person = calls.put_on("Maud Okafor", due_at=london(2026, 10, 1))
    person.callee.hours = [6 * 24 + 10]
    person.callee.save()
    for moment, rung in (
        # The clocks go back on 25 October: ten is ten, before and after.
        (london(2026, 10, 18, 10, 30), True),
        (london(2026, 10, 18, 11), False),
        (london(2026, 10, 25, 10, 30), True),
        (london(2026, 10, 25, 9, 30), False),
        (london(2026, 10, 26, 10, 30), False),
    ):
        with transaction.atomic():
            assert (calls.next(calls.nadia, moment) is not None) is rung, moment
            transaction.set_rollback(True)


def test_who_speaks_another_language_is_rung_by_somebody_who_speaks_it(calls: Calls) -> None:
    person = calls.put_on("Nasreen Akhtar")
    person.callee.spoken = "Urdu"
    person.callee.save()
    assert calls.next(calls.tom) is None
    assert calls.given(calls.nadia).person == person


def test_a_lapsed_lease_is_claimable_at_once_and_two_hours_are_the_longest(calls: Calls) -> None:
    person = calls.put_on("Maud Okafor")
    held = calls.given(calls.nadia)
    slip = slip_of(held.slip, worker=calls.nadia)
    lapse = NOW + timedelta(minutes=LEASE_MINUTES)
    assert calls.next(calls.tom, lapse - MINUTE) is None
    now = NOW
    while now < NOW + timedelta(hours=LONGEST_HOURS) - MINUTE:
        now += 15 * MINUTE
        held = actions.still_here(worker=calls.nadia, slip=slip, by=calls.by, now=now)
    assert held.line.leased_until == NOW + timedelta(hours=LONGEST_HOURS)
    assert calls.given(calls.tom, NOW + timedelta(hours=LONGEST_HOURS)).person == person
    with pytest.raises(NoLease):
        actions.still_here(worker=calls.nadia, slip=slip, by=calls.by, now=now)


def test_a_caller_who_signs_out_with_a_call_in_hand_finds_it_again_until_it_is_anothers(
    calls: Calls,
) -> None:
    person = calls.put_on("Maud Okafor")
    first = calls.given(calls.nadia)
    again = calls.given(calls.nadia, NOW + timedelta(minutes=LEASE_MINUTES + 5))
    assert again.person == person
    assert again.line.token != first.line.token
    later = NOW + timedelta(hours=1)
    assert calls.given(calls.tom, later).person == person
    assert calls.next(calls.nadia, later) is None


def test_an_opt_out_while_the_call_is_in_hand_shows_at_the_next_sign(calls: Calls) -> None:
    person = calls.put_on("Maud Okafor")
    calls.given(calls.nadia)
    slip = calls.slip(calls.nadia)
    assert not actions.still_here(worker=calls.nadia, slip=slip, by=calls.by, now=NOW).why_not
    people.do_not_contact(
        person=person.callee.resident, purpose=Purpose.CALLS, source=MarkSource.PERSON, by=calls.by, now=NOW
    )  # fmt: skip
    held = actions.still_here(worker=calls.nadia, slip=slip, by=calls.by, now=NOW + MINUTE)
    assert held.why_not == "not_for_this"
    # What was heard before it is kept all the same.
    assert calls.report(calls.nadia, now=NOW + MINUTE).outcome == Outcome.ANSWERED
    assert calls.next(calls.tom, NOW + timedelta(days=30)) is None


def test_nobody_is_put_on_who_said_no_or_was_not_asked_and_nobody_twice(calls: Calls) -> None:
    unasked = resident("Colin Quiet", "01632 960901", by=calls.by, yes=False)
    with pytest.raises(NotCalled, match="not been asked"):
        actions.put_on_round(round_=calls.round, resident=unasked, why="x", by=calls.by, now=NOW)
    person = calls.put_on("Maud Okafor")
    with pytest.raises(OnTheRoundAlready):
        actions.put_on_round(
            round_=calls.round, resident=person.callee.resident, why="x", by=calls.by, now=NOW
        )


def test_who_may_not_ring_is_told_what_is_missing(calls: Calls) -> None:
    calls.put_on("Maud Okafor")
    people.add_absence(
        worker=calls.tom, first=NOW.date(), until=None, why=AbsenceWhy.ILL, by=calls.by, now=NOW
    )
    with pytest.raises(NotACaller, match="They are away"):
        calls.next(calls.tom)
    actions.choose_callers(round_=calls.round, workers=[calls.tom], by=calls.by, now=NOW)
    assert calls.next(calls.nadia) is None


def test_a_relative_is_never_given_them_and_handing_back_needs_a_word(calls: Calls) -> None:
    person = calls.put_on("Maud Okafor")
    actions.keep_apart(
        callee=person.callee, worker=calls.nadia, why="Her aunt", by=calls.by, now=NOW
    )
    assert calls.next(calls.nadia) is None
    assert calls.given(calls.tom).person == person
    slip = calls.slip(calls.tom)
    with pytest.raises(SayWhy):
        actions.hand_back(worker=calls.tom, slip=slip, why="  ", by=calls.by, now=NOW)
    actions.hand_back(worker=calls.tom, slip=slip, why="Lost my voice", by=calls.by, now=NOW)
    assert calls.next(calls.tom, NOW + timedelta(hours=6)) is None
    assert calls.given(calls.tom, NOW + timedelta(days=1)).person == person


def test_paused_and_handed_on_and_numberless_people_are_seen_and_not_rung(calls: Calls) -> None:
    person = calls.put_on("Maud Okafor")
    actions.pause_person(person=person, by=calls.by, now=NOW)
    assert calls.next(calls.nadia) is None
    actions.resume_person(person=person, by=calls.by, now=NOW)
    assert calls.given(calls.nadia).person == person
    nobody = people.add_resident(
        details=people.Details(name="Ye Li"), routes=[], key="numberless", by=calls.by, now=NOW
    )
    people.record_consent(
        person=nobody,
        purpose=Purpose.CALLS,
        answer=Answer.GIVEN,
        evidence="x",
        by=calls.by,
        now=NOW,
    )
    seen = actions.put_on_round(round_=calls.round, resident=nobody, why="x", by=calls.by, now=NOW)
    assert seen.standing == Standing.NO_NUMBER


def test_the_database_gives_no_lease_that_a_wish_forbids(calls: Calls) -> None:
    """Whatever statement tries: a stopped number, somebody who has died, a number that is not theirs."""
    person, other = calls.put_on("Maud Okafor"), calls.put_on("Arthur Bright")

    def lease(line: int | None, for_: RoundPerson) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE calls_line SET leased_to_id = %s, leased_for = %s, leased_at = %s, leased_until = %s,"
                " token = %s WHERE id = %s",
                [calls.nadia.pk, for_.pk, NOW, NOW + MINUTE, uuid4(), line],
            )
            transaction.set_rollback(True)

    lease(person.callee.line_id, person)
    with pytest.raises(IntegrityError, match="not their line"):
        lease(other.callee.line_id, person)
    Line.objects.filter(callees=other.callee).update(stopped="asked", stopped_at=NOW)
    with pytest.raises(IntegrityError, match="stopped"):
        lease(other.callee.line_id, other)
    people.note_death(person=person.callee.resident, source=MarkSource.FAMILY, by=calls.by, now=NOW)
    with pytest.raises(IntegrityError, match="died"):
        lease(person.callee.line_id, person)
    assert lease_of(calls.nadia) is None


def test_nobody_elses_slip_and_no_made_up_one_is_read(calls: Calls) -> None:
    calls.put_on("Maud Okafor")
    held = calls.given(calls.nadia)
    for sent, worker in ((held.slip, calls.tom), (held.slip + "x", calls.nadia), ("", calls.nadia)):
        with pytest.raises(NoLease):
            slip_of(sent, worker=worker)


def test_whoever_may_no_longer_be_rung_leaves_as_they_are_met_and_the_next_is_given(
    calls: Calls,
) -> None:
    """Nobody waits for the hour: with the reason, and without a second look at them."""
    said_no = [calls.put_on(name, due_at=NOW - timedelta(days=2)) for name in ("Ida Bell", "Olu Hart")]  # fmt: skip
    calls.put_on("Maud Okafor")
    for person in said_no:
        people.do_not_contact(
            person=person.callee.resident, source=MarkSource.PERSON, by=calls.by, now=NOW
        )
    assert calls.given(calls.tom).name == "Maud"
    for person in said_no:
        person.refresh_from_db()
        assert (person.standing, person.ended_why) == (Standing.ENDED, "They do not wish to be contacted.")  # fmt: skip
