"""What people agree to and do not want: every room asks one door, and the outbox is told."""

import pytest
from django.db import ProgrammingError, connection, transaction

from branchline.messages.models import Route, Suppression
from branchline.people import actions, errors
from branchline.people.models import (
    Answer,
    Consent,
    Contact,
    MarkSource,
    Purpose,
    Resident,
)
from branchline.people.queries import consents_of, may_contact, standing_consents

from .conftest import Cast
from .residents import MAUD_MAIL, NOW, contact, later, resident

PHONE = (Route.PHONE, "0161 496 0117")


def may(person: Resident | Contact, purpose: Purpose, route: Route | None = None) -> bool:
    return may_contact(person=person, route=route, purpose=purpose, now=later(2)).allowed


def say(cast: Cast, person: Resident | Contact, answer: Answer, days: float = 0) -> Consent:
    return actions.record_consent(
        person=person, purpose=Purpose.NEWS, answer=answer, evidence="said at the desk",
        by=cast.as_alice, now=later(days),
    )  # fmt: skip


def test_news_needs_a_yes_and_their_own_affairs_do_not(at_alices: Cast) -> None:
    maud = resident(at_alices, routes=[MAUD_MAIL])
    assert may(maud, Purpose.OWN_AFFAIRS, Route.EMAIL)
    assert not may(maud, Purpose.NEWS, Route.EMAIL)
    say(at_alices, maud, Answer.GIVEN)
    assert may(maud, Purpose.NEWS, Route.EMAIL)
    assert not may(maud, Purpose.RESEARCH, Route.EMAIL)
    assert not may(maud, Purpose.NEWS, Route.SMS), "we have no mobile number"


def test_taking_it_back_is_another_row(at_alices: Cast) -> None:
    maud = resident(at_alices, routes=[MAUD_MAIL])
    with pytest.raises(errors.NothingToWithdraw):
        say(at_alices, maud, Answer.WITHDRAWN)
    say(at_alices, maud, Answer.GIVEN)
    say(at_alices, maud, Answer.WITHDRAWN, days=1)
    assert not may(maud, Purpose.NEWS, Route.EMAIL)
    assert [row.answer for row in consents_of(person=maud)] == [Answer.WITHDRAWN, Answer.GIVEN]
    news = next(s for s in standing_consents(list(consents_of(person=maud))) if s.purpose == "news")
    assert news.answer == Answer.WITHDRAWN


def test_a_consent_keeps_the_words_that_were_said(at_alices: Cast) -> None:
    row = say(at_alices, resident(at_alices), Answer.GIVEN)
    assert (row.wording, row.channel) == ("news-1", "desk")
    assert row.words.startswith("You may tell me")


@pytest.mark.parametrize("column", ["answer", "words", "said_at", "purpose", "evidence"])
def test_the_web_role_can_not_rewrite_a_consent(at_alices: Cast, column: str) -> None:
    say(at_alices, resident(at_alices), Answer.GIVEN)
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE people_consent SET {column} = {column}")


def test_nobody_writes_to_somebody_who_has_died(at_alices: Cast) -> None:
    maud = resident(at_alices, routes=[MAUD_MAIL, PHONE])
    say(at_alices, maud, Answer.GIVEN)
    mark = actions.note_death(person=maud, source=MarkSource.FAMILY, by=at_alices.as_alice, now=NOW)
    for purpose in Purpose:
        for route in (None, *Route):
            assert not may(maud, purpose, route)
    assert set(Suppression.objects.values_list("route", "address")) == {
        ("email", "maud@example.test"), ("phone", "01614960117"),
    }  # fmt: skip
    with pytest.raises(errors.MarkAlreadyThere):
        actions.note_death(person=maud, source=MarkSource.FAMILY, by=at_alices.as_alice, now=NOW)
    actions.lift_mark(mark=mark, by=at_alices.as_alice, now=later())
    assert may(maud, Purpose.OWN_AFFAIRS, Route.EMAIL)
    assert not Suppression.objects.filter(lifted_at__isnull=True).exists()


def test_a_widows_telephone_keeps_ringing(at_alices: Cast) -> None:
    maud = resident(at_alices, routes=[PHONE])
    tom = resident(at_alices, "Tom Okafor", routes=[PHONE])
    actions.note_death(person=tom, source=MarkSource.FAMILY, by=at_alices.as_alice, now=NOW)
    assert not Suppression.objects.exists()
    assert may(maud, Purpose.OWN_AFFAIRS, Route.PHONE)
    assert not may(tom, Purpose.OWN_AFFAIRS, Route.PHONE)


def test_a_wish_can_be_for_one_route_or_one_purpose(at_alices: Cast) -> None:
    maud = resident(at_alices, routes=[MAUD_MAIL, PHONE])
    say(at_alices, maud, Answer.GIVEN)
    for wish in ({"route": Route.PHONE}, {"purpose": Purpose.RESEARCH}):
        actions.do_not_contact(
            person=maud, source=MarkSource.PERSON, by=at_alices.as_alice, now=NOW, **wish
        )
    assert may(maud, Purpose.NEWS, Route.EMAIL)
    assert not may(maud, Purpose.NEWS, Route.PHONE)
    assert not may(maud, Purpose.RESEARCH, Route.EMAIL)
    assert [row.route for row in Suppression.objects.all()] == ["phone"]


def test_what_a_contact_said_counts_for_the_resident_they_are(at_alices: Cast) -> None:
    maud = resident(at_alices, routes=[MAUD_MAIL])
    same = contact("Maud", *MAUD_MAIL)
    actions.decide_contact(contact=same, resident=maud, same=True, by=at_alices.as_alice, now=NOW)
    assert not may(maud, Purpose.NEWS, Route.EMAIL)
    say(at_alices, same, Answer.GIVEN)
    assert may(maud, Purpose.NEWS, Route.EMAIL)
    actions.do_not_contact(person=maud, source=MarkSource.PERSON, by=at_alices.as_alice, now=NOW)
    assert not may(same, Purpose.OWN_AFFAIRS, Route.EMAIL)


def test_the_answer_says_why(at_alices: Cast) -> None:
    maud = resident(at_alices)
    decision = may_contact(person=maud, route=Route.SMS, purpose=Purpose.NEWS, now=NOW)
    assert not decision
    assert str(decision.why) == "We have no way to reach them like that."
