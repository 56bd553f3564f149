"""Figures are a recount of what came in, and point at nobody."""

from collections.abc import Callable
from statistics import fmean, median

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from branchline.places.models import Service
from branchline.surveys.actions import close_survey, correct_asked, note_asked
from branchline.surveys.data import PREFER_NOT, SETS
from branchline.surveys.models import Asked, Moment, Survey
from branchline.surveys.queries import paired_changes, results, share_of
from branchline.surveys.queries.changes import Form, middle_interval
from branchline.surveys.queries.results import question_result, response_rate
from branchline.surveys.queries.scoring import people

from .conftest import NOW, STAFF, answer, both, key, make

OVERALL = SETS["satisfaction-1"].question("satisfaction.overall")
HAPPY = SETS["ons4-1"].question("ons4.happy")
CODES = st.lists(st.sampled_from([*"12345", PREFER_NOT.code]), max_size=80)


def ask(survey: Survey, n: int, code: str = "5") -> None:
    for _ in range(n):
        answer(survey, {"satisfaction.overall": code})


def close(survey: Survey) -> Survey:
    close_survey(survey=survey, by=STAFF, now=NOW)
    return Survey.objects.get(pk=survey.pk)


def test_nine_answers_say_nothing_ten_do(here: Service) -> None:
    few, enough = make("satisfaction-1"), make("satisfaction-1")
    ask(few, 9)
    found = results(survey=close(few), now=NOW).moments[0].sets[0].questions[0]
    assert not found.cells
    assert "fewer than 10" in str(found.answered)
    assert "fewer than 10" in str(found.why)
    assert found.headline is not None
    assert found.headline.percent is None
    ask(enough, 10)
    found = results(survey=close(enough), now=NOW).moments[0].sets[0].questions[0]
    assert [str(cell.count) for cell in found.cells] == ["0", "0", "0", "0", "10"]


@given(codes=CODES)
def test_no_count_of_people_under_ten_is_ever_printed(codes: list[str]) -> None:
    found = question_result(OVERALL, codes, asked=100)
    given_codes = [code for code in codes if code != PREFER_NOT.code]
    for cell, answer_ in zip(found.cells, OVERALL.answers, strict=False):
        true = given_codes.count(answer_.code)
        printed = str(cell.count)
        if 0 < true < 10:
            assert printed == "fewer than 10"
            assert cell.percent is None
        else:
            assert int(printed) % 5 == 0
            assert abs(int(printed) - true) <= 2
    assert bool(found.cells) == (len(given_codes) >= 10)


@given(n=st.integers(0, 10_000))
def test_rounding_stays_within_two(n: int) -> None:
    shown = people(n)
    assert shown.value is not None
    assert shown.value == n if n < 10 else abs(shown.value - n) <= 2


@given(codes=st.lists(st.sampled_from([str(n) for n in range(11)]), max_size=60))
def test_a_mean_needs_ten_and_is_the_mean(codes: list[str]) -> None:
    found = question_result(HAPPY, codes, asked=None)
    assert found.mean is not None
    if len(codes) < 10:
        assert found.mean.value is None
        assert str(found.mean.why)
    else:
        assert found.mean.value == round(fmean(map(int, codes)), 1)
        assert len(found.bands) == 4


def test_a_scale_of_agreement_has_no_mean() -> None:
    for each in ("satisfaction-1", "outcomes-1", "loneliness-1"):
        for question in SETS[each].questions:
            if not question.is_words:
                assert question_result(question, ["1"] * 20, None).mean is None


@given(good=st.integers(0, 200), bad=st.integers(0, 200), silent=st.integers(0, 200))
def test_silence_widens_a_share_and_never_narrows_it(good: int, bad: int, silent: int) -> None:
    share = share_of(good, good + bad, good + bad + silent)
    if share.percent is None:
        assert good + bad < 10 or 0 < good < 10
        return
    assert share.least is not None
    assert share.most is not None
    assert 0 <= share.least <= share.percent <= share.most <= 100


@pytest.mark.parametrize(("good", "percent"), [(20, 100), (19, 95), (18, 95), (17, 75)])
def test_a_share_is_whole_only_when_everybody_said_so(good: int, percent: int) -> None:
    assert share_of(good, 20, None).percent == percent


@pytest.mark.parametrize(
    ("answered", "asked", "rate", "why"),
    [
        (15, 60, 25, ""),
        (15, None, None, "nobody has noted"),
        (15, 0, None, "nobody has noted"),
        (15, 12, None, "more people answered"),
        (5, 60, None, "fewer than 10"),
        (0, 60, 0, ""),
    ],
)
def test_a_response_rate_is_honest_or_missing(
    answered: int, asked: int | None, rate: int | None, why: str
) -> None:
    found, because = response_rate(answered=answered, asked=asked)
    assert found == rate
    assert why in str(because)


def test_people_asked_are_added_corrected_and_recorded(rhyme_time: Survey) -> None:
    from branchline.core.models import Happening

    same = key()
    note_asked(survey=rhyme_time, people=12, by=STAFF, now=NOW, key=same)
    note_asked(survey=rhyme_time, people=12, by=STAFF, now=NOW, key=same)
    note_asked(survey=rhyme_time, people=400, by=STAFF, now=NOW)
    assert correct_asked(survey=rhyme_time, people=52, by=STAFF, now=NOW).people == 52
    asked = Happening.objects.filter(kind="surveys.asked").values_list("quantity", flat=True)
    assert sum(asked) == 52
    ask(rhyme_time, 13)
    assert results(survey=rhyme_time, now=NOW).moments[0].rate == 25


def test_prefer_not_to_say_is_counted_apart(rhyme_time: Survey) -> None:
    ask(rhyme_time, 12)
    ask(rhyme_time, 11, PREFER_NOT.code)
    answer(rhyme_time, {"satisfaction.again": "1"})
    found = results(survey=close(rhyme_time), now=NOW).moments[0]
    assert found.answered.value == 24
    assert found.sets[0].questions[0].answered.value == 12
    assert str(found.sets[0].questions[0].preferred_not) == "10"


def test_results_cost_three_queries_however_many_answered(
    rhyme_time: Survey, django_assert_num_queries: Callable[[int], CaptureQueriesContext]
) -> None:
    for _ in range(2):
        ask(rhyme_time, 15)
        survey = Survey.objects.get(pk=rhyme_time.pk)
        with django_assert_num_queries(3):
            results(survey=survey, now=NOW)
    assert connection.queries is not None


SCORE = st.one_of(st.none(), st.integers(0, 10))


@settings(max_examples=60)
@given(people_=st.lists(st.tuples(SCORE, SCORE), max_size=60), strays=st.integers(10, 15))
def test_paired_change_equals_a_recount(
    people_: list[tuple[int | None, int | None]], strays: int
) -> None:
    def form(moment: Moment, score: int | None, pair: str) -> Form:
        return Form(moment, {} if score is None else {"ons4.happy": str(score)}, pair)

    forms = [form(Moment.BEFORE, b, f"p{i}") for i, (b, _a) in enumerate(people_)]
    forms += [form(Moment.AFTER, a, f"p{i}") for i, (_b, a) in enumerate(people_)]
    # Strays: no code, and a code that two people made; neither may join anybody.
    # At least ten, so that the means of the pairs can't be set against the means of all.
    forms += [form(Moment.BEFORE, 0, "")] * strays + [form(Moment.AFTER, 10, "")] * strays
    forms += [form(Moment.BEFORE, 0, "twin")] * 2 + [form(Moment.AFTER, 10, "twin")]
    found = paired_changes(sets=[SETS["ons4-1"]], forms=forms)
    happy = next(change for change in found.changes if change.id == "ons4.happy")
    moved = [a - b for b, a in people_ if b is not None and a is not None]
    assert found.paired.value == len(people_)
    assert found.shared_codes == 1
    assert happy.pairs.value == len(moved)
    if len(moved) < 10:
        assert happy.mean is None
        assert happy.why
        return
    halves = [sum(p[one] is not None and p[1 - one] is None for p in people_) for one in (0, 1)]
    if any(0 < half < 10 for half in halves):
        assert happy.mean is None
        assert happy.rose is not None
        return
    assert happy.mean == round(fmean(moved), 1)
    assert happy.middle == median(moved)
    assert happy.low is not None
    assert happy.high is not None
    assert min(moved) <= happy.low <= median(moved) <= happy.high <= max(moved)
    assert str(happy.rose) == str(people(sum(m > 0 for m in moved)))
    assert str(happy.fell) == str(people(sum(m < 0 for m in moved)))


@pytest.mark.parametrize(("n", "place"), [(10, 1), (15, 3), (20, 5), (34, 10), (100, 39)])
def test_the_interval_of_the_middle_is_that_of_the_tables(n: int, place: int) -> None:
    """One more than the critical value of the sign test at 5%: ranks 2, 4, 6, 11 and 40."""
    assert middle_interval(range(n)) == (place, n - 1 - place)


def test_who_came_back_is_compared_with_who_did_not(here: Service) -> None:
    survey = make("ons4-1", asked_when=Asked.TWICE)
    for number in range(12):
        both(survey, f"aa-{number:02d}-bb", {"ons4.happy": "5"}, {"ons4.happy": "7"})
    for number in range(10):
        answer(survey, {"ons4.happy": "2"}, moment=Moment.BEFORE, pair=f"cc-{number:02d}-dd")
    assert results(survey=survey, now=NOW).changes == (), "pairs are counted at the end only"
    changes = results(survey=close(survey), now=NOW).changes[0]
    assert changes is not None
    happy = next(change for change in changes.changes if change.id == "ons4.happy")
    assert (changes.first.value, changes.second.value, changes.paired.value) == (22, 12, 12)
    assert happy.mean_words == "+2.0"
    assert not happy.enough
    assert happy.before is not None
    assert happy.left is not None
    assert (happy.before.value, happy.left.value) == (5.0, 2.0)
