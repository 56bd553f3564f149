"""Every set is whole, in both languages, with its source; its words are the standard's."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchline.surveys.data import LANGUAGES, PREFER_NOT, SETS, Form, QuestionSet, newest
from branchline.surveys.queries import band_of

ALL = pytest.mark.parametrize("each", SETS.values(), ids=SETS)


@ALL
def test_every_text_is_there_in_english_and_welsh(each: QuestionSet) -> None:
    for text in [*each.texts(), PREFER_NOT.words]:
        for language in LANGUAGES:
            assert text.texts.get(language, "").strip(), (
                f"{each.key}: {text.en!r} has no {language}"
            )


@ALL
def test_machine_drafted_welsh_is_flagged_until_read(each: QuestionSet) -> None:
    assert each.drafted
    for text in each.texts():
        assert "cy" in text.drafts or text.cy.isdigit()


@ALL
def test_every_set_says_where_it_comes_from(each: QuestionSet) -> None:
    assert each.source
    assert each.licence
    assert each.credit
    assert len(each.rules) > 40
    assert SETS[each.key] is each


@ALL
def test_codes_and_names_are_told_apart(each: QuestionSet) -> None:
    ids = [question.id for question in each.questions]
    assert len(set(ids)) == len(ids)
    for question in each.questions:
        assert question.id.startswith(f"{each.id}.")
        codes = [answer.code for answer in question.answers]
        assert len(set(codes)) == len(codes)
        assert PREFER_NOT.code not in codes
        assert bool(codes) != question.is_words
        assert question.good <= set(codes)
        assert bool(question.good) == bool(question.headline)
        assert (question.form is Form.SCALE) == bool(question.ends)


def test_question_ids_are_unique_over_the_newest_sets() -> None:
    ids = [question.id for each in newest() for question in each.questions]
    assert len(set(ids)) == len(ids)


def test_ons4_asks_in_the_words_of_the_ons() -> None:
    assert [q.text.en for q in SETS["ons4-1"].questions] == [
        "Overall, how satisfied are you with your life nowadays?",
        "Overall, to what extent do you feel that the things you do in your life are worthwhile?",
        "Overall, how happy did you feel yesterday?",
        "On a scale where 0 is “not at all anxious” and 10 is “completely anxious”, overall, how"
        " anxious did you feel yesterday?",
    ]
    for question in SETS["ons4-1"].questions:
        assert [a.score for a in question.answers] == list(range(11))


def test_loneliness_asks_the_three_indirect_questions_before_the_direct_one() -> None:
    each = SETS["loneliness-1"]
    assert [q.text.en for q in each.questions] == [
        "How often do you feel that you lack companionship?",
        "How often do you feel left out?",
        "How often do you feel isolated from others?",
        "How often do you feel lonely?",
    ]
    assert [a.words.en for a in each.questions[0].answers] == [
        "Hardly ever or never", "Some of the time", "Often",
    ]  # fmt: skip
    assert len(each.questions[3].answers) == 5


def test_the_four_of_ons4_are_never_added() -> None:
    assert SETS["ons4-1"].total is None
    assert "never added" in SETS["ons4-1"].rules


@given(score=st.integers(0, 10))
def test_every_score_of_ons4_has_exactly_one_band(score: int) -> None:
    for question in SETS["ons4-1"].questions:
        assert sum(band.low <= score <= band.high for band in question.bands) == 1


@pytest.mark.parametrize(
    ("question", "score", "band"),
    [
        ("satisfied", 4, "Low"), ("satisfied", 5, "Medium"), ("satisfied", 6, "Medium"),
        ("satisfied", 7, "High"), ("happy", 8, "High"), ("happy", 9, "Very high"),
        ("anxious", 1, "Very low"), ("anxious", 2, "Low"), ("anxious", 4, "Medium"),
        ("anxious", 5, "Medium"), ("anxious", 6, "High"), ("anxious", 10, "High"),
    ],
)  # fmt: skip
def test_bands_are_those_of_the_ons(question: str, score: int, band: str) -> None:
    assert band_of(SETS["ons4-1"].question(f"ons4.{question}"), score).en == band


def test_the_loneliness_score_is_the_sum_of_three_for_every_combination() -> None:
    each = SETS["loneliness-1"]
    assert each.total
    for scores in product((1, 2, 3), repeat=3):
        answers = dict(zip(each.total.questions, map(str, scores), strict=True))
        assert each.sum(answers) == sum(scores)
        assert each.total.low <= sum(scores) <= each.total.high


@given(
    answers=st.dictionaries(
        st.sampled_from([q.id for q in SETS["loneliness-1"].questions]),
        st.sampled_from(["1", "2", "3", PREFER_NOT.code]),
    )
)
def test_the_score_is_missing_whenever_a_part_is(answers: dict[str, str]) -> None:
    each = SETS["loneliness-1"]
    assert each.total
    whole = all(
        answers.get(part, PREFER_NOT.code) != PREFER_NOT.code for part in each.total.questions
    )
    assert (each.sum(answers) is not None) == whole


@given(lonely=st.sampled_from(["1", "2", "3", "4", "5"]))
def test_the_direct_question_stays_out_of_the_score(lonely: str) -> None:
    each = SETS["loneliness-1"]
    answers = {
        "loneliness.companionship": "2",
        "loneliness.left_out": "1",
        "loneliness.isolated": "3",
    }
    assert each.sum(answers | {"loneliness.lonely": lonely}) == 6
