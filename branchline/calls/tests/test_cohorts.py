"""Whom to call: by a rule over what the library system said; each with the reason, and nobody who may not be rung."""

import io
import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from branchline.calls import actions, errors, queries
from branchline.calls.actions import Ground
from branchline.calls.models import (
    CallRound,
    Cohort,
    Line,
    RoundKind,
    RoundPerson,
    Rule,
    Standing,
    Stopped,
)
from branchline.core import clock
from branchline.core.importing.running import bring_in
from branchline.core.models import Happening
from branchline.people import actions as people
from branchline.people.imports import Members
from branchline.people.models import Basis, Duplicate, MarkSource, Purpose, Resident, Verdict
from branchline.people.tests.conftest import signed_in

from .conftest import NOW, Calls, facts, resident

FILE = """cardnumber,surname,firstname,dateofbirth,phone,mobile,branchcode,lastseen
T1,Okafor,Maud,1948-03-09,01632 960249 / 07700900123,,SAL,2025-03-02
T2,Okafor,Tom,1946-11-30,1632960249,07700 900456 son Dave,SAL,2025-03-02
T3,Rees,Siân,1950-11-21,01632 960251,,HAL,2026-08-02
T4,Late,Ann,1940-01-01,01632 960252,,SAL,2025-01-10
T5,Quiet,Colin,1941-01-01,01632 960253,,SAL,2025-01-10
T6,Numberless,Ned,1942-01-01,,,SAL,2025-01-10
T7,Young,Yan,1990-01-01,01632 960254,,SAL,2025-01-10
T8,Ageless,Ada,,01632 960255,,SAL,2025-01-10
"""
RULE = Rule(age_from=75, quiet_since=date(2026, 1, 1))
GROUND = Ground(
    Purpose.OWN_AFFAIRS,
    compatible="Members expect their library to ask after them; agreed with the data protection officer.",
    notice="We may ring members who have not been in for a while, to see that they are well.",
)
MONTH = timedelta(days=30)


def bring(calls: Calls, text: str = FILE, *, now: datetime = NOW) -> None:
    bring_in(
        importer=Members(), file=io.BytesIO(text.encode()), file_name="koha.csv", by=calls.by, now=now,
        service_id=calls.cast.service.pk, keep=False,
    )  # fmt: skip


def called(card: str) -> Resident:
    return Resident.objects.get(external_ids__value=card)


@pytest.fixture
def winter(calls: Calls) -> CallRound:
    """A welfare round, for which nobody needs to have said yes."""
    said = facts(kind=RoundKind.WELFARE, purpose=Purpose.WELFARE, basis=Basis.PUBLIC_TASK)
    return actions.make_round(facts=said, by=calls.by, now=NOW)


def on(round_: CallRound) -> dict[str, str]:
    rows = RoundPerson.objects.on_it().filter(round=round_).select_related("callee__resident")
    return {each.callee.resident.name: each.why for each in rows}


def choose(calls: Calls, winter: CallRound, rule: Rule = RULE, **more: Any) -> Cohort:
    said: dict[str, Any] = {"ground": GROUND, "by": calls.by, "now": NOW, **more}
    return actions.choose_people(round_=winter, rule=rule, **said)


def test_everybody_who_fits_and_may_be_rung_is_put_on_with_the_reason(
    calls: Calls, winter: CallRound
) -> None:
    bring(calls)
    people.note_death(person=called("T4"), source=MarkSource.FAMILY, by=calls.by, now=NOW)
    people.do_not_contact(person=called("T5"), source=MarkSource.PERSON, by=calls.by, now=NOW)
    found = queries.find_people(RULE, winter, now=NOW)
    assert (found.matched, found.unknown) == (5, 1)
    assert dict(found.others) == {
        "They have died.": 1, "They do not wish to be contacted.": 1, "We have no number for them.": 1,
    }  # fmt: skip
    for _turn in range(2):
        made = choose(calls, winter, key="pressed-twice-it-is-once")
    assert on(winter) == {
        "Maud Okafor": "78 years old, has borrowed nothing since March 2025, Sale",
        "Tom Okafor": "79 years old, has borrowed nothing since March 2025, Sale",
    }
    lines = {each.callee.line_id for each in made.people.select_related("callee")}
    assert len(lines) == 1, "a shared landline is one line"
    assert made.came_from == "Members from Koha, last file of 1 September 2026; records that were made here"  # fmt: skip
    assert queries.in_words(made.asked) == "75 years or older, nothing borrowed since January 2026"
    joined = Happening.objects.get(kind="calls.joined")
    assert (joined.quantity, joined.links, joined.pseudonym) == (2, {}, None)


def test_used_again_it_tells_joiners_leavers_and_changes_and_takes_nobody_off(
    calls: Calls, winter: CallRound
) -> None:
    bring(calls)
    made = choose(calls, winter)
    assert set(on(winter)) == {"Maud Okafor", "Tom Okafor", "Ann Late", "Colin Quiet"}
    by, when = calls.by, NOW + MONTH
    maud, ann, colin = (
        made.people.get(callee__resident=called(card)) for card in ("T1", "T4", "T5")
    )
    actions.end_person(person=colin, why="He asked to be left off", by=by, now=when)
    people.note_death(person=called("T4"), source=MarkSource.FAMILY, by=by, now=when)
    actions.heed_wishes(now=when)
    ann.refresh_from_db()
    assert ann.standing == Standing.ENDED
    # The next file: Maud borrows again, Ned has a number, Tom borrowed a little later, and it is all as before for
    # whoever has died or asked to be left off.
    news = FILE.replace("Maud,1948-03-09,01632 960249 / 07700900123,,SAL,2025-03-02", "Maud,1948-03-09,01632 960249 / 07700900123,,SAL,2026-09-20")  # fmt: skip
    news = news.replace("Ned,1942-01-01,,", "Ned,1942-01-01,01632 960259,")
    news = news.replace("son Dave,SAL,2025-03-02", "son Dave,SAL,2025-04-02")
    bring(calls, news, now=when)
    since = queries.since_then(made, now=when)
    assert [each.name for each in since.joiners] == ["Ned Numberless"]
    assert since.leavers == [maud]
    assert [(p.callee.resident.name, why) for p, why in since.changed] == [
        ("Tom Okafor", "79 years old, has borrowed nothing since April 2025, Sale")
    ]
    assert actions.look_again(cohort=made, by=by, now=when) == 1
    assert actions.look_again(cohort=made, by=by, now=when) == 0
    assert on(winter) == {
        "Maud Okafor": "78 years old, has borrowed nothing since March 2025, Sale",
        "Tom Okafor": "79 years old, has borrowed nothing since April 2025, Sale",
        "Ned Numberless": "84 years old, has borrowed nothing since January 2025, Sale",
    }
    left = "They were on it and left it. Put them on again by hand, if they wish it."
    assert dict(queries.find_people(RULE, winter, now=when).others)[left] == 2
    tom = made.people.get(callee__resident=called("T2"))
    asked = [maud.public_id, tom.public_id]
    assert actions.take_off(cohort=made, people=asked, why="Borrows again", by=by, now=when) == 1
    assert set(on(winter)) == {"Tom Okafor", "Ned Numberless"}
    # By hand, since he wishes it now.
    again = actions.put_on_round(round_=winter, resident=called("T5"), why="He asked", by=by, now=when)  # fmt: skip
    assert (again.cohort, "Colin Quiet" in on(winter)) == (None, True)


def test_a_stopped_number_is_passed_over_and_a_merged_record_is_one_person(
    calls: Calls, winter: CallRound
) -> None:
    bring(calls)
    Line.objects.create(
        service_id=calls.cast.service.pk, number="01632960249", stopped=Stopped.NOT_THEIRS, stopped_at=NOW
    )  # fmt: skip
    double = resident("Maud Okafor", "01632 960777", by=calls.by)
    actions.put_on_round(round_=winter, resident=double, why="By hand", by=calls.by, now=NOW)
    people.merge_residents(keep=called("T1"), merge=double, by=calls.by, now=NOW)
    rule = Rule(age_from=78, age_to=79)
    found = queries.find_people(rule, winter, now=NOW)
    assert [(each.name, each.number) for each in found.fits] == [("Tom Okafor", "07700900456")]
    assert [each.name for each in found.on_it] == ["Maud Okafor"]


def test_a_library_a_ward_and_other_rounds(calls: Calls, winter: CallRound) -> None:
    bring(calls)
    by = calls.by
    Resident.objects.filter(pk__in=[called("T3").pk, called("T5").pk]).update(ward_code="E05099001")
    actions.put_on_round(round_=winter, resident=called("T5"), why="By hand", by=by, now=NOW)
    other = actions.make_round(facts=facts(purpose=Purpose.WELFARE, name="Other"), by=by, now=NOW)

    def names(**asked: Any) -> list[str]:
        return [each.name for each in queries.find_people(Rule(**asked), other, now=NOW).fits]

    assert names(branch=calls.cast.hale.public_id) == ["Siân Rees"]
    assert names(branch="long-gone") == []
    assert names(ward="E05099001") == ["Colin Quiet", "Siân Rees"]
    assert names(ward="E05099001", elsewhere="no") == ["Siân Rees"]
    assert names(ward="E05099001", elsewhere="yes") == ["Colin Quiet"]


def test_data_collected_for_something_else_says_why_it_may_be_used(
    calls: Calls, winter: CallRound
) -> None:
    bring(calls)
    plain = Ground(Purpose.OWN_AFFAIRS)
    with pytest.raises(Exception, match="Say why it may be used") as refused:
        choose(calls, winter, ground=plain)
    assert "Copy the line of your privacy notice" in str(refused.value)
    for rule, refusal in (
        (Rule(), errors.AsksNothing),
        (Rule(age_from=80, age_to=70), errors.NeverSo),
    ):
        with pytest.raises(refusal):
            choose(calls, winter, rule)
    with pytest.raises(errors.NobodyFits):
        choose(calls, winter, Rule(age_from=119))
    assert not Cohort.objects.exists()
    same = choose(calls, winter, ground=Ground(Purpose.WELFARE))
    with pytest.raises(IntegrityError), transaction.atomic():
        Cohort.objects.filter(pk=same.pk).update(collected_for=Purpose.OWN_AFFAIRS)


def test_a_friendly_round_takes_only_who_has_said_yes(calls: Calls) -> None:
    bring(calls)
    found = queries.find_people(RULE, calls.round, now=NOW)
    assert not found.fits
    assert ("They have not been asked whether we may.", 4) in found.others


def test_many_people_cost_as_many_queries_as_few(calls: Calls, winter: CallRound) -> None:
    bring(calls)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            queries.since_then(made, now=NOW)
        return len(captured)

    made = choose(calls, winter, Rule(age_from=80))
    few = asked()
    bring(calls, FILE.replace("\nT", "\nU").replace("960", "960"))
    with CaptureQueriesContext(connection) as captured:
        actions.look_again(cohort=made, by=calls.by, now=NOW)
    assert asked() == few
    assert len(captured) < 40


ROUNDS = "/alice/desk/calls/rounds"


def text(client: Client, address: str, sent: dict[str, Any] | None = None) -> str:
    answer = client.get(address) if sent is None else client.post(address, sent, follow=True)
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", answer.content.decode())


def key(page: str) -> str:
    found = re.search(r'name="key" value="([^"]+)"', page)
    assert found
    return found[1]


def test_at_the_desk_from_the_rule_to_who_leaves(calls: Calls, winter: CallRound) -> None:
    alice = signed_in(calls.cast.alice)
    with clock.at(NOW):
        bring(calls)
        here = f"{ROUNDS}/{winter.public_id}"
        assert "Choose people by a rule" in text(alice, here)
        page = text(alice, f"{here}/choose")
        assert "Sale Library" in page
        assert "Choose at least one thing to go by" in text(alice, f"{here}/choose?elsewhere=no")
        assert "not below the first" in text(alice, f"{here}/choose?age_from=80&age_to=70")
        assert "Write an age from 18 to 120." in text(alice, f"{here}/choose?age_from=7")
        rule = f"{here}/choose?age_from=75&quiet_since=2026-01-01"
        page = text(alice, rule)
        for words in ("We find 5 people; 4 may be rung", "We have no number for them.",
                      "78 years old, has borrowed nothing since March 2025, Sale", "Put 4 people on the round"):  # fmt: skip
            assert words in page
        sent = {"key": key(page), "collected_for": "own_affairs", "compatible": "", "notice": ""}
        page = text(alice, rule, sent)
        assert "Say why it may be used for these calls" in page
        assert not Cohort.objects.exists()
        page = text(alice, rule, {**sent, "compatible": GROUND.compatible, "notice": GROUND.notice})
        assert "Nothing has changed." in page
        assert GROUND.notice in page
        made = Cohort.objects.get()
        theirs = f"/alice/desk/calls/cohorts/{made.public_id}"
        assert theirs in text(alice, here)
    with clock.at(NOW + MONTH):
        news = FILE.replace("T3,Rees,Siân,1950-11-21,01632 960251,,HAL,2026-08-02", "T3,Rees,Siân,1950-11-21,01632 960251,,HAL,2026-09-12\nT9,New,Nell,1939-01-01,01632 960258,,SAL,2025-01-01")  # fmt: skip
        bring(calls, news.replace("SAL,2025-01-10\nT5", "SAL,2026-09-10\nT5"), now=NOW + MONTH)
        page = text(alice, theirs)
        assert "1 more person fits now." in page
        assert "1 person on the round fits no more" in page
        assert "Tick whom to take off." in text(alice, theirs, {"do": "leave"})
        assert "1 person was put on the round." in text(alice, theirs, {"do": "join"})
        ann = made.people.get(callee__resident=called("T4"))
        page = text(alice, theirs, {"do": "leave", "person": [ann.public_id]})
        assert "1 person was taken off the round." in page
        assert "Nobody new." in text(alice, theirs, {"do": "join"})
        for who in (calls.cast.bob, calls.cast.charlie):
            for address in (theirs, f"{here}/choose"):
                assert signed_in(who).get(address).status_code == 404


def test_who_may_be_the_same_as_one_who_wished_it_otherwise_is_not_chosen(
    calls: Calls, winter: CallRound
) -> None:
    bring(calls)
    known = resident("Colin Quiet", "01632 960299", by=calls.by)
    people.do_not_contact(person=known, source=MarkSource.PERSON, by=calls.by, now=NOW)
    one, other = sorted((known, called("T5")), key=lambda each: each.pk)
    Duplicate.objects.create(
        service_id=one.service_id, one=one, other=other, likeness=95, because="name", found_at=NOW
    )
    found = queries.find_people(RULE, winter, now=NOW)
    assert "Colin Quiet" not in [fit.name for fit in found.fits]
    assert any("Perhaps they are somebody" in why for why, _n in found.others)
    Duplicate.objects.update(verdict=Verdict.DIFFERENT)
    assert "Colin Quiet" in [fit.name for fit in queries.find_people(RULE, winter, now=NOW).fits]


def test_on_a_promotional_round_whoever_is_not_screened_waits_and_the_listed_are_counted(
    calls: Calls,
) -> None:
    """They have said yes to nothing; the first of the two is rung by the number on which others answer too."""
    said = facts(kind=RoundKind.WELFARE, purpose=Purpose.WELFARE, promotional=True)
    round_ = actions.make_round(facts=said, by=calls.by, now=NOW)
    bring(calls)
    Line.objects.create(
        service=calls.cast.service, number="01632960252", listed=True, screened_at=NOW
    )
    Line.objects.create(service=calls.cast.service, number="01632960253", screened_at=NOW)
    no_news: dict[str, Any] = {"purpose": Purpose.NEWS, "source": MarkSource.PERSON}
    people.do_not_contact(person=called("T2"), **no_news, by=calls.by, now=NOW)
    found = queries.find_people(RULE, round_, now=NOW)
    assert dict(found.others) == {
        "This number is on the Telephone Preference Service’s list.": 1,
        "They do not wish to be contacted about this.": 1,
        "We have no number for them.": 1,
    }
    made = choose(calls, round_)
    stand = {each.callee.resident.name: each.standing for each in made.people.all()}
    assert stand == {"Maud Okafor": Standing.SCREENING, "Colin Quiet": Standing.ACTIVE}
