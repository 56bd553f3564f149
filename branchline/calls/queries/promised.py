"""What somebody was promised on an earlier call, to be asked about on the next: only their own word closes it."""

from dataclasses import dataclass
from datetime import datetime

from branchline.people.models import Resident
from branchline.referrals.models import Referral
from branchline.referrals.queries import to_ask_about

from ..models import Callee, CallNeed


@dataclass(frozen=True)
class Promised:
    """One thing: a need that one of ours sees to, or a referral to a partner. `name`: of its field in the form."""

    thing: CallNeed | Referral
    words: str
    since: datetime

    @property
    def name(self) -> str:
        """Told apart by table, since keys are of one."""
        return f"told_{self.thing._meta.model_name}_{self.thing.public_id}"


def promised_to(callee: Callee, *, now: datetime) -> list[Promised]:
    """The oldest first. Four queries."""
    needs = CallNeed.objects.filter(person__callee=callee, closed_at__isnull=True, referral="")
    rows = [
        Promised(need, _said(str(need.get_kind_display()), need.words), need.noted_at)
        for need in needs.order_by("noted_at", "pk")
    ]
    resident: Resident = callee.resident
    rows += [
        Promised(
            each, _said(str(each.get_kind_display()), str(each.offer)), each.sent_at or each.made_at
        )
        for each in to_ask_about(resident, now).filter(offer__isnull=False)
    ]
    return sorted(rows, key=lambda row: row.since)


def _said(what: str, more: str) -> str:
    return f"{what}: {more}" if more else what
