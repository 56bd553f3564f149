"""Who may handle a concern, that its raiser never does, and that the database holds what the actions say."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import DatabaseError, connection, connections, transaction

from branchline.concerns import errors
from branchline.concerns.actions import (
    acknowledge_concern,
    add_note,
    close_concern,
    decide_concern,
    note_read_of,
    reopen_concern,
    set_duty,
    tell_next_step,
)
from branchline.concerns.models import Concern, ConcernEvent, ConcernRead, Decision, Event, Position
from branchline.concerns.queries import clocks, received, who_handles
from branchline.core.errors import Refusal
from branchline.core.models import Happening
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.messages.models import Message
from branchline.people.models import Account

from .conftest import MORNING, House, as_, make_house, name_them, raised

LATER = MORNING + timedelta(minutes=20)


def decided(house: House, concern: Concern) -> Concern:
    acknowledge_concern(concern=concern, by=as_(house.dev), now=LATER)
    return decide_concern(
        concern=concern, decision=Decision.ADULT_CARE, words="Rang the duty social worker.",
        by=as_(house.dev), now=LATER,
    )  # fmt: skip


def test_whoever_acknowledges_too_late_is_counted_so(named: House) -> None:
    in_time, late = raised(named.sam), raised(named.sam)
    acknowledge_concern(concern=in_time, by=as_(named.dev), now=in_time.acknowledge_by)
    moment = late.acknowledge_by + timedelta(seconds=1)
    acknowledge_concern(concern=late, by=as_(named.dev), now=moment)
    counted = Happening.objects.filter(kind="concerns.acknowledged_late")
    assert list(counted.values_list("happened_at", "pseudonym")) == [(moment, None)]


def test_raised_acknowledged_decided_closed_and_opened_again(named: House) -> None:
    concern = raised(named.sam)
    with pytest.raises(errors.AcknowledgeFirst):
        decide_concern(concern=concern, decision="none", words="x", by=as_(named.dev), now=LATER)
    acknowledge_concern(concern=concern, by=as_(named.dev), now=LATER)
    acknowledge_concern(concern=concern, by=as_(named.dev), now=LATER)
    with pytest.raises(errors.IsAcknowledged):
        acknowledge_concern(concern=concern, by=as_(named.lena), now=LATER)
    with pytest.raises(errors.DecideFirst):
        close_concern(concern=concern, by=as_(named.dev), now=LATER)
    with pytest.raises(errors.SayWhyDecided):
        decide_concern(concern=concern, decision="none", words=" ", by=as_(named.dev), now=LATER)
    with pytest.raises(errors.ChooseADecision):
        decide_concern(concern=concern, decision="", words="x", by=as_(named.dev), now=LATER)
    decided(named, concern)
    close_concern(concern=concern, by=as_(named.lena), now=LATER)
    close_concern(concern=concern, by=as_(named.lena), now=LATER)
    with pytest.raises(errors.ConcernIsClosed):
        add_note(concern=concern, words="More.", by=as_(named.dev), now=LATER)
    with pytest.raises(errors.SayWhyReopened):
        reopen_concern(concern=concern, words="", by=as_(named.dev), now=LATER)
    again = reopen_concern(
        concern=concern, words="She rang in tears.", by=as_(named.dev), now=LATER
    )
    assert (again.decision, again.acknowledged_at, again.round) == ("", None, 2)
    add_note(concern=concern, words="Rang her back.", by=as_(named.dev), now=LATER)
    with pytest.raises(errors.SayWhatToNote):
        add_note(concern=concern, words="", by=as_(named.dev), now=LATER)
    kinds = list(ConcernEvent.objects.order_by("pk").values_list("event", flat=True))
    assert [kind for kind in kinds if kind != Event.TOLD] == [
        Event.RAISED, Event.ACKNOWLEDGED, Event.DECIDED, Event.CLOSED, Event.REOPENED, Event.NOTED
    ]  # fmt: skip
    # The words of a decision that no longer stands are kept beside it.
    assert "social worker" in ConcernEvent.objects.get(event=Event.DECIDED).words


def test_its_raiser_neither_acknowledges_nor_closes_it(named: House) -> None:
    concern = raised(named.lena)
    with pytest.raises(errors.NotYourOwn):
        acknowledge_concern(concern=concern, by=as_(named.lena), now=LATER)
    decided(named, concern)
    with pytest.raises(errors.NotYourOwn):
        close_concern(concern=concern, by=as_(named.lena), now=LATER)
    close_concern(concern=concern, by=as_(named.dev), now=LATER)


def test_a_role_alone_opens_nothing(named: House) -> None:
    concern = raised(named.sam)
    for account in (named.sam, named.cal, named.mina):
        for attempt in (acknowledge_concern, close_concern, note_read_of):
            with pytest.raises(errors.NotALead):
                attempt(concern=concern, by=as_(account), now=LATER)
    assert who_handles(now=MORNING) == {named.lena.pk, named.dev.pk}


def test_managers_stand_in_for_a_lead_who_raised_it_alone(named: House) -> None:
    from branchline.concerns.models import SafeguardingDuty

    SafeguardingDuty.objects.filter(account=named.dev).delete()
    concern = raised(named.lena)
    assert who_handles(now=MORNING, concern=concern) == {named.lena.pk, named.mina.pk}
    assert who_handles(now=MORNING) == {named.lena.pk}


def test_a_volunteer_is_not_named_and_one_who_becomes_a_volunteer_no_longer_leads(
    named: House,
) -> None:
    with pytest.raises(errors.DoesNotWorkHere):
        set_duty(position=Position.LEAD, account=named.cal, by=as_(named.mina), now=MORNING)
    named.lena.memberships.update(role=Role.CALLER)
    assert who_handles(now=MORNING) == {named.dev.pk}


def test_the_raiser_hears_who_has_it_and_no_more(named: House) -> None:
    concern = raised(named.cal)
    decided(named, concern)
    mine = received(public_id=concern.public_id, account=named.cal.pk)
    assert mine is not None
    assert mine.acknowledged_by == "Dev"
    assert "social" not in str(mine)
    assert received(public_id=concern.public_id, account=named.sam.pk) is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE concerns_concern SET closed_at = '2026-11-25 10:30+00', closed_by_id = raised_by_id WHERE id = %(id)s",
        "UPDATE concerns_concern SET closed_at = '2026-11-25 10:30+00', closed_by_id = %(dev)s WHERE id = %(new)s",
        "UPDATE concerns_concern SET raised_by_id = %(dev)s WHERE id = %(id)s",
        "UPDATE concerns_concern SET words = 'nothing happened' WHERE id = %(id)s",
        "UPDATE concerns_concern SET acknowledged_by_id = raised_by_id, acknowledged_at = '2026-11-25 10:30+00' WHERE id = %(new)s",
        "UPDATE concerns_concernevent SET words = '' WHERE concern_id = %(id)s",
        "UPDATE concerns_concernread SET account_id = NULL WHERE concern_id = %(id)s",
        "DELETE FROM concerns_concern WHERE id = %(new)s",
    ],
)  # fmt: skip
def test_the_database_says_no_as_well(named: House, statement: str) -> None:
    concern, new = decided(named, raised(named.sam)), raised(named.sam)
    values = {"id": concern.pk, "new": new.pk, "dev": named.dev.pk}
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_every_opening_is_written_down(named: House) -> None:
    concern = raised(named.sam)
    note_read_of(concern=concern, by=as_(named.dev), now=LATER)
    read = ConcernRead.objects.get()
    assert (read.account_id, read.read_at) == (named.dev.pk, LATER)


def test_clocks_are_counts(named: House) -> None:
    raised(named.sam)
    acknowledge_concern(concern=raised(named.sam), by=as_(named.dev), now=LATER)
    found = clocks(now=MORNING + timedelta(days=2))
    assert (found.open, found.unacknowledged, found.late_to_acknowledge, found.late_to_decide) == (
        2,
        1,
        1,
        2,
    )
    assert {step.step: step.count for step in found.ladder} == {
        "waiting": 0, "lead": 1, "deputy": 0, "duty": 0, "held": 1
    }  # fmt: skip


@pytest.mark.race
def test_two_workers_at_the_same_step_tell_it_once(own_database: str) -> None:
    house = make_house()
    with scope(house.service.pk):
        name_them(house)
        concern = raised(house.sam)
    due = MORNING + timedelta(hours=1)
    begin = Barrier(4, timeout=30)

    def run(_turn: int) -> bool:
        try:
            with scope(house.service.pk):
                begin.wait()
                return tell_next_step(concern=concern.public_id, now=due)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(run, range(4))) == 1
    with scope(house.service.pk):
        assert list(Message.objects.order_by("pk").values_list("address", flat=True)) == [
            "lena@example.test", "dev@example.test"
        ]  # fmt: skip


@pytest.mark.race
def test_a_worker_that_dies_while_telling_has_told_nobody_and_the_next_tells_once(
    own_database: str,
) -> None:
    house = make_house()
    with scope(house.service.pk):
        name_them(house)
        concern = raised(house.sam)
    due = MORNING + timedelta(hours=1)
    with pytest.raises(DatabaseError), scope(house.service.pk):
        assert tell_next_step(concern=concern.public_id, now=due)
        assert Message.objects.count() == 2
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid]
            )
        Message.objects.count()
    connection.close()
    with scope(house.service.pk):
        assert Message.objects.count() == 1
        assert tell_next_step(concern=concern.public_id, now=due)
        assert not tell_next_step(concern=concern.public_id, now=due)
        assert Message.objects.count() == 2


@pytest.mark.race
def test_of_two_who_acknowledge_at_once_one_has_it(own_database: str) -> None:
    house = make_house()
    with scope(house.service.pk):
        name_them(house)
        concern = raised(house.sam)
    begin = Barrier(2, timeout=30)

    def run(account: Account) -> str:
        try:
            with scope(house.service.pk):
                begin.wait()
                acknowledge_concern(concern=concern, by=as_(account), now=LATER)
                return "done"
        except Refusal as refusal:
            return type(refusal).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        said = Counter(pool.map(run, [house.lena, house.dev]))
    assert said == {"done": 1, "IsAcknowledged": 1}
    with scope(house.service.pk):
        assert ConcernEvent.objects.filter(event=Event.ACKNOWLEDGED).count() == 1
