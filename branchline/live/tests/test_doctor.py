"""What the doctor says of going live."""

import os
from pathlib import Path
from typing import Any

import pytest

from branchline.commands.children import begin, end
from branchline.commands.live import origin
from branchline.commands.serve import free_port
from branchline.live import doctor
from tests.harness.live import wait_until


def test_a_live_address_that_browsers_could_not_use_is_named(settings: Any) -> None:
    settings.BRANCHLINE_ADDRESS = "https://libraries.test"
    settings.BRANCHLINE_LIVE_ADDRESS = "http://libraries.test:8100"
    said = doctor.address()
    assert not said.well
    assert "Set BRANCHLINE_LIVE_ADDRESS to an https address" in said.sentence
    settings.BRANCHLINE_ADDRESS = "http://libraries.test"
    settings.BRANCHLINE_LIVE_ADDRESS = "http://127.0.0.1:1"
    said = doctor.address()
    assert (said.well, "Nothing answers" in said.sentence) == (False, True)


def test_the_origin_answers_for_its_own_pages_only(settings: Any, tmp_path: Path) -> None:
    port = free_port(20900 + os.getpid() % 90)
    settings.BRANCHLINE_ADDRESS = "http://libraries.test"
    settings.BRANCHLINE_LIVE_ADDRESS = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "BRANCHLINE_ADDRESS": settings.BRANCHLINE_ADDRESS,
        "BRANCHLINE_LIVE_FOLDER": str(tmp_path),
    }
    child = begin(origin("127.0.0.1", port), environment)
    try:
        wait_until(lambda: doctor.address().well, "the origin answers")
        settings.BRANCHLINE_ADDRESS = "http://other.test"
        said = doctor.address()
    finally:
        end([child])
    assert (said.well, "is not the live origin of http://other.test" in said.sentence) == (
        False,
        True,
    )


def test_ffmpeg_is_asked_what_it_can(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert doctor.program().well
    monkeypatch.setattr(doctor, "ffmpeg", lambda: "/nowhere/ffmpeg")
    assert "can’t be started" in doctor.program().sentence


def test_the_sizing_rule_is_worked_out_for_the_line(settings: Any) -> None:
    settings.BRANCHLINE_UPLINK = 0.0
    assert "Say how fast your line is" in doctor.sizing().sentence
    settings.BRANCHLINE_UPLINK = 1000.0
    said = doctor.sizing().sentence
    assert "730 at 720p, 1,826 at 360p, 11,875 at audio" in said
    assert "6 such lines" in said


def test_room_and_connections_are_counted(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("branchline.live.stream.space.free", lambda folder: 1.0)
    assert not doctor.room().well
    monkeypatch.setattr("branchline.live.stream.space.free", lambda folder: 648.0)
    assert "200 hours" in doctor.room().sentence
    settings.BRANCHLINE_UPLINK = 0.0
    monkeypatch.setattr("resource.getrlimit", lambda what: (1024, 4096))
    assert "Set LimitNOFILE" in doctor.files().sentence
    settings.BRANCHLINE_UPLINK = 50.0
    assert doctor.files().well
