"""What was shown, for good: one line for each thing released to viewers, withdrawn from the replay, or ended.

Only ever added to. Whoever starts again after a kill reads it and goes on with the next number, so that players
never see a number twice.
"""

import errno
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Segment:
    """A piece of the stream that viewers may have, in all renditions."""

    number: int
    """In the broadcast, from 0; only grows."""
    session: int
    """0: the slate."""
    cut: int
    """Its number in the session."""
    seconds: float
    starts: float
    """Seconds of the stream before it."""
    taken: float | None = None
    """When its last picture was taken, by this machine's clock since it was switched on."""
    joint: bool = False
    """It is not the continuation of the one before: another encoder made it, or something is left out between."""
    date: float | None = None
    """When its first picture was taken, in seconds since 1970."""

    @property
    def is_slate(self) -> bool:
        return self.session == 0


@dataclass(frozen=True)
class Said:
    """What became of a tap of the run sheet: seconds of the stream. `words` by language."""

    cue: int
    """Its row in the database."""
    begins: float
    ends: float
    """As `begins` when it was not shown: nothing was to be read, or the slate was on."""
    words: dict[str, str]

    @property
    def is_shown(self) -> bool:
        return self.ends > self.begins

    def text(self, lang: str) -> str:
        """In this language, else as it was sung."""
        return self.words.get(lang) or next((text for text in self.words.values() if text), "")


@dataclass
class Show:
    """All that a journal says."""

    target: int = 2
    """Seconds of a segment; never changes within a stream (RFC 8216, 6.2.1)."""
    segments: list[Segment] = field(default_factory=list)
    withdrawn: set[int] = field(default_factory=set)
    """Numbers of segments that the replay leaves out."""
    said: list[Said] = field(default_factory=list)
    panicked: bool = False
    """Panic was on when the last line was written."""
    prefix: str = ""
    """Where it stands in public."""
    ended: bool = False
    clock: float | None = None
    """Seconds since 1970 when this machine's own clock (`taken`) began, as whoever writes the journal knows it."""

    @property
    def seconds(self) -> float:
        """How long the stream is so far."""
        last = self.segments[-1] if self.segments else None
        return last.starts + last.seconds if last else 0.0

    def next(
        self, *, session: int, cut: int, seconds: float, joint: bool, taken: float | None = None
    ) -> Segment:
        """The segment that comes after all others."""
        number = len(self.segments)
        starts = round(self.seconds, 3)
        date = self._date(seconds, taken)
        return Segment(number, session, cut, seconds, starts, taken, joint and number > 0, date)

    def _date(self, seconds: float, taken: float | None) -> float | None:
        """Never before the end of what came before it: dates in a playlist only grow."""
        if self.clock is None or taken is None:
            return None
        date = self.clock + taken - seconds
        last = self.segments[-1] if self.segments else None
        if last is not None and last.date is not None:
            date = max(date, last.date + last.seconds)
        return round(date, 3)

    def taken_since(self, moment: float) -> set[int]:
        """Numbers of the segments, slates left out, of which something was taken after that moment."""
        found: set[int] = set()
        for segment in reversed(self.segments):
            # Before this machine was switched on again its clock said something else.
            if segment.taken is None or segment.taken <= moment:
                break
            if not segment.is_slate:
                found.add(segment.number)
        return found

    def take(self, line: "dict[str, Any]") -> None:
        """One line of a journal more."""
        match line:
            case {"begun": seconds}:
                self.target, self.prefix = seconds, line.get("prefix", "")
            case {"segment": what}:
                self.segments.append(Segment(**what))
            case {"said": what}:
                self.said.append(Said(**what))
            case {"withdrawn": numbers}:
                self.withdrawn |= set(numbers)
            case {"panicked": on}:
                self.panicked = on
            case {"ended": True}:
                self.ended = True


def read_show(path: Path) -> Show:
    """All that a journal says, whoever writes it; nothing where there is none."""
    show = Show()
    for line, _end in _lines(path):
        show.take(line)
    return show


class Journal:
    """The file, and all that it says."""

    def __init__(self, path: Path, *, target: int = 2, prefix: str = "") -> None:
        self.show = Show(target)
        path.parent.mkdir(parents=True, exist_ok=True)
        whole = _read(path, self.show)
        # Nothing is kept back in memory: what could not be written would be written later, a second time.
        self._file = path.open("ab", buffering=0)
        # What a kill or a full disk has left half-written was never shown to anybody.
        self._file.truncate(whole)
        if not whole:
            self._write({"begun": target, "prefix": prefix})

    def release(self, segment: Segment) -> None:
        """A segment is the viewers' from now on."""
        self._write({"segment": asdict(segment)})

    def withdraw(self, numbers: set[int]) -> None:
        """The replay leaves these out. What players hold already can't be taken back."""
        if not numbers <= self.show.withdrawn:
            self._write({"withdrawn": sorted(numbers - self.show.withdrawn)})

    def panic(self, on: bool) -> None:
        """Panic is pressed, or over: whoever goes on after a kill must know."""
        if on != self.show.panicked:
            self._write({"panicked": on})

    def say(self, said: Said) -> None:
        """What became of a tap; written before the segment in which it sounds, so that a kill shows no line twice."""
        self._write({"said": asdict(said)})

    def end(self) -> None:
        """Nothing comes after this."""
        if not self.show.ended:
            self._write({"ended": True})

    def close(self) -> None:
        self._file.close()

    def _write(self, line: "dict[str, Any]") -> None:
        content = json.dumps(line, separators=(",", ":")).encode() + b"\n"
        start = os.fstat(self._file.fileno()).st_size
        try:
            if self._file.write(content) != len(content):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(self._file.fileno())
        except OSError:
            self._file.truncate(start)
            raise
        self.show.take(line)


def _read(path: Path, show: Show) -> int:
    """Where the last whole line ends."""
    whole = 0
    for line, whole in _lines(path):  # noqa: B007  # where the last one ends is the answer
        show.take(line)
    return whole


def _lines(path: Path) -> "Iterator[tuple[dict[str, Any], int]]":
    """Whole lines, each with where it ends."""
    if not path.exists():
        return
    at = 0
    with path.open("rb") as file:
        for line in file:
            if not line.endswith(b"\n"):
                return
            at += len(line)
            yield json.loads(line), at
