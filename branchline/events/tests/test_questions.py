"""Two questions at most, each with why; the answers are for the day, and for those who prepare it."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from branchline.core import clock
from branchline.core.models import Happening
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events import errors
from branchline.events.actions import cancel_booking, change_event, forget_contact
from branchline.events.actions.forget_answers import ANSWERS_KEPT_FOR, forget_answers
from branchline.events.models import (
    Booking,
    Listing,
    Occurrence,
    Question,
    QuestionKind,
    Questions,
    WaitingListEntry,
    answers_in_words,
)
from branchline.messages.models import Message

from .conftest import DESK, NOW, WEB, Places, date_of, details, put_on
from .waiting import again, gets, waits

CAKE = Question(
    said("Which cake would you like?", "Pa gacen hoffech chi?"),
    said("we bake on the day before", "rydym yn pobi y diwrnod cynt"),
    QuestionKind.CHOICE,
    ("Lemon", "Ginger"),
)
NUTS = Question(said("Does anything make you ill?"), said("we cook for you"))
LIFT = Question(said("Do you need a lift?"), said("the last bus is early"), QuestionKind.YES_NO)


@pytest.fixture
def tea(alice: Places) -> Occurrence:
    """Cake at the library, for four."""
    return date_of(put_on(alice.branch, capacity=4, asking=Questions((CAKE, NUTS))))


def test_what_they_answered_is_kept_with_the_question_as_it_was(tea: Occurrence) -> None:
    made = gets(tea, name="Ann", answers=("Lemon", " Sesame "))
    asks_else = details(capacity=4, asking=Questions((LIFT,)))
    change_event(event=tea.event, details=asks_else, by=DESK, now=NOW)
    made.refresh_from_db()
    assert answers_in_words(made.answers) == [
        "Which cake would you like? Lemon",
        "Does anything make you ill? Sesame",
    ]


@given(st.lists(st.text(max_size=400), max_size=4))
def test_only_what_can_be_answered_is_kept(given_: list[str]) -> None:
    kept = Questions((CAKE, NUTS, LIFT)).answered(given_)
    for each in kept:
        assert 0 < len(each["answer"]) <= 300
        if each["asked"] == CAKE.asked.en:
            assert each["answer"] in CAKE.choices
        if each["asked"] == LIFT.asked.en:
            assert each["answer"] in ("yes", "no")


def test_nobody_has_to_answer(tea: Occurrence) -> None:
    assert gets(tea, name="Ann", answers=("", "")).answers == []


def test_an_answer_waits_with_whoever_waits(tea: Occurrence) -> None:
    first = gets(tea, 4, name="Ann")
    waiting = waits(tea, 2, name="Ben", answers=("Ginger",))
    cancel_booking(booking=first, by=WEB, now=NOW)
    booking = again(waiting).booking
    assert booking is not None
    assert answers_in_words(booking.answers) == ["Which cake would you like? Ginger"]


def test_the_answers_stand_in_no_ledger_message_or_listing(tea: Occurrence) -> None:
    gets(tea, name="Ann", answers=("Lemon", "Sesame"))
    rows: list[Any] = [
        *Happening.objects.values(), *Message.objects.values(), *Listing.objects.values(),
    ]  # fmt: skip
    assert rows
    assert "Sesame" not in json.dumps(rows, default=str)


def test_a_week_after_the_event_they_go_and_the_booking_stays(tea: Occurrence) -> None:
    made = gets(tea, 4, name="Ann", answers=("Lemon",))
    waits(tea, name="Ben", answers=("Ginger",))
    week_after = tea.ends_at + ANSWERS_KEPT_FOR
    assert forget_answers(now=week_after) == 0
    assert forget_answers(now=week_after + timedelta(seconds=1)) == 2
    assert forget_answers(now=week_after + timedelta(seconds=1)) == 0
    made.refresh_from_db()
    assert (made.answers, made.name) == ([], "Ann")


def test_who_is_forgotten_has_no_answers_left(tea: Occurrence) -> None:
    for ask, people in ((gets, 4), (waits, 1)):
        contact = ask(tea, people, name="Ann", answers=("Lemon",)).contact_id
    assert contact is not None
    forget_contact(contact_id=contact, now=NOW)
    assert not Booking.objects.exclude(answers=[]).exists()
    assert not WaitingListEntry.objects.exclude(answers=[]).exists()


@pytest.mark.parametrize(
    ("wrong", "refusal", "field"),
    [
        (Question(said("Why?"), said("")), errors.NeedsAReason, "question_1_because"),
        (Question(said(""), said("so")), errors.NeedsAQuestion, "question_1_asked"),
        (Question(said("A?"), said("b"), QuestionKind.CHOICE, ("One",)), errors.NeedsChoices,
         "question_1_choices"),
    ],
)  # fmt: skip
def test_nobody_is_asked_without_being_told_why(
    alice: Places, wrong: Question, refusal: type[errors.NeedsAReason], field: str
) -> None:
    with pytest.raises(refusal) as no:
        put_on(alice.branch, asking=Questions((wrong,)))
    assert no.value.field == field


def test_three_are_too_many(alice: Places) -> None:
    with pytest.raises(errors.TooManyQuestions, match="Ask 2 questions at most"):
        put_on(alice.branch, asking=Questions((CAKE, NUTS, LIFT)))


def test_the_page_asks_says_why_and_keeps_what_was_typed(tea: Occurrence, client: Client) -> None:
    address = f"/alice/whats-on/{tea.public_id}/book"
    with clock.at(NOW):
        page = client.get(address).content.decode()
        for words in ("Which cake would you like?", "We ask because we bake on the day before",
                      "deleted a week after", "Ginger"):  # fmt: skip
            assert words in page
        assert "Pa gacen hoffech chi?" in client.get(f"/cy{address}").content.decode()
        form = {
            "key": "a-form-of-mine", "adults": "1", "children": "0", "name": "", "reach": "email",
            "email": "bob@example.test", "answer_1": "Ginger", "answer_2": "Sesame",
        }  # fmt: skip
        assert 'value="Sesame"' in client.post(address, form).content.decode()
        client.post(address, form | {"name": "Bob"})
    with scope(tea.service_id):
        kept = Booking.objects.get().answers
    assert [each["answer"] for each in kept] == ["Ginger", "Sesame"]
