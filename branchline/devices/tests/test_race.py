"""Two at the same moment: the row is waited for, and the second is told what has happened."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.scoping import scope
from branchline.devices import actions
from branchline.devices.models import Device, Event, Standing

from .conftest import NOW, Stock, make_stock

pytestmark = pytest.mark.race


def at_once(stock: Stock, *deeds: Any) -> list[str]:
    """Each by a connection of its own; what each came to."""

    def one(deed: Any) -> str:
        try:
            with clock.at(NOW), scope(stock.cast.service.pk):
                deed()
        except Refusal as refusal:
            return type(refusal).__name__
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return sorted(pool.map(one, deeds))


def test_found_by_two_comes_in_once(own_database: str) -> None:
    stock = make_stock()
    with scope(stock.cast.service.pk):
        device = stock.device()
        actions.report_lost(device=device, words="Gone", by=stock.alice, now=NOW)
    said = at_once(
        stock,
        *(
            lambda: actions.found_again(device=device, words="Here", by=stock.bob, now=NOW)
            for _n in range(4)
        ),
    )
    assert said == ["NotFromHere"] * 3 + ["done"]
    with scope(stock.cast.service.pk):
        assert Device.objects.get().round == 2


def test_verified_while_it_is_sent_to_repair_is_one_of_both(own_database: str) -> None:
    stock = make_stock()
    with scope(stock.cast.service.pk):
        device = stock.press(stock.device(), until=Event.CLEANED)
    at_once(
        stock,
        lambda: actions.make_ready_step(device=device, step=Event.VERIFIED, by=stock.bob, now=NOW),
        lambda: actions.send_to_repair(device=device, words="Cracked", by=stock.alice, now=NOW),
    )
    with scope(stock.cast.service.pk):
        assert Device.objects.get().standing == Standing.IN_REPAIR


def test_the_same_serial_number_from_two_desks_is_one_device(own_database: str) -> None:
    stock = make_stock()
    said = at_once(stock, *(lambda: stock.device(serial="SAME") for _n in range(3)))
    assert said == ["SerialIsKnown"] * 2 + ["done"]
