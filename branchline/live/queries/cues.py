"""What was tapped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from ..errors import LineNotFound
from ..models import Broadcast, Cue, Line, RunItem, Standing

LATELY = timedelta(minutes=2)
"""A caster that was away for longer has missed what was sung anyway."""


def with_taps(rows: "QuerySet[Broadcast]", *, now: datetime) -> "QuerySet[Broadcast]":
    """Each with the taps of the last minutes in `lately`, and whether its run sheet has words `in_en`, `in_cy`. One
    query more."""
    lines = Line.objects.filter(item__broadcast=OuterRef("pk"))
    lately = Cue.objects.filter(tapped_at__gt=now - LATELY).order_by("tapped_at", "pk")
    return rows.annotate(
        in_en=Exists(lines.filter(text__has_key="en")),
        in_cy=Exists(lines.filter(text__has_key="cy")),
    ).prefetch_related(Prefetch("cues", lately, to_attr="lately"))


@dataclass(frozen=True)
class Prompt:
    """What is sung now, and what can be tapped next."""

    item: RunItem | None
    now: Line | None
    next: Line | None
    before: Line | None


def last_cue(*, broadcast: Broadcast) -> Cue | None:
    """What was tapped last, in the rehearsal as long as it is one. One query."""
    rehearsal = broadcast.standing == Standing.REHEARSAL
    cues: QuerySet[Cue] = Cue.objects.filter(broadcast=broadcast, rehearsal=rehearsal)
    return cues.select_related("item", "line").order_by("-tapped_at", "-pk").first()


def line_at(*, broadcast: Broadcast, public_id: str) -> Line:
    """A line of its run sheet. One query. Raises LineNotFound."""
    rows = Line.objects.select_related("item").filter(item__broadcast=broadcast)
    found: Line | None = rows.filter(public_id=public_id[:20]).first()
    if found is None:
        raise LineNotFound
    return found


def prompt_of(*, broadcast: Broadcast, items: Sequence[RunItem]) -> Prompt:
    """Where whoever taps is in the sheet, by what was tapped last. Two queries at most."""
    lines = [line for item in items for line in item.lines.all()]
    cue = last_cue(broadcast=broadcast)
    following = _following(broadcast, cue, lines)
    return Prompt(
        item=cue.item if cue is not None else None,
        now=cue.line if cue is not None else None,
        next=lines[following] if following < len(lines) else None,
        before=lines[following - 2] if following >= 2 else None,
    )


def _following(broadcast: Broadcast, cue: Cue | None, lines: Sequence[Line]) -> int:
    """The number of the line that comes next; "nothing" leaves the place in the sheet as it was."""
    if cue is not None and cue.item_id is None:
        sung = Cue.objects.filter(broadcast=broadcast, rehearsal=cue.rehearsal, item__isnull=False)
        cue = sung.order_by("-tapped_at", "-pk").first()
    if cue is None:
        return 0
    for number, line in enumerate(lines):
        if line.pk == cue.line_id:
            return number + 1
        if cue.line_id is None and line.item_id == cue.item_id:
            return number
    return 0
