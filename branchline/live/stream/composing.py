"""Which segment viewers get next, and when: what a publisher sends, held back a moment, or the slate.

Time here is a number of seconds that never jumps (`time.monotonic`); no file is touched and no clock is read, so
that a test can play a whole evening.
"""

from collections import deque
from dataclasses import dataclass, field

from .journal import Segment, Show

SLATE = 0
"""The session whose pieces are the slate."""
HOLD = 5.0
"""Seconds between a picture being taken and anybody being able to have it: within them Panic withdraws it. They
also hide every delay on the way to us that is shorter."""
LONG_AGO = 120.0
"""Seconds after which nobody waits any more for what follows."""
PATIENCE = 0.5
"""Seconds that a segment may be late beyond that, before the slate comes in its place."""


@dataclass(frozen=True)
class Cut:
    """A segment that the encoder of a session has finished. `taken`: when its last picture was taken."""

    session: int
    number: int
    seconds: float
    taken: float

    @property
    def began(self) -> float:
        return self.taken - self.seconds


@dataclass
class Composer:
    """One stream. `edge`: until which moment it tells what happened, None before it begins."""

    show: Show
    slate_seconds: float
    hold: float = HOLD
    patience: float = PATIENCE
    edge: float | None = None
    waiting: deque[Cut] = field(default_factory=deque)
    panic: bool = False
    nothing_before: float = float("-inf")
    """What was taken before this moment is for nobody."""
    ending: bool = False
    """Nobody sends any more: what is held back still comes, and no slate after it."""

    def go_on_after_a_kill(self, now: float) -> None:
        """Another process has shown what the journal says, and viewers are waiting."""
        if not self.show.segments:
            return
        taken = self.show.segments[-1].taken
        # The clock of a machine that was switched off since then says something else.
        knows = taken is not None and now - LONG_AGO < taken <= now
        self.edge = taken if knows else now - self.hold - self.slate_seconds
        if self.show.panicked:
            # Until somebody says that it is over. If that was said meanwhile, what came before now stays withdrawn.
            self.nothing_before = now

    def add(self, cut: Cut) -> None:
        """A segment is ready."""
        self.waiting.append(cut)

    def press_panic(self) -> list[Cut]:
        """Withdraw all that nobody can have yet, and all that comes. Returns what was withdrawn."""
        self.panic = True
        gone = list(self.waiting)
        self.waiting.clear()
        return gone

    def end_panic(self, now: float) -> None:
        """What is taken from now on is shown again."""
        self.panic, self.nothing_before = False, now

    def due(self, now: float) -> Segment | None:
        """What viewers get at this moment, if anything. Whoever asks writes it into the journal, then asks again."""
        self._leave_out()
        if self.waiting and self.waiting[0].taken + self.hold <= now:
            cut = self.waiting.popleft()
            self.edge = cut.taken
            return self._next(cut.session, cut.number, cut.seconds)
        if self.edge is None or self.ending:
            return None
        late = 0.0 if self.panic else self.patience
        if now < self.edge + self.slate_seconds + self.hold + late:
            return None
        # However long nobody wrote, one slate is enough to catch up with the clock.
        self.edge = max(self.edge + self.slate_seconds, now - self.hold - late)
        return self._next(SLATE, 0, self.slate_seconds)

    def _leave_out(self) -> None:
        """What is withdrawn, and what came so late that the slate stood in its place: live is now, the recording
        has it."""
        while self.waiting:
            cut = self.waiting[0]
            withdrawn = self.panic or cut.began < self.nothing_before
            # What would have been in time but for the slate that has just come must not be: else, when segments and
            # slates fall just so between each other, each slate makes the next segment late, and nobody ever returns.
            least = min(self.patience, cut.seconds / 2)
            too_late = self.edge is not None and cut.taken < self.edge + least
            if not (withdrawn or too_late):
                return
            self.waiting.popleft()

    def _next(self, session: int, cut: int, seconds: float) -> Segment:
        last = self.show.segments[-1] if self.show.segments else None
        goes_on = last is not None and (last.session, last.cut + 1) == (session, cut)
        return self.show.next(
            session=session,
            cut=cut,
            seconds=seconds,
            joint=session == SLATE or not goes_on,
            taken=self.edge,
        )
