"""The framework holds together, and both views follow from the answers alone."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from branchline.skills.data import (
    FRAMEWORKS,
    TODAYS,
    Can,
    area_view,
    by_area,
    framework,
    has_all_tasks,
    has_skills,
)

IDS = list(TODAYS.tasks)
ANSWERS = st.dictionaries(st.sampled_from(IDS), st.sampled_from(list(Can)))
EVERYTHING = st.fixed_dictionaries({each: st.sampled_from(list(Can)) for each in IDS})


def test_every_version_says_where_it_is_from_and_names_each_task_once() -> None:
    for key, kept in FRAMEWORKS.items():
        assert framework(key) is kept
        assert kept.version
        assert kept.licence == "Open Government Licence v3.0"
        ids = [task.id for part in kept.parts for task in part.tasks]
        assert len(ids) == len(set(ids))
        assert all(len(each) <= 3 for each in ids)
        assert len({str(task.words) for task in kept.tasks.values()}) == len(ids)


def test_the_first_version_has_foundation_and_five_areas() -> None:
    sizes = [(part.tasks[0].id, part.tasks[-1].id) for part in TODAYS.parts]
    assert sizes == [("F1", "F9"), ("C1", "C7"), ("H1", "H8"), ("T1", "T6"), ("P1", "P3"), ("S1", "S10")]  # fmt: skip
    assert [task.id for task in TODAYS.in_order(["S4", "F1", "X9"])] == ["F1", "S4"]


@given(ANSWERS)
def test_what_is_not_relevant_counts_for_nothing(answers: Mapping[str, str]) -> None:
    """Saying of a task that was said not to be relevant that it was never there changes no number but what is missing."""
    for part in TODAYS.parts:
        view = area_view(part, answers)
        ours = {task.id for task in part.tasks}
        mine = {k: v for k, v in answers.items() if k in ours and v != Can.NOT_MINE}
        assert (view.can, view.relevant) == (area_view(part, mine).can, len(mine))
        assert view.can <= view.relevant
        assert view.relevant + view.missing <= len(part.tasks)


@given(EVERYTHING)
def test_who_was_asked_everything_is_a_yes_or_a_no(answers: Mapping[str, str]) -> None:
    left = [view for view in by_area(TODAYS, answers)[1:] if not view.left_out]
    alone = [any(answers[t.id] == Can.ALONE for t in view.area.tasks) for view in left]
    every = [view.can == view.relevant for view in left]
    assert has_skills(TODAYS, answers) is (all(alone) if left else None)
    assert has_all_tasks(TODAYS, answers) is (all(every) if left else None)


@given(ANSWERS, st.sampled_from(IDS))
def test_learning_more_never_takes_a_skill_away(answers: Mapping[str, str], task: str) -> None:
    if answers.get(task) == Can.NOT_MINE:
        return
    better = {**answers, task: Can.ALONE}
    for before, after in zip(by_area(TODAYS, answers), by_area(TODAYS, better), strict=True):
        assert after.can >= before.can
        assert not before.has or after.has
    assert not has_skills(TODAYS, answers) or has_skills(TODAYS, better)


@given(ANSWERS)
def test_all_tasks_is_the_stricter_view(answers: Mapping[str, str]) -> None:
    if has_all_tasks(TODAYS, answers):
        assert has_skills(TODAYS, answers)


@given(ANSWERS, st.sampled_from(IDS))
def test_what_was_not_asked_is_never_a_no(answers: Mapping[str, str], task: str) -> None:
    """Forgetting an answer may make something unknown, but turns no yes into a no."""
    less = {k: v for k, v in answers.items() if k != task}
    for said, forgotten in (
        (has_skills(TODAYS, answers), has_skills(TODAYS, less)),
        (has_all_tasks(TODAYS, answers), has_all_tasks(TODAYS, less)),
    ):
        assert not (said is True and forgotten is False)


def test_with_help_is_not_alone_and_nobody_is_nothing() -> None:
    helped = dict.fromkeys(IDS, Can.HELP.value)
    assert has_skills(TODAYS, helped) is False
    assert has_skills(TODAYS, {}) is None
    assert has_skills(TODAYS, dict.fromkeys(IDS, Can.NOT_MINE.value)) is None
    assert has_skills(TODAYS, {"C1": Can.ALONE, "H1": Can.ALONE}) is None
    one_each = {area.tasks[0].id: Can.ALONE.value for area in TODAYS.areas}
    assert has_skills(TODAYS, one_each) is True
    assert has_all_tasks(TODAYS, one_each) is None
    assert has_all_tasks(TODAYS, dict.fromkeys(IDS, Can.ALONE.value)) is True
