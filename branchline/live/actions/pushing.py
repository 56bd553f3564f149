"""Let OBS send a broadcast: give a key, take it back, let it begin."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from branchline.core.acting import Acting
from branchline.core.actions import action

from ..errors import ChecklistOpen, HasEnded, KeyNotValid, NoDoorLeft, NotOnAir, SheetNotCleared
from ..models import PUSHED, Broadcast, PushDoor, Session, Source, Standing
from ..push.keys import new_lot
from .sending import begin_sending, go_on_air, refuse_an_open_list, stop_sending

LASTS = timedelta(hours=12)
"""After the planned start, or after it was made if that is later."""
TO_TAKE_OVER = timedelta(minutes=2)
"""OBS tries again every few seconds."""


@action
def make_push_key(*, broadcast: Broadcast, by: Acting, now: datetime) -> PushDoor:
    """A key for OBS; the one before opens nothing any more, and whoever sends with it is cut off.

    Refuses: HasEnded, NoDoorLeft.
    """
    locked = Broadcast.objects.select_for_update().get(pk=broadcast.pk)
    if locked.standing == Standing.ENDED:
        raise HasEnded
    shut_door(broadcast=locked, by=by, now=now)
    for port in settings.BRANCHLINE_SRT_PORTS:
        try:
            # Another service's row can't be seen, but its port can't be taken either.
            with transaction.atomic():
                return PushDoor.objects.create(
                    service_id=locked.service_id,
                    broadcast_public_id=locked.public_id,
                    lot=new_lot(),
                    port=port,
                    made_at=now,
                    valid_until=max(now, locked.starts_at) + LASTS,
                )
        except IntegrityError:
            continue
    raise NoDoorLeft


@action
def shut_door(*, broadcast: Broadcast, by: Acting, now: datetime) -> None:
    """OBS may send it no more; whoever does is cut off."""
    PushDoor.objects.filter(broadcast_public_id=broadcast.public_id).delete()
    for session in broadcast.sessions.open().filter(source__in=PUSHED):
        stop_sending(session=session, by=by, now=now)


@action
def let_push_take_over(*, broadcast: Broadcast, by: Acting, now: datetime) -> None:
    """The next two minutes OBS may begin though somebody else sends, who then stops. Refuses: KeyNotValid."""
    changed = PushDoor.objects.filter(
        broadcast_public_id=broadcast.public_id, valid_until__gt=now
    ).update(take_over_until=now + TO_TAKE_OVER)
    if not changed:
        raise KeyNotValid


@action
def begin_push(
    *, broadcast: Broadcast, lot: str, source: Source, by: Acting, now: datetime
) -> Session:
    """A publisher has shown the key that follows from `lot`. A rehearsal stays one; where the list before air is open
    it becomes one, and staff put it on air.

    Refuses: KeyNotValid, HasEnded; SomebodyElseIsLive unless staff have let OBS take over.
    """
    locked = Broadcast.objects.select_for_update().get(pk=broadcast.pk)
    door = PushDoor.objects.filter(
        broadcast_public_id=locked.public_id, lot=lot, valid_until__gt=now
    ).first()
    if door is None:
        raise KeyNotValid
    may_take_over = door.take_over_until is not None and door.take_over_until > now
    session = begin_sending(
        broadcast=locked,
        source=source,
        rehearsal=locked.standing == Standing.REHEARSAL or not _may_go_on_air(locked),
        take_over=may_take_over,
        by=by,
        now=now,
    )
    if may_take_over:
        door.take_over_until = None
        door.save(update_fields=["take_over_until"])
    return session


@action
def forget_old_keys(*, public_ids: Sequence[str], now: datetime) -> None:
    """Keys past their time give their ports back. For broadcasts of the current service."""
    PushDoor.objects.filter(broadcast_public_id__in=public_ids, valid_until__lte=now).delete()


@action
def put_push_on_air(*, broadcast: Broadcast, by: Acting, now: datetime) -> Broadcast:
    """What OBS sends and nobody sees is seen from now on. Twice is once.

    Refuses: NotOnAir when OBS sends nothing; ChecklistOpen, SheetNotCleared.
    """
    locked = Broadcast.objects.select_for_update().get(pk=broadcast.pk)
    if not locked.sessions.open().filter(source__in=PUSHED).exists():
        raise NotOnAir
    if locked.standing == Standing.REHEARSAL:
        refuse_an_open_list(locked)
        go_on_air(locked, rehearsal=False, by=by, now=now)
    return locked


def _may_go_on_air(broadcast: Broadcast) -> bool:
    if broadcast.standing == Standing.ON_AIR:
        return True
    try:
        refuse_an_open_list(broadcast)
    except (ChecklistOpen, SheetNotCleared):
        return False
    return True
