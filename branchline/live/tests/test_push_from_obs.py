"""From a real publisher, by RTMP and by SRT, to what families see: the whole story."""

import json
import os
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import m3u8
import pytest

from branchline.commands.children import end
from branchline.commands.serve import free_port
from branchline.core import clock
from branchline.core.acting import job
from branchline.core.scoping import scope
from branchline.live.actions import make_push_key
from branchline.live.models import Broadcast, PushDoor, Session
from branchline.live.push.doors import Door
from branchline.live.push.keys import srt_passphrase, stream_key
from branchline.live.stream.cutting import ffmpeg
from branchline.live.stream.journal import Segment, Show
from tests.harness.house import environment_of
from tests.harness.live import ON_AIR, Live, wait_until

from .sheets import ready_now

pytestmark = [pytest.mark.walk, pytest.mark.race, ON_AIR]
BY = job("test")
AWAY = 12.0
STARVED = 180.0
"""Seconds that an encoder may take on a machine that has much else to do."""
PORTS = 21000


@dataclass
class Obs:
    """OBS at a broadcast of its own, by one way of sending."""

    way: str
    broadcast: Broadcast
    door: PushDoor
    live: Live
    sends: "list[subprocess.Popen[bytes]]" = field(default_factory=list)

    def start(self, key: str = "") -> "subprocess.Popen[bytes]":
        """Start streaming, with the right key unless another is said."""
        if self.way == "rtmp":
            port = self.live.environment["BRANCHLINE_RTMP_PORT"]
            where = ["-f", "flv", f"rtmp://127.0.0.1:{port}/live/{key or stream_key(self.named)}"]
        else:
            phrase = key or srt_passphrase(self.door.lot)
            query = f"pbkeylen=32&latency=800000&passphrase={phrase}"
            where = ["-f", "mpegts", f"srt://127.0.0.1:{self.door.port}?{query}"]
        command = [
            ffmpeg(), "-v", "quiet", "-re", "-f", "lavfi", "-i", "testsrc=size=640x360:rate=25",
            "-re", "-f", "lavfi", "-i", "sine=b=4", "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency",
            "-pix_fmt", "yuv420p", "-g", "50", "-c:a", "aac", *where,
        ]  # fmt: skip
        self.sends.append(subprocess.Popen(command, stdin=subprocess.DEVNULL))
        return self.sends[-1]

    @property
    def named(self) -> Door:
        return Door(
            self.broadcast.public_id, self.broadcast.service_id, self.door.lot, self.door.port
        )

    def renew(self) -> None:
        """A new key, as the page makes it."""
        with scope(self.broadcast.service_id):
            self.door = make_push_key(broadcast=self.broadcast, by=BY, now=clock.now())

    def sessions(self) -> list[Session]:
        with scope(self.broadcast.service_id):
            rows = Session.objects.filter(broadcast=self.broadcast).order_by("number")
            return list(rows)

    def shown(self) -> list[Segment]:
        """What families got so far."""
        path = self.live.root / "journal" / f"{self.broadcast.public_id}.jsonl"
        show = Show()
        for line in path.read_text().splitlines() if path.exists() else []:
            show.take(json.loads(line))
        return show.segments

    def recorded(self, session: int) -> float:
        """Seconds of the recording, as a program reads it from beginning to end."""
        spool = self.live.spool(self.broadcast.public_id, session)
        assert spool.gaps() == []
        told = subprocess.run(
            [ffmpeg(), "-v", "error", "-i", "pipe:0", "-map", "0:v", "-map", "0:a", "-f", "framecrc", "-"],
            input=b"".join(chunk.read() for chunk in spool.chunks()), capture_output=True, check=True,
        ).stdout.decode()  # fmt: skip
        pictures = [line for line in told.splitlines() if line.startswith("0,")]
        times = [int(line.split(",")[2]) for line in pictures]
        assert [b - a for a, b in pairwise(times)] == [1] * (len(times) - 1)
        return len(pictures) / 25


@pytest.fixture(params=["rtmp", "srt"])
def obs(request: pytest.FixtureRequest, own_database: str, tmp_path: Path) -> Iterator[Obs]:
    """At Alice’s library, sending in one way. One at a time: each takes a ladder of encoders."""
    from django.conf import settings

    first = free_port(PORTS + os.getpid() % 1000 * 10)
    environment = environment_of("push", own_database) | {
        "BRANCHLINE_LIVE_FOLDER": str(tmp_path),
        "BRANCHLINE_RTMP_PORT": str(first),
    }
    before, settings.BRANCHLINE_SRT_PORTS = settings.BRANCHLINE_SRT_PORTS, range(first, first + 9)
    live = Live(environment)
    broadcast = ready_now()
    with scope(broadcast.service_id):
        door = make_push_key(broadcast=broadcast, by=BY, now=clock.now())
    made = Obs(request.param, broadcast, door, live)
    try:
        live.start("caster")
        live.start("intake")
        yield made
    finally:
        settings.BRANCHLINE_SRT_PORTS = before
        for process in made.sends:
            process.kill()
            process.wait()
        end(list(live.processes.values()))


def test_obs_goes_on_air_is_cut_off_comes_back_and_nobody_else_gets_in(
    obs: Obs, capfd: pytest.CaptureFixture[str]
) -> None:
    # The intake may not listen yet: then whoever has no key is refused for that reason.
    for wrong in ("a-key-that-somebody-made-up", "another-that-is-not-right"):
        assert obs.start(wrong).wait(60) != 0
    time.sleep(1)
    assert "127.0.0.1" not in capfd.readouterr().err
    assert not obs.sessions()
    assert not (obs.live.root / "spool").exists()

    begins(obs)
    wait_until(lambda: len(obs.shown()) >= 3, "families see it", patience=STARVED)
    assert [session.source for session in obs.sessions()] == [obs.way]
    obs.sends[-1].kill()
    obs.sends[-1].wait()
    gone = time.monotonic()
    wait_until(lambda: obs.sessions()[0].ended_at, "the session has ended")
    wait_until(lambda: obs.shown()[-1].is_slate, "the slate stands in")
    time.sleep(max(0.0, gone + AWAY - time.monotonic()))

    begins(obs)
    wait_until(
        lambda: obs.shown()[-1].session == len(obs.sessions()), "it is seen again", patience=STARVED
    )
    shown = obs.shown()
    assert [s.number for s in shown] == list(range(len(shown)))
    read = m3u8.load(str(obs.live.root / "public" / obs.broadcast.prefix / "720p" / "all.m3u8"))
    assert any(segment.discontinuity for segment in read.segments)
    assert not read.is_endlist
    assert obs.recorded(1) >= sum(s.seconds for s in shown if s.session == 1) - 0.1

    old = stream_key(obs.named) if obs.way == "rtmp" else srt_passphrase(obs.door.lot)
    obs.renew()
    obs.sends[-1].wait(60)
    count = len(obs.sessions())
    assert obs.start(old).wait(60) != 0
    assert len(obs.sessions()) == count
    begins(obs)


def begins(obs: Obs) -> None:
    """Start streaming, again if the door was not open yet, until a session is there."""
    count = len(obs.sessions())
    process = obs.start()

    def there() -> bool:
        nonlocal process
        if process.poll() is not None:
            process = obs.start()
        return len(obs.sessions()) > count

    wait_until(there, f"{obs.way} is let in")
