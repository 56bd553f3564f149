"""A promotional round: who may be rung for it, in the database and by the door; what waits, what leaves, what the guard sees."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branchline.calls import actions
from branchline.calls.actions import RoundFacts
from branchline.calls.errors import AsksForMoney, ChangedMeanwhile, NotCalled
from branchline.calls.models import (
    SCREENING_HOLDS,
    CallRound,
    Line,
    Outcome,
    RoundKind,
    RoundPerson,
    Standing,
)
from branchline.calls.queries import board_of, calls_of, lease_of, why_not_on
from branchline.concerns.models import Task
from branchline.core import prepared
from branchline.core.ids import public_id
from branchline.core.scoping import current_service_id
from branchline.messages.models import Route
from branchline.people import actions as people
from branchline.people import errors
from branchline.people.actions import Details
from branchline.people.models import Answer, MarkSource, Purpose, Resident
from branchline.people.queries import may_contact

from .conftest import NOW, Calls, facts, resident
from .test_why_not import ANSWERS, MARKS, NUMBER, mark

LAST_WEEK = NOW - timedelta(days=7)


def sale(calls: Calls, **other: Any) -> CallRound:
    """A round that sells: those who have said yes to friendly calls are asked to a course with a fee."""
    said = {"name": "A course", "kind": RoundKind.DIGITAL, "promotional": True, **other}
    made = actions.make_round(facts=facts(**said), by=calls.by, now=NOW)
    actions.choose_callers(round_=made, workers=[calls.nadia, calls.tom], by=calls.by, now=NOW)
    return actions.begin_round(round_=made, by=calls.by, now=NOW)


def mark_as(
    calls: Calls, round_: CallRound, *, promotional: bool, now: datetime = NOW
) -> CallRound:
    """As the form does."""
    round_.refresh_from_db()
    said = RoundFacts.of(round_)
    changed = RoundFacts(**{**vars(said), "promotional": promotional})
    return actions.change_round(round_=round_, facts=changed, by=calls.by, now=now)


def screen(person: RoundPerson, *, listed: bool = False, at: datetime = LAST_WEEK) -> None:
    Line.objects.filter(callees__rounds=person).update(listed=listed, screened_at=at)


def say(person: RoundPerson | Resident, answer: Answer, calls: Calls) -> None:
    """To news."""
    who = person.callee.resident if isinstance(person, RoundPerson) else person
    people.record_consent(
        person=who, purpose=Purpose.NEWS, answer=answer, evidence="x", by=calls.by, now=NOW
    )


def standing(person: RoundPerson) -> str:
    return RoundPerson.objects.get(pk=person.pk).standing


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    marks=MARKS,
    answers=ANSWERS,
    purpose=st.sampled_from(list(Purpose)),
    promotional=st.booleans(),
    listed=st.booleans(),
    days=st.none() | st.integers(0, 40),
)
def test_a_promotional_call_asks_for_news_too_and_then_for_the_screening(
    calls: Calls,
    marks: list[dict[str, Any]],
    answers: list[tuple[Purpose, Answer]],
    purpose: Purpose,
    promotional: bool,
    listed: bool,
    days: int | None,
) -> None:
    screened_at = None if days is None else NOW - timedelta(days=days)
    with transaction.atomic():
        person = people.add_resident(
            details=Details(name="Maud Okafor"),
            routes=[(Route.PHONE, NUMBER)],
            key=public_id(),
            by=calls.by,
            now=NOW,
        )
        for said in marks:
            mark(person, said, calls)
        for about, answer in answers:
            try:
                people.record_consent(
                    person=person, purpose=about, answer=answer, evidence="x", by=calls.by, now=NOW
                )
            except errors.NothingToWithdraw:
                continue
        line = Line(number=NUMBER, listed=listed, screened_at=screened_at)
        round_ = CallRound(purpose=purpose, promotional=promotional)
        here = why_not_on(round_=round_, resident=person, line=line, until=NOW)
        theirs = may_contact(person=person, route=Route.PHONE, purpose=purpose, now=NOW)
        news = may_contact(person=person, route=Route.PHONE, purpose=Purpose.NEWS, now=NOW)
        transaction.set_rollback(True)
    holds = days is not None and timedelta(days=days) < SCREENING_HOLDS
    never_asked = str(news.why) == "They have not been asked whether we may."
    if not theirs:
        expected = False
    elif not promotional:
        expected = True
    else:
        expected = bool(news) or (never_asked and holds and not listed)
    assert (here == "") is expected
    if theirs and promotional and never_asked:
        assert here == ("not_screened" if not holds else "listed" if listed else "")


@pytest.mark.parametrize(
    ("over", "why"), [(timedelta(0), "not_screened"), (timedelta(seconds=-1), "")]
)
def test_the_database_holds_a_screening_as_long_as_we_say(
    calls: Calls, over: timedelta, why: str
) -> None:
    """Over the night of 25 October too, when the clocks go back."""
    who = resident("Maud Okafor", NUMBER, by=calls.by)
    for begun in (NOW, NOW + timedelta(days=40)):
        line = Line(number=NUMBER, screened_at=begun)
        round_ = CallRound(purpose=Purpose.CALLS, promotional=True)
        until = begun + SCREENING_HOLDS + over
        assert why_not_on(round_=round_, resident=who, line=line, until=until) == why


def test_who_waits_for_screening_keeps_their_place_and_is_not_due(calls: Calls) -> None:
    round_ = sale(calls)
    waits, clear, yes = (
        calls.put_on(name, round_=round_) for name in ("Maud Waits", "Ye Clear", "Ann Yes")
    )
    assert {standing(each) for each in (waits, clear, yes)} == {Standing.SCREENING}
    screen(clear)
    say(yes, Answer.GIVEN, calls)
    # Whoever may be rung now is in the queue within the hour, at the place they had.
    assert actions.heed_wishes(now=NOW) == 2
    assert actions.heed_wishes(now=NOW) == 0
    board = board_of(round_, now=NOW)
    assert (board.people, board.due, board.screening) == (3, 2, 1)
    given_ = {calls.given(calls.nadia).person.pk, calls.given(calls.tom).person.pk}
    assert given_ == {clear.pk, yes.pk}
    before = RoundPerson.objects.get(pk=waits.pk)
    assert (before.due_at, before.standing) == (NOW, Standing.SCREENING)


def test_a_listed_number_and_a_no_to_news_leave_and_come_on_by_nobodys_hand(calls: Calls) -> None:
    round_ = sale(calls)
    listed, refused = (calls.put_on(name, round_=round_) for name in ("Maud Listed", "Ann No"))
    screen(listed, listed=True)
    say(refused, Answer.REFUSED, calls)
    assert actions.heed_wishes(now=NOW) == 2
    told = {each.pk: each.ended_why for each in RoundPerson.objects.filter(round=round_)}
    assert told[listed.pk] == "This number is on the Telephone Preference Service’s list."
    assert told[refused.pk] == "They have said no to this."
    with pytest.raises(NotCalled, match="Telephone Preference Service"):
        actions.put_on_round(
            round_=round_, resident=listed.callee.resident, why="x", by=calls.by, now=NOW
        )
    # A yes to news beats the list, and a friendly call asks for neither.
    say(listed, Answer.GIVEN, calls)
    again = actions.put_on_round(
        round_=round_, resident=listed.callee.resident, why="x", by=calls.by, now=NOW
    )
    assert standing(again) == Standing.ACTIVE
    friendly = actions.put_on_round(
        round_=calls.round, resident=refused.callee.resident, why="x", by=calls.by, now=NOW
    )
    assert standing(friendly) == Standing.ACTIVE


def test_an_objection_beats_a_clear_screening(calls: Calls) -> None:
    round_ = sale(calls)
    maud = calls.put_on("Maud Okafor", round_=round_)
    screen(maud)
    actions.heed_wishes(now=NOW)
    people.do_not_contact(
        person=maud.callee.resident, purpose=Purpose.NEWS, source=MarkSource.PERSON, by=calls.by, now=NOW
    )  # fmt: skip
    assert calls.next(calls.nadia) is None
    assert (
        RoundPerson.objects.get(pk=maud.pk).ended_why
        == "They do not wish to be contacted about this."
    )


def test_the_claim_makes_whoever_is_not_screened_any_more_wait(calls: Calls) -> None:
    round_ = sale(calls)
    first, second = (calls.put_on(name, round_=round_) for name in ("Maud First", "Ye Second"))
    screen(first, at=NOW - SCREENING_HOLDS + timedelta(days=1))
    screen(second)
    actions.heed_wishes(now=NOW)
    # It must hold until the call is over: twenty minutes.
    late = NOW + timedelta(hours=23, minutes=50)
    assert calls.given(calls.nadia, late).person == second
    assert standing(first) == Standing.SCREENING


def test_marking_a_round_makes_people_wait_and_taking_the_mark_away_lets_them_go_on(
    calls: Calls,
) -> None:
    waits, yes = (calls.put_on(name) for name in ("Maud Waits", "Ann Yes"))
    say(yes, Answer.GIVEN, calls)
    held = calls.given(calls.nadia)
    assert held.person == waits
    mark_as(calls, calls.round, promotional=True)
    assert (standing(waits), standing(yes)) == (Standing.SCREENING, Standing.ACTIVE)
    # The open call screen sees it within a minute; what was said is reported all the same.
    now_held = lease_of(calls.nadia)
    assert now_held is not None
    assert now_held.why_not == "not_screened"
    calls.report(calls.nadia, Outcome.NO_ANSWER)
    assert standing(waits) == Standing.SCREENING
    mark_as(calls, calls.round, promotional=False)
    assert standing(waits) == Standing.ACTIVE


def test_a_round_whose_script_asks_for_money_stays_promotional(calls: Calls) -> None:
    round_ = sale(calls)
    steps = [{"id": "ask", "say": {"en": "Would you like to donate?"}, "choices": []}]
    actions.change_script(round_=round_, steps=steps, by=calls.by, now=NOW)
    with pytest.raises(AsksForMoney):
        mark_as(calls, round_, promotional=False)
    round_.refresh_from_db()
    assert round_.promotional


def test_a_pack_on_paper_is_told_of_whoever_turns_out_to_be_listed(calls: Calls) -> None:
    round_ = sale(calls)
    maud, ye = (calls.put_on(name, round_=round_) for name in ("Maud Okafor", "Ye Li"))
    screen(maud)
    # Holds today, but not until the end of the day that the paper is for.
    screen(ye, at=NOW - SCREENING_HOLDS + timedelta(hours=30))
    actions.heed_wishes(now=NOW)
    day = (NOW + timedelta(days=1)).date()
    pack = actions.make_pack(
        worker=calls.nadia, day=day, most=9, service=calls.cast.service, key=public_id(), by=calls.by, now=NOW
    )  # fmt: skip
    assert [each.entry.person for each in calls_of(pack)] == [maud]
    assert standing(ye) == Standing.SCREENING
    screen(maud, listed=True)
    actions.heed_wishes(now=NOW)
    assert calls_of(pack)[0].why_not == "listed"
    task = Task.objects.get(kind="calls.packed")
    assert "Tell them now not to ring number 1." in task.what


@pytest.mark.parametrize(
    ("screened_at", "listed", "given_"),
    [(None, False, False), (LAST_WEEK, True, False), (NOW - SCREENING_HOLDS, False, False), (LAST_WEEK, False, True)],
)  # fmt: skip
def test_no_statement_gives_a_lease_for_a_promotional_round_on_a_number_that_may_not_be_rung(
    calls: Calls, screened_at: datetime | None, listed: bool, given_: bool
) -> None:
    round_ = sale(calls)
    maud = calls.put_on("Maud Okafor", round_=round_)
    RoundPerson.objects.update(standing=Standing.ACTIVE)
    Line.objects.update(screened_at=screened_at, listed=listed)
    lease: dict[str, Any] = {
        "leased_for": maud.pk, "leased_at": NOW, "leased_until": NOW + timedelta(minutes=20), "token": uuid4(),
    }  # fmt: skip
    if given_:
        assert Line.objects.update(**lease) == 1
        return
    with pytest.raises(IntegrityError, match="they may not be rung"), transaction.atomic():
        Line.objects.update(**lease)
    # The same number for a friendly call: the list is nobody's business.
    friendly = actions.put_on_round(
        round_=calls.round, resident=maud.callee.resident, why="x", by=calls.by, now=NOW
    )
    assert Line.objects.update(**{**lease, "leased_for": friendly.pk}) == 1


def test_a_round_that_is_marked_while_the_claim_looks_gives_words(
    calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The claim began before the mark, the guard comes after it: it refuses, and the claim that is made once more sees."""
    round_ = sale(calls)
    maud = calls.put_on("Maud Okafor", round_=round_)
    RoundPerson.objects.filter(pk=maud.pk).update(standing=Standing.ACTIVE)
    real, stale = prepared.run, [2]

    def run(statement: str, values: list[Any]) -> Any:
        if "calls_why_not_on" in statement and stale[0]:
            stale[0] -= 1
            statement = statement.replace("r.promotional,", "false AS promotional,")
        return real(statement, values)

    monkeypatch.setattr(prepared, "run", run)
    assert calls.next(calls.nadia) is None
    assert standing(maud) == Standing.SCREENING
    RoundPerson.objects.filter(pk=maud.pk).update(standing=Standing.ACTIVE)
    stale[0] = 99
    with pytest.raises(ChangedMeanwhile, match="Press again"):
        calls.next(calls.nadia)
    assert not Line.objects.filter(service=current_service_id(), token__isnull=False).exists()
