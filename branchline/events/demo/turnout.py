"""How many came to the dates of a generated country that are over: what the door wrote down, and the ledger's lines.

The single presses and ticks are not there: those of years ago are not kept either.
"""

import json
from collections.abc import Callable, Mapping

from branchline.events.measures import ATTENDED
from branchline.events.models import Band, CountedBy

from .diary import BACK, NOWHERE, Diary, Plan
from .templates import NONE

UNCOUNTED = 8
"""Of so many dates one was counted by nobody: that is missing, and not nought."""


class Turnout:
    """Writes who came, a date after the other."""

    def __init__(
        self, diary: Diary, chance: Callable[[int], int], into: Mapping[str, Callable[[str], None]]
    ) -> None:
        self.diary, self.bits, self.into = diary, chance, into

    def write(self, number: int, date: int, plan: Plan, booked: int | None) -> None:
        """Of a date that took place; `booked` None: it was called off."""
        bits = self.bits(32)
        if booked is None or plan.day >= BACK or not bits % UNCOUNTED:
            return
        arrived = booked - sum(1 for turn in range(min(booked, 24)) if not bits >> turn & 7)
        walked_in = bits >> 27 & 3 if plan.template.capacity is not None else 4 + (bits >> 3) % 24
        came = arrived + walked_in
        children = came * 3 // 5 if plan.template.for_children else 0
        bands = {Band.CHILDREN: children, Band.ADULTS: came - children}
        moment = self.diary.days.at(plan.day, plan.ends)
        by = CountedBy.LIST if booked else CountedBy.HEADS
        recorded = json.dumps(
            {band.value: {"people": many} for band, many in bands.items() if many}
        )
        self.into["events_attendance"](
            f"{number}\t{self.diary.service}\t{date}\t{by.value}\t0\t{bands[Band.CHILDREN]}\t{bands[Band.ADULTS]}\t0\t"
            f"{arrived}\t{booked - arrived}\t{walked_in}\t{booked + 1}\t{moment}\t{moment}\t{recorded}\n"
        )
        links = self.diary.links(date, plan)
        for band, many in bands.items():
            if many:
                who = f"{NOWHERE}\t{band.value}\t{NONE}"
                starts = self.diary.days.at(plan.day, plan.starts)
                self.diary.happened(ATTENDED.name, plan.branch, starts, many, links, who=who)
