"""Who gets the free places: the one rule of filling, without a database."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar


class Waiting(Protocol):
    """What filling looks at."""

    size: int
    skipped: int


W = TypeVar("W", bound=Waiting)


@dataclass
class Chosen(Generic[W]):
    """Who is offered places, and who was passed over for somebody behind."""

    offered: list[W] = field(default_factory=list)
    skipped: list[W] = field(default_factory=list)


def choose(waiting: Iterable[W], *, places: int, skip_cap: int | None) -> Chosen[W]:
    """Go through those who wait, in order; `places` are free. Rule 4 of README.md."""
    chosen: Chosen[W] = Chosen()
    passed: list[W] = []
    for one in waiting:
        if places < 1:
            break
        if one.size <= places:
            chosen.offered.append(one)
            places -= one.size
            chosen.skipped += passed
            passed = []
        elif skip_cap is not None and one.skipped >= skip_cap:
            break
        else:
            passed.append(one)
    return chosen
