"""The safeguarding office: a lead who keeps office hours, a deputy who can be reached, and the job that goes each minute.

They hear of a concern only by what they are told (`ConcernEvent`), and act through its page.
"""

from datetime import datetime, timedelta
from functools import partial

from branchline.concerns.jobs import climb
from branchline.concerns.models import Concern
from branchline.concerns.models.concerns import ConcernEvent, Event
from branchline.core import clock
from branchline.core.clock import in_london
from branchline.core.scoping import scope

from .browser import Browser
from .stage import Stage

A_MINUTE = timedelta(minutes=1)
LEAD_OPENS, LEAD_LEAVES = 9, 16
"""Hours, on weekdays: who is told later reads it the next morning."""
OUT = 0.25
"""How often the lead is in a meeting for two hours when the message comes."""
DECIDES_AFTER = timedelta(minutes=25)


class Office:
    """Who hears, when they look, and what they press."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        slug = stage.scene.service.slug
        self.browsers = {
            each.pk: Browser(each, slug) for each in (stage.scene.lead, stage.scene.deputy)
        }
        self.heard, self.ticks, self.open = 0, False, 0

    @property
    def has_open(self) -> bool:
        """Whether a concern waits for somebody."""
        return self.open > 0

    def look(self, now: datetime) -> None:
        """A concern was raised: from here on the job goes each minute until it is decided."""
        self.open += 1
        self._hear(now)
        if not self.ticks:
            self.ticks = True
            self.stage.at(now + A_MINUTE, self._tick)

    def _tick(self, now: datetime) -> None:
        with clock.at(now):
            climb()
        self._hear(now)
        self.ticks = self.has_open
        if self.ticks:
            self.stage.at(now + A_MINUTE, self._tick)

    def _hear(self, now: datetime) -> None:
        """Whoever has been told since the last look will read it."""
        with scope(self.stage.scene.service.pk):
            told = list(
                ConcernEvent.objects.filter(pk__gt=self.heard, event=Event.TOLD)
                .order_by("pk")
                .values_list("pk", "account_id", "concern__public_id")
            )
        for pk, account, concern in told:
            self.heard = max(self.heard, pk)
            if account in self.browsers:
                when = self._reads(account, now)
                self.stage.at(when, partial(self._take, account, concern))

    def _reads(self, account: int, now: datetime) -> datetime:
        here = in_london(now)
        is_lead = account == self.stage.scene.lead.pk
        chance = self.stage.scene.town.draw(
            "office", "lead" if is_lead else "deputy", now.isoformat()
        )
        if not is_lead:
            return now + timedelta(minutes=chance.randint(4, 20))
        if here.weekday() < 5 and LEAD_OPENS <= here.hour < LEAD_LEAVES:
            meeting = timedelta(hours=2) if chance.random() < OUT else timedelta()
            return now + meeting + timedelta(minutes=chance.randint(5, 40))
        day = here + timedelta(days=1 if here.hour >= LEAD_OPENS else 0)
        while day.weekday() >= 5:
            day += timedelta(days=1)
        return day.replace(hour=LEAD_OPENS, minute=5, second=0)

    def _take(self, account: int, concern: str, now: datetime) -> None:
        """Open it; say that one has it, unless somebody does."""
        with scope(self.stage.scene.service.pk):
            found = Concern.objects.get(public_id=concern)
        if found.acknowledged_at is not None:
            return
        browser = self.browsers[account]
        page = f"{browser.desk}/concerns/{concern}"
        browser.get(page, now)
        browser.post(page, now, do="acknowledge")
        self.stage.at(now + DECIDES_AFTER, partial(self._decide, account, concern))

    def _decide(self, account: int, concern: str, now: datetime) -> None:
        browser = self.browsers[account]
        page = f"{browser.desk}/concerns/{concern}"
        browser.get(page, now)
        browser.post(
            page, now, do="decide", decision="adult_care",
            decision_words="Spoke to adult social care; she wishes to be visited on her own.",
        )  # fmt: skip
        self.open -= 1
