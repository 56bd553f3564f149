"""The worker is killed hard while it reads, writes and takes back a file: nothing is lost, nothing counts twice."""

import io
import os
import signal
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest
from django.db import connections, models
from django.db.models import Sum

from branchline.core import clock
from branchline.core.importing import actions, jobs
from branchline.core.importing.importer import Importer
from branchline.core.models import Happening
from branchline.core.models.importing import ImportRun, State
from branchline.core.scoping import scope
from branchline.events.imports import PastSessions
from branchline.events.models import Attendance
from branchline.people.imports import Members
from branchline.people.models import Resident
from branchline.people.tests.conftest import NOW, Cast, make_cast

ROWS, BATCH = 12, 4
SESSIONS = "Local authority,Library name,Event date,Name,Main outcome,Attendees\n" + "".join(
    f"Trafford,Sale Library,2026-03-{n + 1:02},Job club,Greater prosperity,7\n" for n in range(ROWS)
)  # fmt: skip
MEMBERS = "Card number,Full name\n" + "".join(f"T{n},Maud Okafor {n}\n" for n in range(ROWS))


@pytest.fixture
def cast(own_database: str, settings: Any, tmp_path: Any) -> Cast:
    settings.MEDIA_ROOT = tmp_path
    return make_cast()


def killed_in(importer: type[Importer], step: str, work: Callable[[], object]) -> None:
    """Do it in a process of its own, which is killed in the second batch: its rows are written, not yet committed."""
    connections.close_all()
    child = os.fork()
    if not child:
        # Where a browser's loop runs, the parent's connections are not the ones that a child would find.
        inherited = [(each.alias, each) for each in connections.all(initialized_only=True)]
        for alias, _kept in inherited:
            del connections[alias]
        done, turns = getattr(importer, step), count()

        def dies(*given: Any) -> None:
            done(*given)
            if next(turns):
                os.kill(os.getpid(), signal.SIGKILL)

        setattr(importer, step, dies)
        try:
            work()
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(0)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])


@dataclass(frozen=True)
class File:
    """A long file at the desk, as the worker has it."""

    cast: Cast
    importer: type[Importer]
    content: str
    makes: type[models.Model]

    def send(self) -> None:
        with self.here():
            actions.receive(
                importer=self.importer(), file=io.BytesIO(self.content.encode()), file_name="list.csv",
                by=self.cast.as_alice, now=NOW, key="a-form-of-its-own",
            )  # fmt: skip

    def here(self) -> AbstractContextManager[None]:
        return scope(self.cast.service.pk)

    def run(self) -> ImportRun:
        with self.here():
            return ImportRun.objects.get()

    def press(self, act: Any) -> None:
        with self.here():
            act(run=ImportRun.objects.get(), by=self.cast.as_alice, now=NOW)

    def work(self, job: jobs.JobInSteps) -> None:
        who = f"account:{self.cast.alice.pk}"
        job.here(service_id=self.cast.service.pk, run=self.run().public_id, who=who)

    def came(self) -> tuple[int, int]:
        """Rows of the table it is for, and how many more or fewer people or sessions the ledger counts."""
        with self.here():
            ledger = Happening.objects.aggregate(n=Sum("quantity"))["n"] or 0
            return self.makes._base_manager.count(), ledger


# Newer Pythons warn of a fork beside threads: the child uses none of theirs, and does not come back.
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
@pytest.mark.parametrize(
    ("importer", "content", "makes", "each"),
    [(Members, MEMBERS, Resident, 1), (PastSessions, SESSIONS, Attendance, 7)],
    ids=["members", "events"],
)
def test_a_killed_worker_loses_nothing_and_doubles_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, importer: type[Importer], content: str,
    makes: type[models.Model], each: int,
) -> None:  # fmt: skip
    monkeypatch.setattr(actions, "AT_ONCE", 0)
    monkeypatch.setattr(importer, "batch", BATCH)
    file = File(cast, importer, content, makes)
    with clock.at(NOW):
        rows, people = file.came()
        file.send()

        killed_in(importer, "load", lambda: file.work(jobs.check))
        assert (file.run().state, file.came()) == (State.CHECKING, (rows, people))
        file.work(jobs.check)
        assert (file.run().state, file.run().added) == (State.CHECKED, ROWS)

        file.press(actions.begin)
        killed_in(importer, "load", lambda: file.work(jobs.write))
        half = file.run()
        assert (half.state, half.rows, half.added) == (State.RUNNING, BATCH, BATCH)
        assert file.came() == (rows + BATCH, people + each * BATCH), "as its page says"
        file.work(jobs.write)
        assert (file.run().state, file.run().added, file.run().rows) == (State.DONE, ROWS, ROWS)
        assert file.came() == (rows + ROWS, people + each * ROWS)

        file.press(actions.take_back)
        killed_in(importer, "settled", lambda: file.work(jobs.take_back))
        left = ROWS - BATCH
        assert file.run().state == State.UNDOING
        assert file.came() == (rows + left, people + each * left)
        file.work(jobs.take_back)
        assert (file.run().state, file.came()) == (State.UNDONE, (rows, people))
