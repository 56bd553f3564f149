"""Begin to send, take over from another studio, stop."""

from datetime import datetime

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action

from ..errors import ChecklistOpen, HasEnded, IsOnAir, SheetNotCleared, SomebodyElseIsLive
from ..measures import REHEARSED, TOOK_OVER, WENT_LIVE
from ..models import Broadcast, Check, Session, Source, Standing, new_prefix
from ..queries import not_cleared, sends_now
from .errands import PUT_AWAY, SEEN_OUT
from .links import links_of
from .publish_listing import publish_listing
from .questions import forget_rehearsed
from .room import refuse_without_room


@action
def begin_sending(
    *,
    broadcast: Broadcast,
    source: Source,
    rehearsal: bool = False,
    take_over: bool = False,
    by: Acting,
    now: datetime,
) -> Session:
    """A session of one's own. The first of a broadcast that is no rehearsal puts it on air.

    Refuses: HasEnded; IsOnAir for a rehearsal; ChecklistOpen and SheetNotCleared before air, unless it rehearses;
    MachineIsFull and DiskIsFull where nothing runs yet; SomebodyElseIsLive unless `take_over`, which ends the other's
    session.
    """
    locked = Broadcast.objects.select_for_update().get(pk=broadcast.pk)
    if locked.standing == Standing.ENDED:
        raise HasEnded
    if locked.standing == Standing.ON_AIR and rehearsal:
        raise IsOnAir
    if locked.standing != Standing.ON_AIR and not rehearsal:
        refuse_an_open_list(locked)
    if not locked.is_running:
        refuse_without_room(locked)
    other = sends_now(locked)
    if other is not None:
        if not take_over:
            raise SomebodyElseIsLive
        stop_sending(session=other, by=by, now=now)
        ledger.record(
            kind=TOOK_OVER, by=by, now=now, branch_id=locked.branch_id, links=links_of(locked)
        )
    go_on_air(locked, rehearsal=rehearsal, by=by, now=now)
    return Session.objects.create(
        service_id=locked.service_id,
        broadcast=locked,
        number=locked.sessions.count() + 1,
        source=source,
        began_by=by.actor.id if by.actor is not None else None,
        began_at=now,
    )


@action
def stop_sending(*, session: Session, by: Acting, now: datetime) -> None:
    """The session is over; the broadcast is not: viewers get the slate until somebody sends again."""
    Session.objects.open().filter(pk=session.pk).update(ended_at=max(now, session.began_at))


@action
def stop_rehearsal(*, broadcast: Broadcast, by: Acting, now: datetime) -> Broadcast:
    """Over, and nobody has seen it: the broadcast is planned as before. The next rehearsal has an address of its own.
    What does not rehearse stays as it is."""
    locked = Broadcast.objects.select_for_update().get(pk=broadcast.pk)
    if locked.standing != Standing.REHEARSAL:
        return locked
    for session in locked.sessions.open():
        stop_sending(session=session, by=by, now=now)
    locked.standing, locked.panicked_at = Standing.PLANNED, None
    locked.rehearsal_prefix = new_prefix()
    locked.save(update_fields=["standing", "panicked_at", "rehearsal_prefix"])
    publish_listing(locked)
    PUT_AWAY.later(at=now + SEEN_OUT, broadcast=locked.public_id)
    return locked


def refuse_an_open_list(broadcast: Broadcast) -> None:
    """Before families see it somebody has looked at each point, and the run sheet may go out.

    Refuses: ChecklistOpen, SheetNotCleared.
    """
    if broadcast.ticks.count() < len(Check):
        raise ChecklistOpen
    if titles := ", ".join(str(item.title) for item in not_cleared(broadcast)):
        raise SheetNotCleared(titles)


def go_on_air(broadcast: Broadcast, *, rehearsal: bool, by: Acting, now: datetime) -> None:
    """Seen by families, or by nobody for a rehearsal. What is on air stays so. Runs in the caller's transaction."""
    if rehearsal and broadcast.standing == Standing.PLANNED:
        broadcast.standing, kind = Standing.REHEARSAL, REHEARSED
    elif not rehearsal and broadcast.standing != Standing.ON_AIR:
        broadcast.standing, broadcast.on_air_at, kind = Standing.ON_AIR, now, WENT_LIVE
        forget_rehearsed(broadcast)
    else:
        return
    # What was rehearsed long ago may be gone; what comes now is kept.
    broadcast.panicked_at = broadcast.recording_removed_at = None
    broadcast.save(update_fields=["standing", "on_air_at", "panicked_at", "recording_removed_at"])
    publish_listing(broadcast)
    ledger.record(
        kind=kind, by=by, now=now, branch_id=broadcast.branch_id, links=links_of(broadcast)
    )
