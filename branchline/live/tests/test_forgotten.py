"""Somebody has forgotten that they are live: black and silent it asks, then ends; left by everybody it ends too."""

import json
import subprocess
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from branchline.core import clock
from branchline.core.acting import NOBODY
from branchline.events.tests.conftest import Places, alice, places
from branchline.live import actions, jobs
from branchline.live.models import Broadcast, Standing
from branchline.live.queries import house_of, how_it_runs
from branchline.live.stream.cutting import Encoder, Found, ffmpeg
from branchline.live.stream.house import put

from .sheets import ON_AIR, on_air, planned

__all__ = ["alice", "places"]


@pytest.fixture
def rhyme_time(alice: Places, settings: Any, tmp_path: Path) -> Broadcast:
    settings.BRANCHLINE_LIVE_FOLDER = tmp_path
    return on_air(planned(alice))


def minute(broadcast: Broadcast, number: int, *, quiet: int) -> Broadcast:
    """The worker looks, so many minutes after it went on air; the caster has told of so many quiet seconds."""
    put(house_of(broadcast).state, json.dumps({"shows": "picture", "quiet": quiet, "trouble": {}}))
    with clock.at(ON_AIR + timedelta(minutes=number)):
        jobs.notice_forgotten()
    broadcast.refresh_from_db()
    return broadcast


def asks(broadcast: Broadcast, number: int) -> bool:
    return how_it_runs(broadcast, now=ON_AIR + timedelta(minutes=number)).forgotten


def test_black_and_silent_it_asks_after_five_minutes_and_ends_after_ten(
    rhyme_time: Broadcast,
) -> None:
    for number in range(1, 10):
        minute(rhyme_time, number, quiet=number * 60)
        assert rhyme_time.standing == Standing.ON_AIR
        assert asks(rhyme_time, number) is (number >= 5)
    assert minute(rhyme_time, 10, quiet=600).standing == Standing.ENDED


def test_whoever_answers_or_is_seen_again_is_not_ended(rhyme_time: Broadcast) -> None:
    for number in range(1, 8):
        minute(rhyme_time, number, quiet=number * 60)
    actions.still_here(broadcast=rhyme_time, by=NOBODY, now=ON_AIR + timedelta(minutes=7))
    minute(rhyme_time, 11, quiet=11 * 60)
    assert rhyme_time.standing == Standing.ON_AIR
    assert not asks(rhyme_time, 11)
    assert asks(minute(rhyme_time, 12, quiet=12 * 60), 12)
    assert not asks(minute(rhyme_time, 13, quiet=0), 13)
    assert minute(rhyme_time, 30, quiet=0).standing == Standing.ON_AIR


def test_left_by_everybody_it_ends_an_hour_after_its_time(rhyme_time: Broadcast) -> None:
    assert rhyme_time.occurrence is not None
    over = int((rhyme_time.occurrence.ends_at - ON_AIR).total_seconds() // 60)
    assert minute(rhyme_time, over + 90, quiet=0).standing == Standing.ON_AIR, "somebody sends"
    session = rhyme_time.sessions.get()
    actions.stop_sending(session=session, by=NOBODY, now=ON_AIR + timedelta(minutes=2))
    assert minute(rhyme_time, over + 59, quiet=0).standing == Standing.ON_AIR
    assert minute(rhyme_time, over + 61, quiet=0).standing == Standing.ENDED


def film(*, picture: str, sound: str) -> bytes:
    return subprocess.run(
        [ffmpeg(), "-v", "error", "-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound, "-t", "4", "-c:v", "libx264",
         "-preset", "ultrafast", "-g", "30", "-c:a", "aac", "-f", "mpegts", "pipe:1"],
        check=True, capture_output=True,
    ).stdout  # fmt: skip


@pytest.mark.parametrize(
    ("picture", "sound", "quiet"),
    [
        ("color=black:s=320x180:r=30", "anullsrc=r=48000:cl=mono", True),
        ("testsrc=s=320x180:r=30", "anullsrc=r=48000:cl=mono", False),
        ("color=black:s=320x180:r=30", "sine=b=4:r=48000", False),
    ],
)
def test_the_encoder_knows_black_and_silence(
    tmp_path: Path, picture: str, sound: str, quiet: bool
) -> None:
    encoder = Encoder(tmp_path / "cut", seconds=2, found=Found(video=True, audio=True))
    encoder.feed(film(picture=picture, sound=sound))
    encoder.finish()
    until = time.monotonic() + 20
    while not encoder.pieces() and time.monotonic() < until:
        time.sleep(0.05)
    assert (encoder.quiet_for > 3) is quiet
