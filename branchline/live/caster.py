"""The caster: looks after every broadcast that runs on this node, a few times a second.

The database says who may send and what was pressed; the folders say what came. It may be killed at any moment: the
journal tells the next one where to go on.
"""

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from branchline.core import clock
from branchline.core.scoping import scope

from .models import RUNNING, Broadcast, Cue, LiveListing, Standing
from .queries import with_taps
from .stream.captions import Tap
from .stream.house import House
from .stream.journal import Segment
from .stream.slate import make_slate
from .stream.stage import Stage

log = logging.getLogger("branchline.live")
TICK = 0.1
"""Seconds between two looks at the folders."""
ASK = 0.5
"""Seconds between two looks into the database."""


@dataclass(frozen=True)
class Wanted:
    """A broadcast that runs, as the database says it."""

    broadcast: str
    showing: str
    prefix: str
    pace: int
    panic: bool
    sessions: tuple[tuple[int, bool], ...]
    """Number, and whether it has ended."""
    taps: tuple[Tap, ...] = ()
    languages: tuple[str, ...] = ()
    """Those that its run sheet has words in."""


def wanted() -> dict[str, Wanted]:
    """Every broadcast of every service that runs now."""
    found: dict[str, Wanted] = {}
    # A handful of two hundred services has something running: the listing says which, in one question.
    running = LiveListing.objects.filter(standing__in=RUNNING).values_list("service_id", flat=True)
    for service_id in sorted(set(running)):
        with scope(service_id):
            rows = Broadcast.objects.running().prefetch_related("sessions")
            broadcasts = list(with_taps(rows, now=clock.now()))
        for broadcast in broadcasts:
            one = _wanted(broadcast)
            found[one.showing] = one
    return found


def _wanted(broadcast: Broadcast) -> Wanted:
    # A rehearsal goes where no address leads that anybody was ever told.
    rehearsal = broadcast.standing == Standing.REHEARSAL
    sessions = sorted((s.number, s.ended_at is not None) for s in broadcast.sessions.all())
    return Wanted(
        broadcast=broadcast.public_id,
        showing=broadcast.public_id + ("-rehearsal" if rehearsal else ""),
        prefix=broadcast.rehearsal_prefix if rehearsal else broadcast.prefix,
        pace=broadcast.pace,
        panic=broadcast.panicked_at is not None,
        sessions=tuple(sessions),
        taps=_taps(broadcast, rehearsal=rehearsal),
        languages=tuple(lang for lang in ("en", "cy") if getattr(broadcast, f"in_{lang}")),
    )


def _taps(broadcast: Broadcast, *, rehearsal: bool) -> tuple[Tap, ...]:
    """At moments of this machine's steady clock, as it is while they are read."""
    here, now = time.monotonic(), clock.now()
    cues: list[Cue] = broadcast.lately  # type: ignore[attr-defined]  # by with_taps
    return tuple(
        Tap(cue.pk, here - (now - cue.tapped_at).total_seconds(), dict(cue.words.texts))
        for cue in cues
        if cue.rehearsal == rehearsal
    )


@dataclass
class Caster:
    """Every stage of this node."""

    root: Path
    stages: dict[str, Stage] = field(default_factory=dict)
    _asked: float = float("-inf")

    def step(self, now: float) -> list[Segment]:
        """Look once. Returns what was released."""
        if now - self._asked >= ASK:
            self._asked = now
            self._follow(wanted(), now)
        return [segment for stage in list(self.stages.values()) for segment in stage.step(now)]

    def run(self) -> Iterator[None]:
        """For ever; whoever iterates decides when it stops."""
        try:
            while True:
                self.step(time.monotonic())
                yield
                time.sleep(TICK)
        finally:
            for stage in self.stages.values():
                stage.close()

    def _follow(self, running: dict[str, Wanted], now: float) -> None:
        for key, one in running.items():
            stage = self.stages.get(key)
            if stage is None:
                slate = make_slate(self.root / "slate", target=one.pace)
                stage = Stage(
                    House(self.root, one.broadcast, one.prefix, key), slate, target=one.pace
                )
                stage.open(now)
                self.stages[key] = stage
            for number, ended in one.sessions:
                stage.session(number, closed=ended)
            stage.panic(one.panic, now)
            stage.captions.follow(one.taps, one.languages)
        for key in self.stages.keys() - running.keys():
            self.stages.pop(key).end()
