"""Begin to send, take over from another studio, stop."""

from datetime import datetime

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action

from ..errors import HasEnded, SomebodyElseIsLive
from ..measures import TOOK_OVER, WENT_LIVE
from ..models import Broadcast, Session, Source, Standing
from .publish_listing import publish_listing


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

    Refuses: HasEnded; SomebodyElseIsLive unless `take_over`, which ends the other's session.
    """
    locked = Broadcast.objects.select_for_update().get(pk=broadcast.pk)
    if locked.standing == Standing.ENDED:
        raise HasEnded
    other = locked.sessions.filter(ended_at__isnull=True).first()
    if other is not None:
        if not take_over:
            raise SomebodyElseIsLive
        stop_sending(session=other, by=by, now=now)
        ledger.record(
            kind=TOOK_OVER, by=by, now=now, branch_id=locked.branch_id, links=links_of(locked)
        )
    _go_on_air(locked, rehearsal=rehearsal, by=by, now=now)
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
    Session.objects.filter(pk=session.pk, ended_at__isnull=True).update(
        ended_at=max(now, session.began_at)
    )


def _go_on_air(broadcast: Broadcast, *, rehearsal: bool, by: Acting, now: datetime) -> None:
    if rehearsal and broadcast.standing == Standing.PLANNED:
        broadcast.standing = Standing.REHEARSAL
        broadcast.save(update_fields=["standing"])
        publish_listing(broadcast)
    elif not rehearsal and broadcast.standing != Standing.ON_AIR:
        broadcast.standing, broadcast.on_air_at = Standing.ON_AIR, now
        broadcast.save(update_fields=["standing", "on_air_at"])
        publish_listing(broadcast)
        ledger.record(
            kind=WENT_LIVE, by=by, now=now, branch_id=broadcast.branch_id, links=links_of(broadcast)
        )


def links_of(broadcast: Broadcast) -> dict[str, str]:
    """What happenings of it point at."""
    return {"broadcast": broadcast.public_id}
