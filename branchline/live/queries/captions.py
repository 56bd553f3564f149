"""The captions of a replay: which there are, where they stand in it, and which are hard to read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap
from typing import Any

from django.utils.translation import gettext as _

from branchline.people.models import Account

from ..errors import (
    HasNotEnded,
    NothingMayBeSeen,
    PrivateIsNotSeenAgain,
    RecordingGone,
    VersionNotFound,
)
from ..models import Broadcast, CaptionVersion, Standing
from ..stream.captioning import Caption, Clock, as_tapped, clock_of
from ..stream.journal import Show, read_show
from .replays import house_of, replay_of, replay_plan

ROWS, ROW = 2, 37
"""A caption is two rows of 37 letters at most (BBC Subtitle Guidelines: two rows; a row of teletext has 37)."""
PACE = 180
"""Words a minute that people can read beside a picture (BBC Subtitle Guidelines: 160 to 180)."""


@dataclass(frozen=True)
class CaptionRow:
    """A caption that is seen in the replay. `place` among all captions of its version, `begins` and `ends` by the
    replay's clock in milliseconds."""

    place: int
    line: Caption
    begins: int
    ends: int

    @property
    def advice(self) -> list[str]:
        """What makes it hard to read. It stops nobody."""
        said = []
        texts = [text for text in self.line.words.values() if text]
        if any(_rows(text) > ROWS for text in texts):
            said.append(
                _("It fills more than %(rows)d rows of %(row)d letters: make two lines of it.")
                % {"rows": ROWS, "row": ROW}
            )
        seconds = (self.ends - self.begins) / 1000
        fastest = max((len(text.split()) * 60 / seconds for text in texts), default=0)
        if fastest > PACE:
            said.append(
                _("Hard to read in time: %(pace)d words a minute, and %(most)d is much already.")
                % {"pace": round(fastest), "most": PACE}
            )
        return said


def _rows(text: str) -> int:
    return sum(len(wrap(row, ROW)) for row in text.splitlines())


@dataclass(frozen=True)
class CaptionSheet:
    """Captions as they stand in the replay of a day. `number`: of their version; `lines`: all of it, what is seen in
    no replay of this day too."""

    number: int
    lines: Sequence[Caption]
    show: Show
    clock: Clock

    @property
    def rows(self) -> list[CaptionRow]:
        """What is seen."""
        return rows_of(self.lines, self.clock)


def rows_of(lines: Sequence[Caption], clock: Clock) -> list[CaptionRow]:
    """Those that are seen in a replay with this clock, in its order."""
    placed = (
        CaptionRow(place, line, clock.shown(line.begins), clock.shown(line.ends))
        for place, line in enumerate(lines)
    )
    return [row for row in placed if row.ends > row.begins]


def caption_sheet(*, broadcast: Broadcast, today: date, number: int | None = None) -> CaptionSheet:
    """Of the replay that is up, else of all that could be in one on this day; of the newest version, or another. Five
    queries at most; reads the journal.

    Refuses: HasNotEnded, PrivateIsNotSeenAgain, RecordingGone, NothingMayBeSeen, VersionNotFound.
    """
    if broadcast.standing != Standing.ENDED:
        raise HasNotEnded
    if broadcast.private:
        raise PrivateIsNotSeenAgain
    replay = replay_of(broadcast=broadcast)
    up = replay is not None and replay.stands(today)
    if broadcast.recording_removed_at is not None and not up:
        raise RecordingGone
    talk = replay.talk if replay is not None and up else True
    plan = replay_plan(broadcast=broadcast, talk=talk, today=today)
    if not plan.numbers:
        raise NothingMayBeSeen
    found = newest_captions(broadcast=broadcast)[0] if number is None else number
    lines = captions_at(broadcast=broadcast, number=found, show=plan.show)
    return CaptionSheet(found, lines, plan.show, clock_of(plan.show, plan.numbers))


def newest_captions(*, broadcast: Broadcast) -> tuple[int, list[Caption]]:
    """The number of the newest version and its captions; 0: as they were tapped. One query; may read the journal."""
    found = CaptionVersion.objects.filter(broadcast=broadcast).order_by("-number").first()
    if found is None:
        return 0, as_tapped(read_show(house_of(broadcast).journal))
    return found.number, read_lines(found.lines)


def captions_at(*, broadcast: Broadcast, number: int, show: Show) -> list[Caption]:
    """Those of a version. One query. Raises VersionNotFound."""
    if number == 0:
        return as_tapped(show)
    return read_lines(caption_version(broadcast=broadcast, number=number).lines)


def caption_version(*, broadcast: Broadcast, number: int) -> CaptionVersion:
    """A version that somebody kept. One query. Raises VersionNotFound."""
    rows = CaptionVersion.objects.select_related("original").filter(broadcast=broadcast)
    found: CaptionVersion | None = rows.filter(number=number).first()
    if found is None:
        raise VersionNotFound
    return found


@dataclass(frozen=True)
class VersionFacts:
    """A version as the page lists it. `who`: empty when nobody is known any more."""

    version: CaptionVersion
    count: int
    who: str


def caption_versions(*, broadcast: Broadcast) -> list[VersionFacts]:
    """The newest first. Two queries."""
    found = list(
        CaptionVersion.objects.filter(broadcast=broadcast)
        .select_related("original")
        .order_by("-number")
    )
    accounts = Account.objects.filter(pk__in={v.made_by for v in found if v.made_by is not None})
    names: Mapping[int, str] = dict(accounts.values_list("pk", "name"))
    return [VersionFacts(v, len(v.lines), names.get(v.made_by or 0, "")) for v in found]


def read_lines(kept: Sequence[Sequence[Any]]) -> list[Caption]:
    """As a version keeps them."""
    return [Caption(begins, ends, words) for begins, ends, words in kept]
