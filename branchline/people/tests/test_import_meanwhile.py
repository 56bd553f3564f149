"""What others do between the first look at a file and its yes, and two who press at the same moment."""

import gzip
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from branchline.core import clock
from branchline.core.models import Happening
from branchline.core.models.importing import ImportRun, State
from branchline.core.scoping import scope
from branchline.people.models import Resident

from .a_file import GOOD, alice, here, how_many, path, run_of, sent, words
from .conftest import NOW, Cast, make_cast, signed_in

__all__ = ["alice", "here"]


def test_a_yes_to_what_somebody_has_read_another_way_since_brings_nothing_in(
    cast: Cast, alice: Client
) -> None:
    run = sent(alice, GOOD)

    def press() -> dict[str, str]:
        looked = re.search(r'name="seen" value="([^"]+)"', words(alice.get(path("file", run))))
        assert looked
        return {"seen": looked[1]}

    old = press()
    columns = {f"column-{n}": "" for n in range(15)}
    with clock.at(NOW + timedelta(minutes=1)):
        columns |= {"column-0": "Card number", "column-1": "Email"}
        alice.post(path("file_columns", run), columns)
    answer = words(alice.post(path("begin_file", run), old, follow=True))
    assert "Nothing" in answer
    assert "A colleague chose other columns" in answer
    assert (how_many(cast), run_of(cast).state) == (0, State.CHECKED)
    alice.post(path("begin_file", run), press())
    assert (how_many(cast), run_of(cast).state) == (2, State.DONE)


def test_a_copy_that_was_replaced_on_the_disk_is_not_brought_in(
    cast: Cast, alice: Client, tmp_path: Any
) -> None:
    run = sent(alice, GOOD)
    (tmp_path / run_of(cast).original).write_bytes(gzip.compress(GOOD + b"T4,Mallory,,\n"))
    alice.post(path("begin_file", run))
    assert "no longer the file that you sent" in words(alice.get(path("file", run)))
    assert (how_many(cast), run_of(cast).has_written) == (0, False)


def test_a_newer_file_of_the_same_name_changes_nothing_of_the_one_looked_at(
    cast: Cast, alice: Client
) -> None:
    first = sent(alice, GOOD)
    sent(alice, b"Card number,Full name\nT9,Somebody Else\n", key="another-form")
    alice.post(path("begin_file", first))
    with scope(cast.service.pk):
        assert set(Resident.objects.values_list("name", flat=True)) == {"Maud Okafor", "Sian Rees"}


@pytest.mark.race
@pytest.mark.parametrize("files", [1, 2], ids=["one file", "the same list sent by both"])
def test_two_who_press_at_the_same_moment_bring_it_in_once(own_database: str, files: int) -> None:
    cast = make_cast()
    runs = [sent(signed_in(cast.alice), GOOD, key=f"form-number-{n}") for n in range(files)]
    both = threading.Barrier(2, timeout=20)

    def press(run: str) -> int:
        browser = signed_in(cast.alice)
        both.wait()
        try:
            with clock.at(NOW):
                return browser.post(path("begin_file", run)).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(press, [runs[0], runs[-1]])) == [302, 302]
    with scope(cast.service.pk):
        assert Resident.objects.count() == 2
        assert Happening.objects.filter(kind="people.resident_added").count() == 2
        done = ImportRun.objects.filter(state=State.DONE)
        assert sorted(done.values_list("added", flat=True)) == [0, 2][-files:]
