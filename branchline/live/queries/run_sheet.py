"""The run sheet of a broadcast."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from branchline.core.permits import Holding

from ..errors import ItemNotFound
from ..models import FREE, Broadcast, Line, RunItem
from ..permits import SEE_BROADCASTS

OFFERED = 20
"""Earlier sheets from which one can be taken over."""


def sheet_of(*, broadcast: Broadcast) -> list[RunItem]:
    """All items in order, each with its lines in order in `lines.all()`. Two queries."""
    lines = Prefetch("lines", Line.objects.order_by("place"))
    return list(
        RunItem.objects.filter(broadcast=broadcast).order_by("place").prefetch_related(lines)
    )


@dataclass(frozen=True)
class Song:
    """Words that everybody may have on paper."""

    item: RunItem
    lines: list[Line]


def songs_of(*, broadcast: Broadcast) -> list[Song]:
    """Those out of copyright or our own, in order. One query."""
    rows = Line.objects.filter(item__broadcast=broadcast, item__basis__in=FREE)
    lines = rows.select_related("item").order_by("item__place", "place")
    by_item = groupby(lines, key=lambda line: line.item)
    return [Song(item, list(its_lines)) for item, its_lines in by_item]


def item_at(*, broadcast: Broadcast, public_id: str) -> RunItem:
    """One of its items. One query. Raises ItemNotFound."""
    rows = RunItem.objects.select_related("broadcast", "permission").filter(broadcast=broadcast)
    found: RunItem | None = rows.filter(public_id=public_id[:20]).first()
    if found is None:
        raise ItemNotFound
    return found


def not_cleared(broadcast: Broadcast) -> "QuerySet[RunItem]":
    """Items that may not go out live as they stand: the checklist before air names them. One query when read."""
    rows: QuerySet[RunItem] = RunItem.objects.filter(broadcast=broadcast, live_ok=False)
    return rows.order_by("place")


def earlier_sheets(*, broadcast: Broadcast, holdings: Sequence[Holding]) -> "QuerySet[Broadcast]":
    """Other broadcasts with a run sheet, newest first. One query when read."""
    rows: QuerySet[Broadcast] = Broadcast.objects.filter(SEE_BROADCASTS.visible(holdings))
    rows = rows.exclude(pk=broadcast.pk).filter(
        Exists(RunItem.objects.filter(broadcast=OuterRef("pk")))
    )
    return rows.order_by("-starts_at", "-public_id")[:OFFERED]
