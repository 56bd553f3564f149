"""A list of devices: looked at first, each wrong row in words with its line, nothing lost, and taken back whole."""

import io
from typing import Any

import pytest

from branchline.core.importing import actions as importing
from branchline.core.models import Happening
from branchline.core.models.importing import ImportRun, State
from branchline.devices import actions
from branchline.devices.imports import Stock as Devices
from branchline.devices.models import Device, DeviceModel, Event, Risk
from branchline.people.tests.residents import key

from .conftest import NOW, Stock

HEAD = (
    "Serial number,Maker,Model,Kind,Library,System,IMEI,Bought on,Price in pounds,Battery health\n"
)
GOOD = HEAD + (
    "DMPX1,Apple,iPad 10,Tablet,Sale,iPadOS,490154203237518,14/03/2025,£349.00,96\n"
    "DMPX2,Apple,iPad 10,tablet,Hale,,,2025-03-14,349,\n"
    "R9YT6,Samsung,Galaxy Tab A9,Tablet,Sale,,,,,\n"
)


@pytest.fixture(autouse=True)
def here(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def sent(stock: Stock, text: str) -> ImportRun:
    return importing.receive(
        importer=Devices(), file=io.BytesIO(text.encode()), file_name="devices.csv", by=stock.alice, now=NOW, key=key(),
    )  # fmt: skip


def brought(stock: Stock, text: str) -> ImportRun:
    run = sent(stock, text)
    importing.begin(run=run, by=stock.alice, now=NOW)
    run.refresh_from_db()
    return run


def test_looking_changes_nothing(stock: Stock) -> None:
    run = sent(stock, GOOD)
    assert (run.state, run.added, run.refused) == (State.CHECKED, 3, 0)
    assert not Device.objects.exists()
    assert DeviceModel.objects.count() == 3


def test_bringing_in_is_as_adding_by_hand_and_again_changes_nothing(stock: Stock) -> None:
    run = brought(stock, GOOD)
    assert (run.added, run.refused) == (3, 0)
    ipad = Device.objects.get(serial="DMPX1")
    assert (ipad.price, ipad.battery, ipad.imei, ipad.round) == (34_900, 96, "490154203237518", 1)
    assert str(ipad.model) == "Apple iPad 10"
    assert ipad.model.risk == Risk.LOW
    assert [each.kind for each in ipad.events.all()] == [Event.ADDED]
    again = brought(stock, GOOD)
    assert (again.added, again.unchanged, again.refused) == (0, 3, 0)
    assert Device.objects.count() == 3


def test_each_wrong_row_is_told_with_its_line_and_the_others_come(stock: Stock) -> None:
    stock.device(serial="HERE1")
    run = brought(
        stock,
        HEAD
        + "DMPX1,Apple,iPad 10,Tablet,Sale,iPadOS,490154203237519,,,\n"
        + "DMPX2,Apple,iPad 10,Tablet,Timbuktu,iPadOS,,,,\n"
        + "DMPX3,Apple,iPad 10,Toaster,Sale,iPadOS,,31/02/2025,cheap,120\n"
        + ",Apple,iPad 10,Tablet,Sale,iPadOS,,,,\n"
        + "HERE1,Apple,iPad 10,Tablet,Sale,iPadOS,,,,\n"
        + "DMPX4,Acme,New thing,Tablet,Sale,,,,,\n"
        + "DMPX5,Samsung,Galaxy Tab A9,Tablet,Sale,,,,,\n"
        + "DMPX5,Samsung,Galaxy Tab A9,Tablet,Hale,,,,,\n",
    )
    told = [(line, sentence) for line, _column, sentence, _stood in run.problems]
    wanted = [
        (2, "last digit of this IMEI"), (3, "no library called"), (4, "no kind of device"), (4, "not a date"),
        (4, "not an amount"), (4, "0 to 100"), (5, "serial number stands on the back"), (6, "has this serial number already"),
        (7, "write what runs on it"), (9, "line 8 is about the same"),
    ]  # fmt: skip
    assert [line for line, _s in told] == [line for line, _s in wanted]
    for (_line, sentence), (_same, says) in zip(told, wanted, strict=True):
        assert says in sentence
    assert (run.added, run.refused) == (1, 7)
    assert set(Device.objects.values_list("serial", flat=True)) == {"HERE1", "DMPX5"}


def test_undoing_takes_out_what_it_brought_and_leaves_what_somebody_worked_on(stock: Stock) -> None:
    run = brought(stock, GOOD)
    kept = Device.objects.get(serial="R9YT6")
    actions.make_ready_step(device=kept, step=Event.SIGNED_OUT, by=stock.bob, now=NOW)
    importing.take_back(run=run, by=stock.alice, now=NOW)
    run.refresh_from_db()
    assert run.state == State.UNDONE
    assert list(Device.objects.all()) == [kept]
    assert any(kept.printed_tag in sentence for sentence in run.taken_back["kept"])
    assert not DeviceModel.objects.filter(maker="Apple").exists()
    assert sum(row.quantity for row in Happening.objects.filter(kind="devices.added")) == 1


def test_the_example_has_only_headings_that_are_found() -> None:
    headings = Devices.example[0]
    assert len({column.name for column in Devices.columns if column.finds(headings) is not None}) == len(headings)  # fmt: skip
    assert all(column.finds([str(column.label)]) == 0 for column in Devices.columns)
