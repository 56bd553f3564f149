"""Files that come in odd letters, are half written, or are undone after somebody put something right."""

import codecs
from typing import Any

import pytest
from django.test import Client

from branchline.core.importing import actions, jobs
from branchline.core.models.importing import ImportRun, State
from branchline.core.scoping import scope
from branchline.people.imports import Members
from branchline.people.models import Resident

from .a_file import alice, here, how_many, path, run_of, sent, words
from .conftest import Cast

__all__ = ["alice", "here"]


@pytest.mark.parametrize(
    "content",
    [
        codecs.BOM_UTF16_LE + "Card number;Full name\r\nT1;Siân Rees\r\n".encode("utf-16-le"),
        "Card number\tFull name\r\nT1\tSiân Rees\r\n".encode("utf-16"),
        "Card number;Full name\r\nT1;Siân Rees\r\n".encode("cp1252"),
        "Card number;Full name;Shoe\0 size\r\nT1;Siân Rees;\0\r\nT2;To\0m;\r\n".encode(),
    ],
    ids=["utf-16 with ;", "utf-16 with tabs", "windows with ;", "nul"],
)
def test_what_excel_saves_is_read_and_a_nul_is_one_rows_finding(
    cast: Cast, alice: Client, content: bytes
) -> None:
    run = sent(alice, content)
    assert alice.get(path("file_columns", run)).status_code == 200
    assert "Bring in 1 row" in words(alice.get(path("file", run)))
    alice.post(path("begin_file", run))
    with scope(cast.service.pk):
        assert Resident.objects.get().name == "Siân Rees"
    assert run_of(cast).refused == content.count(b"To\0m")


def test_after_a_killed_worker_nobody_in_the_file_is_said_to_be_missing(
    cast: Cast, alice: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Members, "batch", 2)
    rows = b"Card number,Full name\nT1,Maud\nT2,Sian\nT3,Tom\nT4,Ali\n"
    alice.post(path("begin_file", sent(alice, rows + b"T5,Eva\n")))
    monkeypatch.setattr(actions, "AT_ONCE", 0)
    run = sent(alice, rows.replace(b"Tom", b"Tomos"), key="a-month-later")
    job: Any = {"service_id": cast.service.pk, "run": run, "who": "x"}
    jobs.check.here(**job)
    assert "1 members are no longer" in words(alice.get(path("file", run)))
    alice.post(path("begin_file", run))
    load, turns = Members.load, iter(range(9))

    def dies(self: Any, rows: Any, into: Any) -> None:
        if next(turns) == 1:
            raise KeyboardInterrupt
        load(self, rows, into)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Members, "load", dies)
        jobs.write.here(**job)
    assert run_of(cast).rows == 2
    jobs.write.here(**job)
    whole = run_of(cast)
    assert (whole.state, whole.changed, whole.unchanged) == (State.DONE, 1, 3)
    with scope(cast.service.pk):
        gone = Resident.objects.get(name="Eva")
        assert whole.asides == {"leavers": [gone.pk]}


def test_undoing_keeps_what_was_put_right_by_hand_since(cast: Cast, alice: Client) -> None:
    run = sent(alice, b"Card number,Full name\nT1,Maud\nT2,Sian\n")
    alice.post(path("begin_file", run))
    with scope(cast.service.pk):
        Resident.objects.filter(name="Maud").update(name="Maud Okafor")
    for _turn in range(2):
        alice.post(path("undo_file", run))
    assert how_many(cast) == 1
    assert "Maud Okafor was changed since, so it stays." in words(alice.get(path("file", run)))
    with scope(cast.service.pk):
        assert ImportRun.objects.get().state == State.UNDONE
