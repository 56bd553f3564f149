"""Write the run sheet: add, change, move, take out, and take over what was written before."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Max

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.words import Translated

from ..data import Rhyme
from ..errors import ByWhatRight, SayWho, SheetFull, WasSung
from ..models import SAID_WHY, Basis, Broadcast, ItemKind, Line, RunItem
from .permissions import drop_unless_used

MOST_ITEMS = 60


@dataclass(frozen=True)
class ItemFacts:
    """All that is written of an item; `words`: its lines in order."""

    title: Translated
    kind: ItemKind = ItemKind.RHYME
    creator: str = ""
    publisher: str = ""
    isbn: str = ""
    basis: str = ""
    basis_note: str = ""
    live_ok: bool = False
    replay_ok: bool = False
    replay_until: date | None = None
    words: Sequence[Translated] = field(default=())


@action
def add_item(*, broadcast: Broadcast, facts: ItemFacts, by: Acting, now: datetime) -> RunItem:
    """At the end of the sheet. Refuses: ByWhatRight, SayWho, SheetFull."""
    _check(facts)
    Broadcast.objects.select_for_update().get(pk=broadcast.pk)
    rows = RunItem.objects.filter(broadcast=broadcast)
    if rows.count() >= MOST_ITEMS:
        raise SheetFull
    last = rows.aggregate(last=Max("place"))["last"]
    item = RunItem(
        service_id=broadcast.service_id,
        broadcast=broadcast,
        place=0 if last is None else last + 1,
    )
    return _write(item, facts)


@action
def change_item(*, item: RunItem, facts: ItemFacts, by: Acting, now: datetime) -> RunItem:
    """What is written of it. Refuses: ByWhatRight, SayWho."""
    _check(facts)
    return _write(RunItem.objects.select_for_update().get(pk=item.pk), facts)


@action
def move_item(*, item: RunItem, places: int, by: Acting, now: datetime) -> None:
    """Up (below 0) or down the sheet; beyond its ends it stays at the end."""
    order = _in_order(item.broadcast)
    at = next(n for n, each in enumerate(order) if each.pk == item.pk)
    order.insert(max(0, at + places), order.pop(at))
    _number(order)


@action
def remove_item(*, item: RunItem, by: Acting, now: datetime) -> None:
    """Out of the sheet. Refuses: WasSung."""
    order = _in_order(item.broadcast)
    left = [each for each in order if each.pk != item.pk]
    permissions = [each.permission for each in order if each.pk == item.pk]
    if item.cues.filter(rehearsal=False).exists():
        raise WasSung
    item.cues.all().delete()
    item.delete()
    for file in permissions:
        drop_unless_used(file)
    _number(left)


@action
def add_rhyme(*, broadcast: Broadcast, rhyme: Rhyme, by: Acting, now: datetime) -> RunItem:
    """One of the stock, with the right to it filled in. Refuses: SheetFull."""
    facts = ItemFacts(
        title=Translated({rhyme.lang: rhyme.title}),
        creator=rhyme.creator,
        basis=Basis.OUT_OF_COPYRIGHT,
        basis_note=rhyme.why,
        live_ok=True,
        replay_ok=True,
        words=[Translated({rhyme.lang: line}) for line in rhyme.lines],
    )
    return add_item(broadcast=broadcast, facts=facts, by=by, now=now)


@action
def copy_sheet(*, broadcast: Broadcast, source: Broadcast, by: Acting, now: datetime) -> int:
    """Everything in the sheet of `source`, after what is there. Returns how many. Refuses: SheetFull."""
    items = RunItem.objects.filter(broadcast=source).order_by("place")
    copied = [(facts_of(item), item.permission_id) for item in items.prefetch_related("lines")]
    for facts, permission in copied:
        item = add_item(broadcast=broadcast, facts=facts, by=by, now=now)
        if permission is not None:
            item.permission_id = permission
            item.save(update_fields=["permission"])
    return len(copied)


def facts_of(item: RunItem) -> ItemFacts:
    """All that is written of it. One query, or none when its lines are read already."""
    return ItemFacts(
        title=item.title,
        kind=ItemKind(item.kind),
        creator=item.creator,
        publisher=item.publisher,
        isbn=item.isbn,
        basis=item.basis,
        basis_note=item.basis_note,
        live_ok=item.live_ok,
        replay_ok=item.replay_ok,
        replay_until=item.replay_until,
        words=[line.text for line in sorted(item.lines.all(), key=lambda line: line.place)],
    )


def _check(facts: ItemFacts) -> None:
    if (facts.live_ok or facts.replay_ok) and not facts.basis:
        raise ByWhatRight
    if facts.basis in SAID_WHY and not facts.basis_note:
        raise SayWho


def _write(item: RunItem, facts: ItemFacts) -> RunItem:
    item.title, item.kind = facts.title, facts.kind
    item.creator, item.publisher, item.isbn = facts.creator, facts.publisher, facts.isbn
    item.basis, item.basis_note = facts.basis, facts.basis_note
    item.live_ok, item.replay_ok = facts.live_ok, facts.replay_ok
    item.replay_until = facts.replay_until if facts.replay_ok else None
    item.save()
    _write_lines(item, facts.words)
    return item


def _write_lines(item: RunItem, words: Sequence[Translated]) -> None:
    """A line that only changes its words stays the same line: somebody may be about to tap it."""
    there = list(item.lines.order_by("place"))
    for line, text in zip(there, words, strict=False):
        if line.text != text:
            line.text = text
            line.save(update_fields=["text"])
    Line.objects.filter(pk__in=[line.pk for line in there[len(words) :]]).delete()
    Line.objects.bulk_create(
        Line(service_id=item.service_id, item=item, place=place, text=text)
        for place, text in enumerate(words)
        if place >= len(there)
    )


def _in_order(broadcast: Broadcast) -> list[RunItem]:
    Broadcast.objects.select_for_update().get(pk=broadcast.pk)
    return list(RunItem.objects.filter(broadcast=broadcast).order_by("place"))


def _number(order: Sequence[RunItem]) -> None:
    for place, item in enumerate(order):
        item.place = place
    RunItem.objects.bulk_update(order, ["place"])
