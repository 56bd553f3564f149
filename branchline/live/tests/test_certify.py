"""The certificate: made by itself when a broadcast is over, the same for whoever works it out again."""

import argparse
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from branchline.commands import certificate as command
from branchline.core import clock, files
from branchline.core.acting import NOBODY
from branchline.core.models import Happening
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.events.tests.conftest import NOW, Places, places
from branchline.live import actions, jobs
from branchline.live.models import Broadcast, Certificate, Minute, Pace
from branchline.live.stream.counted import Counted, beats_of, is_sealed
from branchline.live.stream.tally import tally

from .sheets import ON_AIR, on_air, planned, staff_of

__all__ = ["places"]

ENDS = ON_AIR + timedelta(minutes=30)
SCREENS = 40
WATCHED = 180


@pytest.fixture
def rhyme_time(places: Places) -> Broadcast:
    with scope(places.service.pk):
        return on_air(planned(places))


@pytest.fixture
def folder(rhyme_time: Broadcast, settings: Any, tmp_path: Path) -> Path:
    settings.BRANCHLINE_LIVE_FOLDER = tmp_path
    return tmp_path / "counts" / rhyme_time.prefix


def watched(folder: Path) -> Counted:
    """Forty screens for three minutes; one of them presses."""
    began = time.monotonic() - WATCHED
    counted = Counted(folder, began)
    for beat in range(0, WATCHED + 1, 15):
        for screen in range(SCREENS):
            counted.count.beat(f"screen{screen:012d}", float(beat), began + beat)
        if beat:
            for _ in range(SCREENS * 15 // Pace.STEADIER):
                counted.count.gave_segment()
        counted.save(began + beat)
    counted.count.family("screen000000000000", 3, began + WATCHED)
    counted.count.heart("screen000000000000", began + WATCHED)
    counted.save(began + WATCHED)
    return counted


def ended(broadcast: Broadcast, counted: Counted | None) -> Certificate | None:
    """It ends, and the worker looks every minute."""
    with scope(broadcast.service_id):
        actions.end_broadcast(broadcast=broadcast, by=NOBODY, now=ENDS)
    for minutes in (0, 1, 2, 3):
        with clock.at(ENDS + timedelta(minutes=minutes)):
            jobs.certify_each()
        if counted is not None:
            counted.save(time.monotonic())
    with scope(broadcast.service_id):
        return Certificate.objects.select_related("lines").filter(broadcast=broadcast).first()


def test_it_is_made_once_from_the_lines_alone_and_the_ledger_is_told(
    rhyme_time: Broadcast, folder: Path
) -> None:
    counted = watched(folder)
    made = ended(rhyme_time, counted)
    assert made is not None
    assert (made.screens, made.peak, made.stayed, made.hearts) == (SCREENS, SCREENS, SCREENS, 1)
    assert float(made.minutes) == SCREENS * WATCHED / 60
    assert abs(made.given_minutes - made.minutes) / made.minutes < 0.05
    assert (made.told, made.people) == (1, 3)
    with scope(rhyme_time.service_id):
        by_minute = [minute.watching for minute in Minute.objects.order_by("number")]
        told = Happening.objects.filter(kind__startswith="live.")
        ledger = {happening.kind: happening.quantity for happening in told}
    assert by_minute[1:3] == [SCREENS] * 2
    assert ledger["live.peak"] == ledger["live.stayed"] == SCREENS
    assert (ledger["live.minutes"], ledger["live.families"]) == (120, 3)
    kept = files.content(made.lines)
    again = tally(kept.splitlines(keepends=True), pace=rhyme_time.pace)
    assert (again.digest, again.peak, again.stayed) == (made.digest, made.peak, made.stayed)
    assert b"screen0" not in kept
    assert not (folder / "live.state").exists()
    jobs.certify_each()
    with scope(rhyme_time.service_id):
        assert Happening.objects.filter(kind="live.peak").count() == 1


def test_nothing_is_added_up_before_all_is_on_the_disk(rhyme_time: Broadcast, folder: Path) -> None:
    counted = watched(folder)

    def certified(after: timedelta) -> bool:
        with clock.at(ENDS + after):
            jobs.certify_each()
        with scope(rhyme_time.service_id):
            return Certificate.objects.exists()

    with scope(rhyme_time.service_id):
        actions.end_broadcast(broadcast=rhyme_time, by=NOBODY, now=ENDS)
    assert not certified(timedelta(seconds=30))
    assert not is_sealed(folder)
    assert not certified(timedelta(minutes=2))
    assert is_sealed(folder)
    assert not certified(timedelta(minutes=2))
    counted.save(time.monotonic())
    assert certified(timedelta(minutes=3))


def test_whoever_watches_afterwards_is_a_replay(rhyme_time: Broadcast, folder: Path) -> None:
    counted = watched(folder)
    made = ended(rhyme_time, counted)
    assert made is not None
    now = time.monotonic()
    for beat in range(0, 46, 15):
        for screen in range(7):
            counted.count.beat(f"evening{screen:011d}", float(beat), now + beat)
    counted.save(now + 45)
    for _ in range(2):
        with clock.at(ENDS + timedelta(hours=3)):
            jobs.replays_each()
    with scope(rhyme_time.service_id):
        made.refresh_from_db()
        assert (made.replays, made.peak) == (7, SCREENS)
        assert Happening.objects.get(kind="live.replays").quantity == 7


def test_counts_leave_the_disk_when_nobody_adds_to_them_any_more(
    rhyme_time: Broadcast, folder: Path
) -> None:
    assert ended(rhyme_time, watched(folder)) is not None
    kept = clock.now()
    for days, there in ((89, True), (91, False)):
        with clock.at(kept + timedelta(days=days)):
            jobs.clear_counts()
        assert folder.exists() is there
    jobs.clear_counts()


def test_what_nobody_opened_has_no_certificate(rhyme_time: Broadcast, folder: Path) -> None:
    assert ended(rhyme_time, None) is None


def test_the_desk_page_says_four_words_and_offers_the_lines_and_charlie_sees_nothing(
    rhyme_time: Broadcast, folder: Path, places: Places
) -> None:
    address = f"/{places.service.slug}/desk/live/{rhyme_time.public_id}/counts"
    bob = staff_of(places.service)
    with clock.at(NOW):
        assert "Nobody watches at this moment" in bob.get(address).content.decode()
        counted = watched(folder)
        assert bob.get(f"{address}/now").json() == {"watching": SCREENS, "hearts": 1}
        assert bob.get(f"{address}/beats").status_code == 404
    made = ended(rhyme_time, counted)
    assert made is not None
    with clock.at(NOW):
        page = bob.get(address).content.decode()
        for words in ("screens at the fullest moment", "screens that stayed", "minutes on each screen", "watched afterwards"):  # fmt: skip
            assert words in page
        assert "3 people before 1 screen" in page and "They agree" in page
        assert made.digest in page and "bl-columnchart" in page
        lines = bob.get(f"{address}/beats")
        assert lines.content == beats_of(folder).read_bytes()
        theirs = staff_of(places.other_service, Role.SERVICE_MANAGER)
        for path in (address, f"{address}/now", f"{address}/beats"):
            assert theirs.get(path).status_code == 404


def test_the_command_works_it_out_again_and_notices_a_changed_line(
    rhyme_time: Broadcast, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = ended(rhyme_time, watched(folder))
    assert made is not None
    file = tmp_path / "one.beats"
    file.write_bytes(files.content(made.lines))
    assert _command(file, made.digest) == 0
    said = capsys.readouterr().out
    assert f"fullest moment: {SCREENS}" in said and made.digest in said
    file.write_bytes(file.read_bytes().replace(b"15.0", b"14.0", 1))
    assert _command(file, made.digest) == 1
    assert "a line differs" in capsys.readouterr().err
    file.write_text("something else\n")
    assert _command(file, "") == 2
    assert "Line 1" in capsys.readouterr().err
    assert _command(tmp_path / "nowhere", "") == 2


def _command(file: Path, digest: str) -> int:
    return command.run(argparse.Namespace(file=str(file), pace=2, digest=digest))


def test_a_certificate_is_of_its_own_service(
    rhyme_time: Broadcast, folder: Path, places: Places
) -> None:
    assert ended(rhyme_time, watched(folder)) is not None
    with scope(places.other_service.pk):
        assert not Certificate.objects.exists() and not Minute.objects.exists()
