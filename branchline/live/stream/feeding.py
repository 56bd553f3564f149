"""One session on its way from the spool through an encoder: fed in a thread of its own, begun anew if FFmpeg dies.

What goes wrong here ends nothing: FFmpeg that dies or hangs is begun anew, after pauses that grow while it gives
nothing; a gap is passed over; a full disk is waited for.
"""

import errno
import logging
import threading
import time
from dataclasses import dataclass, field
from enum import Enum
from itertools import islice

from .attempts import Attempt
from .clocks import Arrivals
from .composing import Cut
from .containers import beginning, entrance
from .cutting import Encoder, Found, look
from .house import House
from .spool import Chunk, Spool

log = logging.getLogger("branchline.live")
PAUSE = 0.05
"""Seconds between two looks into the spool."""
BEHIND = 3
"""Chunks that a new encoder goes back: what the one that died had taken in and not given out."""
FAR_BEHIND = 15
"""Chunks after which an encoder is too late for anybody to see what it makes: it jumps to now."""
HEADS = 4
"""Chunks within which a stream must have said what it holds."""
GAP = 3.0
"""Seconds that a missing chunk is waited for while later ones are there."""
LONGEST_PAUSE = 10.0
"""Seconds between two encoders that give nothing."""


class Trouble(Enum):
    """Why a session that sends is not seen."""

    UNREADABLE = "unreadable"
    """What it sends can't be read: another browser may do better."""
    ENCODER = "encoder"
    """FFmpeg gives nothing, again and again."""
    FULL = "full"
    """This machine's disk is full."""


@dataclass
class Feeding:
    """`found` None until the first chunks said what the stream holds."""

    house: House
    session: int
    seconds: int
    first: int = 0
    """The chunk with which it begins, when others were shown by another process."""
    found: Found | None = None
    trouble: Trouble | None = None
    attempts: int = 0
    in_vain: int = 0
    """Encoders one after the other that gave nothing."""
    _spool: Spool = field(init=False)
    _attempt: Attempt | None = None
    _arrivals: Arrivals = field(default_factory=Arrivals)
    _head: bytes = b""
    _at: int = 0
    _floor: int = 0
    """Nothing before this chunk is gone back to: it lies before a gap."""
    _looked: int = 0
    _newest: int = -1
    _idle_since: float | None = None
    _last: int | None = None
    _closing: threading.Event = field(default_factory=threading.Event)
    _stopped: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def __post_init__(self) -> None:
        self._spool = self.house.spool(self.session)
        self._at = self.first

    def start(self) -> None:
        self._thread = threading.Thread(
            target=self._run, name=f"feeding-{self.session}", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """The publisher is gone: what is in the spool now is all that is shown. What comes later is recorded."""
        if not self._closing.is_set():
            self._last = max(self._spool.numbers(), default=-1)
            self._closing.set()

    def stop(self) -> None:
        """At once, whatever is on its way."""
        self._stopped.set()
        self._stop_encoder()
        if self._thread is not None:
            self._thread.join(5)
            # One that was being begun at that moment.
            self._stop_encoder()

    def _stop_encoder(self) -> None:
        if self._attempt is not None:
            self._attempt.encoder.stop()

    @property
    def is_over(self) -> bool:
        return self._thread is not None and not self._thread.is_alive()

    @property
    def encoder_pid(self) -> int | None:
        return self._attempt.encoder.pid if self._attempt is not None else None

    @property
    def quiet_for(self) -> float:
        """Seconds for which nothing is to be seen or heard of it."""
        return self._attempt.encoder.quiet_for if self._attempt is not None else 0.0

    def cuts(self) -> list[tuple[Cut, Encoder, int]]:
        """What is newly whole: the cut, whose encoder has it, and its number there. Ends an encoder that hangs."""
        attempt = self._attempt
        if attempt is None:
            return []
        now = time.monotonic()
        found = attempt.pieces(self._arrivals, self.session, now)
        if found:
            self.in_vain, self.trouble = 0, None
        elif attempt.encoder.is_running and attempt.hangs(now):
            log.warning("live: FFmpeg hangs; begun anew")
            attempt.encoder.stop()
        return [(cut, attempt.encoder, piece) for cut, piece in found]

    def _run(self) -> None:
        try:
            while not self._stopped.is_set() and not self._looked_or_failed():
                self._stopped.wait(PAUSE)
        finally:
            # One that was begun while `stop` ended the one before.
            self._end_attempt()

    def _looked_or_failed(self) -> bool:
        try:
            return self._look()
        except OSError as error:
            full = error.errno in {errno.ENOSPC, errno.EDQUOT}
            trouble = Trouble.FULL if full else Trouble.ENCODER
            if self.trouble is not trouble:
                log.warning("live: %s; tried again and again", error.strerror)
            self.trouble = trouble
            self._stopped.wait(1)
            return False

    def _look(self) -> bool:
        """Once into the spool. True when there is nothing more to do."""
        closing = self._closing.is_set()
        chunks = [
            c for c in self._spool.chunks(self._at) if self._last is None or c.number <= self._last
        ]
        if chunks:
            self._notice(chunks[-1].number)
        found = self.found or self._read_head(closing)
        if found is None:
            return closing or self.trouble is Trouble.UNREADABLE
        running = self._attempt is not None and self._attempt.encoder.is_running
        if len(chunks) > FAR_BEHIND and running and not closing:
            log.warning("live: the encoder is %s chunks behind; it jumps to now", len(chunks))
            self._end_attempt()
        elif chunks and not running:
            self._begin(found, closing)
        elif chunks:
            self._feed(chunks)
        elif closing:
            if self._attempt is not None:
                self._attempt.encoder.finish()
            return True
        else:
            self._pass_over_a_gap()
        return False

    def _notice(self, newest: int) -> None:
        if (
            newest > self._newest
            and (recorded := self._spool.recent_times().get(newest)) is not None
        ):
            self._newest = newest
            self._arrivals.notice(time.monotonic(), recorded)

    def _read_head(self, closing: bool) -> Found | None:
        """What the stream holds, once its first chunks say so."""
        first = [chunk.read() for chunk in islice(self._spool.chunks(), HEADS)]
        if len(first) == self._looked and not closing:
            return None
        self._looked = len(first)
        found = look(b"".join(first)) if first else None
        if found is None or found.can_be_shown:
            self._head, self.found = beginning(first[0]) if first else b"", found
        elif len(first) == HEADS or closing:
            self.trouble = Trouble.UNREADABLE
        return self.found

    def _begin(self, found: Found, closing: bool) -> None:
        """A new encoder, a few chunks back. Not when others gave nothing: one of those may be what they died of."""
        if self._attempt is not None:
            self._count(self._attempt)
            newest = self._at - 1 if closing else self._newest
            back = BEHIND if self.in_vain < 2 else 1
            self._at = max(newest + 1 - back, self._floor)
        recorded = self._spool.recent_times().get(self._at - 1) if self._at else 0.0
        self.attempts += 1
        folder = self.house.encoder(self.session, self.attempts)
        encoder = Encoder(folder, seconds=self.seconds, found=found)
        self._attempt = Attempt(encoder, self.attempts, self.seconds, recorded)
        if self._at:
            self._give(self._attempt, self._head)
            self._attempt.entered = False

    def _count(self, attempt: Attempt) -> None:
        attempt.encoder.stop()
        self.in_vain = 0 if attempt.given else self.in_vain + 1
        if self.in_vain >= 2:
            self.trouble = Trouble.ENCODER
            said = attempt.encoder.said().strip().splitlines()
            if self.in_vain == 2:
                log.warning(
                    "live: FFmpeg gives nothing; tried again and again. It says: %s", said[-1:]
                )
        if self.in_vain:
            self._stopped.wait(min(0.25 * 2 ** min(self.in_vain, 6), LONGEST_PAUSE))

    def _feed(self, chunks: list[Chunk]) -> None:
        attempt, times = self._attempt, self._spool.recent_times()
        self._idle_since = None
        for chunk in chunks:
            content = chunk.read()
            if attempt is None or not self._give(attempt, self._readable(attempt, content)):
                return
            attempt.offered = times.get(chunk.number, attempt.offered)
            self._at = chunk.number + 1

    def _readable(self, attempt: Attempt, content: bytes) -> bytes:
        """All of it, once the encoder has found its way in."""
        if attempt.entered:
            return content
        content = entrance(self._head, content)
        attempt.entered = bool(content)
        return content

    @staticmethod
    def _give(attempt: Attempt, content: bytes) -> bool:
        attempt.busy_since = time.monotonic()
        try:
            return attempt.encoder.feed(content)
        finally:
            attempt.busy_since = None

    def _end_attempt(self) -> None:
        if self._attempt is not None:
            self._attempt.encoder.stop()

    def _pass_over_a_gap(self) -> None:
        """A chunk that never came, though later ones did, holds up nobody."""
        now = time.monotonic()
        if self._idle_since is None:
            self._idle_since = now
        if now - self._idle_since < GAP:
            return
        self._idle_since = now
        beyond = self._spool.after(self._at)
        if beyond is not None:
            log.warning("live: chunks %s to %s never came", self._at, beyond - 1)
            self._at = self._floor = beyond
            self._end_attempt()
