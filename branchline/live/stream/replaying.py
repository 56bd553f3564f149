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
from .house import put
from .journal import Segment, Show


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


def lay_out(source: Path, goal: Path, show: Show, numbers: Sequence[int]) -> float:
    """The replay of these segments, as a folder that is there whole or as it was; with no number it goes. Returns its
    seconds. `source` may be the replay itself, when nothing else is left of the broadcast."""
    first = source / playlists.RENDITIONS[0].name
    numbers = [number for number in numbers if (first / f"{number:06d}.ts").exists()]
    if not numbers:
        shutil.rmtree(goal, ignore_errors=True)
        return 0.0
    draft = goal.with_name(f".{goal.name}-{token_hex(4)}")
    languages = [lang for lang in playlists.SPOKEN if (source / playlists.words(lang)).is_dir()]
    kinds = {rendition.name: "ts" for rendition in playlists.RENDITIONS}
    kinds |= {playlists.words(lang): "vtt" for lang in languages}
    for name, ending in kinds.items():
        (draft / name).mkdir(parents=True)
        for number in numbers:
            file = f"{number:06d}.{ending}"
            os.link(source / name / file, draft / name / file)
        put(draft / name / "all.m3u8", playlists.replay(show, numbers, ending=ending))
    for name, master in playlists.masters(captions=languages).items():
        if name.startswith("all"):
            put(draft / name, master)
    _swap(draft, goal)
    kept = set(numbers)
    return sum(s.seconds for s in show.segments if s.number in kept)


def _swap(draft: Path, goal: Path) -> None:
    old = goal.with_name(f".{goal.name}-{token_hex(4)}")
    if goal.exists():
        goal.replace(old)
    draft.replace(goal)
    shutil.rmtree(old, ignore_errors=True)
