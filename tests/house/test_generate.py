"""`branchline generate` makes nothing where people are, unless it is asked twice."""

import argparse

import pytest

from branchline.commands import generate
from branchline.core.generating import SCALES, Scale, read

HAMLET = Scale(services=3, branches=6, residents=300, occurrences=60, bookings=120)


def test_people_are_never_mixed_by_accident(
    own_database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BRANCHLINE_DEMO", "1")
    monkeypatch.setitem(SCALES, "town", HAMLET)
    first = argparse.Namespace(scale="town", again=False, seed=None)
    again = argparse.Namespace(scale="town", again=True, seed=None)
    assert generate.run(first) == 0
    assert "Everything adds up" in capsys.readouterr().out
    assert generate.run(first) == 1
    assert "residents and contacts, real or invented" in capsys.readouterr().err
    assert generate.run(again) == 0
    assert read("SELECT count(*) FROM people_resident") == [(600,)]
