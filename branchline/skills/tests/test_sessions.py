"""A session is written down once; what somebody can do is kept as it was said."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Q

from branchline.core.models import Happening
from branchline.people.models import TrainingKind, WorkedTime, WorkerTraining
from branchline.people.tests.residents import key, resident
from branchline.skills import errors, queries
from branchline.skills.actions import Went, check_skills, log_session
from branchline.skills.data import TODAYS, Can
from branchline.skills.models import Moment, Plan, Session, SkillCheck

from .conftest import NOW, Learning

TODAY = NOW.date()


def log(learning: Learning, plan: Plan, went: Went, once: str = "") -> Session:
    return log_session(plan=plan, worker=learning.petra, went=went, by=learning.alice, now=NOW, key=once or key())  # fmt: skip


def say(learning: Learning, plan: Plan, moment: Moment, **answers: str) -> SkillCheck:
    return check_skills(plan=plan, moment=moment, answers=answers, by=learning.alice, now=NOW, key=key())  # fmt: skip


def test_pressed_twice_is_saved_once_and_the_minutes_count_as_given(learning: Learning) -> None:
    plan, once = learning.plan(), key()
    went = Went(TODAY, 45, ["S4", "C6"], " Ring  him ", "Went well")
    made = [log(learning, plan, went, once) for _each in range(2)]
    assert made[0] == made[1]
    assert (made[0].tasks, made[0].next_step, made[0].framework) == (["C6", "S4"], "Ring him", "eds-2018")  # fmt: skip
    assert WorkedTime.objects.get().minutes == 45
    assert Happening.objects.filter(kind="skills.session").count() == 1


def test_what_a_champion_lacks_by_now_loses_no_session_that_was(learning: Learning) -> None:
    plan = learning.plan()
    WorkerTraining.objects.filter(kind=TrainingKind.DIGITAL).delete()
    assert log(learning, plan, Went(TODAY, 30)).minutes == 30


@pytest.mark.parametrize(
    ("went", "refusal"),
    [
        (Went(TODAY, 0), errors.SayHowLong),
        (Went(TODAY, 481), errors.SayHowLong),
        (Went(TODAY + timedelta(days=1), 30), errors.NotYetThatDay),
    ],
)
def test_no_time_no_tomorrow(learning: Learning, went: Went, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        log(learning, learning.plan(), went)
    assert not Session.objects.exists()


def test_the_database_holds_the_length_too(learning: Learning) -> None:
    learning.held(learning.plan())
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.update(minutes=0)


def test_answers_are_kept_raw_with_their_version_and_the_newest_counts(learning: Learning) -> None:
    plan = learning.plan()
    with pytest.raises(errors.NothingSaid):
        say(learning, plan, Moment.BEFORE, Z9=Can.ALONE)
    say(learning, plan, Moment.BEFORE, C6=Can.ALONE)
    newest = say(learning, plan, Moment.BEFORE, C6=Can.HELP, S4=Can.NOT_MINE)
    assert (newest.answers, newest.framework) == ({"C6": "help", "S4": "not_mine"}, "eds-2018")
    assert queries.check_of(plan, Moment.BEFORE) == newest
    assert SkillCheck.objects.count() == 2


def test_before_and_after_by_skill_and_by_task(learning: Learning) -> None:
    plan = learning.plan()
    assert queries.compared(plan).rows == []
    say(learning, plan, Moment.BEFORE, **dict.fromkeys(TODAYS.tasks, Can.HELP.value))
    said = {area.tasks[0].id: Can.ALONE.value for area in TODAYS.areas}
    say(learning, plan, Moment.AFTER, **dict.fromkeys(TODAYS.tasks, Can.HELP.value) | said)
    found = queries.compared(plan)
    assert (found.skilled, found.complete) == ((False, True), (False, False))
    before, after = found.rows[1]
    assert before is not None
    assert after is not None
    assert (before.has, after.has, after.can, after.relevant) == (False, True, 1, 7)


def test_a_champion_has_their_own_by_first_name_those_not_seen_for_longest_first(
    learning: Learning,
) -> None:
    one = learning.plan()
    other = learning.plan(resident(learning.cast, "Rosa Bell"))
    nobodys = learning.plan(resident(learning.cast, "Ann Sugden"), champion=None)
    learning.held(one, next_step="Ring him")
    mine = queries.my_learners(learning.petra)
    assert [each.first_name for each in mine] == ["Rosa", "Maud"]
    assert (mine[1].last_on, mine[1].last_step) == (TODAY, "Ring him")
    assert [task.id for task in mine[1].matters] == ["C6", "S4"]
    assert queries.my_learner(learning.petra, public_id=other.public_id)[0] == other
    for worker in (learning.petra, None):
        with pytest.raises(errors.NoSuchPlan):
            queries.my_learner(worker, public_id=nobodys.public_id)


def test_small_numbers_are_not_printed(learning: Learning) -> None:
    everything = dict.fromkeys(TODAYS.tasks, Can.ALONE.value)
    for number in range(11):
        plan = learning.plan(resident(learning.cast, f"Rosa {number}"))
        say(learning, plan, Moment.BEFORE, **everything | ({"C6": Can.HELP} if number < 3 else {}))
        if number < 10:
            say(learning, plan, Moment.AFTER, **everything)
    found = queries.results(visible=Q(pk__isnull=False))
    line = found.lines[-1]
    assert (str(found.learners), str(found.both)) == ("11", "10")
    assert (str(line.before), str(line.after), str(line.of)) == ("fewer than 10", "10", "10")
    assert {str(n) for _title, n in found.onward} == {"0"}
