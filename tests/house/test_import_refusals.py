"""A refused row loses nothing but itself: in every kind of file, wherever it stands, however and whenever it is refused."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import DataError, IntegrityError, models, transaction

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.importing import actions, jobs
from branchline.core.importing.importer import Importer, importers
from branchline.core.importing.problems import Wrong
from branchline.core.models.importing import ImportRun, State
from branchline.core.scoping import scope
from branchline.devices.imports import Stock
from branchline.devices.models import Device
from branchline.events.imports import PastSessions
from branchline.events.models import Attendance
from branchline.people.imports import Colleagues, Members
from branchline.people.models import Invitation, Resident
from branchline.people.tests.conftest import NOW, Cast, make_cast


@dataclass(frozen=True)
class Kind:
    """A kind of file: its headings, a good row, rows that are refused (the first only while it is written),
    and what is made of a good one."""

    importer: type[Importer]
    head: str
    good: str
    bad: tuple[str, ...]
    makes: type[models.Model]


KINDS = (
    Kind(
        PastSessions,
        "Local authority,Library name,Event date,Name,Main outcome,Attendees",
        "Trafford,Sale Library,2026-03-0{n},Job club,Greater prosperity,7",
        (
            "Trafford,Sale Library,2027-03-01,Job club,Greater prosperity,7",
            "Trafford,Sale Library,2026-13-45,Job club,Greater prosperity,7",
            "Trafford,Narnia Library,2026-03-01,Job club,Greater prosperity,7",
            "Trafford,Sale Library,2026-03-01,Job club,Greater prosperity,many",
            "Trafford,Sale Library,2026-03-01,Job club,,7",
        ),
        Attendance,
    ),
    Kind(Members, "Card number,Full name", "T{n},Maud Okafor", ("T9,", ",Tom"), Resident),
    Kind(
        Colleagues,
        "Email,Role,Libraries",
        "rosa{n}@council.test,Branch staff,Sale Library",
        (
            "ali@council.test,Branch staff,Narnia",
            "nowhere,Branch staff,All",
            "ali@council.test,Wizard,All",
        ),
        Invitation,
    ),
    Kind(
        Stock,
        "Serial number,Maker,Model,Kind,Library,System,IMEI",
        "R9YT{n},Samsung,Galaxy Tab A9,Tablet,Sale Library,Android,",
        (
            "R9YT9,Fairphone,Six,Smartphone,Sale Library,,",
            ",Samsung,Galaxy Tab A9,Tablet,Sale Library,Android,",
            "R9YT9,Samsung,Galaxy Tab A9,Kettle,Sale Library,Android,",
            "R9YT9,Samsung,Galaxy Tab A9,Tablet,Narnia Library,Android,",
            "R9YT9,Samsung,Galaxy Tab A9,Tablet,Sale Library,Android,490154203237519",
        ),
        Device,
    ),
)


@pytest.fixture
def cast(db: None, settings: Any, tmp_path: Any) -> Iterator[Cast]:
    settings.MEDIA_ROOT = tmp_path
    made = make_cast()
    with clock.at(NOW), scope(made.service.pk):
        yield made


_key = iter(range(10**6))


def sent(kind: Kind, rows: list[str], cast: Cast) -> ImportRun:
    """Read at the desk, as a page does it."""
    run = actions.receive(
        importer=kind.importer(), file=io.BytesIO("\n".join([kind.head, *rows]).encode()),
        file_name="list.csv", by=cast.as_alice, now=NOW, key=f"a-form-of-its-own-{next(_key)}",
    )  # fmt: skip
    return ImportRun.objects.get(pk=run.pk)


def brought_in(run: ImportRun, cast: Cast) -> ImportRun:
    actions.begin(run=run, by=cast.as_alice, now=NOW)
    return ImportRun.objects.get(pk=run.pk)


def with_one(kind: Kind, bad: str, position: int) -> list[str]:
    rows = [kind.good.format(n=n) for n in (1, 2)]
    return [*rows[:position], bad, *rows[position:]]


def counted(run: ImportRun) -> tuple[str, int, int, int]:
    return run.state, run.added, run.refused, run.problems[0][0] if run.problems else 0


def test_every_kind_of_file_at_the_desk_is_tried_here() -> None:
    """Those that a room sends itself, about one thing of its own, it tries itself."""
    at_the_desk = {
        importer
        for _name, importer in importers()
        if importer.permit is not None and not importer.elsewhere
    }
    assert at_the_desk == {kind.importer for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.importer.name)
def test_a_bad_row_is_a_finding_and_the_others_come_in(cast: Cast, kind: Kind) -> None:
    before = kind.makes._base_manager.count()
    first, *examined = kind.bad
    everywhere = [(first, position) for position in range(3)]
    for bad, position in [*everywhere, *((bad, n % 3) for n, bad in enumerate(examined))]:
        with transaction.atomic():
            rows, line = with_one(kind, bad, position), position + 2
            run = sent(kind, rows, cast)
            assert counted(run) == (State.CHECKED, 2, 1, line), bad
            assert counted(brought_in(run, cast)) == (State.DONE, 2, 1, line), bad
            assert kind.makes._base_manager.count() == before + 2, bad
            transaction.set_rollback(True)
    rows = with_one(kind, first, 2)
    run = brought_in(sent(kind, rows, cast), cast)
    again = sent(kind, rows, cast)
    assert (again.added, again.unchanged, again.refused) == (0, 2, 1)
    actions.take_back(run=run, by=cast.as_alice, now=NOW)
    assert kind.makes._base_manager.count() == before


LATE = (
    ("load", 0, Refusal("a rule says no")),
    ("load", 1, IntegrityError("no")),
    ("load", 2, Wrong("something stands there", "name")),
    ("load", 2, DataError("no")),
    ("key", 0, Wrong("something stands there", "name")),
    ("key", 2, Refusal("a rule says no")),
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.importer.name)
def test_a_row_that_is_refused_late_is_a_finding_too(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, kind: Kind
) -> None:
    rows = [kind.good.format(n=n) for n in (1, 2, 3)]
    before = kind.makes._base_manager.count()
    for name, position, error in LATE:
        with transaction.atomic(), monkeypatch.context() as patch:
            patch.setattr(kind.importer, name, refusing(kind.importer, name, position + 2, error))
            run = brought_in(sent(kind, rows, cast), cast)
            assert counted(run) == (State.DONE, 2, 1, position + 2), error
            assert kind.makes._base_manager.count() == before + 2
            transaction.set_rollback(True)


def refusing(importer: type[Importer], name: str, line: int, error: Exception) -> Any:
    """Its `load` or `key`, which refuses this line after all."""
    real = getattr(importer, name)

    def refuse(self: Any, what: Any, *more: Any) -> Any:
        came = real(self, what, *more)
        if line in {row.line for row in (what if isinstance(what, list) else [what])}:
            raise error
        return came

    return refuse


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.importer.name)
def test_a_file_that_stops_counts_what_is_written_and_can_be_undone_or_forgotten(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, kind: Kind
) -> None:
    load, turns = kind.importer.load, iter(range(9))

    def breaking(self: Any, rows: Any, into: Any) -> None:
        load(self, rows, into)
        if next(turns) in breaks:
            raise ZeroDivisionError

    monkeypatch.setattr(kind.importer, "batch", 1)
    monkeypatch.setattr(kind.importer, "load", breaking)
    monkeypatch.setattr(jobs.log, "exception", lambda *said: None)
    before = kind.makes._base_manager.count()
    rows = [kind.good.format(n=n) for n in (1, 2)]
    breaks = {1}
    tried = sent(kind, rows, cast)
    assert (tried.state, tried.added, tried.has_written) == (State.STOPPED, 0, False)
    assert "Nothing was changed" in tried.stopped_because
    actions.put_away(run=tried, by=cast.as_alice, now=NOW)
    assert not ImportRun.objects.exists()

    turns, breaks = iter(range(9)), {3}
    run = brought_in(sent(kind, rows, cast), cast)
    assert (run.state, run.added, run.has_written) == (State.STOPPED, 1, True)
    assert "can be undone" in run.stopped_because
    assert kind.makes._base_manager.count() == before + 1
    with pytest.raises(actions.NotNow):
        actions.put_away(run=run, by=cast.as_alice, now=NOW)
    actions.take_back(run=run, by=cast.as_alice, now=NOW)
    assert kind.makes._base_manager.count() == before
