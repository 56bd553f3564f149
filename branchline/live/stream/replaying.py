"""What may be seen afterwards: the same segments, fewer of them, at an address of their own. Nothing is encoded again.

A replay leaves out what its rights don't allow, the slate, and what was withdrawn. When a right ends it is laid out
anew without that item; when it is taken down its folder goes, and with it every address.
"""

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from . import playlists
from .captioning import Caption, clock_of, pieces, segment_file
from .house import put
from .journal import Segment, Show
from .timestamps import first_timestamp


@dataclass(frozen=True)
class Part:
    """A stretch of the stream, in its seconds: an item of the run sheet, or what is said before the first."""

    item: int | None
    begins: float
    ends: float

    def touches(self, segment: Segment) -> bool:
        """Some of the segment is of it."""
        return self.begins < segment.starts + segment.seconds and segment.starts < self.ends


def parts(show: Show, items: Mapping[int, int | None]) -> list[Part]:
    """The stream from end to end. `items`: of which item a cue is. An item goes on until another begins: what is
    hummed when nobody taps is still the song's."""
    begins: list[tuple[float, int | None]] = [(0.0, None)]
    for said in sorted(show.said, key=lambda said: (said.begins, said.cue)):
        item = items.get(said.cue)
        if item is not None and item != begins[-1][1]:
            begins.append((said.begins, item))
    ends = [at for at, _item in begins[1:]] + [show.seconds]
    return [Part(item, at, end) for (at, item), end in zip(begins, ends, strict=True) if end > at]


def may_be_seen(
    show: Show, stretches: Sequence[Part], allowed: Callable[[int | None], bool]
) -> list[int]:
    """Numbers of the segments of which nothing is forbidden: where an item begins within one, both must be allowed."""
    forbidden = [part for part in stretches if not allowed(part.item)]
    return [
        segment.number
        for segment in show.segments
        if not segment.is_slate
        and segment.number not in show.withdrawn
        and not any(part.touches(segment) for part in forbidden)
    ]


def lay_out(
    source: Path, goal: Path, show: Show, numbers: Sequence[int], captions: Sequence[Caption]
) -> float:
    """The replay of these segments with these captions, as a folder that is there whole or as it was; with no number
    it goes. Returns its seconds. `source` may be the replay itself, when nothing else is left of the broadcast."""
    first = source / playlists.RENDITIONS[0].name
    numbers = [number for number in numbers if (first / f"{number:06d}.ts").exists()]
    if not numbers:
        shutil.rmtree(goal, ignore_errors=True)
        return 0.0
    draft = goal.with_name(f".{goal.name}-{token_hex(4)}")
    for rendition in playlists.RENDITIONS:
        (draft / rendition.name).mkdir(parents=True)
        for number in numbers:
            file = f"{number:06d}.ts"
            os.link(source / rendition.name / file, draft / rendition.name / file)
        put(draft / rendition.name / "all.m3u8", playlists.replay(show, numbers))
    languages = [
        lang for lang in playlists.SPOKEN if any(line.words.get(lang) for line in captions)
    ]
    _write_captions(draft, languages, show, numbers, captions)
    for name, master in playlists.masters(captions=languages).items():
        if name.startswith("all"):
            put(draft / name, master)
    _swap(draft, goal)
    kept = set(numbers)
    return sum(s.seconds for s in show.segments if s.number in kept)


def _write_captions(
    draft: Path,
    languages: Sequence[str],
    show: Show,
    numbers: Sequence[int],
    captions: Sequence[Caption],
) -> None:
    """Anew from the words each time: what somebody put right stands in no file of the stream."""
    if not languages:
        return
    for number, lines in pieces(captions, clock_of(show, numbers), show).items():
        ticks = first_timestamp(draft / playlists.RENDITIONS[0].name / f"{number:06d}.ts")
        for lang in languages:
            text = segment_file(lines, lang=lang, segment=show.segments[number], ticks=ticks)
            put(draft / playlists.words(lang) / f"{number:06d}.vtt", text)
    for lang in languages:
        listed = playlists.replay(show, numbers, ending="vtt")
        put(draft / playlists.words(lang) / "all.m3u8", listed)


def _swap(draft: Path, goal: Path) -> None:
    old = goal.with_name(f".{goal.name}-{token_hex(4)}")
    if goal.exists():
        goal.replace(old)
    draft.replace(goal)
    shutil.rmtree(old, ignore_errors=True)
