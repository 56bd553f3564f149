"""What the worker does for broadcasts that are over: it lays out their replays, and says for good how many watched.

It works in the folder of this machine's origin, so it runs where that is.
"""

import time
from contextlib import closing
from datetime import datetime
from pathlib import Path

from django.conf import settings

from branchline.core import clock
from branchline.core.acting import job as by_itself
from branchline.core.jobs import job, periodic
from branchline.core.scoping import every_service, scope

from . import actions
from .actions.errands import LAY_OUT, PUT_AWAY
from .bucket import live_bucket
from .models import RUNNING, TO_BEGIN, Broadcast, Replay, Standing
from .queries import (
    WATCHED_AFTERWARDS,
    broadcast_at,
    certified_lately,
    quiet_of,
    replays_of_another_day,
    services_with,
    to_certify,
)
from .stream.counted import (
    beats_after,
    beats_of,
    forget_tokens,
    hearts_of,
    is_sealed,
    read_now,
    remove_old,
    seal,
)
from .stream.house import counts_of
from .stream.tally import tally_file

BY = by_itself("live.certify")


@job(LAY_OUT)
def lay_out_replay(*, broadcast: str) -> None:
    """A replay was put up, changed or taken down."""
    actions.renew_replay(broadcast=broadcast_at(public_id=broadcast), now=clock.now())


@job(PUT_AWAY)
def put_stream_away(*, broadcast: str) -> None:
    """A quarter of an hour after its end; tried again until the bucket has taken it away too."""
    found = broadcast_at(public_id=broadcast)
    actions.put_stream_away(broadcast=found)
    if found.standing == Standing.ENDED and (bucket := live_bucket()) is not None:
        with closing(bucket):
            bucket.remove(found.prefix)


def renew_replays() -> None:
    """A minute after each full hour, so after each midnight in London: rights end by the day."""
    now = clock.now()
    today = clock.in_london(now).date()
    for _service in every_service(because="each service's replays keep to its own rights"):
        for replay in replays_of_another_day(today=today):
            actions.renew_replay(broadcast=replay.broadcast, now=now)


periodic("1 * * * *")(renew_replays)


def certify_each() -> None:
    """Every minute: first nothing more is counted, and a minute later, when all is on the disk, it is added up."""
    now = clock.now()
    for _service in every_service(because="each service’s broadcasts end by themselves"):
        for broadcast in to_certify(now=now):
            _certify(broadcast, _folder(broadcast.prefix), now)


periodic("* * * * *")(certify_each)


def notice_forgotten() -> None:
    """Every minute: who films nothing, in silence, or has gone and told nobody."""
    now = clock.now()
    for service_id in services_with(RUNNING):
        with scope(service_id):
            for broadcast in Broadcast.objects.running():
                actions.notice_quiet(broadcast=broadcast, quiet=quiet_of(broadcast), now=now)
                actions.end_when_left(broadcast=broadcast, now=now)


periodic("* * * * *")(notice_forgotten)


def notice_missed() -> None:
    """Every minute: a date that was moved takes its broadcast along; who should be on air and is not is told."""
    now = clock.now()
    for service_id in services_with(TO_BEGIN):
        with scope(service_id):
            for broadcast in Broadcast.objects.to_begin().select_related("occurrence"):
                actions.follow_date(broadcast=broadcast, now=now)
                actions.notice_missed(broadcast=broadcast, now=now)


periodic("* * * * *")(notice_missed)


def replays_each() -> None:
    """Every hour how many watched afterwards."""
    now = clock.now()
    for _service in every_service(because="each service’s broadcasts are watched afterwards"):
        for certificate in certified_lately(now=now):
            screens = sum(_screens(each) for each in _afterwards(certificate.broadcast))
            actions.count_replays(certificate=certificate, screens=screens, by=BY, now=now)


periodic("35 * * * *")(replays_each)


def clear_counts() -> None:
    """Every night: counts that are over and written down, once nobody counts replays of them any more."""
    remove_old(
        settings.BRANCHLINE_LIVE_FOLDER, before=(clock.now() - WATCHED_AFTERWARDS).timestamp()
    )


periodic("50 3 * * *")(clear_counts)


def _certify(broadcast: Broadcast, folder: Path, now: datetime) -> None:
    beats = beats_of(folder)
    if not beats.exists():
        return
    if not is_sealed(folder):
        seal(folder)
        return
    # Whoever counts at this moment has not noticed yet: next time.
    if not beats_after(folder).exists() and read_now(folder, time.monotonic()) is not None:
        return
    with beats.open("rb") as lines:
        actions.certify(
            broadcast=broadcast,
            tally=tally_file(beats, pace=broadcast.pace),
            hearts=hearts_of(folder),
            lines=lines,
            by=BY,
            now=now,
        )
    forget_tokens(folder)


def _afterwards(broadcast: Broadcast) -> list[Path]:
    """The lines of whoever watched on after the end, and of its replay."""
    replay: Replay | None = getattr(broadcast, "replay", None)
    files = [beats_after(_folder(broadcast.prefix))]
    return [*files, beats_of(_folder(replay.prefix))] if replay is not None else files


def _screens(beats: Path) -> int:
    # Of screens alone it does not matter how long a segment is.
    return tally_file(beats, pace=1).screens if beats.exists() else 0


def _folder(prefix: str) -> Path:
    return counts_of(settings.BRANCHLINE_LIVE_FOLDER, prefix)
