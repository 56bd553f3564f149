"""A rhyme time goes out from a phone whose network is cut, whose tab is killed, and whom somebody else follows. Families
see captions that are tapped, no freeze, and load nothing again; and all that was kept is in the recording, once."""

import os
import re
import signal
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import pytest
from django.conf import LazySettings
from playwright.sync_api import expect

from branchline.commands import recording as command
from branchline.core import clock
from branchline.core.acting import job
from branchline.core.scoping import scope
from branchline.live.actions import add_rhyme
from branchline.live.data import rhyme_called
from branchline.live.stream.journal import read_show
from tests.harness import live as air
from tests.harness.browser import ON_PHONE, launched, visitor
from tests.harness.cable import Cable, cable
from tests.harness.filming import Filmed, Told, marks, numbered_film, prints, read_numbers
from tests.harness.live import ON_AIR
from tests.harness.signing_in import sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

    from branchline.live.models import Broadcast
    from tests.harness.live import Live

pytestmark = [pytest.mark.browser, pytest.mark.walk, ON_AIR]
AWAY = 12.0
TIMESLICE = 1.0
CLOSE = 10.0
"""Seconds that families may be behind, at two seconds a segment."""
BESIDE = 1.0
"""Seconds that a caption may come beside the moment at which it was tapped."""


@dataclass
class Phone:
    """Whoever films: a browser of its own, whose network is a cable that can be pulled out."""

    browser: "Browser"
    cables: list[Cable]

    def cut(self) -> None:
        for each in self.cables:
            each.pull_out()

    def join(self) -> None:
        for each in self.cables:
            each.plug_in()

    def kill_the_tab(self) -> None:
        """As a phone does that needs its memory for something else."""
        told = self.browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
        for process in told["processInfo"]:
            if process["type"] == "renderer":
                os.kill(process["id"], signal.SIGKILL)


@contextmanager
def phone(browser: "Browser", live: "Live", film: Path) -> Iterator[Phone]:
    """It films what the film shows."""
    with ExitStack() as stack:
        ways = {each: stack.enter_context(cable(each)) for each in (live.house, live.origin)}
        rules = ",".join(
            f"MAP {house.removeprefix('http://')} 127.0.0.1:{way.port}"
            for house, way in ways.items()
        )
        arguments = (f"--use-file-for-fake-video-capture={film}", f"--host-resolver-rules={rules}")
        of_its_own = stack.enter_context(launched(browser.browser_type, *arguments))
        yield Phone(of_its_own, list(ways.values()))


@dataclass
class Story:
    """What is told at the end."""

    began: float = field(default_factory=time.monotonic)
    said: list[str] = field(default_factory=list)

    def say(self, what: str) -> None:
        self.said.append(f"{time.monotonic() - self.began:6.1f} s  {what}")


def rhyme_time() -> "tuple[Broadcast, tuple[str, ...]]":
    """With a rhyme in its run sheet; and its lines."""
    rhyme = rhyme_called("spider")
    assert rhyme is not None
    broadcast = air.planned()
    with scope(broadcast.service_id):
        # Who waits for what begins soon is told soon that it has begun.
        broadcast.starts_at = clock.now()
        broadcast.save()
        add_rhyme(broadcast=broadcast, rhyme=rhyme, by=job("test"), now=clock.now())
    return broadcast, rhyme.lines


def is_seen(family: "Page") -> None:
    """A picture, with its sound or without."""
    either = re.compile("playing|muted")
    expect(family.locator("[data-watch]")).to_have_attribute("data-state", either)


def stands_in(family: "Page") -> None:
    expect(family.locator("[data-watch]")).to_have_attribute("data-state", "slate")


def sees_who_films(family: "Page", since: float) -> None:
    """A picture that the phone has filmed after that moment."""
    air.wait_until(
        lambda: any(moment > since for _number, moment in marks(family)), "it is seen again"
    )


def shown_session(live: "Live", broadcast: "Broadcast") -> int:
    """Whose pictures families got last; 0: the slate."""
    show = read_show(live.root / "journal" / f"{broadcast.public_id}.jsonl")
    return show.segments[-1].session


def note(came: dict[str, float], request: "Request") -> None:
    """When a page first asked for a file, in seconds since 1970."""
    came.setdefault(request.url[-10:], request.timing["startTime"] / 1000)


def captions_behind(came: dict[str, float]) -> float:
    """Seconds that the captions of a segment were asked for after its pictures, at most; once it goes on by itself."""
    pictures = sorted(name for name in came if name.endswith(".ts"))[3:]
    return max(
        came[f"{name[1:-3]}.vtt"] - came[name] for name in pictures if f"{name[1:-3]}.vtt" in came
    )


def taps(words: "Page", line: str) -> float:
    """The next line, which is this one. When, in seconds since 1970."""
    button = words.locator("[data-next]")
    expect(button).to_contain_text(line)
    moment = time.time()
    button.tap()
    return moment


def test_families_see_a_rhyme_time_whatever_happens_to_whoever_films(
    browser: "Browser",
    live: "Live",
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    settings: LazySettings,
) -> None:
    film = numbered_film(tmp_path / "numbers.mjpeg")
    broadcast, lines = rhyme_time()
    name, told, story = broadcast.public_id, Told(), Story()
    with (
        phone(browser, live, film) as hers,
        air.studio(hers.browser, live, name) as first,
        air.watching(browser, live, name) as family,
        visitor(browser, live.house, **ON_PHONE) as words,
    ):
        told.listen(first)
        loads: list[str] = []
        came: dict[str, float] = {}
        family.on("framenavigated", lambda frame: loads.append(frame.url))
        family.on("requestfinished", lambda request: note(came, request))
        sign_in(words, "Branch staff")
        words.goto(f"{air.studio_path(name)}/words")

        air.turn_the_camera_on(first)
        read_numbers(first)
        air.begin_sending(first)
        story.say("on air")
        is_seen(family)
        read_numbers(family)
        air.start_noticing(family)
        family.on("load", lambda page: loads.append(page.url))
        story.say("families see it")

        tapped = [taps(words, lines[0])]
        time.sleep(2.5)
        tapped.append(taps(words, lines[1]))
        air.wait_until(lambda: len(family.evaluate("filmed.lines")) == 2, "both lines are shown")
        filmed = Filmed(marks(first))
        for line, moment, (text, number, shown) in zip(
            lines, tapped, family.evaluate("filmed.lines"), strict=False
        ):
            assert text == line
            beside = filmed.when(number, before=shown / 1000) - moment
            story.say(f"“{line}” {beside:+.2f} s beside its tap")
            assert abs(beside) < BESIDE

        hers.cut()
        story.say("the network is cut")
        cut = time.monotonic()
        stands_in(family)
        time.sleep(AWAY - (time.monotonic() - cut))
        hers.join()
        story.say("and is back")
        back = time.time()
        sees_who_films(family, back)
        is_seen(family)
        story.say("families see her again")
        time.sleep(3)
        filmed = Filmed(marks(first))
        behind = filmed.behind(marks(family))
        story.say(
            f"glass to glass {min(behind):.1f} to {max(behind):.1f} s, mostly {median(behind):.1f},"
            f" {behind[-1]:.1f} at last"
        )
        # A machine that has much else to do makes a player wait now and then: that long it is further behind.
        assert median(behind) < CLOSE

        hers.cut()
        air.wait_until(lambda: told.ask_what_is_kept(first)[0] >= 2, "chunks wait in the browser")
        count, age = told.ask_what_is_kept(first)
        hers.kill_the_tab()
        story.say(f"the tab is killed, with {count} chunks kept; the newest {age:.2f} s old")
        assert age < TIMESLICE + 0.5

        with air.studio(browser, live, name) as second:
            air.turn_the_camera_on(second)
            second.get_by_role("button", name="Take over").click()
            second.locator('[data-studio][data-state="live"]').wait_for()
            told.listen(second)
            story.say("somebody else takes over")
            air.wait_until(lambda: shown_session(live, broadcast) == 2, "families see it")
            is_seen(family)
            story.say("families see them")
            hers.join()
            again = first.context.new_page()
            again.goto(air.studio_path(name))
            expect(again.locator("[data-left]")).to_have_text(
                "What was left from before has been sent."
            )
            story.say("what the killed tab had kept is sent")
            air.wait_until(
                lambda: len(live.spool(name, 2).numbers()) > 8, "the second studio sends"
            )
            longest, waited = air.longest_freeze(family), air.longest_wait(family)
            at = family.evaluate("seen.at")
            second.get_by_text("End the broadcast").click()
            with second.expect_navigation():
                second.get_by_role("button", name="Yes, end it for everybody").click()
        story.say(
            f"longest time without a new picture: {longest:.2f} s, {at:.0f} s into it; the machine let the page wait"
            f" for {waited:.2f} s at most"
        )
        expect(family.locator("[data-watch]")).to_have_attribute("data-state", "over")
        assert loads == []
        late = captions_behind(came)
        story.say(f"captions came at most {late:.2f} s after the pictures they belong to")
        assert late < broadcast.pace
        assert longest <= broadcast.pace

    for session in (1, 2):
        kept = prints(live.spool(name, session))
        assert list(kept) == list(range(len(kept)))
        assert kept.items() >= told.of(session).items()
    settings.BRANCHLINE_LIVE_FOLDER = live.root
    assert command.run(Namespace(broadcast=name, into=None)) == 0
    recorded = capsys.readouterr().out
    story.said += recorded.splitlines()
    assert "0 missing" in recorded
    assert "Then nobody sent for" in recorded
    with capsys.disabled():
        print("", *story.said, sep="\n")
