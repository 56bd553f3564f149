"""What ends with the reason for it: tasks about a loan that is back or may be kept for longer, and a pause of its data."""

from datetime import datetime

from django.utils.translation import gettext as _

from branchline.concerns.actions import add_task, drop_task
from branchline.concerns.models import Priority, Task
from branchline.core.acting import Acting
from branchline.core.clock import in_london
from branchline.core.permits import Role

from ..models import Ending, Loan, SimPause

KIND = "devices.loan"
"""Of every task about a loan that was not back on its day."""


def settle(loan: Loan, *, by: Acting, now: datetime) -> None:
    """Within an action, once it is back, may be kept for longer, or has ended otherwise: what colleagues were to do about it is
    no longer to be done, what was to be paused stays on, and what is paused is on again today, unless it is lost or given
    away."""
    for task in Task.objects.open().filter(kind=KIND, link_key=loan.public_id):
        because = _("Nobody is asked after it now: it is back, may be kept, or is lost.")
        drop_task(task=task, because=because, by=by, now=now)
    pauses = SimPause.objects.filter(loan=loan, on_at__isnull=True)
    pauses.filter(paused_at__isnull=True).update(on_at=now)
    if loan.ending in (Ending.LOST, Ending.GIFT):
        return
    for pause in pauses.filter(paused_at__isnull=False):
        add_task(
            what=_("Switch the data of a SIM card on again at its network, today: the device is back, or may be kept."),
            kind="devices.data_on", key=f"devices.data_on:{pause.pk}", due=in_london(now).date(),
            roles=[Role.SERVICE_MANAGER], priority=Priority.FIRST, link=("devices:desk_loan_data", loan.public_id),
            by=by, now=now,
        )  # fmt: skip
