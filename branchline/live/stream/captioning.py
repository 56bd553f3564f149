"""The captions of what is over, and its two clocks.

A caption stands at moments of the stream: they never change. A replay leaves pieces out, and on another day others, so
its own clock is worked out anew each time. Whole milliseconds throughout.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from . import captions
from .journal import Segment, Show


@dataclass(frozen=True)
class Caption:
    """Words that are shown from one moment of the stream to another. `words` by language, one line or more."""

    begins: int
    ends: int
    words: Mapping[str, str] = field(default_factory=dict)

    def text(self, lang: str) -> str:
        """In this language, else in the other."""
        return self.words.get(lang) or next((text for text in self.words.values() if text), "")


def as_tapped(show: Show) -> list[Caption]:
    """What was shown while it was live."""
    return in_order(
        Caption(_ms(said.begins), _ms(said.ends), {k: v for k, v in said.words.items() if v})
        for said in show.said
        if said.is_shown
    )


def in_order(lines: Iterable[Caption]) -> list[Caption]:
    """As they are shown."""
    return sorted(lines, key=lambda line: (line.begins, line.ends))


@dataclass(frozen=True)
class Stretch:
    """Pieces that follow each other without a break. `numbers` of the segments; the rest by the stream's clock, and
    `shown` by the replay's."""

    numbers: range
    begins: int
    ends: int
    shown: int


@dataclass(frozen=True)
class Clock:
    """Between the stream's clock and that of a replay."""

    stretches: Sequence[Stretch]

    @property
    def total(self) -> int:
        """How long the replay is."""
        return sum(each.ends - each.begins for each in self.stretches)

    @property
    def mark(self) -> str:
        """The same as long as the same pieces are in it: what was typed by one clock is not read by another."""
        told = ",".join(f"{each.begins}-{each.ends}" for each in self.stretches)
        return blake2b(told.encode(), digest_size=6).hexdigest()

    def shown(self, moment: int) -> int:
        """Where a moment of the stream is in the replay; of what is left out, the place where it would be."""
        return sum(
            min(max(moment - each.begins, 0), each.ends - each.begins) for each in self.stretches
        )

    def begins(self, at: int) -> int:
        """The moment of the stream at which something begins that begins in the replay at `at`."""
        for each in self.stretches:
            if at < each.shown + each.ends - each.begins:
                return each.begins + at - each.shown
        return self.stretches[-1].ends if self.stretches else at

    def ends(self, at: int) -> int:
        """The same of an end: where two stretches meet it is the end of the first."""
        for each in self.stretches:
            if at <= each.shown + each.ends - each.begins:
                return each.begins + at - each.shown
        return self.stretches[-1].ends if self.stretches else at


def clock_of(show: Show, numbers: Iterable[int]) -> Clock:
    """Of a replay of these segments. A joint is a break too: players begin anew there."""
    found: list[Stretch] = []
    at = 0
    for number in numbers:
        segment = show.segments[number]
        begins, ends = _span(segment)
        last = found[-1] if found else None
        if last is not None and last.numbers.stop == number and not segment.joint:
            found[-1] = Stretch(
                range(last.numbers.start, number + 1), last.begins, ends, last.shown
            )
        else:
            found.append(Stretch(range(number, number + 1), begins, ends, at))
        at += ends - begins
    return Clock(found)


def pieces(
    lines: Sequence[Caption], clock: Clock, show: Show
) -> Mapping[int, Sequence[tuple[str, Caption]]]:
    """What stands in the caption file of each segment, by its number: captions with a name each. A caption that goes
    on over a break is one piece before it and another behind: a player would show it where it must not."""
    found: dict[int, list[tuple[str, Caption]]] = {}
    for part, stretch in enumerate(clock.stretches):
        within = [
            (f"{number}-{part}", Caption(max(line.begins, stretch.begins), min(line.ends, stretch.ends), line.words))
            for number, line in enumerate(lines)
            if line.begins < stretch.ends and line.ends > stretch.begins
        ]  # fmt: skip
        for number in stretch.numbers:
            begins, ends = _span(show.segments[number])
            found[number] = [
                (name, line) for name, line in within if line.begins < ends and line.ends > begins
            ]
    return found


def segment_file(
    lines: Sequence[tuple[str, Caption]], *, lang: str, segment: Segment, ticks: int
) -> str:
    """The caption file of one segment (see `captions.segment_file`)."""
    said = [(name, line.begins / 1000, line.ends / 1000, line.text(lang)) for name, line in lines]
    return captions.segment_file(said, starts=segment.starts, ticks=ticks)


def _span(segment: Segment) -> tuple[int, int]:
    return _ms(segment.starts), _ms(segment.starts + segment.seconds)


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
