"""Jobs: queued in the transaction of what caused them, run by the worker, safe to run twice.

A job carries ids only, re-reads state, and calls an action. `@job` enters the service's scope. An action
that wants something done later leaves an `Errand`; the job that does it stands on a shelf above.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Generic, ParamSpec

import procrastinate
from django.core.files.storage import default_storage
from django.db import connection
from procrastinate.contrib.django import app

from . import clock, prepared
from .scoping import current_service_id, every_service, scope

P = ParamSpec("P")

BACK_OFF = procrastinate.RetryStrategy(max_attempts=8, exponential_wait=4)
"""4, 16, 64 … seconds: about 18 hours until a job is given up and shown as failed."""


WAITING = (
    "SELECT id FROM procrastinate_jobs WHERE queueing_lock = %s AND status = 'todo' FOR KEY SHARE"
)


@dataclass(frozen=True)
class Errand:
    """What an action leaves to be done later, by name. `job(DELIVER)` says who does it."""

    name: str
    queue: str = "default"

    def later(self, *, at: datetime | None = None, **ids: str) -> None:
        """Queue it, perhaps for a later moment; it runs only if the caller's transaction commits."""
        how: dict[str, Any] = {"schedule_at": at} if at else {}
        task = app.configure_task(self.name, allow_unknown=False, **how)
        task.defer(service_id=current_service_id(), **ids)

    def together(self, *, at: datetime) -> None:
        """Queue it for a moment, unless it waits for that moment already: what many transactions ask for is
        done once, after the last of them.

        Nobody waits for anybody: each connection has a job of its own. The job that is there is held until
        the caller's transaction ends, and a worker takes none that is held, so it never runs too soon.
        """
        pid = connection.connection.info.backend_pid
        key = f"{self.name} {current_service_id()} {at.isoformat()} {pid}"
        with prepared.run(WAITING, [key]) as cursor:
            if cursor.fetchone():
                return
        task = app.configure_task(self.name, allow_unknown=False, schedule_at=at, queueing_lock=key)
        task.defer(service_id=current_service_id())


def _errand(function: Callable[..., None]) -> Errand:
    return Errand(f"{function.__module__}.{function.__name__}")


class Job(Generic[P]):
    """A function of one service that the worker runs."""

    def __init__(self, function: Callable[P, None], errand: Errand) -> None:
        self.function = function
        self.name = errand.name

        @wraps(function)
        def run(service_id: int, **kwargs: Any) -> None:
            with scope(service_id):
                function(**kwargs)  # type: ignore[call-arg]

        self._task = app.task(name=self.name, queue=errand.queue, retry=BACK_OFF)(run)

    def later(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Queue it; it runs only if the caller's transaction commits."""
        self._task.defer(service_id=current_service_id(), **kwargs)

    def here(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Run it now, in this scope."""
        self.function(*args, **kwargs)


def job(errand: Errand | None = None) -> Callable[[Callable[P, None]], Job[P]]:
    """Mark a function as a job of one service, perhaps one that an action's errand asks for."""
    return lambda function: Job(function, errand or _errand(function))


class JobInSteps:
    """A function of one service in several transactions: it opens `scope(service_id)` for each step.

    For work that must have been written down before something outside the database is touched.
    """

    def __init__(self, function: Callable[..., None], errand: Errand) -> None:
        self.function = function
        self.name = errand.name
        app.task(name=self.name, queue=errand.queue, retry=BACK_OFF)(function)

    def here(self, **kwargs: Any) -> None:
        """Run it now; `service_id` is among the arguments."""
        self.function(**kwargs)


def job_in_steps(errand: Errand) -> Callable[[Callable[..., None]], JobInSteps]:
    """Mark a function that takes `service_id` and enters its scope itself, step by step."""
    return lambda function: JobInSteps(function, errand)


def periodic(cron: str, *, queue: str = "default") -> Callable[[Callable[[], None]], None]:
    """Run a function by the clock, once however many workers there are."""

    def mark(function: Callable[[], None]) -> None:
        @wraps(function)
        def run(timestamp: int) -> None:
            function()

        name = f"{function.__module__}.{function.__name__}"
        task = app.task(name=name, queue=queue, queueing_lock=name)(run)
        app.periodic(cron=cron)(task)

    return mark


@job()
def delete_bytes(*, path: str) -> None:
    """Of a stored file whose row has gone for good. A disk that fails is tried again."""
    default_storage.delete(path)


@periodic("* * * * *")
def beat() -> None:
    """Say that the worker is alive; `branchline doctor` listens."""
    from .models import Beat

    Beat.objects.update_or_create(name="worker", defaults={"beat_at": clock.now()})


@app.periodic(cron="* * * * *")
@app.task(name="branchline.core.jobs.sweep_stalled", queueing_lock="sweep_stalled")
async def sweep_stalled(timestamp: int) -> None:
    """Give the jobs of a worker that was killed to another one."""
    for stuck in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(stuck)


@periodic("15 3 1 * *")
def make_ledger_partitions() -> None:
    """Keep the ledger's months ready two years ahead."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT core_ledger_partitions(%s)", [clock.today()])


@periodic("25 4 * * *")
def forget_tries() -> None:
    """Drop yesterday's counts of wrong guesses."""
    from . import limits

    for _service in every_service(because="each counts its own visitors"):
        limits.forget_old(now=clock.now())
