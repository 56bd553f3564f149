"""How somebody is rung, whatever rounds they are on: when, in which language, what matters to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from branchline.core.acting import Acting
from branchline.core.actions import action

from ..errors import HoursWithoutAnEnd
from ..models import Callee

HOURS_OF_DAY = 24


@dataclass(frozen=True)
class Ways:
    """What a caller is told, and when they like to be rung: on these days (0 is Monday; none: any day), from this full
    hour until that one (none: any hour)."""

    matters: str = ""
    shared_with: str = ""
    spoken: str = ""
    may_leave_message: bool = False
    days: Sequence[int] = ()
    begins: int | None = None
    ends: int | None = None

    @property
    def hours(self) -> list[int]:
        """Hours of the week, as the claim asks for them; empty: any."""
        if not self.days and self.begins is None and self.ends is None:
            return []
        first, last = self.begins or 0, HOURS_OF_DAY if self.ends is None else self.ends
        return [
            day * HOURS_OF_DAY + hour
            for day in sorted(set(self.days) or range(7))
            for hour in range(first, last)
        ]

    @classmethod
    def of(cls, callee: Callee) -> "Ways":
        """As it stands today."""
        days = sorted({each // HOURS_OF_DAY for each in callee.hours})
        of_day = sorted({each % HOURS_OF_DAY for each in callee.hours})
        whole = len(of_day) in (0, HOURS_OF_DAY)
        return cls(
            matters=callee.matters,
            shared_with=callee.shared_with,
            spoken=callee.spoken,
            may_leave_message=callee.may_leave_message,
            days=[] if len(days) == 7 else days,
            begins=None if whole else of_day[0],
            ends=None if whole else of_day[-1] + 1,
        )


@action
def say_how_to_ring(*, callee: Callee, ways: Ways, by: Acting, now: datetime) -> Callee:
    """Write it down; the next claim asks for it. Refuses HoursWithoutAnEnd."""
    if ways.begins is not None and ways.ends is not None and ways.ends <= ways.begins:
        raise HoursWithoutAnEnd
    kept = Callee.objects.select_for_update(no_key=True).get(pk=callee.pk)
    kept.matters, kept.may_leave_message = ways.matters.strip(), ways.may_leave_message
    kept.shared_with, kept.spoken = ways.shared_with.strip(), ways.spoken.strip()
    kept.hours = ways.hours
    kept.save(update_fields=["matters", "may_leave_message", "shared_with", "spoken", "hours"])
    return kept
