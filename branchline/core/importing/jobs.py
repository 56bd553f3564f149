"""A file is read, written and taken back here: by the worker, or at once where it is short.

Each is safe to run again: a state says whether it is still wanted, and batches that are written stay so.
"""

import logging
from collections.abc import Callable

from django.db import OperationalError
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.acting import Acting, Actor, Channel
from branchline.core.jobs import Errand, JobInSteps, job_in_steps
from branchline.core.models.importing import ImportRun, State
from branchline.core.scoping import scope

from .examining import AT_THE_DESK, examine
from .importer import Importer, importer_called
from .originals import original
from .problems import CannotRead, Problem
from .running import SomebodyElseWorks, close, go_through
from .undoing import undo
from .writing import Writer

__all__ = ["CHECK", "TAKE_BACK", "WRITE", "Errand", "JobInSteps", "check", "take_back", "write"]

log = logging.getLogger(__name__)
KEPT_PROBLEMS = 1_000

CHECK = Errand("branchline.core.importing.check")
WRITE = Errand("branchline.core.importing.write")
TAKE_BACK = Errand("branchline.core.importing.take_back")


@job_in_steps(CHECK)
def check(*, service_id: int, run: str, who: str) -> None:
    """Read a file as if it were brought in, and write down what would come of it."""
    _work(service_id, run, who, State.CHECKING, State.CHECKED)


@job_in_steps(WRITE)
def write(*, service_id: int, run: str, who: str) -> None:
    """Bring a file in, batch by batch."""
    _work(service_id, run, who, State.RUNNING, State.DONE)


@job_in_steps(TAKE_BACK)
def take_back(*, service_id: int, run: str, who: str) -> None:
    """Undo what a file has brought in."""
    found = _run(service_id, run, State.UNDOING)
    if found is not None:
        # In no scope: each batch opens its own, so that what is taken back stays so, and the page can say how far.
        undo(run=found, by=_acting(who), now=clock.now())


def _work(service_id: int, public_id: str, who: str, now_is: State, then: State) -> None:
    run = _run(service_id, public_id, now_is)
    if run is None:
        return
    importer = (importer_called(run.importer) or Importer)()
    writer = Writer(run, _acting(who), clock.now(), KEPT_PROBLEMS)
    if now_is is State.RUNNING:
        _continue(writer, run)
    else:
        run.rows = 0
    progress = _told(run) if now_is is State.CHECKING else None
    try:
        _read(importer, writer, dry_run=now_is is State.CHECKING, progress=progress)
    except CannotRead as refusal:
        _stop(run, writer, str(refusal))
    except (OperationalError, SomebodyElseWorks):
        raise  # the database went away, or another worker has it: the queue tries again
    except Exception:
        log.exception("import %s stopped", run.public_id)
        _stop(run, writer, _went_wrong(run))
    else:
        close(run, writer, then, clock.now())


def _stop(run: ImportRun, writer: Writer, because: str) -> None:
    if run.state == State.CHECKING:
        writer.added = writer.changed = writer.unchanged = 0  # it was only tried
    run.stopped_because = because
    close(run, writer, State.STOPPED, clock.now())


def _went_wrong(run: ImportRun) -> str:
    with scope(run.service_id or 0):
        if run.has_written:
            return _(
                "Something went wrong on our side. What is written so far can be undone; nothing else was changed."
            )
    return _("Something went wrong on our side, and we know of it. Nothing was changed.")


def _read(
    importer: Importer, writer: Writer, *, dry_run: bool, progress: Callable[[int], None] | None
) -> None:
    with original(writer.run) as file:
        examined = examine(file, AT_THE_DESK)
        if examined.sha256 != writer.run.sha256:
            raise CannotRead(_("Our copy is no longer the file that you sent. Send it again."))
        go_through(
            importer=importer, file=file, examined=examined, writer=writer, limits=AT_THE_DESK,
            dry_run=dry_run, progress=progress,
        )  # fmt: skip


def _continue(writer: Writer, run: ImportRun) -> None:
    """Counts of the batches that a killed worker has written."""
    writer.added, writer.changed = run.added, run.changed
    writer.unchanged, writer.refused = run.unchanged, run.refused
    if run.rows:
        writer.problems = [Problem(*problem) for problem in run.problems]


def _told(run: ImportRun) -> Callable[[int], None]:
    def tell(rows: int) -> None:
        with scope(run.service_id or 0):
            ImportRun.objects.filter(pk=run.pk).update(rows=rows)

    return tell


def _run(service_id: int, public_id: str, state: State) -> ImportRun | None:
    with scope(service_id):
        return ImportRun.objects.filter(
            service_id=service_id, public_id=public_id, state=state
        ).first()


def _acting(who: str) -> Acting:
    kind, _colon, number = who.partition(":")
    if not number:
        return Acting(channel=Channel.JOB, device=who)
    return Acting(actor=Actor(kind, int(number)), channel=Channel.DESK)
