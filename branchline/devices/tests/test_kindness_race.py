"""Many workers take the same rungs at one moment, and some loans come back meanwhile: each is asked once, or not at all."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from branchline.core import clock
from branchline.core.scoping import scope
from branchline.devices import actions
from branchline.devices.models import Loan, LoanRung
from branchline.messages.models import Message, Route
from branchline.people.tests.residents import resident

from .conftest import NOW, make_stock
from .test_loans import MAUD

pytestmark = pytest.mark.race
WORKERS, LOANS = 6, 6


def test_one_message_each_however_many_workers(own_database: str) -> None:
    stock = make_stock()
    began, due = NOW - timedelta(days=28), NOW.date() - timedelta(days=2)
    with scope(stock.cast.service.pk):
        loans = [
            actions.lend_device(
                device=stock.available(), due_day=due, signed=MAUD, by=stock.bob, now=began,
                resident=resident(stock.cast, f"Maud {n}", routes=[(Route.EMAIL, f"maud{n}@example.test")]),
            )
            for n in range(LOANS)
        ]  # fmt: skip
    at_once = Barrier(WORKERS + 1)

    def work() -> int:
        try:
            with clock.at(NOW), scope(stock.cast.service.pk):
                at_once.wait()
                return actions.take_rungs(now=NOW)
        finally:
            connection.close()

    def back() -> None:
        try:
            with clock.at(NOW), scope(stock.cast.service.pk):
                at_once.wait()
                for loan in loans[::2]:
                    actions.take_back(loan=loan, by=stock.bob, now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS + 1) as pool:
        workers = [pool.submit(work) for _n in range(WORKERS)]
        pool.submit(back).result()
        taken = sum(each.result() for each in workers)
    with scope(stock.cast.service.pk):
        assert Loan.objects.out().count() == LOANS // 2
        rows = list(LoanRung.objects.values_list("loan", flat=True))
        assert len(rows) == len(set(rows)) == taken >= LOANS // 2
        assert {loan.pk for loan in loans[1::2]} <= set(rows)
        assert Message.objects.filter(letter="devices.asking").count() == taken
