"""Fragmented MP4 as Safari's recorder gives it, through the real origin and caster: held across, then upright."""

import subprocess
import time
import urllib.request
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

import pytest

from branchline.core import clock
from branchline.core.acting import job
from branchline.core.scoping import scope
from branchline.live.actions import begin_sending
from branchline.live.models import Broadcast, Source
from branchline.live.passes import give_pass
from branchline.live.stream.cutting import Found, ffmpeg, look
from branchline.live.stream.journal import Segment, read_show
from branchline.live.stream.recording import as_one_file
from tests.harness.house import environment_of
from tests.harness.live import ON_AIR, Live, on_the_air

from .film import film
from .sheets import ready_now
from .test_recording import frames

pytestmark = [pytest.mark.walk, pytest.mark.race, ON_AIR]
BY = job("test")
MOST = 90
"""Seconds of film, when nobody sees any of it."""
SEEN = 3
"""Pieces after which families have seen enough."""
INTO = 100
"""Bytes of the next fragment that come with a chunk: a recorder cuts by the clock, not by what it cuts."""
PIXELS = 16


@pytest.fixture
def live(own_database: str, tmp_path: Path) -> Iterator[Live]:
    """Origin and caster of a house of their own."""
    environment = environment_of("safari", own_database)
    with on_the_air(environment | {"BRANCHLINE_LIVE_FOLDER": str(tmp_path)}) as started:
        yield started


@pytest.fixture
def broadcast(live: Live) -> Broadcast:
    """Alice's, looked at."""
    return ready_now()


def send(live: Live, broadcast: Broadcast, session: int, fragments: list[bytes]) -> int:
    """Each second a chunk with the beginning of what follows, as they are recorded, until families see it.

    Returns how many seconds that took. What an encoder makes too late is recorded and never shown: where much else is
    done a film of a few seconds is over before anybody has seen it.
    """
    address = f"{live.origin}/send/{give_pass(broadcast=broadcast.public_id, session=session)}"
    whole, ends = b"".join(fragments), list(accumulate(map(len, fragments)))
    sent, began = 0, time.monotonic()
    for number, end in enumerate(ends):
        time.sleep(max(0.0, began + number + 1 - time.monotonic()))
        last = len(shown(live, broadcast, session)) >= SEEN or end == ends[-1]
        upto = end if last else end + INTO
        request = urllib.request.Request(  # our own origin
            f"{address}/{number}",
            method="PUT",
            data=whole[sent:upto],
            headers={"X-Recorded": str((number + 1) * 1000)},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            assert answer.status == 204
        sent = upto
        if last:
            break
    return number + 1


def shown(live: Live, broadcast: Broadcast, session: int) -> list[Segment]:
    """What families got of it."""
    show = read_show(live.root / "journal" / f"{broadcast.public_id}.jsonl")
    return [segment for segment in show.segments if segment.session == session]


def middle_row(content: bytes) -> list[tuple[int, int, int]]:
    """Colours across the first picture, at half its height."""
    told = subprocess.run(
        [ffmpeg(), "-v", "error", "-i", "pipe:0", "-an", "-frames:v", "1", "-vf", f"scale={PIXELS}:9",
         "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1"],
        input=content, check=True, capture_output=True,
    ).stdout  # fmt: skip
    row = told[4 * PIXELS * 3 : 5 * PIXELS * 3]
    return [(row[at], row[at + 1], row[at + 2]) for at in range(0, len(row), 3)]


def is_blue(colour: tuple[int, int, int]) -> bool:
    return colour[2] > 120 and colour[0] < 60


def is_dark(colour: tuple[int, int, int]) -> bool:
    return max(colour) < 40


def test_both_ways_of_holding_a_phone_are_seen_and_recorded(
    live: Live, broadcast: Broadcast, tmp_path: Path
) -> None:
    ways = {1: ("1280x720", 30), 2: ("720x1280", 24)}
    for session, (size, rate) in ways.items():
        fragments = film(MOST, size=size, rate=rate)
        with scope(broadcast.service_id):
            begun = begin_sending(
                broadcast=broadcast,
                source=Source.BROWSER,
                take_over=session > 1,
                by=BY,
                now=clock.now(),
            )
        assert begun.number == session
        seconds = send(live, broadcast, session, fragments)
        assert len(shown(live, broadcast, session)) >= SEEN, f"families see what is {size}"
        piece = shown(live, broadcast, session)[1]
        content = live.root / "public" / broadcast.prefix / "720p" / f"{piece.number:06d}.ts"
        assert look(content.read_bytes()) == Found(video=True, audio=True)
        colours = middle_row(content.read_bytes())
        assert is_blue(colours[PIXELS // 2])
        sides = is_dark if session == 2 else is_blue
        assert sides(colours[1])
        assert sides(colours[-2])
        spool = live.spool(broadcast.public_id, session)
        assert spool.gaps() == []
        whole = as_one_file(spool, tmp_path / f"film{session}")
        assert whole == tmp_path / f"film{session}.mp4"
        assert frames(whole) == seconds * rate
