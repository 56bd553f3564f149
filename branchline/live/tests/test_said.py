"""What FFmpeg says is bounded, however long it complains."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from branchline.live.stream import quiet
from branchline.live.stream.cutting import Encoder, Found
from branchline.live.stream.said import FIRST, LAST, Said


def becomes_true(fact: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not fact():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_of_an_hour_of_complaints_the_first_and_the_last_are_kept() -> None:
    reads, writes = os.pipe()
    said = Said()
    said.listen(os.fdopen(reads, "rb"))
    with os.fdopen(writes, "wb") as ffmpeg:
        ffmpeg.write(b"Input #0, mov, from 'pipe:0': start: 7.5\n")
        for number in range(50_000):
            ffmpeg.write(b"[h264] error while decoding MB %06d\n" % number)
    becomes_true(lambda: said.last.endswith("049999\n"))
    assert said.first.startswith("Input #0")
    assert (len(said.first), len(said.last)) == (FIRST, LAST)


def test_an_encoder_leaves_no_file_that_grows_and_its_last_words_are_known(tmp_path: Path) -> None:
    encoder = Encoder(tmp_path / "one", seconds=2, found=Found(video=True, audio=True))
    encoder.feed(os.urandom(100_000))
    encoder.finish()
    becomes_true(lambda: "Invalid data" in encoder.said())
    assert encoder.starts is None
    assert {each.name for each in encoder.folder.iterdir()} <= {
        "720p",
        "360p",
        "audio",
        "dark",
        "silent",
    }


def test_a_light_that_flickers_for_hours_is_read_from_its_end(tmp_path: Path) -> None:
    for name in (quiet.DARK, quiet.SILENT):
        lines = "".join(f"lavfi.black_{'end' if at % 2 else 'start'}={at}\n" for at in range(9001))
        (tmp_path / name).write_text(lines)
    assert quiet.quiet_from(tmp_path) == 9000
