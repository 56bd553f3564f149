"""What happens to a device: each is told in words, is in the ledger, and is refused where it does not follow."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from branchline.core.models import Happening
from branchline.devices import actions, errors, measures
from branchline.devices.actions import DeviceFacts, SimFacts
from branchline.devices.models import Device, Event, Need, Sim, SimFrom, Standing
from branchline.devices.numbers import check_digit
from branchline.devices.tags import read_tag

from .conftest import NOW, Stock

ICCID = "894410000000000012"
ICCID += check_digit(ICCID)


def counted(kind: str) -> int:
    return sum(row.quantity for row in Happening.objects.filter(kind=kind))


def test_a_new_device_has_a_tag_of_its_own(stock: Stock) -> None:
    one, other = stock.device(serial=" dmp x1 "), stock.device(imei="49-015420-323751-8")
    assert read_tag(one.tag) == one.tag != other.tag
    assert (one.serial, other.imei) == ("DMPX1", "490154203237518")
    assert counted(measures.ADDED.name) == 2
    assert [each.kind for each in one.events.all()] == [Event.ADDED]


@pytest.mark.parametrize(
    ("known", "refusal", "says"),
    [
        ({"serial": "  "}, errors.SaySerial, "serial number"),
        ({"serial": "same"}, errors.SerialIsKnown, "-"),
        ({"imei": "490154203237519"}, errors.WrongImei, "last digit"),
        ({"imei": "4901542032"}, errors.WrongImei, "this one has 10"),
        ({"imei": "none"}, errors.WrongImei, "digits only"),
        ({"imei": "490154203237518"}, errors.ImeiIsKnown, "already"),
    ],
)
def test_what_can_t_be_is_said_at_its_field(
    stock: Stock, known: dict[str, Any], refusal: type[Exception], says: str
) -> None:
    stock.device(serial="SAME", imei="490154203237518")
    with pytest.raises(refusal, match=says) as said:
        stock.device(**known)
    assert said.value.field in {"serial", "imei"}  # type: ignore[attr-defined]
    assert Device.objects.count() == 1


def test_what_is_known_is_changed_and_written_down(stock: Stock) -> None:
    device = stock.device(serial="A1")
    facts = DeviceFacts("A1", battery=71, price=24_999, called="Sale 3")
    actions.change_device(device=device, facts=facts, by=stock.alice, now=NOW)
    actions.change_device(device=device, facts=facts, by=stock.alice, now=NOW)
    device.refresh_from_db()
    assert (device.battery, device.pounds, str(device), device.worn) == (
        71,
        "249.99",
        "Sale 3",
        True,
    )
    assert device.events.filter(kind=Event.CHANGED).count() == 1
    stock.device(serial="B2")
    with pytest.raises(errors.SerialIsKnown):
        actions.change_device(device=device, facts=DeviceFacts("B2"), by=stock.alice, now=NOW)


def test_it_moves_with_its_card_and_not_out_of_a_case(stock: Stock) -> None:
    cast, by = stock.cast, stock.bob
    device = stock.device()
    sim = actions.add_sim(
        facts=SimFacts(ICCID, "giffgaff", SimFrom.OWN), branch=cast.sale, by=by, now=NOW
    )
    actions.put_sim(sim=sim, device=device, by=by, now=NOW)
    actions.move_device(device=device, branch=cast.hale, shelf="Office", by=by, now=NOW)
    device.refresh_from_db()
    assert (device.branch, device.shelf, Sim.objects.get().branch) == (
        cast.hale,
        "Office",
        cast.hale,
    )
    with pytest.raises(errors.SayWhereTo):
        actions.move_device(device=device, branch=cast.hale, shelf="Office", by=by, now=NOW)
    case = actions.add_case(name="Kit 1", branch=cast.sale, by=by, now=NOW)
    assert case.tag.startswith("9")
    actions.put_into_case(device=device, case=case, by=by, now=NOW)
    device.refresh_from_db()
    assert device.branch == cast.sale
    with pytest.raises(errors.IsInACase, match="Kit 1"):
        actions.move_device(device=device, branch=cast.hale, shelf="", by=by, now=NOW)
    actions.move_case(case=case, branch=cast.hale, by=by, now=NOW)
    device.refresh_from_db()
    assert (device.branch, Sim.objects.get().branch) == (cast.hale, cast.hale)


def test_parts_of_a_case(stock: Stock) -> None:
    by = stock.alice
    case = actions.add_case(name="Kit 1", branch=stock.cast.sale, by=by, now=NOW)
    part = actions.add_part(case=case, name="Charger", need=Need.ESSENTIAL, by=by, now=NOW)
    with pytest.raises(errors.PartIsKnown):
        actions.add_part(case=case, name="Charger", need=Need.NICE, by=by, now=NOW)
    actions.remove_part(part=part, by=by, now=NOW)
    assert not case.parts.exists()


@pytest.mark.parametrize(
    ("typed", "says"),
    [("123", "this one has 3"), (ICCID[:-1] + "x", "digits only"), ("1" * 19, "begins with 89"),
     (ICCID[:-1] + str((int(ICCID[-1]) + 1) % 10), "last digit")],
)  # fmt: skip
def test_a_sim_number_that_can_t_be_one(stock: Stock, typed: str, says: str) -> None:
    facts = SimFacts(typed, "giffgaff", SimFrom.OWN)
    with pytest.raises(errors.WrongIccid, match=says):
        actions.add_sim(facts=facts, branch=stock.cast.sale, by=stock.alice, now=NOW)


def test_one_card_in_a_device(stock: Stock) -> None:
    by, device = stock.alice, stock.device()
    other = "894410000000000099"
    cards = [
        actions.add_sim(facts=SimFacts(each, "EE", SimFrom.DATABANK), branch=stock.cast.sale, by=by, now=NOW)
        for each in (ICCID, other + check_digit(other))
    ]  # fmt: skip
    actions.put_sim(sim=cards[0], device=device, by=by, now=NOW)
    with pytest.raises(errors.HasASim):
        actions.put_sim(sim=cards[1], device=device, by=by, now=NOW)
    with pytest.raises(errors.IccidIsKnown):
        actions.add_sim(
            facts=SimFacts(ICCID, "EE", SimFrom.OWN), branch=stock.cast.sale, by=by, now=NOW
        )


Deed = Callable[..., Device]
ENDS: list[tuple[Deed, Standing, str]] = [
    (actions.send_to_repair, Standing.IN_REPAIR, measures.SENT_TO_REPAIR.name),
    (actions.report_lost, Standing.LOST, measures.LOST.name),
    (actions.report_stolen, Standing.STOLEN, measures.LOST.name),
    (actions.write_off, Standing.WRITTEN_OFF, measures.WRITTEN_OFF.name),
    (actions.give_away, Standing.GIFTED, measures.GIFTED.name),
]


@pytest.mark.parametrize(("deed", "standing", "kind"), ENDS)
def test_each_with_its_reason_and_in_the_ledger(
    stock: Stock, deed: Any, standing: Standing, kind: str
) -> None:
    device = stock.available()
    with pytest.raises(errors.SayWhy):
        deed(device=device, words="  ", by=stock.alice, now=NOW)
    deed(device=device, words="At the count", by=stock.alice, now=NOW)
    device.refresh_from_db()
    assert device.standing == standing
    assert device.events.last().words == "At the count"  # type: ignore[union-attr]
    assert counted(kind) == 1
    assert counted(measures.MADE_READY.name) == 1


def test_only_what_was_wiped_and_checked_is_given_away(stock: Stock) -> None:
    with pytest.raises(errors.NotFromHere):
        actions.give_away(device=stock.device(), words="To a café", by=stock.alice, now=NOW)


def test_nothing_is_done_with_what_is_no_longer_ours(stock: Stock) -> None:
    device, by = stock.device(), stock.alice
    actions.write_off(device=device, words="Broken", by=by, now=NOW)
    with pytest.raises(errors.NoLongerOurs):
        actions.move_device(device=device, branch=stock.cast.hale, shelf="", by=by, now=NOW)
    with pytest.raises(errors.NoLongerOurs):
        actions.make_ready_step(device=device, step=Event.SIGNED_OUT, by=by, now=NOW)


def test_found_again_is_counted(stock: Stock) -> None:
    device = stock.device()
    actions.report_lost(device=device, words="Gone", by=stock.bob, now=NOW)
    actions.found_again(device=device, words="In the van", by=stock.bob, now=NOW)
    assert counted(measures.FOUND.name) == 1


def test_an_electrical_test_says_when_the_next_is_due(stock: Stock) -> None:
    by, today = stock.bob, NOW.date()
    tablet, laptop, hotspot = stock.available(), stock.available(stock.laptop), stock.device(stock.hotspot)  # fmt: skip
    assert tablet.test_is_due(today)
    assert not hotspot.test_is_due(today)
    for device in (tablet, laptop):
        actions.record_test(device=device, passed=True, tested_on=date(2026, 8, 31), by=by, now=NOW)
        device.refresh_from_db()
    assert (tablet.test_due, laptop.test_due) == (date(2028, 8, 31), date(2027, 8, 31))
    assert not tablet.test_is_due(today)
    assert laptop.test_is_due(date(2027, 8, 31))
    with pytest.raises(errors.NoPlugToTest):
        actions.record_test(device=hotspot, passed=True, tested_on=today, by=by, now=NOW)
    with pytest.raises(errors.NotTestedYet):
        actions.record_test(device=tablet, passed=True, tested_on=today + timedelta(days=1), by=by, now=NOW)  # fmt: skip
    with pytest.raises(errors.SayWhy):
        actions.record_test(device=tablet, passed=False, tested_on=today, by=by, now=NOW)
    actions.record_test(device=tablet, passed=False, tested_on=today, words="Frayed", by=by, now=NOW)  # fmt: skip
    tablet.refresh_from_db()
    assert (tablet.standing, tablet.test_due) == (Standing.IN_REPAIR, None)
    assert counted(measures.TESTED.name) == 3


def test_a_model_is_here_once(stock: Stock) -> None:
    from branchline.devices.actions import ModelFacts
    from branchline.devices.models import Kind, Risk, System

    facts = ModelFacts("Samsung", "Galaxy Tab A9", Kind.TABLET, System.ANDROID, Risk.LOW)
    with pytest.raises(errors.ModelIsKnown):
        actions.add_model(facts=facts, by=stock.alice, now=NOW)
