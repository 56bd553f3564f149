"""Open a popular date fairly: hours in which to ask, then a draw that anybody can work out again."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from branchline.core import fairqueue, ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.fairqueue import Criterion, FairQueue, Rule, Tie
from branchline.core.words import Translated
from branchline.events.errors import (
    AlreadyBeingBooked,
    DrawnAlready,
    HasStarted,
    IsCancelled,
    NeedsAReasonToDraw,
    NoNeedToBook,
    OpensByItself,
    TooLateToDraw,
)
from branchline.events.letters import DRAWN as DRAWN_LETTER
from branchline.events.measures import DRAWN, OPENED_FAIRLY
from branchline.events.models import (
    DRAWN_BEFORE,
    KINDS,
    SKIPPED_AT_MOST,
    DrawRule,
    Occurrence,
    Opening,
    WaitingListEntry,
)

from .book_a_place import lock
from .errands import DRAW
from .fill_from_list import fill_from_list
from .publish_listing import publish_listing
from .tell import tell

FACTS = {DrawRule.NO_SECOND: "has_place", DrawRule.NEWCOMERS: "been_before"}


def rule_of(rules: Sequence[str]) -> Rule:
    """The published rule: a second request from one address comes after all first ones, then what staff
    chose, then the lot."""
    chosen = [FACTS[rule] for rule in DrawRule if rule in rules]
    return Rule(
        "fair opening",
        tie=Tie.LOTTERY,
        criteria=tuple(Criterion(fact) for fact in ["asked_again", *chosen]),
        skip_cap=SKIPPED_AT_MOST,
        kinds=KINDS,
    )


@action
def open_fairly(
    *, occurrence: Occurrence, hours: int, rules: Sequence[str], by: Acting, now: datetime
) -> Opening:
    """From now on people ask for places, for so many hours; then the job draws. Before anybody has booked.

    Refuses: IsCancelled, HasStarted, NoNeedToBook, AlreadyBeingBooked; at the field hours: TooLateToDraw,
    OpensByItself.
    """
    locked = lock(occurrence)
    if locked.is_cancelled:
        raise IsCancelled
    if locked.starts_at <= now:
        raise HasStarted
    if locked.capacity is None:
        raise NoNeedToBook
    if locked.booked or FairQueue.objects.filter(subject=locked.queued_as).exists():
        raise AlreadyBeingBooked
    window = locked.event.window
    opens_at = window.opens_at(locked.starts_at)
    if opens_at is not None and now < opens_at:
        raise OpensByItself
    until = now + timedelta(hours=hours)
    if until > min(locked.starts_at - DRAWN_BEFORE, window.closes_at(locked.starts_at)):
        raise TooLateToDraw
    opening = Opening.objects.create(
        service_id=locked.service_id,
        occurrence=locked,
        asks_from=now,
        asks_until=until,
        rules=[rule for rule in DrawRule.values if rule in rules],
    )
    fairqueue.open_queue(subject=locked.queued_as, rule=rule_of(opening.rules), now=now)
    Occurrence.objects.filter(pk=locked.pk).update(asks_until=until)
    publish_listing(occurrence=locked)
    _note(OPENED_FAIRLY, locked, by=by, now=now)
    DRAW.later(at=until, occurrence=locked.public_id)
    return opening


@action
def draw_places(*, occurrence: Occurrence, by: Acting, now: datetime) -> bool:
    """Whether the places of a date were drawn now: once, when its time is over. Everybody is told by their own
    route; whoever got nothing is on the waiting list in the order of the draw."""
    locked = lock(occurrence)
    if locked.asks_until is None or now < locked.asks_until or locked.is_cancelled:
        return False
    Opening.objects.filter(occurrence=locked).update(drawn_at=now)
    _draw(locked, by=by, now=now)
    return True


@action
def draw_early(
    *, occurrence: Occurrence, because: Translated, by: Acting, now: datetime
) -> Opening:
    """Staff draw before the time that was announced, of those who have asked so far. The reason is published,
    the log and the ledger say that it was early. The job that draws at the end finds nothing more to do.

    Refuses: IsCancelled, DrawnAlready; at the field reason: NeedsAReasonToDraw.
    """
    locked = lock(occurrence)
    if locked.is_cancelled:
        raise IsCancelled
    if locked.asks_until is None:
        raise DrawnAlready
    if not because:
        raise NeedsAReasonToDraw
    opening = Opening.objects.get(occurrence=locked)
    opening.drawn_at = now
    if opening.was_early:
        opening.early_because = because
        opening.drawn_by_id = by.actor.id if by.actor and by.actor.kind == "account" else None
    opening.save(update_fields=["drawn_at", "early_because", "drawn_by"])
    early = opening.asks_until if opening.was_early else None
    _draw(locked, by=by, now=now, announced=early)
    return opening


def _draw(
    locked: Occurrence, *, by: Acting, now: datetime, announced: datetime | None = None
) -> None:
    queue = FairQueue.objects.get(subject=locked.queued_as)
    fairqueue.draw(queue=queue, now=now, announced=announced)
    Occurrence.objects.filter(pk=locked.pk).update(asks_until=None)
    fill_from_list(locked, by=by, now=now)
    publish_listing(occurrence=locked)
    rows = WaitingListEntry.objects.all().with_occurrence().filter(occurrence=locked)
    for waiting in rows.in_line().order_by("entry__order"):
        tell(DRAWN_LETTER, waiting, by=by, now=now, valid_until=locked.starts_at)
    early = {"early": "yes"} if announced is not None else {}
    _note(DRAWN, locked, by=by, now=now, **early)


def draw_all_due(*, by: Acting, now: datetime) -> int:
    """How many dates of the service were drawn now: what a worker that was killed has left."""
    due = list(Occurrence.objects.all().with_event().filter(asks_until__lte=now).order_by("pk"))
    return sum(draw_places(occurrence=date, by=by, now=now) for date in due)


def _note(kind: ledger.Kind, locked: Occurrence, *, by: Acting, now: datetime, **more: str) -> None:
    links = {"event": locked.event.public_id, "occurrence": locked.public_id, **more}
    ledger.record(kind=kind, by=by, now=now, branch_id=locked.branch_id, links=links)
