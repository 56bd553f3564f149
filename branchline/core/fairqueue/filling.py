"""Who gets the free places: the one rule of filling, without a database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar


class Waiting(Protocol):
    """What filling looks at."""

    size: int
    skipped: int
    facts: Mapping[str, int]


W = TypeVar("W", bound=Waiting)


@dataclass
class Chosen(Generic[W]):
    """Who is offered places, and who was passed over for somebody behind."""

    offered: list[W] = field(default_factory=list)
    skipped: list[W] = field(default_factory=list)


def choose(
    waiting: Iterable[W], *, places: int, of: Mapping[str, int] | None = None, skip_cap: int | None
) -> Chosen[W]:
    """Go through those who wait, in order; `places` are free, `of` a kind no more than so many. Rules 4 and 5
    of README.md."""
    chosen: Chosen[W] = Chosen()
    free = dict(of or {})
    passed: list[W] = []
    for one in waiting:
        if places < 1:
            break
        needs = {kind: one.facts.get(kind, one.size) for kind in free}
        if one.size <= places and all(needs[kind] <= free[kind] for kind in free):
            chosen.offered.append(one)
            places -= one.size
            free = {kind: free[kind] - needs[kind] for kind in free}
            chosen.skipped += passed
            passed = []
        elif skip_cap is not None and one.skipped >= skip_cap:
            break
        else:
            passed.append(one)
    return chosen
