"""One encoder at work on a session: what it was given, what it gave, and whether it hangs."""

import time
from dataclasses import dataclass, field

from .clocks import Arrivals, slip
from .composing import Cut
from .cutting import Encoder

STUCK = 10.0
"""Seconds without a piece, while there is enough to make some, after which an encoder hangs."""
MOST = 100_000
"""Pieces of one encoder, in how their numbers are told apart from another's: what one makes never goes on after
what another made."""


@dataclass
class Attempt:
    """One encoder at work on a session. `recorded`: seconds before the chunk with which it began; None: not known."""

    encoder: Encoder
    number: int
    seconds: float
    recorded: float | None
    given: int = 0
    offered: float = field(init=False)
    """Seconds recorded at the end of the chunk that it has last been given."""
    offered_before: float = field(init=False)
    """The same when its last piece came."""
    moved: float = field(default_factory=time.monotonic)
    busy_since: float | None = None
    entered: bool = True
    """It has been given something that can be read behind the head of the stream."""
    _slip: float | None = None

    def __post_init__(self) -> None:
        self.offered = self.offered_before = self.recorded or 0.0

    def pieces(self, arrivals: Arrivals, session: int, now: float) -> list[tuple[Cut, int]]:
        """What is newly whole."""
        if arrivals.began is None or self.encoder.starts is None:
            return []
        if self._slip is None:
            self._slip = (
                0.0
                if self.recorded is None
                else slip(recorded=self.recorded, starts=self.encoder.starts)
            )
        found = []
        for piece in self.encoder.pieces(self.given):
            told = self.encoder.starts + self._slip + piece.ends
            # The stream's clock stood still (a tab in the background): the recorder's went on.
            behind = self.offered - told - self.seconds
            if self.recorded is not None and behind > STUCK / 2:
                self._slip += behind
                told += behind
            # Nothing can have been taken after it was found.
            taken = min(arrivals.began + told, now)
            number = self.number * MOST + piece.number
            found.append((Cut(session, number, piece.ends - piece.begins, taken), piece.number))
            self.given = piece.number + 1
        if found:
            self.moved, self.offered_before = now, self.offered
        return found

    def hangs(self, now: float) -> bool:
        """It does not take what it is given, or gives nothing though it has enough."""
        busy = self.busy_since
        if busy is not None and now - busy > STUCK:
            return True
        patience = STUCK + self.seconds
        return now - self.moved > patience and self.offered - self.offered_before > patience
