"""What a room plugs in so that a device may write down, without a network, what happened. See offline/README.md."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .acting import Acting
from .permits import Permit

Payload = Mapping[str, Any]
"""What an operation says, as plain JSON."""


@dataclass(frozen=True)
class Noted:
    """One operation: what a device has written down, once, whenever it arrives.

    `made_at` by the house's clock: how long ago the device says it was, counted back from its arrival.
    """

    op_id: str
    kind: str
    payload: Payload
    made_at: datetime


@dataclass(frozen=True)
class OperationKind:
    """A kind of operation. `read` gives the payload as it is kept, or refuses it in a sentence.

    `without_pin`: an enrolled tablet may send it when nobody is at it, since nobody is named in it.
    """

    name: str
    permit: Permit
    read: Callable[[Payload], dict[str, Any]]
    without_pin: bool = False


@dataclass(frozen=True)
class Log:
    """Everything that devices may write down about one sort of thing: "events.occurrence:k7mp2x9d3f".

    `find` gives the thing by its public id, or raises `NotFound`. `lock` holds what `take` writes until the
    transaction ends, and may refuse all of it. `take` comes after, once for a batch in which something was
    new, and works from all operations there are. `state` is what the device shows from then on.
    """

    about: str
    kinds: Sequence[OperationKind]
    find: Callable[[str], Any]
    lock: Callable[[Any, datetime], None]
    take: Callable[[Any, Acting, datetime], None]
    state: Callable[[Any], dict[str, Any]]
    by_name: Mapping[str, OperationKind] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {kind.name: kind for kind in self.kinds})
