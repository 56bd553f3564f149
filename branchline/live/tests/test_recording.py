"""The recording: every chunk that was answered for is in it, once, and what is missing is marked."""

import os
import subprocess
from argparse import Namespace
from pathlib import Path

import pytest
from django.conf import LazySettings

from branchline.commands import recording as command
from branchline.live.stream.cutting import ffmpeg
from branchline.live.stream.house import spool_of
from branchline.live.stream.recording import as_one_file, content, sessions_of

from .film import film, keep

BROADCAST = "rhymetime0"


@pytest.fixture(scope="module")
def chunks() -> list[bytes]:
    return film(6)


def frames(path: Path) -> int:
    told = subprocess.run(
        [ffmpeg(), "-hide_banner", "-i", str(path), "-map", "0:v", "-c", "copy", "-f", "framecrc", "-"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout  # fmt: skip
    return sum(not line.startswith("#") for line in told.splitlines())


def test_every_chunk_is_in_it_once_in_order_however_it_came(
    tmp_path: Path, chunks: list[bytes]
) -> None:
    spool = spool_of(tmp_path, BROADCAST, 1)
    for number in (3, 0, 1, 5, 1, 2, 4, 0):
        keep(spool, number, chunks[number])
    assert b"".join(content(spool)) == b"".join(chunks)
    [told] = sessions_of(tmp_path, BROADCAST)
    assert (told.session, told.chunks, told.seconds, told.gaps) == (1, 6, 6.0, [])
    assert told.size == sum(map(len, chunks))
    made = as_one_file(spool, tmp_path / "whole")
    assert made == tmp_path / "whole.mp4"
    assert frames(made) == 6 * 30
    assert {path.name for path in tmp_path.iterdir()} == {"spool", "whole.mp4"}


def test_how_long_nobody_sent_between_two_sessions_is_marked(
    tmp_path: Path, settings: LazySettings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.BRANCHLINE_LIVE_FOLDER = tmp_path
    came = {(1, 0): 101, (1, 1): 102, (1, 2): 190, (2, 0): 121}
    for (session, number), moment in came.items():
        spool = spool_of(tmp_path, BROADCAST, session)
        keep(spool, number, b"anything")
        os.utime(spool.path(number), (moment, moment))
    assert command.run(Namespace(broadcast=BROADCAST, into=None)) == 0
    first, between, second = capsys.readouterr().out.splitlines()
    assert first.startswith("Session 1: 3 chunks, 3 seconds")
    assert between == "Then nobody sent for 17 seconds."
    assert second.startswith("Session 2: 1 chunks, 1 seconds")


def test_a_gap_is_marked_and_what_follows_it_can_be_seen(
    tmp_path: Path,
    chunks: list[bytes],
    settings: LazySettings,
    capsys: pytest.CaptureFixture[str],
) -> None:
    settings.BRANCHLINE_LIVE_FOLDER = tmp_path
    for number in (0, 1, 4, 5):
        keep(spool_of(tmp_path, BROADCAST, 1), number, chunks[number])
    keep(spool_of(tmp_path, BROADCAST, 2), 0, b"nothing that anybody can read")
    assert sessions_of(tmp_path, BROADCAST)[0].gaps == [range(2, 4)]
    goal = tmp_path / "films"
    assert command.run(Namespace(broadcast=BROADCAST, into=goal)) == 0
    said = capsys.readouterr().out
    assert "Session 1: 4 chunks, 6 seconds" in said
    assert "2 missing (2–3)" in said
    assert "It can’t be read." in said
    assert frames(goal / f"{BROADCAST}-1.mp4") == 4 * 30
    assert command.run(Namespace(broadcast="another", into=None)) == 2
