"""Raising never fails, tells the right ones at the right moment, and tells each once."""

from datetime import timedelta

import pytest

from branchline.concerns import jobs
from branchline.concerns.actions import (
    acknowledge_concern,
    decide_concern,
    end_duty,
    raise_concern,
    set_hours,
    tell_next_step,
)
from branchline.concerns.errors import SayWhatYouSaw
from branchline.concerns.models import (
    Concern,
    ConcernEvent,
    Decision,
    Event,
    Position,
    SafeguardingDuty,
    Urgency,
)
from branchline.core import clock
from branchline.core.clock import london
from branchline.core.errors import Several
from branchline.core.models import Happening
from branchline.messages.models import Message, Route

from .conftest import FRIDAY, MORNING, House, as_, raised

A_MINUTE = timedelta(minutes=1)
pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, str]]:
    """(route, address) in the order of telling."""
    return list(Message.objects.order_by("pk").values_list("route", "address"))


def at(moment: object) -> None:
    """The job of this minute, twice: as two workers, or one that was killed and began anew."""
    with clock.at(moment):  # type: ignore[arg-type]
        for _again in range(2):
            for concern in list(Concern.objects.values_list("public_id", flat=True)):
                tell_next_step(concern=concern, now=moment)  # type: ignore[arg-type]


def test_in_the_morning_lead_then_deputy_then_duty_number(named: House) -> None:
    raised(named.sam)
    assert told() == [(Route.EMAIL, "lena@example.test")]
    at(MORNING + timedelta(minutes=59))
    assert len(told()) == 1
    at(MORNING + timedelta(minutes=60))
    assert told()[1:] == [(Route.EMAIL, "dev@example.test")]
    at(MORNING + timedelta(minutes=120))
    assert told()[2:] == [(Route.PHONE, "01632960111")]
    at(MORNING + timedelta(minutes=179))
    assert len(told()) == 3
    at(MORNING + timedelta(minutes=180))
    assert len(told()) == 6


def test_friday_five_to_five_reaches_the_deputy_and_the_duty_number_and_does_not_wait_for_monday(
    named: House,
) -> None:
    raised(named.cal, FRIDAY)
    assert told() == [(Route.EMAIL, "lena@example.test"), (Route.EMAIL, "dev@example.test")]
    at(london(2026, 11, 27, 16, 59))
    assert len(told()) == 2
    at(london(2026, 11, 27, 17))
    assert told()[2:] == [(Route.PHONE, "01632960111")]


def test_outside_office_hours_all_of_them_at_once(named: House) -> None:
    raised(named.cal, london(2026, 11, 28, 23))
    assert [address for _route, address in told()] == [
        "lena@example.test", "dev@example.test", "01632960111"
    ]  # fmt: skip
    assert Message.objects.filter(due_at__gt=london(2026, 11, 28, 23)).count() == 0


def test_danger_now_goes_by_the_minute(named: House) -> None:
    raised(named.sam, urgency=Urgency.NOW)
    at(MORNING + 5 * A_MINUTE)
    at(MORNING + 10 * A_MINUTE)
    assert len(told()) == 3


def test_a_worker_that_slept_tells_all_it_has_missed_once(named: House) -> None:
    raised(named.sam)
    at(MORNING + timedelta(minutes=130))
    assert len(told()) == 3


def test_with_nobody_named_every_manager_hears(house: House) -> None:
    concern = raised(house.sam)
    assert told() == [(Route.EMAIL, "mina@example.test")]
    acknowledge_concern(concern=concern, by=as_(house.mina), now=MORNING + A_MINUTE)


def test_a_position_that_nobody_holds_is_passed_over_at_once(named: House) -> None:
    for duty in SafeguardingDuty.objects.filter(position__in=[Position.LEAD, Position.DEPUTY]):
        duty.valid_from = duty.valid_to = MORNING.date()
        duty.save()
    raised(named.sam)
    # The team of the night has no account, so managers hear too.
    assert told() == [(Route.EMAIL, "mina@example.test")]
    at(MORNING + timedelta(hours=1))
    assert told()[1:] == [(Route.PHONE, "01632960111")]


def test_a_lead_who_raises_it_is_not_told_of_it(named: House) -> None:
    raised(named.lena)
    assert told() == [(Route.EMAIL, "dev@example.test")]


def test_a_lead_who_has_left_is_no_lead(named: House) -> None:
    named.lena.memberships.update(valid_to=MORNING.date())
    raised(named.sam)
    assert told() == [(Route.EMAIL, "dev@example.test")]


def test_acknowledged_nobody_further_hears_until_the_decision_is_late(named: House) -> None:
    concern = acknowledge_concern(
        concern=raised(named.sam), by=as_(named.dev), now=MORNING + 9 * A_MINUTE
    )
    at(MORNING + timedelta(hours=3))
    assert len(told()) == 1
    at(concern.decide_by)
    assert sorted(address for _route, address in told()[1:]) == [
        "dev@example.test", "lena@example.test"
    ]  # fmt: skip
    decide_concern(
        concern=concern, decision=Decision.NONE, words="Her son pays her bills; she asked him to.",
        by=as_(named.dev), now=concern.decide_by + A_MINUTE,
    )  # fmt: skip
    at(concern.decide_by + timedelta(days=4))
    assert len(told()) == 3


def test_a_double_click_raises_one(named: House) -> None:
    one, two = raised(named.sam, key="the-same-form"), raised(named.sam, key="the-same-form")
    assert one.pk == two.pk
    assert ConcernEvent.objects.filter(event=Event.RAISED).count() == 1
    assert len(told()) == 1


def test_raising_holds_even_when_telling_breaks(
    named: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("branchline.concerns.actions.ladder.send", lambda **_: 1 / 0)
        concern = raised(named.sam)
    assert concern.steps_told == 0
    assert told() == []
    with clock.at(MORNING + A_MINUTE):
        jobs.climb()
    assert told() == [(Route.EMAIL, "lena@example.test")]


def test_what_is_missing_is_said_all_together_at_its_field(house: House) -> None:
    with pytest.raises(Several) as said:
        raise_concern(words=" ", urgency="", by=as_(house.sam), now=MORNING, key="an-empty-form")
    assert {refusal.field for refusal in said.value.refusals} == {
        "words", "about_words", "urgency"
    }  # fmt: skip
    with pytest.raises(SayWhatYouSaw):
        raised(house.sam, words="")


def test_the_ledger_counts_and_names_nobody(named: House) -> None:
    raised(named.sam, branch=named.sale)
    row = Happening.objects.get(kind="concerns.raised")
    assert (row.ward_code, row.pseudonym, row.branch_id, row.links) == ("", None, None, {})


def test_messages_say_nothing_of_the_person(named: House) -> None:
    concern = raised(named.sam)
    from branchline.concerns.letters import compose_waiting

    for route in Route:
        content = compose_waiting(concern.public_id, "en", route, MORNING)
        assert content is not None
        assert "money" not in str(content)
        assert "woman" not in str(content)


def test_hours_and_duties_are_the_managers_to_set(named: House) -> None:
    set_hours(
        weekdays=[5], opens=clock.in_london(MORNING).time(), closes=clock.in_london(FRIDAY).time(),
        by=as_(named.mina), now=MORNING,
    )  # fmt: skip
    assert raised(named.sam).acknowledge_by == london(2026, 11, 28, 11)
    lead = SafeguardingDuty.objects.get(position=Position.LEAD)
    end_duty(duty=lead, by=as_(named.mina), now=MORNING + timedelta(days=1))
    end_duty(duty=lead, by=as_(named.mina), now=MORNING + timedelta(days=2))
    lead.refresh_from_db()
    assert lead.valid_to == (MORNING + timedelta(days=1)).date()


def test_the_job_looks_at_every_service(named: House) -> None:
    raised(named.sam, FRIDAY)
    with clock.at(london(2026, 11, 27, 17)):
        jobs.climb()
        jobs.climb()
    assert told()[2:] == [(Route.PHONE, "01632960111")]
