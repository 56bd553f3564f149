"""The two walls between library services.

First wall: a scoped manager raises when no service is set and filters by it when one is.
Second wall: row-level security reads the same service from the transaction (see `walls`).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from django.db import connection, models, transaction

SETTING = "branchline.service"

_service: ContextVar[int | None] = ContextVar("branchline_service", default=None)

M = TypeVar("M", bound=models.Model)


class NoScope(RuntimeError):
    """A service's private rows were asked for while no service was set: a mistake in our code."""


def current_service_id() -> int:
    """The service of this request or job. Raises `NoScope` when there is none."""
    service_id = _service.get()
    if service_id is None:
        raise NoScope("no library service is set; wrap the call in core.scoping.scope(service_id)")
    return service_id


def has_scope() -> bool:
    """Whether a service is set."""
    return _service.get() is not None


def _tell_database(service_id: int | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, str(service_id or "")])


@contextmanager
def scope(service_id: int) -> Iterator[None]:
    """Work for one service: one transaction in which both walls know it."""
    before, within = _service.get(), connection.in_atomic_block
    with transaction.atomic():
        _tell_database(service_id)
        token = _service.set(service_id)
        try:
            yield
        finally:
            _service.reset(token)
            # The end of the transaction says it by itself. In a broken one nothing can be said any more, and
            # nothing can be read either.
            if not within:
                pass
            elif before is not None and not connection.needs_rollback:
                _tell_database(before)
            elif connection.in_atomic_block and not connection.needs_rollback:
                _tell_database(None)


_all_service_ids: Callable[[], list[int]] | None = None


def know_services(lister: Callable[[], list[int]]) -> None:
    """Told once by the room that keeps the services, which stands above this one."""
    global _all_service_ids
    _all_service_ids = lister


def every_service(*, because: str) -> Iterator[int]:
    """Enter the scope of each service in turn. For jobs, never for views (a house test looks)."""
    if not because:
        raise ValueError("say why every service is visited")
    if _all_service_ids is None:
        raise NoScope("nobody has said which services there are")
    for service_id in _all_service_ids():
        with scope(service_id):
            yield service_id


class ScopedManager(models.Manager[M]):
    """Rows of the current service only; refuses to answer when none is set."""

    def get_queryset(self) -> models.QuerySet[M]:
        return super().get_queryset().filter(service_id=current_service_id())


class Scoped(models.Model):
    """A private table below the floor that knows services: the key is a plain number."""

    service_id = models.BigIntegerField(db_index=True)

    objects = ScopedManager()

    class Meta:
        abstract = True
