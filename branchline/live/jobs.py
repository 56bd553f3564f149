"""What the worker does for broadcasts that are over."""

from branchline.core import clock
from branchline.core.jobs import job, periodic
from branchline.core.scoping import every_service

from . import actions
from .actions.errands import LAY_OUT, PUT_AWAY
from .queries import broadcast_at, replays_of_another_day


@job(LAY_OUT)
def lay_out_replay(*, broadcast: str) -> None:
    """A replay was put up, changed or taken down."""
    actions.renew_replay(broadcast=broadcast_at(public_id=broadcast), now=clock.now())


@job(PUT_AWAY)
def put_stream_away(*, broadcast: str) -> None:
    """A quarter of an hour after its end."""
    actions.put_stream_away(broadcast=broadcast_at(public_id=broadcast))


def renew_replays() -> None:
    """A minute after each full hour, so after each midnight in London: rights end by the day."""
    now = clock.now()
    today = clock.in_london(now).date()
    for _service in every_service(because="each service's replays keep to its own rights"):
        for replay in replays_of_another_day(today=today):
            actions.renew_replay(broadcast=replay.broadcast, now=now)


periodic("1 * * * *")(renew_replays)
