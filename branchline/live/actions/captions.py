"""Put the captions of a replay right: each time a new version, and the way back to any."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from django.utils.translation import gettext as _

from branchline.core import clock, files, ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.errors import Refusal, Several
from branchline.core.models import StoredFile

from ..errors import CaptionsChanged, CaptionWrong, ReplayIsAnother, TooManyCaptions
from ..measures import CAPTIONS_CHANGED
from ..models import Broadcast, CaptionVersion, Replay, Way
from ..queries import (
    CaptionSheet,
    FileLine,
    caption_sheet,
    captions_at,
    newest_captions,
    replacement,
    rows_of,
)
from ..stream.captioning import Caption, in_order
from ..stream.subtitles import moment
from .errands import LAY_OUT
from .links import links_of

MOST = 5_000
"""Captions of a broadcast: four hours at two seconds each, and some more."""
TENTH = 100
"""Milliseconds of the steps in which the page shows times."""


@dataclass(frozen=True)
class Typed:
    """A caption as somebody typed it: milliseconds by the replay's clock."""

    begins: int
    ends: int
    words: Mapping[str, str]


@dataclass(frozen=True)
class TypedCaptions:
    """A page of captions. `number`: of the version it showed, `mark`: of the replay's clock (`Clock.mark`), `changed`
    by their place in that version (none: removed), `added` by the number of its fields, `later`: milliseconds by which all captions move."""

    number: int
    mark: str
    changed: Mapping[int, Typed | None] = field(default_factory=dict)
    added: Mapping[int, Typed] = field(default_factory=dict)
    later: int = 0


@action
def save_captions(*, broadcast: Broadcast, typed: TypedCaptions, by: Acting, now: datetime) -> int:
    """Make a new version of what was typed and of all that the page did not show; where nothing is changed, none.
    Returns the number of the newest.

    Refuses, at the field: CaptionWrong; else CaptionsChanged, ReplayIsAnother, TooManyCaptions, and what
    `caption_sheet` refuses.
    """
    locked = Broadcast.objects.select_for_update().get(pk=broadcast.pk)
    today = clock.in_london(now).date()
    sheet = caption_sheet(broadcast=locked, today=today, number=typed.number)
    newest, there = newest_captions(broadcast=locked)
    if typed.mark != sheet.clock.mark:
        raise ReplayIsAnother
    lines = _moved(_typed_into(sheet, typed), sheet, typed.later)
    # Sent twice it is the same.
    if lines == there:
        return newest
    if typed.number != newest:
        raise CaptionsChanged
    return _new_version(locked, newest, lines, Way.TYPED, by=by, now=now)


@action
def go_back_to_captions(*, broadcast: Broadcast, number: int, by: Acting, now: datetime) -> int:
    """Show an earlier version again, as a new one; 0: as they were tapped. Twice is once. Returns the newest number.

    Refuses: VersionNotFound, and what `caption_sheet` refuses.
    """
    locked = Broadcast.objects.select_for_update().get(pk=broadcast.pk)
    sheet = caption_sheet(broadcast=locked, today=clock.in_london(now).date())
    lines = captions_at(broadcast=locked, number=number, show=sheet.show)
    if lines == sheet.lines:
        return sheet.number
    return _new_version(locked, sheet.number, lines, Way.BACK, by=by, now=now, back_to=number)


@action
def bring_in_captions(
    *,
    broadcast: Broadcast,
    file: Sequence[FileLine],
    lang: str,
    number: int,
    mark: str,
    content: bytes,
    name: str,
    by: Acting,
    now: datetime,
) -> int:
    """Put the lines of a file in the place of those in its language (see `replacement`), and keep the file for 90
    days. `number` and `mark` are of what the person has looked at. Twice is once. Returns the newest number.

    Refuses: CaptionsChanged, ReplayIsAnother, TooManyCaptions, and what `caption_sheet` refuses.
    """
    locked = Broadcast.objects.select_for_update().get(pk=broadcast.pk)
    sheet = caption_sheet(broadcast=locked, today=clock.in_london(now).date())
    if mark != sheet.clock.mark:
        raise ReplayIsAnother
    lines = replacement(sheet, file, lang=lang).lines
    if lines == sheet.lines:
        return sheet.number
    if number != sheet.number:
        raise CaptionsChanged
    kept = files.keep(
        content=content,
        name=name or f"captions-{lang}.vtt",
        media_type="text/plain; charset=utf-8",
        purpose="live.captions",
        now=now,
        keep_until=now + files.LONGEST_FOR_A_TIME,
    )
    return _new_version(locked, number, lines, Way.FILE, by=by, now=now, original=kept)


def _new_version(
    broadcast: Broadcast,
    newest: int,
    lines: Sequence[Caption],
    way: Way,
    *,
    by: Acting,
    now: datetime,
    back_to: int | None = None,
    original: StoredFile | None = None,
) -> int:
    if len(lines) > MOST:
        raise TooManyCaptions
    made = CaptionVersion.objects.create(
        service_id=broadcast.service_id,
        broadcast=broadcast,
        number=newest + 1,
        way=way,
        back_to=back_to,
        lines=[[line.begins, line.ends, dict(line.words)] for line in lines],
        original=original,
        made_by=by.actor.id if by.actor is not None else None,
        made_at=now,
    )
    ledger.record(
        kind=CAPTIONS_CHANGED,
        by=by,
        now=now,
        branch_id=broadcast.branch_id,
        links={**links_of(broadcast), "version": str(made.number), "way": way.value},
    )
    if Replay.objects.up().filter(broadcast=broadcast).exists():
        LAY_OUT.later(broadcast=broadcast.public_id)
    return made.number


def _typed_into(sheet: CaptionSheet, typed: TypedCaptions) -> list[Caption]:
    """All captions, with what was typed. Refuses what nobody could read."""
    rows = {row.place: row for row in sheet.rows}
    # By the name that the page has for it: the place, or "new-" and a number.
    named: dict[str, Caption] = {}
    touched: dict[str, Typed] = {}
    for place, line in enumerate(sheet.lines):
        said, row = typed.changed.get(place, line), rows.get(place)
        if said is None:
            continue
        if isinstance(said, Caption) or row is None:
            named[str(place)] = line
            continue
        begins = line.begins if _same(said.begins, row.begins) else sheet.clock.begins(said.begins)
        ends = line.ends if _same(said.ends, row.ends) else sheet.clock.ends(said.ends)
        named[str(place)] = Caption(begins, ends, dict(said.words))
        if named[str(place)] != line:
            touched[str(place)] = said
    for number, said in typed.added.items():
        begins, ends = sheet.clock.begins(said.begins), sheet.clock.ends(said.ends)
        named[f"new-{number}"] = Caption(begins, ends, dict(said.words))
        touched[f"new-{number}"] = said
    _refuse(sheet, touched)
    return in_order(_apart(named, touched, sheet))


def _same(typed: int, shown: int) -> bool:
    """The page shows tenths: what is typed as it is shown is not changed."""
    return typed in {shown, round(shown / TENTH) * TENTH}


def _refuse(sheet: CaptionSheet, touched: Mapping[str, Typed]) -> None:
    wrong: list[Refusal] = []
    total = sheet.clock.total
    for name, said in touched.items():
        if not any(said.words.values()):
            wrong.append(CaptionWrong(_("Write the words, or tick “Remove”."), field=f"en-{name}"))
        if said.ends <= said.begins:
            wrong.append(CaptionWrong(_("The end comes after the start."), field=f"ends-{name}"))
        for part, over in (("begins", said.begins >= total), ("ends", said.ends > total + TENTH)):
            if over:
                sentence = _("The replay is over by then: it ends at %(end)s.")
                wrong.append(
                    CaptionWrong(sentence % {"end": moment(total)}, field=f"{part}-{name}")
                )
    if wrong:
        raise Several(wrong)


def _apart(
    named: Mapping[str, Caption], touched: Mapping[str, Typed], sheet: CaptionSheet
) -> list[Caption]:
    """One after the other, as players show them. What overlaps by less than a tenth ends where the next begins: on the
    page nobody can see it."""
    names, lines = list(named), list(named.values())
    wrong: list[Refusal] = []
    rows = sorted(rows_of(lines, sheet.clock), key=lambda row: (row.begins, row.ends))
    for row, after in pairwise(rows):
        first, second = names[row.place], names[after.place]
        over = row.ends - after.begins
        if over <= 0 or not {first, second} & set(touched):
            continue
        if over < TENTH and after.line.begins > row.line.begins:
            lines[row.place] = Caption(row.line.begins, after.line.begins, row.line.words)
        elif second in touched:
            sentence = _(
                "The line before it is there until %(end)s. Begin later, or end that one sooner."
            )
            wrong.append(
                CaptionWrong(sentence % {"end": moment(row.ends)}, field=f"begins-{second}")
            )
        else:
            sentence = _("The next line begins at %(begin)s. End sooner, or begin that one later.")
            wrong.append(
                CaptionWrong(sentence % {"begin": moment(after.begins)}, field=f"ends-{first}")
            )
    if wrong:
        raise Several(wrong)
    return lines


def _moved(lines: Sequence[Caption], sheet: CaptionSheet, later: int) -> list[Caption]:
    """All by as much, by the stream's clock: whoever taps late is late everywhere."""
    moved = [Caption(line.begins + later, line.ends + later, line.words) for line in lines]
    if later and moved:
        if moved[0].begins < 0:
            raise CaptionWrong(
                _("The first line would begin before the start. At most %(n)d tenths earlier.")
                % {"n": lines[0].begins // TENTH},
                field="later",
            )
        end = round(sheet.show.seconds * 1000)
        if max(line.begins for line in moved) >= end:
            raise CaptionWrong(_("The last line would begin after the end."), field="later")
    return moved
