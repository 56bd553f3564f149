"""What can be done with a queue. Each runs under the lock of its row, in the caller's transaction."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from branchline.core.ids import public_id
from branchline.core.models import EntryState, FairQueue, QueueEntry
from branchline.core.scoping import current_service_id

from .draw import seal, seed_of, ticket_of
from .errors import HasClosed, NotOffered, NotWaiting
from .filling import choose
from .log import write
from .rule import Rule, Tie

IN_LINE = (EntryState.WAITING, EntryState.PAUSED)


def open_queue(*, subject: str, rule: Rule, now: datetime) -> FairQueue:
    """The queue for a thing; the one that is there already, whatever its rule, when there is one."""
    found = FairQueue.objects.filter(subject=subject).first()
    if found:
        return found
    sealed = seal() if rule.tie is Tie.LOTTERY else None
    made, is_new = FairQueue.objects.get_or_create(
        subject=subject,
        service_id=current_service_id(),
        defaults={
            "rule": rule.as_json(),
            "commitment": sealed.commitment if sealed else "",
            "secret": sealed.secret if sealed else "",
            "opened_at": now,
        },
    )
    if is_new:
        write(
            made,
            [("opened", "", {"rule": made.rule, "commitment": made.commitment})],
            now=now,
        )
    return made


@transaction.atomic
def join(
    *, queue: FairQueue, size: int, facts: Mapping[str, int] | None = None, now: datetime
) -> QueueEntry:
    """Wait for `size` places, all or none. Raises `HasClosed`."""
    if size < 1:
        raise ValueError("an entry waits for one place or more")
    locked, rule = _lock(queue)
    if locked.closed_at is not None:
        raise HasClosed
    given = rule.facts_of(facts or {}, size=size)
    token = public_id()
    write(locked, [("joined", token, {"size": size, **given})], now=now)
    late = rule.tie is Tie.LOTTERY and bool(locked.seed)
    return QueueEntry.objects.create(
        service_id=locked.service_id,
        queue=locked,
        public_id=token,
        size=size,
        facts=given,
        joined=locked.lines,
        order=rule.order(given, joined=locked.lines, ticket="", late=late),
    )


@transaction.atomic
def change(
    *, entry: QueueEntry, size: int, kinds: Mapping[str, int] | None = None, now: datetime
) -> QueueEntry:
    """Wait for fewer places; `kinds` says of what, where the rule tells them apart. Whoever needs more, of
    any kind, leaves and joins again, behind the others."""
    locked, rule = _lock(entry.queue)
    row = _in_line(entry)
    given = rule.facts_of(row.facts | dict(kinds or {}), size=size)
    grows = any(given[kind] > row.facts[kind] for kind in rule.kinds)
    if not 1 <= size <= row.size or grows:
        raise ValueError("a place in the line is kept for as many places or fewer")
    if size != row.size:
        said = {"size": size} | {kind: given[kind] for kind in rule.kinds}
        write(locked, [("changed", row.public_id, said)], now=now)
        row.size, row.facts = size, given
        row.save(update_fields=["size", "facts"])
    return row


@transaction.atomic
def pause(*, entry: QueueEntry, now: datetime) -> QueueEntry:
    """Keep the place and get no offers meanwhile. Raises `NotWaiting`."""
    return _move(entry, of=(EntryState.WAITING,), to=EntryState.PAUSED, what="paused", now=now)


@transaction.atomic
def resume(*, entry: QueueEntry, now: datetime) -> QueueEntry:
    """Get offers again, at the same place. Raises `NotWaiting`."""
    return _move(entry, of=(EntryState.PAUSED,), to=EntryState.WAITING, what="resumed", now=now)


@transaction.atomic
def leave(*, entry: QueueEntry, now: datetime) -> QueueEntry:
    """Wait no more. Raises `NotWaiting`."""
    return _move(entry, of=IN_LINE, to=EntryState.LEFT, what="left", now=now)


@transaction.atomic
def draw(*, queue: FairQueue, now: datetime, announced: datetime | None = None) -> FairQueue:
    """Show the secret and put everybody who waits in the order of their tickets. Once.

    `announced`: for when it had been announced, where it is drawn before that; the log says so.
    """
    locked, rule = _lock(queue)
    if rule.tie is not Tie.LOTTERY or locked.seed:
        return locked
    locked.seed = seed_of(secret=locked.secret, head=locked.head)
    early = {"announced": announced.isoformat()} if announced is not None else {}
    write(locked, [("drawn", "", {"secret": locked.secret} | early)], now=now)
    locked.save(update_fields=["seed"])
    waiting = list(QueueEntry.objects.filter(queue=locked, state__in=IN_LINE))
    for row in waiting:
        ticket = ticket_of(seed=locked.seed, entry=row.public_id)
        row.order = rule.order(row.facts, joined=row.joined, ticket=ticket, late=False)
    QueueEntry.objects.bulk_update(waiting, ["order"], batch_size=1000)
    return locked


@transaction.atomic
def fill(
    *,
    queue: FairQueue,
    places: int,
    of: Mapping[str, int] | None = None,
    until: Callable[[QueueEntry], datetime],
    now: datetime,
) -> list[QueueEntry]:
    """Offer free places to whoever is next by the rule; the entries that got an offer, in order.

    `of` says of which kinds no more than so many are free; `until` how long an offer to this entry holds: a
    letter takes longer than a text.
    Nothing is written when nobody fits. The caller holds the places; a lottery is drawn first.
    """
    locked, rule = _lock(queue)
    if places < 1 or (rule.tie is Tie.LOTTERY and not locked.seed):
        return []
    waiting = QueueEntry.objects.filter(queue=locked, state=EntryState.WAITING).order_by("order")
    chosen = choose(waiting.iterator(), places=places, of=of, skip_cap=rule.skip_cap)
    if not chosen.offered:
        return []
    said: list[tuple[str, str, dict[str, Any]]] = [
        ("filled", "", {"places": places} | ({"of": dict(of)} if of else {}))
    ]
    for row in chosen.offered:
        row.state, row.until = EntryState.OFFERED, until(row)
        said.append(("offered", row.public_id, {"until": row.until.isoformat()}))
    for row in chosen.skipped:
        row.skipped += 1
        said.append(("skipped", row.public_id, {"times": row.skipped}))
    write(locked, said, now=now)
    QueueEntry.objects.bulk_update(chosen.offered, ["state", "until"])
    QueueEntry.objects.bulk_update(chosen.skipped, ["skipped"])
    return chosen.offered


@transaction.atomic
def accept(*, entry: QueueEntry, now: datetime) -> QueueEntry:
    """Take the places that are held. Raises `NotOffered`, also when the time is over."""
    row = _offered(entry)
    if row.until is not None and row.until <= now:
        raise NotOffered
    return _move(row, of=(EntryState.OFFERED,), to=EntryState.ACCEPTED, what="accepted", now=now)


@transaction.atomic
def decline(*, entry: QueueEntry, now: datetime) -> QueueEntry:
    """Leave the places to the next. Raises `NotOffered`."""
    return _move(
        _offered(entry), of=(EntryState.OFFERED,), to=EntryState.DECLINED, what="declined", now=now
    )


@transaction.atomic
def put_off(*, entry: QueueEntry, now: datetime) -> QueueEntry:
    """Not now: leave the places to the next, keep the place in the line, and get no offers until resumed. Raises
    `NotOffered`."""
    return _move(
        _offered(entry), of=(EntryState.OFFERED,), to=EntryState.PAUSED, what="put_off", now=now
    )


@transaction.atomic
def expire(*, entry: QueueEntry, now: datetime) -> QueueEntry:
    """The time of an offer is over. Raises `NotOffered` when it isn't, or somebody was quicker."""
    row = _offered(entry)
    if row.until is None or row.until > now:
        raise NotOffered
    return _move(row, of=(EntryState.OFFERED,), to=EntryState.EXPIRED, what="expired", now=now)


@transaction.atomic
def close(*, queue: FairQueue, now: datetime) -> FairQueue:
    """Nobody joins any more; whoever waits keeps waiting."""
    locked, _ = _lock(queue)
    if locked.closed_at is None:
        locked.closed_at = now
        write(locked, [("closed", "", {})], now=now)
        locked.save(update_fields=["closed_at"])
    return locked


def _lock(queue: FairQueue) -> tuple[FairQueue, Rule]:
    locked = FairQueue.objects.select_for_update(no_key=True).get(pk=queue.pk)
    return locked, Rule.from_json(locked.rule)


def _in_line(entry: QueueEntry) -> QueueEntry:
    row = QueueEntry.objects.get(pk=entry.pk)
    if row.state not in IN_LINE:
        raise NotWaiting
    return row


def _offered(entry: QueueEntry) -> QueueEntry:
    _lock(entry.queue)
    row = QueueEntry.objects.select_related("queue").get(pk=entry.pk)
    if row.state != EntryState.OFFERED:
        raise NotOffered
    return row


def _move(
    entry: QueueEntry, *, of: tuple[EntryState, ...], to: EntryState, what: str, now: datetime
) -> QueueEntry:
    locked, _ = _lock(entry.queue)
    row = QueueEntry.objects.get(pk=entry.pk)
    if row.state not in of:
        raise NotWaiting
    row.state, row.until = to, None
    write(locked, [(what, row.public_id, {})], now=now)
    row.save(update_fields=["state", "until"])
    return row
