"""A telephone rings for a caller: asked for on the lease, done by the worker, and told on the call screen.

What a telephone tells only fills in what the caller reports. Where the worker ends meanwhile nothing is told, and the
caller says how it went.
"""

from datetime import datetime, timedelta
from uuid import UUID

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.jobs import Errand
from branchline.people.models import Worker

from ..errors import NoLease, NotCalled, NoTelephone, RingsAlready
from ..models import Line
from ..queries import REASONS, Lease, Slip, call_for, lease_of, ringing_of
from ..telephony import ASKED, TRYING, Call
from .leases import my_line, still_here

RING = Errand("branchline.calls.jobs.ring", queue="calls")
SOON = timedelta(seconds=30)
"""A worker that comes later rings nobody: the caller has long put the telephone down."""


@action
def ask_to_ring(*, worker: Worker, slip: Slip, by: Acting, now: datetime) -> None:
    """Have the caller's telephone ring whom they hold; it is a sign of the caller too.

    Refuses NoLease, NotCalled, NoTelephone, RingsAlready.
    """
    lease = still_here(worker=worker, slip=slip, by=by, now=now)
    _must_be_free_to_ring(lease, now)
    if call_for(lease, worker=worker) is None:
        raise NoTelephone
    line = my_line(worker, slip)
    if ringing_of(lease, worker=worker, now=now).rings:
        raise RingsAlready
    line.rung_at, line.rung_code = now, ASKED
    line.save(update_fields=["rung_at", "rung_code"])
    RING.later(token=str(slip.token))


@action
def begin_to_ring(*, token: UUID, now: datetime) -> Call | None:
    """What is dialled now; None when it isn't: asked too long ago, dialled before, in other hands, or they said no."""
    line = Line.objects.select_for_update(no_key=True).filter(token=token).first()
    if line is None or line.leased_to is None or line.rung_at is None or line.rung_code != ASKED:
        return None
    lease = lease_of(line.leased_to)
    if lease is None or now - line.rung_at > SOON or lease.why_not or line.stopped:
        line.rung_at = line.rung_code = None
        line.save(update_fields=["rung_at", "rung_code"])
        return None
    line.rung_code = TRYING
    line.save(update_fields=["rung_code"])
    return call_for(lease, worker=line.leased_to)


@action
def note_rang(*, token: UUID, code: int, now: datetime) -> None:
    """How it went. Nothing where the lease is another by now."""
    Line.objects.filter(token=token).update(rung_code=code)


def _must_be_free_to_ring(lease: Lease, now: datetime) -> None:
    """The lease has lasted its two hours, they said no, or the number was stopped, since the line was taken."""
    if lease.line.leased_until is None or lease.line.leased_until <= now:
        raise NoLease
    if lease.line.stopped:
        raise NotCalled(lease.line.get_stopped_display())
    if why := lease.why_not:
        raise NotCalled(str(REASONS[why]))
