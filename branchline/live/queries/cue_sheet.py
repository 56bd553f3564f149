"""What was sung, read and told, from when on, and for how long: chapters, and the list for the music licence.

The licence (PRS for Music) asks of each work for its title, who wrote it, who publishes or arranged it, and how many
seconds of it were heard.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..models import Broadcast, ItemKind, RunItem
from ..stream.journal import Show
from ..stream.replaying import Part
from .replays import what_was_on

MUSIC = (ItemKind.RHYME, ItemKind.SONG)


@dataclass(frozen=True)
class Chapter:
    """One time that an item was on, in seconds of the stream. `heard`: without the slate."""

    item: RunItem
    begins: float
    ends: float
    heard: float


def chapters_of(*, broadcast: Broadcast) -> list[Chapter]:
    """In the order in which they were on; what was sung twice is there twice. Two queries; reads the journal."""
    show, items, found = what_was_on(broadcast)
    return [
        Chapter(items[part.item], part.begins, part.ends, _heard(show, part))
        for part in found
        if part.item is not None
    ]


def cue_sheet(chapters: Iterable[Chapter]) -> tuple[list[str], list[list[str]]]:
    """Headings and rows of the list for the licence: music only."""
    headings = [
        _("Number"), _("From"), _("Title"), _("Writer or composer"), _("Publisher or arranger"),
        _("Seconds"), _("Performed"), _("By what right"), _("Note"),
    ]  # fmt: skip
    music = [chapter for chapter in chapters if chapter.item.kind in MUSIC]
    return headings, [_row(number, chapter) for number, chapter in enumerate(music, 1)]


def _row(number: int, chapter: Chapter) -> list[str]:
    item, begins = chapter.item, round(chapter.begins)
    return [
        str(number),
        f"{begins // 3600}:{begins // 60 % 60:02d}:{begins % 60:02d}",
        str(item.title),
        item.creator or (_("Traditional") if item.is_free else ""),
        item.publisher,
        str(round(chapter.heard)),
        _("Live"),
        str(item.get_basis_display()),
        item.basis_note,
    ]


def _heard(show: Show, part: Part) -> float:
    overlaps = (
        min(part.ends, segment.starts + segment.seconds) - max(part.begins, segment.starts)
        for segment in show.segments
        if not segment.is_slate and part.touches(segment)
    )
    return sum(overlaps)
