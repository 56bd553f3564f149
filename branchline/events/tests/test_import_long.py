"""A long file of past sessions is read and written by the worker, in no scope but the one it enters itself."""

import io
from typing import Any

from branchline.core import clock
from branchline.core.importing import actions, jobs
from branchline.core.importing.undoing import undo
from branchline.core.models.importing import ImportRun, State
from branchline.core.scoping import scope
from branchline.events.imports import PastSessions
from branchline.events.models import Attendance, Event, Occurrence

from .conftest import DESK, NOW, Places
from .test_import_sessions import GOOD, HEAD, counted

FUTURE = "Trafford,Sale Library,2027-03-03,Rhyme time,Increased reading and literacy,,12\n"


def test_the_worker_reads_and_writes_and_undoing_keeps_a_number_put_right(
    places: Places, monkeypatch: Any, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(actions, "AT_ONCE", 0)
    monkeypatch.setattr(PastSessions, "batch", 2)
    with clock.at(NOW):
        with scope(places.service.pk):
            run = actions.receive(
                importer=PastSessions(), file=io.BytesIO((HEAD + FUTURE + GOOD).encode()),
                file_name="events.csv", by=DESK, now=NOW, key="a-form-of-its-own",
            )  # fmt: skip
        job: Any = {"service_id": places.service.pk, "run": run.public_id, "who": "x"}
        jobs.check.here(**job)
        with scope(places.service.pk):
            actions.begin(run=run, by=DESK, now=NOW)
        jobs.write.here(**job)
        with scope(places.service.pk):
            run = ImportRun.objects.get()
            assert (run.state, run.added, run.refused) == (State.DONE, 3, 1)
            assert (Occurrence.objects.count(), counted()) == (3, 41)
            Attendance.objects.filter(unsaid=7).update(unsaid=8)
            _removed, _restored, kept = undo(run=run, by=DESK, now=NOW)
            assert [event.title.en for event in Event.objects.all()] == ["Job club"]
            assert Attendance.objects.get().unsaid == 8
            assert kept == [
                "Job club, 5 March 2026 was changed since, so it stays.",
                "Job club is in use, so it stays.",
            ]
