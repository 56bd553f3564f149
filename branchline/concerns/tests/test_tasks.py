"""A task is added once, has one owner, ends once, and is never lost."""

from datetime import date, timedelta

import pytest

from branchline.concerns.actions import (
    add_task,
    drop_task,
    finish_task,
    give_task,
    reschedule_task,
    take_task,
)
from branchline.concerns.errors import (
    DoesNotWorkHere,
    SayWhatToDo,
    SayWhyDropped,
    TaskHasEnded,
    TaskIsTaken,
)
from branchline.concerns.models import Task, TaskState
from branchline.concerns.queries import due_today, may_touch, open_tasks, tasks_about, tasks_for
from branchline.core.clock import in_london, london
from branchline.core.permits import Holding, Reach, Role
from branchline.people.models import Account
from branchline.people.queries import holdings_of

from .conftest import BACKEND, MORNING, House, as_, resident_of

assert BACKEND


def task(house: House, **changes: object) -> Task:
    given: dict[str, object] = {
        "what": "Ring her back",
        "kind": "calls.call_back",
        "key": "calls:1",
        "due": date(2026, 11, 26),
        "by": as_(house.mina),
        "now": MORNING,
    }
    return add_task(**(given | changes))  # type: ignore[arg-type]


def seen(house: House, who: Account) -> tuple[list[str], list[str], list[str]]:
    found = tasks_for(account=who.pk, holdings=holding(house, who), now=MORNING)
    return tuple([t.key for t in part] for part in (found.mine, found.ours, found.orphans))  # type: ignore[return-value]


def holding(house: House, who: Account) -> tuple[Holding, ...]:
    return holdings_of(account_id=who.pk, service_id=house.service.pk, today=MORNING.date())


def test_the_same_key_is_the_same_task(house: House) -> None:
    assert task(house).pk == task(house, what="Again").pk
    with pytest.raises(SayWhatToDo):
        task(house, what=" ", key="calls:2")


def test_due_on_a_day_means_until_its_midnight_in_london(house: House) -> None:
    made = task(house)
    assert (made.due_at, made.whole_day) == (london(2026, 11, 27), True)
    at = london(2026, 11, 26, 15)
    moved = reschedule_task(task=made, due=at, by=as_(house.mina), now=MORNING)
    assert (moved.due_at, moved.whole_day) == (at, False)
    assert moved.is_late(at)
    assert not moved.is_late(at - timedelta(minutes=1))


def test_taken_given_and_done(house: House) -> None:
    made = task(house)
    take_task(task=made, by=as_(house.sam), now=MORNING)
    take_task(task=made, by=as_(house.sam), now=MORNING)
    with pytest.raises(TaskIsTaken):
        take_task(task=made, by=as_(house.dev), now=MORNING)
    give_task(task=made, owner=house.dev, by=as_(house.sam), now=MORNING)
    stranger = Account.objects.create_user("stranger@example.test", name="Stranger")
    with pytest.raises(DoesNotWorkHere):
        give_task(task=made, owner=stranger, by=as_(house.sam), now=MORNING)
    finish_task(task=made, outcome="She is well.", by=as_(house.dev), now=MORNING)
    finish_task(task=made, outcome="Again", by=as_(house.sam), now=MORNING)
    made.refresh_from_db()
    assert (made.state, made.outcome, made.ended_by) == (TaskState.DONE, "She is well.", house.dev)
    for attempt in (take_task,):
        with pytest.raises(TaskHasEnded):
            attempt(task=made, by=as_(house.sam), now=MORNING)
    with pytest.raises(TaskHasEnded):
        drop_task(task=made, because="No need", by=as_(house.sam), now=MORNING)


def test_dropping_needs_a_reason(house: House) -> None:
    made = task(house)
    with pytest.raises(SayWhyDropped):
        drop_task(task=made, because="", by=as_(house.sam), now=MORNING)
    drop_task(task=made, because="She rang us.", by=as_(house.sam), now=MORNING)
    assert not open_tasks().exists()


def test_whose_it_is_to_take(house: House) -> None:
    task(house, key="sale", branch=house.sale)
    task(house, key="everywhere")
    task(house, key="callers", roles=[Role.CALLER])
    task(house, key="cals", owner=house.cal)
    assert seen(house, house.sam) == ([], ["sale", "everywhere"], [])
    assert seen(house, house.dev) == ([], ["everywhere"], [])
    assert seen(house, house.cal) == (["cals"], ["callers"], [])
    assert seen(house, house.mina) == ([], ["sale", "everywhere", "callers"], [])
    theirs = Task.objects.get(key="cals")
    assert may_touch(
        task=theirs, account=house.cal.pk, holdings=holding(house, house.cal), now=MORNING
    )
    assert not may_touch(
        task=theirs, account=house.sam.pk, holdings=holding(house, house.sam), now=MORNING
    )
    elsewhere = (Holding(Role.SERVICE_MANAGER, Reach(house.service.pk + 1)),)
    assert not may_touch(task=theirs, account=1, holdings=elsewhere, now=MORNING)


def test_it_stands_with_the_managers_when_its_owner_leaves(house: House) -> None:
    made = task(house, owner=house.sam)
    assert seen(house, house.mina)[2] == []
    house.sam.memberships.update(valid_to=MORNING.date())
    assert seen(house, house.mina)[2] == ["calls:1"]
    take_task(task=made, by=as_(house.mina), now=MORNING)
    assert seen(house, house.mina)[0] == ["calls:1"]


def test_the_first_due_first_and_what_is_for_today(house: House) -> None:
    today = in_london(MORNING).date()
    for key, due in (("next week", 7), ("late", -1), ("today", 0)):
        task(house, key=key, due=today + timedelta(days=due), owner=house.sam)
    assert [t.key for t in open_tasks(kind="calls.")] == ["late", "today", "next week"]
    assert [t.key for t in open_tasks(kind="concerns.follow_up")] == []
    assert due_today(account=house.sam.pk, now=MORNING) == (1, 1, 0)


def test_tasks_follow_a_merged_record(house: House) -> None:
    kept, gone = resident_of(house), resident_of(house, "Maude Okafor")
    task(house, resident=gone)
    gone.merged_into = kept
    gone.save()
    assert tasks_about(resident=kept).count() == 1
    assert open_tasks(resident=kept).count() == 1
