"""A count on the disk: killed and begun again, sealed, and read by whoever works it out anew."""

import json
from pathlib import Path

import pytest

from branchline.live.stream import counted
from branchline.live.stream.counted import Counted, beats_after, beats_of, read_now, seal
from branchline.live.stream.tally import HEAD, NotBeats, tally, tally_file

from .screens import Page


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "counts"


def test_a_process_that_is_killed_goes_on_with_the_screens_and_loses_no_minute(
    folder: Path,
) -> None:
    first = Counted(folder, 1000.0)
    pages = [Page(first.count) for _ in range(20)]
    for page in pages:
        page.watch(1000, 60)
    first.count.heart(pages[0].token, 1060)
    first.save(1061.0)
    with beats_of(folder).open("ab") as file:
        file.write(b"b 62 3 1")  # killed in the middle of a line
    second = Counted(folder, 1070.0)
    assert (second.count.watching(1071), second.count.hearts) == (20, 1)
    for page in pages:
        page.count = second.count
        page.watch(1071, 60)
    second.save(1132.0)
    found = tally_file(beats_of(folder), pace=2)
    assert (found.screens, found.peak, found.stayed) == (20, 20, 20)
    assert abs(found.minutes - 20 * 2) < 0.5
    assert read_now(folder, 1133.0) == counted.Now(20, 1, 1132.0)
    assert read_now(folder, 1200.0) is None


def test_a_machine_that_starts_anew_counts_its_seconds_from_zero(folder: Path) -> None:
    first = Counted(folder, 90_000.0)
    page = Page(first.count)
    page.watch(90_000, 60)
    first.save(90_061.0)
    second = Counted(folder, 20.0)
    assert second.count.watching(21) == 1
    page.count = second.count
    page.watch(21, 60)
    second.save(82.0)
    assert tally_file(beats_of(folder), pace=2).screens == 1


def test_what_is_sealed_stays_and_whoever_watches_afterwards_is_counted_apart(folder: Path) -> None:
    during = Counted(folder, 0.0)
    page = Page(during.count)
    page.watch(0, 60)
    during.save(61.0)
    seal(folder)
    during.save(66.0)
    sealed = beats_of(folder).read_bytes()
    page.count = during.count
    page.watch(70, 60)
    during.save(131.0)
    assert beats_of(folder).read_bytes() == sealed
    assert tally_file(beats_after(folder), pace=2).screens == 1


def test_a_changed_line_is_noticed_and_no_token_stands_in_the_file(folder: Path) -> None:
    during = Counted(folder, 0.0)
    pages = [Page(during.count) for _ in range(3)]
    for page in pages:
        page.watch(0, 60)
    during.save(61.0)
    text = beats_of(folder).read_bytes()
    assert not any(page.token.encode() in text for page in pages)
    honest = tally(text.splitlines(keepends=True), pace=2)
    changed = tally(text.replace(b"15.0", b"15.1", 1).splitlines(keepends=True), pace=2)
    assert honest.digest != changed.digest
    with pytest.raises(NotBeats) as broken:
        tally([f"{HEAD}\n".encode(), b"b 1 2 3\n", b"b 1 two 3\n"], pace=2)
    assert broken.value.line == 3
    assert json.loads((folder / "now.json").read_text())["watching"] == 3
