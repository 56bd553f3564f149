"""The play: callers by their shifts, the safeguarding office, and the hourly job, until all calls are made.

What happens goes through the pages, as `Browser` presses them; the moment of the stage is the only clock (`core.clock`).
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial

from branchline.calls.actions import heed_wishes
from branchline.core.clock import LONDON, in_london
from branchline.core.scoping import scope

from .browser import Browser
from .caller import AtTheTelephone
from .office import Office
from .scene import Scene
from .stage import Stage

LONGEST = timedelta(days=60)
"""After which a rehearsal ends, however few calls were made."""
HEEDS = 35
"""Minutes past the hour, as `calls.jobs` says."""


class Play:
    """One ladder's. `says` is told the moment and the calls so far, each morning."""

    def __init__(self, scene: Scene, most: int, says: Callable[[datetime, int], None]) -> None:
        self.scene, self.says = scene, says
        self.stage = Stage(scene, most)
        self.office = Office(self.stage)
        slug = scene.service.slug
        self.callers = [
            AtTheTelephone(self.stage, self.office, who, Browser(account, slug))
            for who, account in zip(scene.town.callers, scene.callers, strict=True)
        ]

    def run(self) -> None:
        """Until all calls are made and reported, or the last day is over."""
        begins = self.scene.town.begins
        self._day(begins)
        while not self.is_over and self.stage.step() < begins + LONGEST:
            pass

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to be reported, and every concern is seen to."""
        in_hand = any(each.in_hand for each in self.callers)
        return self.stage.has_enough and not in_hand and not self.office.has_open

    @property
    def requests(self) -> int:
        """Of all browsers."""
        browsers = [each.browser for each in self.callers] + [*self.office.browsers.values()]
        return sum(each.requests for each in browsers)

    def _day(self, moment: datetime) -> None:
        """Lay out a day: whoever has a shift, and the hourly job. Then the next one."""
        self.says(moment, self.stage.made)
        day = in_london(moment).date()
        for each in self.callers:
            for weekday, begins, ends in each.who.shifts:
                if weekday == day.weekday():
                    self.stage.at(_at(day, begins), partial(each.begin, _at(day, ends)))
        for hour in range(9, 21):
            self.stage.at(_at(day, hour + HEEDS / 60), self._heed)
        self.stage.at(_at(day + timedelta(days=1), 8), self._day)

    def _heed(self, moment: datetime) -> None:
        with scope(self.scene.service.pk):
            heed_wishes(now=moment)


def _at(day: date, hour: float) -> datetime:
    minutes = round(hour * 60)
    return datetime.combine(day, time(minutes // 60, minutes % 60), LONDON)
