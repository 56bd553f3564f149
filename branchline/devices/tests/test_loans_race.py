"""Many at one moment want the same few devices: never two on the same days, and nobody is shown a deadlock."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import combinations
from random import Random

import pytest
from django.db import connection

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.scoping import scope
from branchline.devices import actions
from branchline.devices.models import BUFFER, Loan
from branchline.people.tests.residents import resident

from .conftest import NOW, make_stock

pytestmark = pytest.mark.race
WORKERS, ATTEMPTS, DEVICES = 12, 8, 5


def spans() -> list[tuple[int, int, int]]:
    """(device, first day, length), the same each time."""
    chance = Random(5)
    return [
        (chance.randrange(DEVICES), chance.randrange(1, 60), chance.randrange(1, 14))
        for _n in range(WORKERS * ATTEMPTS)
    ]


def overlaps(loans: list[tuple[int, int, int]]) -> int:
    """Pairs of the same device whose days, with those of the buffer, meet."""
    return sum(
        a[0] == b[0] and a[1] <= b[1] + b[2] + BUFFER.days and b[1] <= a[1] + a[2] + BUFFER.days
        for a, b in combinations(loans, 2)
    )


def test_no_two_overlap_and_nothing_breaks(own_database: str) -> None:
    stock = make_stock()
    with scope(stock.cast.service.pk):
        devices, maud = [stock.device() for _n in range(DEVICES)], resident(stock.cast)
    today = NOW.date()

    def work(mine: list[tuple[int, int, int]]) -> list[str]:
        said = []
        try:
            for device, first, length in mine:
                begin = today + timedelta(days=first)
                try:
                    with clock.at(NOW), scope(stock.cast.service.pk):
                        actions.reserve_device(
                            device=devices[device], resident=maud, from_day=begin,
                            due_day=begin + timedelta(days=length), by=stock.alice, now=NOW,
                        )  # fmt: skip
                    said.append("done")
                except Refusal as refusal:
                    said.append(type(refusal).__name__)
        finally:
            connection.close()
        return said

    wanted = spans()
    with ThreadPoolExecutor(WORKERS) as pool:
        parts = [wanted[n::WORKERS] for n in range(WORKERS)]
        said = [word for each in pool.map(work, parts) for word in each]
    assert set(said) <= {"done", "KeptForSomebody", "NotAvailable"}
    with scope(stock.cast.service.pk):
        rows = [(loan.device_id, (loan.from_day - today).days, (loan.due_day - loan.from_day).days) for loan in Loan.objects.all()]  # fmt: skip
    assert len(rows) == said.count("done") > DEVICES
    assert overlaps(rows) == 0


def test_to_look_and_then_to_write_is_not_enough() -> None:
    """Beside it: all look before the first has written, as at many desks in one second."""
    taken: list[tuple[int, int, int]] = []
    wanted = spans()
    for n in range(0, len(wanted), WORKERS):
        free = [each for each in wanted[n : n + WORKERS] if not overlaps_any(each, taken)]
        taken += free
    assert overlaps(taken) > 0


def overlaps_any(one: tuple[int, int, int], taken: list[tuple[int, int, int]]) -> bool:
    return any(overlaps([one, other]) for other in taken)
