"""What is to happen, in virtual time: a heap by moment, and then by what was put on it first; nothing else orders it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from heapq import heappop, heappush

from .scene import Scene
from .street import Street

Event = Callable[[datetime], None]


@dataclass
class Stage:
    """`most`: calls after which nobody takes another; `made`: those that were begun."""

    scene: Scene
    most: int
    made: int = 0
    waiting: list[tuple[datetime, int, Event]] = field(default_factory=list)
    turn: int = 0

    def __post_init__(self) -> None:
        self.street = Street(self.scene.town)

    def at(self, moment: datetime, do: Event) -> None:
        """Let it happen then. It is told the moment."""
        self.turn += 1
        heappush(self.waiting, (moment, self.turn, do))

    def step(self) -> datetime:
        """Let the next thing happen; when it did."""
        moment, _turn, do = heappop(self.waiting)
        do(moment)
        return moment

    @property
    def has_enough(self) -> bool:
        """Whether nobody takes another call."""
        return self.made >= self.most
