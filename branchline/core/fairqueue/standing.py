"""Where somebody stands, and why."""

from dataclasses import dataclass

from django.db.models import Count, Sum

from branchline.core.models import EntryState, FairQueue, QueueEntry

from .rule import Rule, Tie


@dataclass(frozen=True)
class Standing:
    """`number` 1 is next; `entries` and `places` stand before it. No number before the draw."""

    number: int | None
    entries: int
    places: int
    skipped: int


def standing(entry: QueueEntry) -> Standing:
    """Where a waiting or paused entry stands. One or two queries."""
    queue = entry.queue
    if is_undrawn(queue):
        return Standing(number=None, entries=0, places=0, skipped=entry.skipped)
    before = QueueEntry.objects.filter(
        queue_id=entry.queue_id, state=EntryState.WAITING, order__lt=entry.order
    ).aggregate(entries=Count("pk"), places=Sum("size"))
    return Standing(
        number=before["entries"] + 1,
        entries=before["entries"],
        places=before["places"] or 0,
        skipped=entry.skipped,
    )


def is_undrawn(queue: FairQueue) -> bool:
    """A lottery in which nobody has a number yet."""
    return Rule.from_json(queue.rule).tie is Tie.LOTTERY and not queue.seed
