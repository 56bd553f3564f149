"""Going live in a test: the real origin and caster as processes of their own, a studio with a camera, and somebody
who watches and notices every moment without a new picture."""

import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from branchline.commands.children import begin, end
from branchline.commands.intake import intake
from branchline.commands.live import caster, origin

from .browser import visitor
from .signing_in import sign_in

if TYPE_CHECKING:
    import subprocess

    from playwright.sync_api import Browser, Page

    from branchline.live.models import Broadcast
    from branchline.live.stream.spool import Spool

ON_AIR = pytest.mark.xdist_group("on air")
"""Stories in which pictures must come in time: one after the other, never two at once on one machine."""
PATIENCE = 60.0
SLUG = "trafford"

NOTICE = """() => {
    const video = document.querySelector('video');
    const seen = window.seen = { pictures: 0, last: null, longest: 0, at: 0, late: 0, loads: (window.seen?.loads ?? 0) + 1 };
    const picture = now => {
        if (seen.last !== null && now - seen.last > seen.longest) { seen.longest = now - seen.last; seen.at = video.currentTime; }
        seen.last = now;
        seen.pictures++;
        video.requestVideoFrameCallback(picture);
    };
    video.requestVideoFrameCallback(picture);
    let ticked = performance.now();
    setInterval(() => {
        seen.late = Math.max(seen.late, performance.now() - ticked - 50);
        ticked = performance.now();
    }, 50);
}"""


@dataclass
class Live:
    """The processes of going live, and where their files are. Processes: "origin", "caster" and "intake"."""

    environment: Mapping[str, str]
    processes: "dict[str, subprocess.Popen[bytes]]" = field(default_factory=dict)

    @property
    def house(self) -> str:
        """The address of the pages."""
        return self.environment["BRANCHLINE_ADDRESS"]

    @property
    def origin(self) -> str:
        """The address of the origin."""
        return self.environment["BRANCHLINE_LIVE_ADDRESS"]

    @property
    def root(self) -> Path:
        """The folder of everything that goes out."""
        return Path(self.environment["BRANCHLINE_LIVE_FOLDER"])

    def spool(self, broadcast: str, session: int) -> "Spool":
        """What was recorded."""
        from branchline.live.stream.house import spool_of

        return spool_of(self.root, broadcast, session)

    def start(self, name: str) -> None:
        """One of them, for the first time or again after it was killed."""
        port = int(self.origin.rsplit(":", 1)[1])
        commands = {"origin": origin("127.0.0.1", port), "caster": caster(), "intake": intake()}
        self.processes[name] = begin(commands[name], self.environment)
        if name == "origin":
            wait_until(self._answers, "the origin answers")

    def kill(self, name: str) -> None:
        """As `kill -9` does."""
        self.processes[name].kill()
        self.processes[name].wait()

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.origin}/", timeout=2):
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False


@contextmanager
def on_the_air(environment: Mapping[str, str]) -> Iterator[Live]:
    """Origin and caster of a house that is open, as this environment says."""
    started = Live(environment)
    try:
        started.start("origin")
        started.start("caster")
        yield started
    finally:
        end(list(started.processes.values()))


def wait_until(holds: Any, what: str, *, patience: float = PATIENCE) -> None:
    """Until a condition holds that no page shows."""
    until = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < until, f"it never came to it that {what}"
        time.sleep(0.05)


def planned(*, adults: bool = False, **how: Any) -> "Broadcast":
    """A broadcast of a date that no other test has taken, at a library where the demo's branch staff work; at the pace that
    leaves least time, unless `pace` says otherwise.
    """
    from branchline.core import clock
    from branchline.core.acting import job
    from branchline.core.scoping import scope
    from branchline.events.models import Occurrence
    from branchline.live.actions import plan_broadcast
    from branchline.live.models import Pace
    from branchline.places.queries import service_at

    service = service_at(slug=SLUG)
    assert service is not None
    with scope(service.pk):
        dates = Occurrence.objects.scheduled().filter(
            branch__name__en="Sale Library", broadcast__isnull=True, starts_at__gt=clock.now()
        )
        if adults:
            dates = dates.filter(event__age_from=18)
        date = dates.order_by("starts_at", "pk").select_related("event", "branch").first()
        assert date is not None, "the demo has dates enough"
        how.setdefault("pace", Pace.CLOSER)
        return plan_broadcast(occurrence=date, by=job("test"), now=clock.now(), **how)


@contextmanager
def studio(browser: "Browser", live: Live, broadcast: str, **how: Any) -> "Iterator[Page]":
    """A studio's page as branch staff have it, with a camera that may be used unless `camera=False` says not."""
    camera = how.pop("camera", True)
    with visitor(browser, live.house, **how) as page:
        if camera:
            page.context.grant_permissions(["camera", "microphone"], origin=live.house)
        sign_in(page, "Branch staff")
        page.goto(studio_path(broadcast))
        yield page


def studio_path(broadcast: str) -> str:
    """The address of a studio."""
    return f"/{SLUG}/desk/live/{broadcast}"


def turn_the_camera_on(page: "Page") -> None:
    """And wait until there is a picture of oneself."""
    page.get_by_role("button", name="Turn the camera on").click()
    page.locator('[data-studio][data-state="ready"]').wait_for()


def go_live(page: "Page") -> None:
    """Press what has to be pressed, until chunks are on their way."""
    turn_the_camera_on(page)
    begin_sending(page)


def begin_sending(page: "Page") -> None:
    """Once the camera is on."""
    for box in page.locator("[data-list] input[type=checkbox]").all():
        with page.expect_response("**/check"):
            box.check()
    page.get_by_role("button", name="Go live").click()
    page.locator('[data-studio][data-state="live"]').wait_for()


@contextmanager
def watching(browser: "Browser", live: Live, broadcast: str, **how: Any) -> "Iterator[Page]":
    """Somebody who watches and notices: see `longest_freeze`."""
    with visitor(browser, live.house, **how) as page:
        page.goto(f"/{SLUG}/live/{broadcast}")
        page.evaluate(NOTICE)
        yield page


def pictures(page: "Page") -> int:
    """How many pictures were shown since it was opened."""
    return int(page.evaluate("seen.pictures"))


def start_noticing(page: "Page") -> None:
    """Once the first pictures are there: what follows is a freeze or none."""
    wait_until(lambda: pictures(page) > 30, "pictures are shown")
    page.evaluate("Object.assign(seen, { longest: 0, late: 0 })")


def longest_freeze(page: "Page") -> float:
    """The longest time between two pictures shown, in seconds, the one that still lasts too. A page that was loaded
    again has forgotten, so that the question fails."""
    return float(page.evaluate("Math.max(seen.longest, performance.now() - seen.last) / 1000"))


def longest_wait(page: "Page") -> float:
    """The longest time, in seconds, for which the page itself had to wait for its turn on this machine: a freeze that is
    as long as that may be the machine's, not the stream's."""
    return float(page.evaluate("seen.late / 1000"))
