"""It should have begun and nobody is on air: whoever works there is written to, once."""

from datetime import datetime

from branchline.core import ledger
from branchline.core.acting import job
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.messages.actions import send
from branchline.messages.letters import Addressee
from branchline.messages.models import Route
from branchline.people.queries import who_may_at

from ..letters import MISSED as LETTER
from ..measures import MISSED
from ..models import Broadcast
from ..permits import GO_LIVE
from ..queries import TOLD_WITHIN, has_been_missed
from .links import links_of

BY = job("live.missed")


@action
def notice_missed(*, broadcast: Broadcast, now: datetime) -> None:
    """Ten minutes after its start families wait and nobody is on air: noted, and staff of that branch who may go live
    are written to. Again it changes nothing, nor does it before or an hour after."""
    if broadcast.missed_at is not None or not has_been_missed(broadcast, now=now):
        return
    locked = (
        Broadcast.objects.select_for_update(of=("self",))
        .select_related("occurrence")
        .get(pk=broadcast.pk)
    )
    if locked.missed_at is not None or not has_been_missed(locked, now=now):
        return
    locked.missed_at = now
    locked.save(update_fields=["missed_at"])
    today = in_london(now).date()
    for account in who_may_at(permit=GO_LIVE, branch_id=locked.branch_id, today=today):
        send(
            letter=LETTER,
            reference=locked.public_id,
            to=Addressee(Route.EMAIL, account.email, name=account.name, language=account.language),
            now=now,
            by=BY,
            valid_until=locked.starts_at + TOLD_WITHIN,
            branch=locked.branch_id,
        )
    ledger.record(kind=MISSED, by=BY, now=now, branch_id=locked.branch_id, links=links_of(locked))
