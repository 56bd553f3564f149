"""When a picture was taken, by this machine's clock (`time.monotonic`), which neither jumps nor sleeps with a phone.

Three clocks meet here: ours; the recorder's, which says with each chunk how long it has recorded; and the stream's
own, in which the encoder counts. The recorder's may drift, or stand still while a laptop sleeps; the stream's may
stand still while a tab is in the background. None of it may show a picture early, or the slate for ever.
"""

from collections import deque
from dataclasses import dataclass, field

WINDOW = 10.0
"""Seconds of chunks after which a way that has become longer is believed to stay so."""
STEADY = 3.0
"""Seconds between two chunks that still come one after the other."""
NEAR = 3.0
"""Seconds by which a stream may begin beside the chunk it begins in: its next whole picture comes so late."""


@dataclass
class Arrivals:
    """When the recorder began, by our clock: no chunk can have come before it was recorded, and the one that was
    quickest on its way says it best."""

    began: float | None = None
    _seen: deque[tuple[float, float]] = field(default_factory=deque)

    def notice(self, now: float, recorded: float) -> None:
        """A chunk is there for the first time, that was done when so many seconds were recorded."""
        if self._seen and now - self._seen[-1][0] > STEADY:
            self._seen.clear()
        self._seen.append((now, now - recorded))
        whole = now - self._seen[0][0] >= WINDOW
        while now - self._seen[0][0] > WINDOW:
            self._seen.popleft()
        lowest = min(began for _, began in self._seen)
        # Sooner is true at once; later only when it has been so for a while: a queue that was held up on its way and
        # comes all at once is no reason to take what is old for new.
        if self.began is None or lowest < self.began or whole:
            self.began = lowest


def slip(*, recorded: float, starts: float) -> float:
    """Seconds to add to the stream's own time, to have the recorder's, where a stream `starts` in a chunk before
    which so much was `recorded`."""
    return 0.0 if abs(recorded - starts) <= NEAR else recorded - starts
