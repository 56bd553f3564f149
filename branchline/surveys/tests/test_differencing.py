"""Results that are read today and tomorrow say what ten people said between them, never what one did."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from branchline.places.models import Service
from branchline.surveys.actions import close_survey, enter_paper_answers, take_back_paper_answers
from branchline.surveys.data import PREFER_NOT, SETS
from branchline.surveys.errors import AlreadyCounted
from branchline.surveys.models import MOMENTS, Asked, Moment
from branchline.surveys.queries import (
    QuestionResult,
    changes_since_first,
    paired_changes,
    results,
)
from branchline.surveys.queries.changes import Form
from branchline.surveys.queries.results import Answers, SetResult, _set
from branchline.surveys.queries.scoring import in_steps

from .conftest import NOW, STAFF, answer, key, make

WELLBEING = SETS["ons4-1"]
LONELINESS = SETS["loneliness-1"]
SCORES = st.sampled_from(["", *[str(n) for n in range(11)], PREFER_NOT.code])
FORMS = st.lists(st.fixed_dictionaries({q.id: SCORES for q in WELLBEING.questions}), max_size=70)


def said(forms: Sequence[Answers]) -> list[Answers]:
    """Without what was left out."""
    return [{question: code for question, code in form.items() if code} for form in forms]


def printed(found: QuestionResult) -> tuple[str, ...]:
    """Everything that a reader sees of one question."""
    cells = [f"{c.words}={c.count}/{c.percent}" for c in (*found.cells, *found.bands)]
    return (*cells, str(found.answered), str(found.mean), str(found.headline))


def tables(asked: SetResult) -> list[tuple[str, ...]]:
    return [printed(question) for question in asked.questions]


@settings(max_examples=60, deadline=None)
@given(forms=FORMS)
def test_between_two_tables_at_least_ten_have_answered_the_question(forms: list[Answers]) -> None:
    """Every table that somebody could have read, one form after the other, and the last one at the end."""
    forms = said(forms)
    for place, question in enumerate(WELLBEING.questions):
        before, since = tables(_set(WELLBEING, [], None, False))[place], 0
        for n, form in enumerate(forms, 1):
            since += form.get(question.id, PREFER_NOT.code) != PREFER_NOT.code
            now = tables(_set(WELLBEING, forms[:n], None, False))[place]
            if now != before:
                assert since >= 10, f"after {n} forms {since} answers moved {before} to {now}"
                before, since = now, since - 10
        at_the_end = tables(_set(WELLBEING, forms, None, True))[place]
        shown_before = any("%" in part or "=" in part for part in before)
        if at_the_end != before and shown_before:
            assert since >= 10


@settings(max_examples=60, deadline=None)
@given(forms=FORMS, whose=st.integers(0, 69), instead=SCORES)
def test_who_answers_last_moves_nothing(forms: list[Answers], whose: int, instead: str) -> None:
    """An attacker knows all other answers and reads the tables just before and just after Alice's form."""
    forms = said(forms)
    earlier = tables(_set(WELLBEING, forms, None, False))
    alice = said([{question.id: instead for question in WELLBEING.questions}])
    later = tables(_set(WELLBEING, [*forms, *alice], None, False))
    other = tables(_set(WELLBEING, [*forms, *said([{q.id: "5" for q in WELLBEING.questions}])], None, False))  # fmt: skip
    if instead not in ("", PREFER_NOT.code):
        assert later == other, "what she said makes no difference to what is shown today"
    assert len(earlier) == len(later)


@given(n=st.integers(0, 500))
def test_the_steps_are_those_of_the_readme(n: int) -> None:
    shown = len(in_steps(range(n), closed=False))
    assert shown % 10 == 0
    assert shown == 0 or 10 <= n - shown < 20
    assert len(in_steps(range(n), closed=True)) == n


def test_the_hole_without_steps(here: Service) -> None:
    """What was possible before: two means and two exact counts give the eleventh answer away."""
    ten = said([{"ons4.happy": "5"}] * 10)
    eleven = [*ten, {"ons4.happy": "0"}]
    first, second = (_set(WELLBEING, forms, None, True).questions[2] for forms in (ten, eleven))
    assert first.mean is not None
    assert second.mean is not None
    assert (first.mean.value, second.mean.value) == (5.0, 4.5)
    worked_out = 11 * 4.5 - 10 * 5.0
    assert abs(worked_out) < 1
    assert tables(_set(WELLBEING, ten, None, False)) == tables(_set(WELLBEING, eleven, None, False))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from("123"), min_size=0, max_size=60), st.integers(0, 60))
def test_sums_move_in_steps_too(codes: list[str], n: int) -> None:
    forms = [{q.id: code for q in LONELINESS.questions if q.id in _parts()} for code in codes]
    some = _set(LONELINESS, forms[:n], None, False).total
    assert some is not None
    assert (some.mean.n.value or 0) % 10 == 0


def _parts() -> set[str]:
    assert LONELINESS.total is not None
    return {q.id for q in LONELINESS.questions[:3]}


def test_no_exact_sum_stands_beside_a_hidden_count(here: Service) -> None:
    survey = make("satisfaction-1")
    for code in "5" * 14 + "1" * 3:
        answer(survey, {"satisfaction.overall": code})
    close_survey(survey=survey, by=STAFF, now=NOW)
    survey.refresh_from_db()
    found = results(survey=survey, now=NOW).moments[0].sets[0].questions[0]
    assert any(cell.count.suppressed for cell in found.cells)
    assert str(found.answered) == "15"


def test_a_paper_form_that_stands_in_a_table_is_not_taken_back(here: Service) -> None:
    survey = make("satisfaction-1")

    def type_in() -> str:
        return enter_paper_answers(
            survey=survey, answers={"satisfaction.overall": "5"}, by=STAFF, now=NOW, key=key()
        ).response.public_id

    made = [type_in() for _form in range(20)]
    with pytest.raises(AlreadyCounted):
        take_back_paper_answers(survey=survey, response=made[9], by=STAFF, now=NOW)
    take_back_paper_answers(survey=survey, response=made[10], by=STAFF, now=NOW)


def test_the_first_answer_does_not_say_which_questions_it_left_out(here: Service) -> None:
    survey = make("satisfaction-1")
    answer(survey, {"satisfaction.overall": "5"})
    questions = results(survey=survey, now=NOW).moments[0].sets[0].questions
    assert len(questions) > 1
    assert len({(str(q.why), str(q.answered), q.cells) for q in questions}) == 1


def test_three_who_did_not_come_back_are_not_worked_out_from_two_means(here: Service) -> None:
    survey = make("ons4-1", asked_when=Asked.TWICE)
    assert survey.is_repeated
    forms = [
        Form(moment, {"ons4.happy": score}, f"p{n}")
        for n in range(20)
        for moment, score in ((Moment.BEFORE, "5"), (Moment.AFTER, "7"))
    ]
    alone = [Form(Moment.BEFORE, {"ons4.happy": "1"}, f"q{n}") for n in range(3)]
    happy = _happy(forms + alone)
    assert happy.before is None
    assert happy.mean is None
    assert str(happy.rose) == "20"
    assert "so few" in str(happy.why)
    assert _happy(forms).mean == 2.0


def _happy(forms: list[Form]):  # type: ignore[no-untyped-def]
    found = paired_changes(sets=[WELLBEING], forms=forms)
    return next(change for change in found.changes if change.id == "ons4.happy")


FROM_THEN = st.lists(
    st.tuples(*[st.sampled_from(["", "3", "7"]) for _ in range(3)]), min_size=10, max_size=60
)


@settings(max_examples=80, deadline=None)
@given(people=FROM_THEN)
def test_two_tables_of_pairs_never_differ_by_a_few_people(people: list[tuple[str, ...]]) -> None:
    """Asked three times, some leave out a time: where both later tables have means, nobody is worked out from the two."""
    forms = [
        Form(moment, {"ons4.happy": score}, f"p{n}")
        for n, scores in enumerate(people)
        for moment, score in zip(MOMENTS[Asked.THRICE], scores, strict=True)
        if score
    ]
    found = changes_since_first(sets=[WELLBEING], forms=forms, moments=MOMENTS[Asked.THRICE])
    means = [next(c for c in table.changes if c.id == "ons4.happy").mean for table in found]
    pairs = [{n for n, s in enumerate(people) if s[0] and s[later]} for later in (1, 2)]
    gone = [{n for n, s in enumerate(people) if s[0] and not s[later]} for later in (1, 2)]
    if None not in means:
        for some, others in (pairs, pairs[::-1], gone, gone[::-1]):
            assert not 0 < len(some - others) < 10
