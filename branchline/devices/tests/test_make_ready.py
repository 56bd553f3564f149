"""Nothing becomes available but wiped, set up and looked at by a second person, since it last came in."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from branchline.core.acting import NOBODY
from branchline.devices import actions, errors
from branchline.devices.checklists import CHECKLISTS, FACTS
from branchline.devices.models import Device, DeviceEvent, Event, Standing, System
from branchline.devices.queries import checklist_of

from .conftest import NOW, Stock


def event(device: Device, kind: Event, by: int | None) -> DeviceEvent:
    """Straight into the table, past every action."""
    with transaction.atomic():
        return DeviceEvent.objects.create(
            service_id=device.service_id, device=device, kind=kind, at=NOW, by_id=by
        )


def rule_of(broken: pytest.ExceptionInfo[IntegrityError]) -> Any:
    return broken.value.__cause__.diag.constraint_name  # type: ignore[union-attr]


@pytest.mark.parametrize("system", list(System))
def test_every_system_has_the_three_facts_after_the_sign_out(system: System) -> None:
    steps = list(CHECKLISTS[system])
    assert steps[0] == Event.SIGNED_OUT
    assert [each for each in steps if each in FACTS] == list(FACTS)
    assert steps[-1] == Event.VERIFIED
    assert steps.index(Event.CARDS_OUT) < steps.index(Event.WIPED)


def test_new_stock_is_to_be_made_ready_and_goes_all_the_way(stock: Stock) -> None:
    device = stock.device()
    assert device.standing == Standing.TO_READY
    ready = stock.press(device, until=Event.VERIFIED)
    assert ready.standing == Standing.AVAILABLE
    assert checklist_of(ready, account=None).next is None


def test_steps_go_in_their_order_and_twice_is_once(stock: Stock) -> None:
    device = stock.device()
    with pytest.raises(errors.NotInThisOrder):
        actions.make_ready_step(device=device, step=Event.WIPED, by=stock.alice, now=NOW)
    stock.press(device, until=Event.SIGNED_OUT)
    stock.press(device, until=Event.SIGNED_OUT)
    assert device.events.filter(kind=Event.SIGNED_OUT).count() == 1


def test_who_wiped_it_does_not_check_it(stock: Stock) -> None:
    device = stock.press(stock.device(), until=Event.CLEANED)
    assert checklist_of(device, account=stock.cast.alice.pk).needs_another
    assert not checklist_of(device, account=stock.cast.bob.pk).needs_another
    with pytest.raises(errors.SecondPerson):
        actions.make_ready_step(device=device, step=Event.VERIFIED, by=stock.alice, now=NOW)
    assert stock.press(device, until=Event.VERIFIED).standing == Standing.AVAILABLE


def test_somebody_does_it(stock: Stock) -> None:
    with pytest.raises(errors.SayWhoYouAre):
        actions.make_ready_step(device=stock.device(), step=Event.SIGNED_OUT, by=NOBODY, now=NOW)


@pytest.mark.parametrize("back", ["again", "repair", "lost"])
def test_whatever_comes_in_again_begins_from_the_first_step(stock: Stock, back: str) -> None:
    device, by = stock.available(), stock.alice
    if back == "again":
        actions.begin_again(device=device, by=by, now=NOW)
    elif back == "repair":
        actions.send_to_repair(device=device, words="Cracked", by=by, now=NOW)
        actions.back_from_repair(device=device, words="", by=by, now=NOW)
    else:
        actions.report_lost(device=device, words="Not in the cupboard", by=by, now=NOW)
        actions.found_again(device=device, words="Behind the heater", by=by, now=NOW)
    device.refresh_from_db()
    assert (device.standing, device.round) == (Standing.TO_READY, 2)
    assert checklist_of(device, account=None).n_done == 0
    with pytest.raises(errors.NotInThisOrder):
        actions.make_ready_step(device=device, step=Event.VERIFIED, by=stock.bob, now=NOW)
    assert stock.press(device, until=Event.VERIFIED).standing == Standing.AVAILABLE


def test_taking_cards_out_takes_the_sim_out_here_too(stock: Stock) -> None:
    from branchline.devices.actions import SimFacts
    from branchline.devices.models import SimFrom
    from branchline.devices.numbers import check_digit

    device = stock.device()
    body = "894410000000000012"
    facts = SimFacts(body + check_digit(body), "giffgaff", SimFrom.OWN)
    sim = actions.add_sim(facts=facts, branch=stock.cast.sale, by=stock.alice, now=NOW)
    actions.put_sim(sim=sim, device=device, by=stock.alice, now=NOW)
    stock.press(device, until=Event.CARDS_OUT)
    sim.refresh_from_db()
    assert sim.device is None


# The database by itself: no action, no checklist, only what a trigger knows.


def test_no_way_to_available_without_the_facts(stock: Stock) -> None:
    alice, bob = stock.cast.alice.pk, stock.cast.bob.pk
    device = stock.device()
    for kind, by in ((Event.VERIFIED, bob), (Event.WIPED, alice), (Event.SET_UP, alice)):
        with pytest.raises(IntegrityError) as broken:
            event(device, kind, by)
        assert rule_of(broken) == "devices_facts_in_order"
    event(device, Event.SIGNED_OUT, alice)
    event(device, Event.WIPED, alice)
    with pytest.raises(IntegrityError) as broken:
        event(device, Event.VERIFIED, bob)
    assert rule_of(broken) == "devices_facts_in_order"
    event(device, Event.SET_UP, bob)
    for nobody in (alice, None):
        with pytest.raises(IntegrityError) as broken:
            event(device, Event.VERIFIED, nobody)
        assert rule_of(broken) == "devices_second_person"
    event(device, Event.VERIFIED, bob)
    device.refresh_from_db()
    assert device.standing == Standing.AVAILABLE


def test_facts_of_an_earlier_round_don_t_count(stock: Stock) -> None:
    alice, bob = stock.cast.alice.pk, stock.cast.bob.pk
    device = stock.available()
    event(device, Event.AGAIN, alice)
    with pytest.raises(IntegrityError) as broken:
        event(device, Event.VERIFIED, bob)
    assert rule_of(broken) == "devices_facts_in_order"


@pytest.mark.parametrize("change", ["standing = 'available'", "round = 7", "branch_id = NULL"])
def test_a_device_moves_by_events_only(stock: Stock, change: str) -> None:
    device = stock.device()
    with pytest.raises(IntegrityError) as broken, transaction.atomic(), connection.cursor() as c:
        c.execute(f"UPDATE devices_device SET {change} WHERE id = %s", [device.pk])
    assert rule_of(broken) == "devices_standing_by_steps"


def test_a_tag_never_changes_and_is_one(stock: Stock) -> None:
    device = stock.device()
    for tag, rule in (("1000003A", "devices_tag_stays"), ("", "devices_tag_stays")):
        with pytest.raises(IntegrityError) as broken, transaction.atomic():
            Device.objects.filter(pk=device.pk).update(tag=tag)
        assert rule_of(broken) == rule
    for tag in ("1000003A", "12K", "9000000A", "100000OK"):
        copy = Device.objects.get(pk=device.pk)
        copy.pk, copy.round = None, 0
        copy.public_id, copy.serial, copy.tag = f"x{tag.lower()}", tag, tag
        with pytest.raises(IntegrityError) as broken, transaction.atomic():
            copy.save(force_insert=True)
        assert rule_of(broken) == "devices_tag_holds"


def test_events_are_only_added(stock: Stock) -> None:
    device = stock.device()
    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        device.events.update(words="never happened")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        device.events.all().delete()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
