"""The mark of an action: one transaction, keyword-only.

An action that is called by another is part of it: what it refuses undoes both, unless the caller says with
`transaction.atomic()` that it goes on.
"""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")


_inside: ContextVar[bool] = ContextVar("branchline_inside_an_action", default=False)


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Run in one transaction; refuse positional arguments, so that every call reads as a sentence."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if args:
            raise TypeError(f"{function.__name__}() takes keyword arguments only")
        token = _inside.set(True)
        try:
            with transaction.atomic(savepoint=token.old_value is not True):
                return function(*args, **kwargs)
        finally:
            _inside.reset(token)

    return run
