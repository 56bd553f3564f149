"""One test for many small things."""

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def for_each(things: Iterable[T]) -> Callable[[Callable[[T], None]], Callable[[], None]]:
    """A test that looks at each of them and names all that fail.

    One test for each would be 5,000 tests of a line: nearly a minute of every run went into keeping count of them.
    """

    each = list(things)

    def decorate(test: Callable[[T], None]) -> Callable[[], None]:
        def run() -> None:
            failed = []
            for thing in each:
                try:
                    test(thing)
                except AssertionError as fault:
                    failed.append(f"{thing}: {fault}")
            assert not failed, f"{len(failed)} fail:\n" + "\n".join(failed)

        run.__name__, run.__doc__, run.__module__ = test.__name__, test.__doc__, test.__module__
        return run

    return decorate
