"""The queue: as many offers as devices, in the order of the rule; put off, run out, gone; and worked out again from its log."""

import random
from datetime import timedelta

import pytest

from branchline.core import fairqueue
from branchline.core.errors import Refusal
from branchline.core.fairqueue import EntryState, checker
from branchline.devices import actions, queries
from branchline.devices.models import Band, DeviceRequest, Kind, Stage
from branchline.people import actions as people
from branchline.people.models import MarkSource
from branchline.referrals.models import Referral

from .conftest import NOW, Stock
from .test_asking import waits


def now_at(request: DeviceRequest) -> DeviceRequest:
    return queries.request_at(public_id=request.public_id)


def stages(*requests: DeviceRequest) -> list[Stage]:
    return [now_at(each).stage for each in requests]


def test_only_as_many_offers_as_devices_and_an_answer_moves_the_line(stock: Stock) -> None:
    ann, ben, cay = (waits(stock, name, Band.B) for name in ("Ann", "Ben", "Cay"))
    assert stages(ann, ben, cay) == [Stage.WAITING] * 3
    stock.available()
    actions.keep_up(now=NOW)
    assert stages(ann, ben, cay) == [Stage.OFFERED, Stage.WAITING, Stage.WAITING]
    actions.put_off_offer(request=ann, by=stock.alice, now=NOW)
    assert stages(ann, ben, cay) == [Stage.PAUSED, Stage.OFFERED, Stage.WAITING]
    actions.accept_offer(request=ben, by=stock.alice, now=NOW)
    actions.resume_waiting(request=ann, by=stock.alice, now=NOW)
    place = queries.place_of(now_at(ann))
    assert place is not None
    assert (place.number, queries.free_at(Kind.TABLET, stock.cast.sale, today=NOW.date())) == (1, 0)
    with pytest.raises(Refusal):
        actions.accept_offer(request=ann, by=stock.alice, now=NOW)


def test_an_offer_runs_out_and_goes_to_the_next(stock: Stock) -> None:
    stock.available()
    ann, ben = (waits(stock, name) for name in ("Ann", "Ben"))
    entry = now_at(ann).entry
    assert entry is not None
    assert entry.until is not None
    assert (entry.until - NOW).days == 7, "five working days, to the end of the last"
    actions.keep_up(now=NOW + timedelta(days=6))
    assert stages(ann, ben) == [Stage.OFFERED, Stage.WAITING]
    later = NOW + timedelta(days=8)
    actions.keep_up(now=later)
    assert stages(ann, ben) == [Stage.UNANSWERED, Stage.OFFERED]
    with pytest.raises(Refusal):
        actions.accept_offer(request=ann, by=stock.alice, now=later)
    actions.join_again(request=ann, by=stock.alice, now=later)
    actions.decline_offer(request=ben, by=stock.alice, now=later)
    assert stages(ann, ben) == [Stage.OFFERED, Stage.NOT_WANTED]


def test_whoever_died_or_is_erased_waits_no_more(stock: Stock) -> None:
    ann, ben, cay = (waits(stock, name) for name in ("Ann", "Ben", "Cay"))
    person = ann.referral.resident
    assert person is not None
    people.do_not_contact(person=person, source=MarkSource.PERSON, by=stock.alice, now=NOW)
    stock.available()
    actions.keep_up(now=NOW)
    assert stages(ann, ben, cay) == [Stage.TAKEN_BACK, Stage.OFFERED, Stage.WAITING]
    number = ben.referral.resident_id
    assert actions.forget_requests(person=f"resident:{number}", now=NOW) > 0
    assert stages(cay) == [Stage.OFFERED]
    assert not DeviceRequest.objects.filter(referral__resident=number).exists()
    assert Referral.objects.filter(resident=number).exists(), "the room below forgets its own"
    assert "devices asked for" in queries.requests_about(f"resident:{cay.referral.resident_id}")


@pytest.mark.parametrize("seed", range(4))
def test_every_position_is_worked_out_again_from_the_log(stock: Stock, seed: int) -> None:
    dice = random.Random(seed)  # a test that can be repeated
    deeds = {
        Stage.WAITING: (actions.pause_waiting, actions.leave_line),
        Stage.PAUSED: (actions.resume_waiting,),
        Stage.OFFERED: (actions.accept_offer, actions.decline_offer, actions.put_off_offer),
    }
    made: list[DeviceRequest] = []
    for turn in range(14):
        if turn in (4, 9):
            stock.available()
            actions.keep_up(now=NOW)
        if turn < 7:
            made.append(waits(stock, f"Person {turn}", dice.choice(list(Band))))
        one = now_at(dice.choice(made))
        if choices := deeds.get(one.stage):
            dice.choice(choices)(request=one, by=stock.alice, now=NOW)
    entry = now_at(made[0]).entry
    assert entry is not None
    found = checker.check(fairqueue.lines_of(entry.queue))
    theirs = sorted((n for n, e in found.entries.items() if e["state"] == "waiting"), key=found.place_of)  # fmt: skip
    line = queries.line_of(Kind.TABLET, stock.cast.sale)
    ours = [(each.number, each.request.entry.public_id) for each in line if each.number]  # type: ignore[union-attr]
    assert ours == [(number, name) for number, name in enumerate(theirs, 1)]
    for each in line:
        assert queries.place_of(each.request) == each
    held = [e for e in found.entries.values() if e["state"] in (EntryState.OFFERED, EntryState.ACCEPTED)]  # fmt: skip
    assert len(held) <= 2
