"""The guard of a lease is the last to be asked, and sees what has changed since the claim began: its no becomes words."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import IntegrityError

from ..errors import ChangedMeanwhile

P = ParamSpec("P")
R = TypeVar("R")

GUARD = "calls_guard_lease"


def ask_again(action: Callable[P, R]) -> Callable[P, R]:
    """Outside an action that gives leases: refused by the guard (somebody said no, or the round was marked as promotional,
    while the claim looked), nothing of it stands, and it is done once more. Raises ChangedMeanwhile the second time."""

    @wraps(action)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        for _turn in range(2):
            try:
                return action(*args, **kwargs)
            except IntegrityError as refused:
                if not _by_the_guard(refused):
                    raise
        raise ChangedMeanwhile

    return run


def _by_the_guard(refused: IntegrityError) -> bool:
    said = getattr(refused.__cause__, "diag", None)
    return said is not None and said.constraint_name == GUARD
