"""The same pages with real telephones: twenty callers at once, each claims a line, has it rung through Kamailio, and reports
what the SIP code has filled in. Afterwards the trace of the people called says whether two calls were ever on one line.

Time is the machine's, laid over the Monday of the town. How somebody answers is said by the last digit of their number
(`exchange`), so each report can be held against it.
"""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from threading import Lock

from django.db import connections
from django.test import override_settings

from branchline.calls.actions import begin_to_ring
from branchline.calls.jobs import dial
from branchline.calls.models import Attempt
from branchline.calls.queries import slip_of
from branchline.core import clock
from branchline.core.scoping import scope
from branchline.people.models import Account, Worker

from .beside import BEGINS, Says
from .browser import Browser
from .exchange import BUSY, DESKS, NOBODY, TALK, WRONG, Exchange, Rung
from .scene import Scene, ladder_named, make_scene
from .town import make_town

SCRIPT: Mapping[str, tuple[str, int]] = {
    BUSY: ("busy", 486),
    NOBODY: ("no_answer", 480),
    WRONG: ("wrong_number", 404),
}
"""By the last digit: what is to be reported, and the SIP code. Everybody else picks up."""
PICKED_UP = ("answered", 200)
TAKEN = "The call was taken."
FILLED_IN = re.compile(r'name="outcome"[^>]*value="([a-z_]+)"[^>]*\schecked')


@dataclass(frozen=True)
class Dialled:
    """What came of it. `rang`: calls that reached somebody's telephone; `overlaps`: of them, those that began on a line
    before the call before them had ended there; `otherwise`: those that did not go as scripted; `handed_back`: the caller's own telephone was not picked up in time."""

    calls: int
    lines: int
    seconds: float
    as_scripted: int
    otherwise: tuple[str, ...]
    rang: int
    handed_back: int
    overlaps: int
    outcomes: dict[str, int]

    @property
    def is_right(self) -> bool:
        """Whether each call that was reported was rung and went as scripted, and none overlapped."""
        return self.overlaps == 0 and self.calls == self.as_scripted <= self.rang

    def __str__(self) -> str:
        came = ", ".join(
            f"{count:,} {name.replace('_', ' ')}" for name, count in self.outcomes.items()
        )
        return (
            f"{self.calls:,} calls on {self.lines:,} lines in {self.seconds:.0f} s"
            f" ({self.calls / self.seconds:.1f} a second): {came}.\n"
            f"As scripted: {self.as_scripted:,}. Rang: {self.rang:,}. Handed back: {self.handed_back:,}. Two calls at once on one line: {self.overlaps:,}."
            + "".join(f"\nOtherwise: {line}" for line in self.otherwise)
        )

    @property
    def facts(self) -> dict[str, object]:
        """For machines."""
        return asdict(self)


def dialled(*, seed: int, calls: int, slug: str, exchange: Exchange, says: Says) -> Dialled:
    """Ring a town of as many people, or until so many calls were made."""
    town = make_town(seed=seed, people=max(10, calls), callers=DESKS, begins=BEGINS)
    scene = make_scene(town, ladder_named("welfare"), slug=slug)
    says(f"{len(town.people):,} people and {DESKS} callers with telephones are there")
    desks = {who.email: exchange.desk(n) for n, who in enumerate(scene.callers)}
    hall, before = _Hall(scene, calls, says), len(exchange.rung())
    with override_settings(
        BRANCHLINE_DEMO=False,
        BRANCHLINE_TELEPHONE_BY="pbx",
        BRANCHLINE_TELEPHONES=desks,
        **exchange.settings,
    ):
        # Alone: else all of them would read the same templates at once.
        hall.work(scene.callers[0], once=True)
        with ThreadPoolExecutor(DESKS) as pool:
            try:
                list(pool.map(hall.work, scene.callers))
            except BaseException:
                hall.close()
                raise
        took = time.monotonic() - hall.began
    time.sleep(2 * TALK)
    return _counted(scene, exchange.rung()[before:], took, hall.handed_back)


class _Hall:
    """All callers, and how many calls they have made."""

    def __init__(self, scene: Scene, most: int, says: Callable[[str], None]) -> None:
        self.scene, self.most, self.says = scene, most, says
        self.made, self.handed_back = 0, 0
        self.lock, self.began = Lock(), time.monotonic()

    def close(self) -> None:
        """Nobody takes another call."""
        with self.lock:
            self.most = 0

    def now(self) -> datetime:
        """As much later than the Monday morning as has really passed."""
        return self.scene.town.begins + timedelta(seconds=time.monotonic() - self.began)

    def _takes_one(self) -> bool:
        with self.lock:
            if self.made >= self.most:
                return False
            self.made += 1
            if self.made % 500 == 0:
                self.says(f"{self.made:,} of {self.most:,} calls")
            return True

    def work(self, who: Account, *, once: bool = False) -> None:
        """One caller, until nobody waits whom they may ring, or all calls are made; or for one call."""
        try:
            browser = Browser(who, self.scene.service.slug)
            with scope(self.scene.service.pk):
                worker = Worker.objects.get(account=who)
            browser.get(f"{browser.desk}/calls", self.now())
            while self._takes_one() and self._one(browser, worker) and not once:
                pass
        finally:
            connections.close_all()

    def _one(self, browser: Browser, worker: Worker) -> bool:
        """From “Next call” to “That’s it”. False when nobody waits."""
        at = f"{browser.desk}/calls"
        browser.post(f"{at}/next", self.now())
        if 'name="slip"' not in browser.page:
            return False
        form = browser.hidden("slip", "key")
        browser.post(f"{at}/ring", self.now(), slip=form["slip"])
        self._ring(slip_of(form["slip"], worker=worker).token)
        browser.get(f"{at}/now", self.now())
        told = FILLED_IN.search(browser.page)
        if told is None and TAKEN not in browser.page:
            self._hand_back(browser, form["slip"])
            return True
        if told is None:
            # They talk; what a telephone can't tell, the caller says.
            time.sleep(2 * TALK)
        outcome = told[1] if told else PICKED_UP[0]
        browser.post(f"{at}/now", self.now(), **form, outcome=outcome)
        browser.must_be_at("/done/")
        return True

    def _hand_back(self, browser: Browser, slip: str) -> None:
        """Their own telephone was not picked up in time: the machine is too busy."""
        with self.lock:
            self.handed_back += 1
        words = {"slip": slip, "back-why": "My telephone does not ring"}
        browser.post(f"{browser.desk}/calls/back", self.now(), **words)

    def _ring(self, token: object) -> None:
        """As the worker does, in this thread: the job that the page has left."""
        service = self.scene.service.pk
        with clock.at(self.now()):
            with scope(service):
                call = begin_to_ring(token=token, now=clock.now())  # type: ignore[arg-type]  # a UUID, of a slip
            if call is not None:
                dial(service, str(token), call)


def _counted(scene: Scene, rung: Iterable[Rung], took: float, handed_back: int) -> Dialled:
    with scope(scene.service.pk):
        kept = list(
            Attempt.objects.order_by("pk").values_list("line__number", "outcome", "sip_code")
        )
    ordered = sorted(rung, key=lambda each: (each.number, each.began))
    overlaps = sum(
        after.began < before.ended
        for _number, line in groupby(ordered, lambda each: each.number)
        for before, after in pairwise(line)
    )
    otherwise = tuple(
        f"a number ending in {str(number)[-1]} was reported as {outcome} ({code})"
        for number, outcome, code in kept
        if SCRIPT.get(str(number)[-1], PICKED_UP) != (outcome, code)
    )
    came = Counter(outcome for _number, outcome, _code in kept)
    return Dialled(
        calls=len(kept),
        lines=len({number for number, _outcome, _code in kept}),
        seconds=took,
        as_scripted=len(kept) - len(otherwise),
        otherwise=otherwise,
        rang=len(ordered),
        handed_back=handed_back,
        overlaps=overlaps,
        outcomes={name: came[name] for name in ("answered", "no_answer", "busy", "wrong_number")},
    )
