"""A plan begins with a goal, is led, and ends with what came of it, in their own words if they say yes."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from branchline.core.models import Happening
from branchline.people.actions import end_worker, merge_residents, note_death, record_consent
from branchline.people.models import Answer, Consent, MarkSource, Purpose, TrainingKind
from branchline.people.tests.residents import key, resident
from branchline.referrals.models import How
from branchline.skills import errors, queries
from branchline.skills.actions import (
    Outcome,
    PlanFacts,
    begin_plan,
    change_plan,
    end_plan,
    forget_old_plans,
    forget_plans,
)
from branchline.skills.models import CameTo, Ending, Onward, Plan

from .conftest import NOW, Learning, champion

REACHED = Outcome(Ending.REACHED, CameTo.OWN)
WORDS = "I call him every Sunday now."


def kinds() -> list[str]:
    return list(
        Happening.objects.filter(kind__startswith="skills.").order_by("pk").values_list("kind", flat=True)
    )  # fmt: skip


def test_begun_from_a_goal_with_the_onward_plan_of_the_first_day(learning: Learning) -> None:
    plan = learning.plan(goal="  See my\n grandson ", tasks=["S4", "C6", "Z9"])
    assert (plan.goal, plan.tasks, plan.onward) == ("See my grandson", ["C6", "S4"], Onward.OWN)
    assert (plan.first_name, plan.leader, plan.framework) == ("Maud", learning.petra, "eds-2018")
    assert kinds() == ["skills.plan_began"]
    assert Happening.objects.get(kind="skills.plan_began").pseudonym is None


def test_a_double_click_begins_one(learning: Learning) -> None:
    facts, once = PlanFacts("See my grandson", learning.cast.sale), key()
    made = [
        begin_plan(person=learning.maud, facts=facts, by=learning.alice, now=NOW, key=once)
        for _each in range(2)
    ]
    assert made[0] == made[1]
    assert Plan.objects.count() == 1


def test_one_at_a_time_also_after_two_records_have_become_one(learning: Learning) -> None:
    plan = learning.plan()
    with pytest.raises(errors.HasAPlan):
        learning.plan()
    other = resident(learning.cast, "M Okafor")
    merge_residents(keep=other, merge=learning.maud, by=learning.alice, now=NOW)
    assert queries.plans_of(other) == [plan]
    with pytest.raises(errors.HasAPlan):
        learning.plan(other)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.create(
            service_id=plan.service_id, resident=learning.maud, branch=plan.branch, goal="x", framework="eds-2018",
            began_at=NOW,
        )  # fmt: skip


def test_nothing_begins_without_a_goal_or_for_somebody_who_has_died(learning: Learning) -> None:
    with pytest.raises(errors.SayTheGoal):
        learning.plan(goal="  ")
    note_death(person=learning.maud, source=MarkSource.FAMILY, by=learning.alice, now=NOW)
    with pytest.raises(errors.HasDied):
        learning.plan()


def test_who_lacks_something_is_not_chosen_but_goes_on_where_they_lead(learning: Learning) -> None:
    new = champion("Nia Prosser", None, learning.alice, lacks=[TrainingKind.DIGITAL])
    with pytest.raises(errors.MayNotLead, match="Nia Prosser can’t lead yet"):
        learning.plan(champion=new)
    plan = learning.plan()
    Plan.objects.update(champion=new)
    facts = PlanFacts("Write to her", learning.cast.hale, ["C3"], Onward.TARIFF, new)
    plan.refresh_from_db()
    changed = change_plan(plan=plan, facts=facts, by=learning.alice, now=NOW)
    assert (changed.goal, changed.branch, changed.tasks, changed.champion) == ("Write to her", learning.cast.hale, ["C3"], new)  # fmt: skip


def test_whoever_works_here_no_more_leads_nobody(learning: Learning) -> None:
    plan = learning.plan()
    end_worker(worker=learning.petra, by=learning.alice, now=NOW)
    plan = queries.plan_at(public_id=plan.public_id)
    assert plan.leader is None
    assert list(Plan.objects.running().without_champion()) == [plan]


def test_their_words_are_kept_with_their_yes_and_hidden_when_they_take_it_back(
    learning: Learning,
) -> None:
    plan = learning.plan()
    for wrong, refusal in (
        (Outcome(Ending.REACHED, CameTo.OWN, WORDS), errors.AskThemFirst),
        (Outcome(Ending.REACHED, CameTo.OWN, "", How.IN_PERSON), errors.WordsAreMissing),
    ):
        with pytest.raises(refusal):
            end_plan(plan=plan, outcome=wrong, by=learning.alice, now=NOW)
    outcome = Outcome(Ending.REACHED, CameTo.OWN, WORDS, How.IN_PERSON)
    end_plan(plan=plan, outcome=outcome, by=learning.alice, now=NOW)
    plan = queries.plan_at(public_id=plan.public_id)
    assert (plan.words, plan.ending, plan.came_to) == (WORDS, "reached", "own")
    consent = Consent.objects.get(resident=learning.maud)
    assert (plan.consent, consent.purpose, consent.answer) == (consent, Purpose.STORIES, Answer.GIVEN)  # fmt: skip
    assert WORDS in consent.words
    assert queries.words_hold(plan)
    record_consent(
        person=learning.maud, purpose=Purpose.STORIES, answer=Answer.WITHDRAWN, evidence="rang", by=learning.alice,
        now=NOW + timedelta(days=1),
    )  # fmt: skip
    assert not queries.words_hold(plan)
    assert kinds() == ["skills.plan_began", "skills.plan_ended"]


def test_ended_once_and_changed_no_more(learning: Learning) -> None:
    plan = learning.plan()
    for _each in range(2):
        end_plan(plan=plan, outcome=REACHED, by=learning.alice, now=NOW)
    assert kinds().count("skills.plan_ended") == 1
    with pytest.raises(errors.PlanHasEnded):
        change_plan(plan=plan, facts=PlanFacts("x", learning.cast.sale), by=learning.alice, now=NOW)
    assert learning.plan().is_running


def test_forgotten_whole_and_after_its_time(learning: Learning) -> None:
    plan = learning.plan()
    learning.held(plan, next_step="Ring him")
    about = queries.about(f"resident:{learning.maud.pk}")["skills"]
    assert about[0]["goal"] == "See my grandson on a screen"
    assert about[0]["sessions"][0]["next step"] == "Ring him"
    assert queries.about("contact:1") == {"skills": []}
    assert forget_plans(person="contact:1") == 0
    end_plan(plan=plan, outcome=REACHED, by=learning.alice, now=NOW)
    assert forget_old_plans(now=NOW + timedelta(days=729)) == 0
    assert forget_old_plans(now=NOW + timedelta(days=731)) == 2
    learning.plan()
    assert forget_plans(person=f"resident:{learning.maud.pk}") == 1
    assert not Plan.objects.exists()
    assert kinds()


def test_who_leads_stays_in_the_list_although_they_do_something_else_by_now(
    learning: Learning,
) -> None:
    assert list(queries.champions()) == [learning.petra]
    learning.petra.doing = ["calls"]
    learning.petra.save()
    assert queries.champions() == []
    assert list(queries.champions(leads=learning.petra)) == [learning.petra]
