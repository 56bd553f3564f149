"""Who takes part in a broadcast that really runs, each as over a network: studios that send, a family that watches, staff
at the desk, and somebody who reads the library's pages."""

import json
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from hashlib import blake2b
from http.client import HTTPException
from itertools import pairwise
from threading import Event, Thread
from typing import Any, ClassVar

import m3u8

from tests.harness.alone import Alone

EVERY = 0.25
"""Seconds between two looks."""
TOKEN = "a" * 32
"""Of whoever presses a button: the same in the cookie and beside the form."""


def ask(
    address: str, *, method: str = "GET", body: bytes | None = None, **headers: str
) -> tuple[int, bytes]:
    """Status and body; 0 when nobody answers."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(address, method=method, data=body, headers=named)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status), answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()
    except (OSError, HTTPException):
        return 0, b""


@dataclass
class Studio:
    """Sends a chunk a second, each until it is taken. `clock`: seconds by which its own jumps."""

    address: str
    chunks: list[bytes]
    clock: float = 0.0
    answers: dict[int, int] = field(default_factory=dict)
    """What was answered to each chunk that was taken."""
    refused: list[int] = field(default_factory=list)
    open: ClassVar[list["Studio"]] = []
    _stop: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        self._thread = Thread(target=self._send_all, daemon=True)
        self._thread.start()
        self.open.append(self)

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()
        self.open.remove(self)

    @property
    def acknowledged(self) -> int:
        return len(self.answers)

    def _send_all(self) -> None:
        began = time.monotonic()
        for number, chunk in enumerate(self.chunks):
            if self._stop.wait(max(0.0, began + number + 1 - time.monotonic())):
                return
            recorded = str(round((number + 1 + self.clock) * 1000))
            while not self._stop.is_set():
                status, _said = ask(
                    f"{self.address}{number}", method="PUT", body=chunk, X_Recorded=recorded
                )
                if status in {202, 204}:
                    self.answers[number] = status
                    break
                if status:
                    self.refused.append(status)
                self._stop.wait(0.5)


@dataclass
class Family:
    """Watches one quality as a player does, and notices whatever a player could stumble over."""

    address: str
    wrong: list[str] = field(default_factory=list)
    seen: dict[int, float] = field(default_factory=dict)
    """When each segment was first known."""
    late: float = 0.0
    """Seconds by which we ourselves were late, at most: the machine had much else to do."""
    is_over: bool = False
    _slates: set[int] = field(default_factory=set)
    _bytes: dict[int, bytes] = field(default_factory=dict)
    _last: tuple[int, int] = (0, 0)
    _stop: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        self._thread = Thread(target=self._watch, daemon=True)
        self._thread.start()

    def leave(self) -> None:
        self._stop.set()
        self._thread.join()

    @property
    def slates(self) -> int:
        return len(self._slates)

    @property
    def pictures(self) -> int:
        return len(self.seen) - len(self._slates)

    @property
    def shows_slate(self) -> bool:
        """The newest is one."""
        return max(self.seen, default=-1) in self._slates

    def longest_wait(self, since: float) -> float:
        """Seconds between two new segments since a moment, at most; the wait that still lasts too."""
        times = sorted(each for each in self.seen.values() if each > since)
        points = [since, *times, time.monotonic()]
        return max(b - a for a, b in pairwise(points))

    def answers(self) -> bool:
        """The list can be had."""
        return ask(f"{self.address}/360p/now.m3u8")[0] == 200

    def look_again_at_everything(self) -> None:
        """The list of all of it, and each segment: the same bytes under the same name."""
        status, text = ask(f"{self.address}/360p/all.m3u8")
        read = m3u8.loads(text.decode())
        numbers = [_number(each.uri) for each in read.segments]
        if status != 200 or numbers != list(range(max(self.seen) + 1)):
            self.wrong.append(f"the list of all: {status}, {numbers}")
        for number in numbers:
            self._fetch(number)

    def _watch(self) -> None:
        due = time.monotonic()
        while not self._stop.is_set():
            status, text = ask(f"{self.address}/360p/now.m3u8")
            if status == 200:
                self._read(m3u8.loads(text.decode()))
            elif status >= 500 or (status == 404 and self.seen):
                self.wrong.append(f"the list: {status}")
            # What waited for an origin that is away is no lateness of ours.
            if status:
                self.late = max(self.late, time.monotonic() - due - EVERY)
            due = time.monotonic() + EVERY
            self._stop.wait(EVERY)

    def _read(self, found: Any) -> None:
        first, joints = found.media_sequence or 0, found.discontinuity_sequence or 0
        if (first, joints) < self._last or joints < self._last[1]:
            self.wrong.append(f"{first}, {joints} after {self._last}")
        self._last = first, joints
        self.is_over = found.is_endlist
        for at, segment in enumerate(found.segments):
            number = _number(segment.uri)
            if number != first + at:
                self.wrong.append(f"{number} stands where {first + at} should")
            if segment.title == "slate":
                self._slates.add(number)
            elif number in self._slates:
                self.wrong.append(f"{number} was the slate")
            if number not in self.seen:
                if number < max(self.seen, default=-1):
                    self.wrong.append(f"{number} after {max(self.seen)}")
                self.seen[number] = time.monotonic()
                self._fetch(number)

    def _fetch(self, number: int) -> None:
        for _again in range(40):
            status, body = ask(f"{self.address}/360p/{number:06d}.ts")
            if status:
                break
            # The origin is away for a moment: a player tries again.
            time.sleep(EVERY)
        digest = blake2b(body).digest()
        if status != 200 or self._bytes.setdefault(number, digest) != digest:
            self.wrong.append(f"{number}: {status}, or it has changed")


@dataclass
class Reader:
    """Somebody who opens a page of the library again and again. `looks`: when, and whether it was there."""

    address: str
    looks: list[tuple[float, bool]] = field(default_factory=list)
    _stop: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        self._thread = Thread(target=self._read, daemon=True)
        self._thread.start()

    def leave(self) -> None:
        self._stop.set()
        self._thread.join()

    def reads_since(self, moment: float) -> bool:
        """After the trouble that came since, the page is there three times in a row."""
        return [well for at, well in self.looks if at > moment][-3:] == [True] * 3

    def troubled_since(self, moment: float) -> bool:
        return any(not well for at, well in self.looks if at > moment)

    @property
    def longest_trouble(self) -> float:
        """Seconds without the page, at most."""
        longest, since = 0.0, None
        for at, well in self.looks:
            since = None if well else since or at
            longest = max(longest, at - since) if since is not None else longest
        return longest

    def _read(self) -> None:
        while not self._stop.wait(EVERY):
            at = time.monotonic()
            self.looks.append((at, ask(self.address)[0] == 200))


@dataclass
class Desk:
    """Staff of the library, by the buttons of the studio's page."""

    house: Alone

    @property
    def watch_page(self) -> str:
        """What families open."""
        told = self.house.rhyme_time
        return f"{self.house.pages}/{told['slug']}/live/{told['broadcast']}"

    def goes_live(self) -> str:
        """Where the chunks go."""
        return str(self._press("send")["address"])

    def takes_over(self) -> str:
        return str(self._press("send", take_over="1")["address"])

    def is_refused(self) -> str:
        """With which sentence a second studio is."""
        return str(self._press("send", status=409)["sentence"])

    def presses_panic(self) -> None:
        assert self._press("panic")["panic"]

    def resumes(self) -> None:
        assert not self._press("panic", resume="1")["panic"]

    def ends(self) -> None:
        assert self._press("end")["standing"] == "ended"

    def trouble(self) -> str:
        """Why families don't see what is sent, as the studio says it."""
        status, told = ask(self._address("now"), Cookie=self._cookies, Accept="application/json")
        assert status == 200, status
        return str(json.loads(told)["trouble"])

    def _press(self, button: str, *, status: int = 200, **fields: str) -> dict[str, Any]:
        got, told = ask(
            self._address(button), method="POST", body=urllib.parse.urlencode(fields).encode(),
            Cookie=self._cookies, X_CSRFToken=TOKEN, Accept="application/json",
        )  # fmt: skip
        assert got == status, (button, got, told[:500])
        answer: dict[str, Any] = json.loads(told)
        return answer

    def _address(self, button: str) -> str:
        told = self.house.rhyme_time
        return f"{self.house.pages}/{told['slug']}/desk/live/{told['broadcast']}/{button}"

    @property
    def _cookies(self) -> str:
        return f"sessionid={self.house.rhyme_time['signed_in']}; csrftoken={TOKEN}"


def _number(uri: str) -> int:
    return int(uri.rsplit("/", 1)[-1].removesuffix(".ts"))
