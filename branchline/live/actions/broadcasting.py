"""What can be done with a broadcast on air: withdraw what nobody has seen, go on, end."""

from datetime import datetime

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action

from ..errors import NotOnAir
from ..measures import ENDED, PANICKED
from ..models import Broadcast, Standing
from .errands import PUT_AWAY, SEEN_OUT
from .links import links_of
from .publish_listing import publish_listing
from .pushing import shut_door
from .questions import count_questions
from .sending import stop_sending


@action
def press_panic(*, broadcast: Broadcast, by: Acting, now: datetime) -> Broadcast:
    """Everything that viewers don't have yet is withdrawn, and all that comes, until `resume`. Twice is once.

    Refuses: NotOnAir.
    """
    locked = _running(broadcast)
    if locked.panicked_at is None:
        locked.panicked_at = now
        locked.save(update_fields=["panicked_at"])
        ledger.record(
            kind=PANICKED, by=by, now=now, branch_id=locked.branch_id, links=links_of(locked)
        )
    return locked


@action
def resume(*, broadcast: Broadcast, by: Acting, now: datetime) -> Broadcast:
    """What is taken from now on is shown again. Refuses: NotOnAir."""
    locked = _running(broadcast)
    if locked.panicked_at is not None:
        locked.panicked_at = None
        locked.save(update_fields=["panicked_at"])
    return locked


@action
def still_here(*, broadcast: Broadcast, by: Acting, now: datetime) -> Broadcast:
    """Black and silent, but not forgotten: it is asked again after as long as before. Refuses: NotOnAir."""
    locked = _running(broadcast)
    if locked.quiet_since is not None:
        locked.quiet_since = now
        locked.save(update_fields=["quiet_since"])
    return locked


@action
def end_broadcast(*, broadcast: Broadcast, by: Acting, now: datetime) -> Broadcast:
    """Over, for good. Twice is once. What Panic has withdrawn stays so."""
    locked = Broadcast.objects.select_for_update().get(pk=broadcast.pk)
    if locked.standing == Standing.ENDED:
        return locked
    for session in locked.sessions.open():
        stop_sending(session=session, by=by, now=now)
    shut_door(broadcast=locked, by=by, now=now)
    was_on_air = locked.standing == Standing.ON_AIR
    locked.standing, locked.ended_at = Standing.ENDED, now
    locked.save(update_fields=["standing", "ended_at"])
    publish_listing(locked)
    count_questions(locked, by=by, now=now)
    PUT_AWAY.later(at=now + SEEN_OUT, broadcast=locked.public_id)
    if was_on_air:
        ledger.record(
            kind=ENDED, by=by, now=now, branch_id=locked.branch_id, links=links_of(locked)
        )
    return locked


def _running(broadcast: Broadcast) -> Broadcast:
    locked = Broadcast.objects.select_for_update().get(pk=broadcast.pk)
    if not locked.is_running:
        raise NotOnAir
    return locked
