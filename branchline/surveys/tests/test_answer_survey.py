"""Answers come in once, belong to nobody, and stop at the end."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, connections, transaction

from branchline.core.acting import NOBODY
from branchline.core.models import Happening
from branchline.core.scoping import NoScope, scope
from branchline.places.models import Service
from branchline.surveys.actions import answer_survey, close_survey, pair_code
from branchline.surveys.errors import (
    NotAnAnswer,
    NothingAnswered,
    NotYetOpen,
    SurveyClosed,
    WordsTooLong,
    WrongMoment,
)
from branchline.surveys.models import How, Moment, Remark, Response, Survey
from branchline.surveys.queries import results

from .conftest import LATER, NOW, STAFF, answer, key, make

GOOD = {"satisfaction.overall": "5", "satisfaction.again": "1"}


def test_codes_are_kept_as_they_were_given(rhyme_time: Survey) -> None:
    response = answer(rhyme_time, GOOD | {"satisfaction.easy": ""}, how=How.QR, language="cy")
    assert response.answers == GOOD
    assert (response.how, response.moment, response.language) == ("qr", "once", "cy")
    assert response.received_at == NOW
    assert response.entered_by is None


def test_sending_the_same_form_twice_counts_once(rhyme_time: Survey) -> None:
    same = key()
    words = {"satisfaction.tell_us": "Lovely."}
    first = answer(rhyme_time, GOOD, remarks=words, key=same)
    again = answer(rhyme_time, GOOD, remarks=words, key=same)
    assert first == again
    assert Response.objects.count() == Remark.objects.count() == 1
    assert Happening.objects.filter(kind="surveys.answered").count() == 1


@pytest.mark.race
def test_a_double_click_counts_once(own_database: str) -> None:
    service = Service.objects.create(slug="sale", nation="england")
    with scope(service.pk):
        survey = make()
    start = threading.Barrier(8)
    same = key()

    def send() -> None:
        start.wait()
        with scope(service.pk):
            answer(survey, GOOD, key=same)
        connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with scope(service.pk):
        assert Response.objects.count() == 1


def test_nothing_says_who_answered(rhyme_time: Survey) -> None:
    response = answer(rhyme_time, GOOD, by=STAFF)
    happening = Happening.objects.get(kind="surveys.answered")
    assert happening.pseudonym is None
    assert happening.ward_code == ""
    assert happening.links == {
        "survey": rhyme_time.public_id,
        "events.occurrence": "k7mp2x9d3f",
    }
    assert response.entered_by is None


def test_own_words_cannot_be_joined_to_the_answers(rhyme_time: Survey) -> None:
    answer(rhyme_time, GOOD, remarks={"satisfaction.tell_us": "More songs, please."})
    fields = {f.name for f in Remark._meta.get_fields()}
    assert "response" not in fields
    remark = Remark.objects.get()
    assert remark.received_on == NOW.date()
    assert not remark.looks_personal


@pytest.mark.parametrize(
    "words",
    [
        "Ring me on 0161 496 0123", "rowan@example.test", "I live at M33 7ZF", "My name is Rowan",
        "07700 900123",
    ],
)  # fmt: skip
def test_words_that_look_personal_are_flagged(rhyme_time: Survey, words: str) -> None:
    answer(rhyme_time, {}, remarks={"satisfaction.tell_us": words})
    assert Remark.objects.get().looks_personal


def test_a_form_with_nothing_but_a_refusal_to_say_is_an_answer(rhyme_time: Survey) -> None:
    assert answer(rhyme_time, {"satisfaction.overall": "x"}).answers == {
        "satisfaction.overall": "x"
    }


def test_an_empty_form_is_not_an_answer(rhyme_time: Survey) -> None:
    with pytest.raises(NothingAnswered):
        answer(rhyme_time, {"satisfaction.overall": ""}, remarks={"satisfaction.tell_us": " \x00 "})


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"satisfaction.overall": "6"}, "satisfaction.overall"),
        ({"satisfaction.again": "yes"}, "satisfaction.again"),
        ({"ons4.happy": "5"}, "ons4.happy"),
        ({"satisfaction.tell_us": "1"}, "satisfaction.tell_us"),
    ],
)
def test_only_codes_that_the_question_has(
    rhyme_time: Survey, answers: dict[str, str], field: str
) -> None:
    with pytest.raises(NotAnAnswer) as refused:
        answer(rhyme_time, answers)
    assert refused.value.field == field


def test_own_words_have_a_limit(rhyme_time: Survey) -> None:
    with pytest.raises(WordsTooLong):
        answer(rhyme_time, {}, remarks={"satisfaction.tell_us": "a" * 1001})


def test_a_closed_survey_refuses_kindly(rhyme_time: Survey) -> None:
    close_survey(survey=rhyme_time, by=STAFF, now=NOW)
    with pytest.raises(SurveyClosed) as refused:
        answer(rhyme_time, GOOD)
    assert "Thank you" in str(refused.value)
    assert Response.objects.count() == 0


def test_after_a_refusal_the_same_form_may_be_sent_again(rhyme_time: Survey) -> None:
    same = key()
    with pytest.raises(NotYetOpen), transaction.atomic():
        answer(rhyme_time, GOOD, now=NOW - timedelta(minutes=1), key=same)
    assert answer(rhyme_time, GOOD, key=same).answers == GOOD


def test_after_the_last_day_the_public_is_refused(here: Service) -> None:
    survey = make(closes_at=NOW + timedelta(days=1))
    answer(survey, GOOD, now=NOW + timedelta(hours=23))
    with pytest.raises(SurveyClosed):
        answer(survey, GOOD, now=NOW + timedelta(days=1))


def test_a_survey_asked_once_has_no_before(rhyme_time: Survey, wellbeing: Survey) -> None:
    with pytest.raises(WrongMoment):
        answer(rhyme_time, GOOD, moment=Moment.BEFORE)
    with pytest.raises(WrongMoment):
        answer(rhyme_time, GOOD, pair="gr-07-ma")
    with pytest.raises(WrongMoment):
        answer(wellbeing, {"ons4.happy": "5"}, moment=Moment.ONCE)


def test_the_same_memory_makes_the_same_code() -> None:
    assert pair_code(street="Grove Lane", day=7, name="Màiri") == "gr-07-ma"
    assert pair_code(street=" GROVE", day=7, name="mairi") == "gr-07-ma"


@pytest.mark.parametrize(
    ("street", "day", "name"),
    [("GROVE LANE", 7, "MAIRI"), ("  grove lane ", 7, "Mairi"), ("gr", 7, "má"), ("G-r", 7, "M a")],
)
def test_a_slip_of_the_fingers_makes_the_same_code(street: str, day: int, name: str) -> None:
    assert pair_code(street=street, day=day, name=name) == "gr-07-ma"


@pytest.mark.parametrize(
    ("street", "day", "name"),
    [("Gorve", 7, "Mairi"), ("Grove", 17, "Mairi"), ("Grove", 7, "Amiri")],
)
def test_another_memory_joins_nobody_and_is_counted_as_not_come_back(
    wellbeing: Survey, street: str, day: int, name: str
) -> None:
    """A wrong code can't be mended, since only its hash is kept: better no pair than a wrong one."""
    right, wrong = "gr-07-ma", pair_code(street=street, day=day, name=name)
    first = answer(wellbeing, {"ons4.happy": "5"}, moment=Moment.BEFORE, pair=right)
    second = answer(wellbeing, {"ons4.happy": "6"}, moment=Moment.AFTER, pair=wrong, now=LATER)
    assert first.pair_code != second.pair_code
    close_survey(survey=wellbeing, by=STAFF, now=LATER)
    wellbeing.refresh_from_db()
    changes = results(survey=wellbeing, now=LATER).changes[0]
    assert changes is not None
    assert not changes.paired.value


def test_a_code_is_kept_as_a_hash_of_its_own_survey_only(wellbeing: Survey, here: Service) -> None:
    other = make("ons4-1", asked_when="twice")
    code = pair_code(street="Grove", day=7, name="Mairi")
    one = answer(wellbeing, {"ons4.happy": "5"}, pair=code)
    same = answer(wellbeing, {"ons4.happy": "6"}, moment=Moment.AFTER, pair=code, now=LATER)
    elsewhere = answer(other, {"ons4.happy": "6"}, pair=code)
    assert one.pair_code == same.pair_code
    assert code not in one.pair_code
    assert elsewhere.pair_code != one.pair_code


def test_closing_destroys_what_could_lead_back_to_a_code(wellbeing: Survey) -> None:
    assert wellbeing.salt
    close_survey(survey=wellbeing, by=STAFF, now=NOW)
    close_survey(survey=wellbeing, by=STAFF, now=LATER)
    wellbeing.refresh_from_db()
    assert (wellbeing.salt, wellbeing.closed_at) == ("", NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Survey.objects.filter(pk=wellbeing.pk).update(salt="back")


def test_another_service_sees_nothing(rhyme_time: Survey, newcastle: Service) -> None:
    answer(rhyme_time, GOOD, remarks={"satisfaction.tell_us": "Ours."})
    with scope(newcastle.pk):
        assert not Survey.objects.exists()
        assert not Response.objects.exists()
        assert not Remark.objects.exists()
        with connection.cursor() as cursor:
            for table in ("survey", "response", "remark", "askedcount"):
                cursor.execute(f"SELECT count(*) FROM surveys_{table}")
                assert cursor.fetchone() == (0,)
        with pytest.raises(Survey.DoesNotExist):
            answer(rhyme_time, GOOD)


def test_without_a_service_nothing_is_answered(db: None) -> None:
    with pytest.raises(NoScope):
        list(Response.objects.all())


def test_positional_arguments_are_refused(rhyme_time: Survey) -> None:
    with pytest.raises(TypeError):
        answer_survey(rhyme_time, by=NOBODY)  # type: ignore[call-arg]
