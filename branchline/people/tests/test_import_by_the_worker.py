"""A long file goes to the worker: the page says how far, and a killed one is continued."""

from typing import Any

import pytest
from django.test import Client

from branchline.core.importing import actions, jobs
from branchline.core.models.importing import State
from branchline.people.imports import Members

from .a_file import alice, here, how_many, path, run_of, sent, words
from .conftest import Cast

__all__ = ["alice", "here"]


def test_a_long_file_goes_to_the_worker_and_the_page_says_how_far(
    cast: Cast, alice: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "AT_ONCE", 0)
    monkeypatch.setattr(Members, "batch", 100)
    rows = "".join(f"T{n},Maud Okafor {n}\n" for n in range(250))
    run = sent(alice, ("Card number,Full name\n" + rows).encode())
    page = words(alice.get(path("file", run)))
    assert "We are reading your file" in page
    assert "Look again" in page
    job: Any = {"service_id": cast.service.pk, "run": run, "who": f"account:{cast.alice.pk}"}
    jobs.check.here(**job)
    assert "Bring in 250 rows" in words(alice.get(path("file", run)))
    alice.post(path("begin_file", run))
    assert "We are bringing your file in" in words(alice.get(path("file", run)))
    jobs.write.here(**job)
    jobs.write.here(**job)
    assert how_many(cast) == 250
    assert run_of(cast).state == State.DONE


def test_a_worker_that_was_killed_is_continued_and_counts_once(
    cast: Cast, alice: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "AT_ONCE", 0)
    monkeypatch.setattr(Members, "batch", 100)
    rows = "".join(f"T{n},{'Maud' if n % 10 else ''}\n" for n in range(1, 351))
    run = sent(alice, ("Card number,Full name\n" + rows).encode())
    job: Any = {"service_id": cast.service.pk, "run": run, "who": "x"}
    jobs.check.here(**job)
    alice.post(path("begin_file", run))
    load, turns = Members.load, iter(range(9))

    def dies(self: Any, rows: Any, into: Any) -> None:
        if next(turns) == 2:
            raise KeyboardInterrupt
        load(self, rows, into)

    monkeypatch.setattr(Members, "load", dies)
    with pytest.raises(KeyboardInterrupt):
        jobs.write.here(**job)
    half = run_of(cast)
    assert (half.state, half.rows, half.added) == (State.RUNNING, 200, 180)
    monkeypatch.setattr(Members, "load", load)
    jobs.write.here(**job)
    whole = run_of(cast)
    assert (whole.state, whole.rows, whole.added, whole.refused) == (State.DONE, 350, 315, 35)
    assert len(whole.problems) == 35
    alice.post(path("undo_file", run))
    jobs.take_back.here(**job)
    assert how_many(cast) == 0
