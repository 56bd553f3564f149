"""Put a replay up, lay it out as the rights are today, take it down; and let a recording go."""

from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from branchline.core import clock, ledger
from branchline.core.acting import Acting
from branchline.core.actions import action

from ..errors import HasNotEnded, NothingMayBeSeen, PrivateIsNotSeenAgain, RecordingGone
from ..measures import REPLAY_PUT_UP, REPLAY_TAKEN_DOWN
from ..models import Broadcast, Replay, Session, Standing, new_prefix
from ..queries import house_of, newest_captions, replay_of, replay_plan
from ..stream.keeping import put_away, remove_recording, remove_rehearsals
from ..stream.replaying import lay_out
from .errands import LAY_OUT
from .links import links_of

KEPT_FOR = timedelta(days=28)
"""The recording, and what is cut of it: four weeks to put up a replay or to ask what was said."""
KEPT_LEAST = timedelta(days=1)


@action
def put_up_replay(
    *, broadcast: Broadcast, until: date, talk: bool, by: Acting, now: datetime
) -> Replay:
    """What the run sheet allows can be seen again up to and including `until`; `talk`: what belongs to no item too.
    Once more changes the day.

    Refuses: HasNotEnded, PrivateIsNotSeenAgain, RecordingGone, NothingMayBeSeen.
    """
    locked = Broadcast.objects.select_for_update().get(pk=broadcast.pk)
    if locked.standing != Standing.ENDED:
        raise HasNotEnded
    if locked.private:
        raise PrivateIsNotSeenAgain
    if locked.recording_removed_at is not None:
        raise RecordingGone
    today = clock.in_london(now).date()
    if not replay_plan(broadcast=locked, talk=talk, today=today).numbers:
        raise NothingMayBeSeen
    before = replay_of(broadcast=locked)
    if before is not None and before.taken_down_at is None:
        before.until, before.talk = until, talk
        before.save(update_fields=["until", "talk"])
        replay = before
    else:
        # An address that somebody was told before the replay was taken down leads nowhere any more.
        values = {"until": until, "talk": talk, "put_up_at": now, "taken_down_at": None}
        fresh = {"prefix": new_prefix(), "laid_out_for": None, "seconds": 0.0}
        replay, _made = Replay.objects.update_or_create(
            broadcast=locked,
            defaults={"service_id": locked.service_id, **values, **fresh},
        )
        ledger.record(
            kind=REPLAY_PUT_UP, by=by, now=now, branch_id=locked.branch_id, links=links_of(locked)
        )
    LAY_OUT.later(broadcast=locked.public_id)
    return replay


@action
def take_down_replay(*, broadcast: Broadcast, by: Acting, now: datetime) -> None:
    """Nobody sees it from now on. Twice is once."""
    locked = Broadcast.objects.select_for_update().get(pk=broadcast.pk)
    if Replay.objects.up().filter(broadcast=locked).update(taken_down_at=now):
        ledger.record(
            kind=REPLAY_TAKEN_DOWN,
            by=by,
            now=now,
            branch_id=locked.branch_id,
            links=links_of(locked),
        )
    LAY_OUT.later(broadcast=locked.public_id)


@action
def renew_replay(*, broadcast: Broadcast, now: datetime) -> None:
    """Lay it out as today's rights are; where nothing may be seen any more its files go. Again changes nothing.

    When the recording is gone, what is left of it stands in the replay itself, and only grows smaller.
    """
    locked = Broadcast.objects.select_for_update().get(pk=broadcast.pk)
    replay = replay_of(broadcast=locked)
    if replay is None:
        return
    today = clock.in_london(now).date()
    house = house_of(locked)
    put_away(house)
    goal = house.root / "public" / replay.prefix
    plan = replay_plan(broadcast=locked, talk=replay.talk, today=today)
    source = house.kept if house.kept.is_dir() else goal
    _number, captions = newest_captions(broadcast=locked)
    numbers = plan.numbers if replay.stands(today) else []
    replay.seconds = lay_out(source, goal, plan.show, numbers, captions)
    replay.laid_out_for = today
    replay.save(update_fields=["seconds", "laid_out_for"])


@action
def put_stream_away(*, broadcast: Broadcast) -> None:
    """The stream that has ended has no address any more; rehearsals that are over are gone. Again changes nothing."""
    locked = Broadcast.objects.select_for_update().get(pk=broadcast.pk)
    house, rehearses = house_of(locked), locked.standing == Standing.REHEARSAL
    if locked.standing == Standing.ENDED:
        put_away(house)
    but = locked.rehearsal_prefix if rehearses else ""
    remove_rehearsals(house.root, locked.public_id, but=but)


@action
def remove_old_recordings(*, now: datetime, kept_for: timedelta = KEPT_FOR) -> int:
    """What is kept of broadcasts that ended longer ago, or that were rehearsed and should have begun then; a replay that
    is up stays for its own time. Returns how many."""
    sent = Session.objects.filter(broadcast=OuterRef("pk"))
    left = Q(standing=Standing.PLANNED, starts_at__lte=now - kept_for) & Exists(sent)
    rows = Broadcast.objects.select_for_update().filter(
        Q(ended_at__lte=now - kept_for) | left, recording_removed_at__isnull=True
    )
    removed = list(rows)
    for broadcast in removed:
        remove_recording(house_of(broadcast))
        broadcast.recording_removed_at = now
        broadcast.save(update_fields=["recording_removed_at"])
    return len(removed)
