"""How somebody is rung, whatever rounds they are on: when, in which language, what matters to them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from branchline.core.acting import Acting
from branchline.core.actions import action

from ..errors import HoursWithoutAnEnd, NeverRungThen
from ..models import Callee, CallRound

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


class Part(TextChoices):
    """Which part of the day suits somebody, as they say it."""

    MORNING = "morning", _("Morning, until 12")
    AFTERNOON = "afternoon", _("Afternoon, 12 to 5")
    EVENING = "evening", _("Evening, from 5")
    ANY = "any", _("Any time of day")


OF_PART = {Part.MORNING: (None, 12), Part.AFTERNOON: (12, 17), Part.EVENING: (17, None), Part.ANY: (None, None)}  # fmt: skip
"""From this full hour until that one; none: as early, or as late, as the round rings."""


@dataclass(frozen=True)
class Suits:
    """What they said on a call of when they like to be rung. What they did not say stays as it is."""

    days: tuple[int, ...] = ()
    part: Part | None = None
    not_before: int | None = None

    def upon(self, ways: Ways) -> Ways:
        """How they are rung from now on."""
        begins, ends = OF_PART[self.part] if self.part is not None else (ways.begins, ways.ends)
        if self.not_before is not None:
            begins = max(self.not_before, begins or 0) if self.part is not None else self.not_before
        return replace(ways, days=self.days or ways.days, begins=begins, ends=ends)


def heed_what_suits(
    *, suits: Suits, callee: Callee, round_: CallRound, by: Acting, now: datetime
) -> None:
    """Part of a report. Refuses HoursWithoutAnEnd and NeverRungThen: who likes only hours in which nobody rings would fall out unseen."""
    kept = Callee.objects.select_for_update(no_key=True).get(pk=callee.pk)
    ways = suits.upon(Ways.of(kept))
    if ways.begins is not None and ways.ends is not None and ways.ends <= ways.begins:
        raise HoursWithoutAnEnd(field="suits_from")
    if not _rings_in(round_, ways):
        raise NeverRungThen(begins=f"{round_.begins:%H:%M}", ends=f"{round_.ends:%H:%M}")
    say_how_to_ring(callee=kept, ways=ways, by=by, now=now)


def _rings_in(round_: CallRound, ways: Ways) -> bool:
    """Whether the round rings in any of the hours that they like."""
    anytime = not (ways.days or ways.begins or ways.ends)
    first, last = round_.begins, round_.ends
    return anytime or any(
        hour // HOURS_OF_DAY in round_.days
        and hour % HOURS_OF_DAY >= first.hour
        and hour % HOURS_OF_DAY < last.hour + (last.minute > 0)
        for hour in ways.hours
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
