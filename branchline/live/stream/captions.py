"""The words that somebody taps, line by line, become captions of the stream.

A segment goes out some seconds after it was taken. By then it is known which lines were tapped in it, and when each
ends: with the next tap, or by itself. What was decided stands in the journal and changes no more.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from . import playlists
from .house import House, put
from .journal import Journal, Said, Segment, Show
from .timestamps import first_timestamp

LASTS = 4.4
"""Seconds for which a line is shown when nothing is tapped after it: the hold of 5 seconds, less what a tap needs on
its way to here. So its end is always known when the segment goes out in which it begins."""
SHORTEST = 0.3
"""Seconds below which nobody can read a line: a slip of the thumb, put right at once."""


@dataclass(frozen=True)
class Tap:
    """A line that somebody tapped. `at`: `time.monotonic`; `words` by language, none for "nothing"."""

    cue: int
    at: float
    words: Mapping[str, str]


def decide(
    taps: Iterable[Tap], *, known: frozenset[int], segment: Segment, until: float, spoken: float
) -> list[Said]:
    """What becomes of taps that nobody has decided on before this segment, which was taken until `until`.

    `spoken`: seconds of the stream until which earlier lines last. What was tapped during the slate, or came too late
    to be seen, is noted and not shown.
    """
    began = until - segment.seconds
    found: list[Said] = []
    in_order = sorted(taps, key=lambda tap: (tap.at, tap.cue))
    for tap, after in pairwise([*in_order, None]):
        assert tap is not None  # noqa: S101  # only the last of them is none
        if tap.cue in known or tap.at >= until:
            continue
        lasts_until = tap.at + LASTS if after is None else min(tap.at + LASTS, after.at)
        begins = max(segment.starts + max(tap.at - began, 0.0), spoken)
        ends = segment.starts + lasts_until - began
        if segment.is_slate or not any(tap.words.values()) or ends - begins < SHORTEST:
            ends = begins
        else:
            spoken = ends
        found.append(Said(tap.cue, round(begins, 3), round(ends, 3), dict(tap.words)))
    return found


def sounding(show: Show, segment: Segment) -> list[Said]:
    """The lines to be written into a segment: those that are on while it is, each with its whole length. What began
    before the stream last began anew stands there; players would show it twice."""
    if segment.joint:
        anew = segment.starts
    else:
        joints = (s.starts for s in reversed(show.segments[: segment.number]) if s.joint)
        anew = next(joints, 0.0)
    end = segment.starts + segment.seconds
    return [
        said
        for said in show.said
        if said.is_shown and anew <= said.begins < end and said.ends > segment.starts
    ]


def webvtt(lines: Sequence[tuple[int, Said]], *, lang: str, starts: float, ticks: int) -> str:
    """The captions of one segment while it is live. `lines` with their numbers in the stream."""
    said = [(str(number), said.begins, said.ends, said.text(lang)) for number, said in lines]
    return segment_file(said, starts=starts, ticks=ticks)


def segment_file(
    lines: Iterable[tuple[str, float, float, str]], *, starts: float, ticks: int
) -> str:
    """The captions of one segment (WebVTT, RFC 8216 3.5): name, begin, end and words. By the name a player knows
    which it has; `ticks`: where the segment begins on its own clock, `starts`: on the stream's."""
    parts = [f"WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:{ticks},LOCAL:{clock(starts)}"]
    parts += [
        f"line-{name}\n{clock(begins)} --> {clock(ends)}\n{escaped(text)}"
        for name, begins, ends, text in lines
    ]
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """Words that are only words, whatever somebody typed: no mark, no arrow, no empty line."""
    rows = (" ".join(row.split()) for row in text.splitlines())
    text = "\n".join(row for row in rows if row)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def clock(seconds: float) -> str:
    """A moment as WebVTT writes it."""
    ms = round(seconds * 1000)
    return f"{ms // 3_600_000:02d}:{ms // 60_000 % 60:02d}:{ms // 1000 % 60:02d}.{ms % 1000:03d}"


@dataclass
class Captions:
    """The captions of one stream that is on. `languages`: those that the run sheet has words in."""

    house: House
    journal: Journal
    taps: dict[int, Tap] = field(default_factory=dict)
    languages: tuple[str, ...] = ()

    def follow(self, taps: Iterable[Tap], languages: Iterable[str]) -> None:
        """What was tapped lately, and the languages from now on. A tap heard before stays where it was, whatever a
        clock does meanwhile; what was shown before a language came gets its captions in it."""
        for tap in taps:
            self.taps.setdefault(tap.cue, tap)
        new = [lang for lang in languages if lang not in self.languages]
        for lang in new:
            for segment in self.journal.show.segments:
                self._write(segment, lang)
        self.languages = tuple(sorted((*self.languages, *new), key=playlists.SPOKEN.index))

    def release(self, segment: Segment, until: float) -> None:
        """The segment is about to be the viewers': decide on what was tapped in it, and write it down."""
        show = self.journal.show
        known = frozenset(said.cue for said in show.said)
        spoken = max((said.ends for said in show.said), default=0.0)
        for said in decide(
            self.taps.values(), known=known, segment=segment, until=until, spoken=spoken
        ):
            self.journal.say(said)
        for lang in self.languages:
            self._write(segment, lang)

    def write_playlists(self) -> None:
        """As those of the pictures."""
        for lang in self.languages:
            folder = self.house.public / playlists.words(lang)
            put(folder / "all.m3u8", playlists.everything(self.journal.show, ending="vtt"))
            put(folder / "now.m3u8", playlists.now(self.journal.show, ending="vtt"))

    def _write(self, segment: Segment, lang: str) -> None:
        show, name = self.journal.show, f"{segment.number:06d}"
        ticks = first_timestamp(self.house.public / playlists.RENDITIONS[0].name / f"{name}.ts")
        lines = [(show.said.index(said), said) for said in sounding(show, segment)]
        text = webvtt(lines, lang=lang, starts=segment.starts, ticks=ticks)
        put(self.house.public / playlists.words(lang) / f"{name}.vtt", text)
