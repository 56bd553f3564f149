"""One session on its way from the spool through an encoder: fed in a thread of its own, begun anew if FFmpeg dies."""

import threading
import time
from dataclasses import dataclass, field

from .composing import Cut
from .containers import beginning
from .cutting import Encoder, Found, look
from .house import House

PAUSE = 0.05
"""Seconds between two looks into the spool."""
BEHIND = 3
"""Chunks that a new encoder goes back: what the one that died had taken in and not given out."""
FAR_BEHIND = 15
"""Chunks after which an encoder is too late for anybody to see what it makes: it jumps to now."""


@dataclass
class Feeding:
    """`found` None until the first chunk came; `unreadable` when that says nothing we can show."""

    house: House
    session: int
    seconds: int
    first: int = 0
    """The chunk with which it begins, when others were shown by another process."""
    found: Found | None = None
    unreadable: bool = False
    attempt: int = 0
    _given: int = 0
    _numbers: int = 0
    _encoder: Encoder | None = None
    _anchor: float | None = None
    _closing: threading.Event = field(default_factory=threading.Event)
    _stopped: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(
            target=self._run, name=f"feeding-{self.session}", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """The publisher is gone: what is in the spool is all there will be."""
        self._closing.set()

    def stop(self) -> None:
        """At once, whatever is on its way."""
        self._stopped.set()
        if self._encoder is not None:
            self._encoder.stop()
        if self._thread is not None:
            self._thread.join(5)

    @property
    def is_over(self) -> bool:
        return self._thread is not None and not self._thread.is_alive()

    @property
    def encoder_pid(self) -> int | None:
        return self._encoder.pid if self._encoder is not None else None

    def cuts(self) -> list[tuple[Cut, "Encoder", int]]:
        """What is newly whole: the cut, whose encoder has it, and its number there."""
        encoder, anchor = self._encoder, self._anchor
        if encoder is None or anchor is None or encoder.starts is None:
            return []
        found = []
        for piece in encoder.pieces(self._given):
            taken = anchor + encoder.starts + piece.ends
            cut = Cut(self.session, self._numbers + piece.number, piece.ends - piece.begins, taken)
            found.append((cut, encoder, piece.number))
            self._given = piece.number + 1
        return found

    def _run(self) -> None:
        spool = self.house.spool(self.session)
        head, at = b"", self.first
        while not self._stopped.is_set():
            closing = self._closing.is_set()
            chunks = list(spool.chunks(at))
            if len(chunks) > FAR_BEHIND and self._encoder is not None:
                at = chunks[-BEHIND].number
                self._encoder.stop()
                continue
            self._notice(spool.times(), chunks[-1].number if chunks else None)
            if chunks and self.found is None:
                first = next(spool.chunks(0)).read()
                head = beginning(first)
                self.found = look(first)
                self.unreadable = not self.found.can_be_shown
            if self.unreadable:
                return
            if chunks and self.found is not None and self._needs_encoder():
                at = max(at - BEHIND, 0)
                self._begin(self.found)
                chunks = list(spool.chunks(at))
                if at and not self._feed(head):
                    continue
            for chunk in chunks:
                if not self._feed(chunk.read()):
                    break
                at = chunk.number + 1
            if closing and not chunks:
                if self._encoder is not None:
                    self._encoder.finish()
                return
            time.sleep(PAUSE)

    def _notice(self, times: dict[int, float], newest: int | None) -> None:
        """When the recorder began, by our clock: no chunk can have come before it was recorded, and the one that
        was quickest on its way says it best."""
        if newest is not None and newest in times:
            began = time.monotonic() - times[newest]
            self._anchor = began if self._anchor is None else min(self._anchor, began)

    def _needs_encoder(self) -> bool:
        return self._encoder is None or not self._encoder.is_running

    def _begin(self, found: Found) -> None:
        if self._encoder is not None:
            # Never the number after: what comes is no continuation.
            self._numbers += self._given + 1
        self.attempt += 1
        self._given = 0
        self._encoder = Encoder(
            self.house.cutting(self.session, self.attempt), seconds=self.seconds, found=found
        )

    def _feed(self, content: bytes) -> bool:
        return self._encoder is not None and self._encoder.feed(content)
