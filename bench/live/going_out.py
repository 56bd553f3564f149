"""A broadcast that really goes out: a moving picture with noise, sent second by second through the origin's own door,
cut by the real FFmpeg, released by the real stage."""

import http.client
import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_urlsafe

from branchline.live.passes import give_pass
from branchline.live.stream.cutting import ffmpeg
from branchline.live.stream.house import House
from branchline.live.stream.slate import make_slate
from branchline.live.stream.stage import Stage

LOOP = 20
"""Seconds of picture that are drawn; the rest is the same again, with its times going on."""
TICK = 0.1
ENOUGH = 3
"""Segments that viewers find when they come."""


def film(folder: Path, seconds: int) -> bytes:
    """What a phone would send: 720p, about 2.5 Mbit/s, nothing that compresses away."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn, whole = folder / "drawn.mkv", folder / "film.mkv"
    quiet = [ffmpeg(), "-hide_banner", "-loglevel", "error", "-nostdin", "-y"]
    subprocess.run(
        [*quiet, "-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=30,noise=alls=14:allf=t", "-f", "lavfi", "-i",
         "sine=frequency=440:beep_factor=4:sample_rate=48000", "-t", str(LOOP), "-c:v", "libx264", "-preset", "ultrafast",
         "-pix_fmt", "yuv420p", "-b:v", "2500k", "-maxrate", "2500k", "-bufsize", "1250k", "-g", "30", "-bf", "0",
         "-c:a", "aac", "-b:a", "96k", str(drawn)],
        check=True,
    )  # fmt: skip
    again = str(seconds // LOOP)
    subprocess.run(
        [*quiet, "-stream_loop", again, "-i", str(drawn), "-t", str(seconds), "-c", "copy", "-cluster_time_limit",
         "500", str(whole)],
        check=True,
    )  # fmt: skip
    content = whole.read_bytes()
    shutil.rmtree(folder)
    return content


@dataclass
class GoingOut:
    """One broadcast. `content` lasts `seconds`; `pace`: seconds of a segment."""

    root: Path
    port: int
    content: bytes
    seconds: int
    pace: int
    prefix: str = field(default_factory=lambda: token_urlsafe(16))
    wrong: BaseException | None = None
    _over: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def begin(self) -> None:
        """Send, cut and release from now on."""
        house = House(self.root, "bench", self.prefix, self.prefix)
        self.stage = Stage(house, make_slate(self.root / "slate", target=self.pace), self.pace)
        self.stage.open(time.monotonic())
        for job in (self._send, self._release):
            thread = threading.Thread(target=self._look_after, args=(job,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def wait(self, patience: float = 90) -> None:
        """Until viewers find something."""
        until = time.monotonic() + patience
        while len(self.stage.journal.show.segments) < ENOUGH:
            if self.wrong is not None or time.monotonic() > until:
                raise RuntimeError("nothing goes out") from self.wrong
            time.sleep(TICK)

    def end(self) -> None:
        """Enough."""
        self._over.set()
        for thread in self._threads:
            thread.join(10)
        self.stage.close()

    @property
    def public(self) -> Path:
        return self.stage.house.public

    @property
    def slates(self) -> int:
        """How often the slate had to stand in, because nothing was there in time."""
        return sum(segment.is_slate for segment in self.stage.journal.show.segments)

    @property
    def encoder(self) -> int:
        """The process that cuts."""
        return self.stage.feeding[1].encoder_pid or 0

    def _look_after(self, job: Callable[[], None]) -> None:
        try:
            job()
        except BaseException as error:
            self.wrong = error
            self._over.set()

    def _send(self) -> None:
        given = give_pass(broadcast="bench", session=1)
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        door = http.client.HTTPSConnection("127.0.0.1", self.port, context=trusting, timeout=30)
        with closing(door):
            self._send_through(door, given)

    def _send_through(self, door: http.client.HTTPConnection, given: str) -> None:
        size = -(-len(self.content) // self.seconds)
        began = time.monotonic()
        for number in range(self.seconds):
            if self._over.wait(max(0.0, began + number + 1 - time.monotonic())):
                return
            chunk = self.content[number * size : (number + 1) * size]
            recorded = {"X-Recorded": str((number + 1) * 1000)}
            door.request("PUT", f"/send/{given}/{number}", chunk, recorded)
            answer = door.getresponse()
            answer.read()
            if answer.status != 204:
                raise RuntimeError(f"the door said {answer.status}")

    def _release(self) -> None:
        self.stage.session(1, closed=False)
        while not self._over.wait(TICK):
            self.stage.step(time.monotonic())
