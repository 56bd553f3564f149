"""What was sung, from when on, how long: chapters and the list for the music licence, from taps and the journal."""

import csv
import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from branchline.core import clock
from branchline.core.acting import NOBODY
from branchline.core.scoping import scope
from branchline.events.tests.conftest import Places, places
from branchline.live import actions
from branchline.live.models import Basis, Broadcast, Cue, ItemKind, RunItem
from branchline.live.queries import chapters_of, house_of
from branchline.live.stream.journal import Journal, Said

from .sheets import ON_AIR, add, on_air, planned, staff_of

__all__ = ["places"]

SECONDS = 2.0


@pytest.fixture
def sung(places: Places, tmp_path: Path, settings: Any) -> Broadcast:
    """Star, a book, the star again: 40 seconds, of which 4 were the slate."""
    settings.BRANCHLINE_LIVE_FOLDER = tmp_path
    with scope(places.service.pk), clock.at(ON_AIR):
        broadcast = planned(places)
        star = add(broadcast, "=Star", "Twinkle", creator="Jane Taylor", publisher="Nobody")
        book = add(
            broadcast, "A book", kind=ItemKind.STORY, basis=Basis.PERMISSION, basis_note="Email"
        )
        on_air(broadcast)
        begun = [tap(broadcast, each, at) for at, each in ((5, star), (15, book), (25, star))]
        journal = Journal(house_of(broadcast).journal)
        for number in range(20):
            away = number in {4, 5}
            journal.release(
                journal.show.next(session=0 if away else 1, cut=number, seconds=SECONDS, joint=away)
            )
        for cue, at in zip(begun, (5.0, 15.0, 25.0), strict=True):
            journal.say(Said(cue.pk, at, at, {}))
        journal.close()
        actions.end_broadcast(broadcast=broadcast, by=NOBODY, now=ON_AIR + timedelta(minutes=1))
    return broadcast


def tap(broadcast: Broadcast, item: RunItem, at: float) -> Cue:
    return actions.tap(
        broadcast=broadcast, item=item, key=f"at-{at:06.1f}", by=NOBODY,
        now=ON_AIR + timedelta(seconds=at),
    )  # fmt: skip


def test_what_was_sung_twice_is_there_twice_and_the_slate_is_not_heard(sung: Broadcast) -> None:
    with scope(sung.service_id):
        found = chapters_of(broadcast=sung)
    assert [(str(c.item.title), c.begins, c.ends, c.heard) for c in found] == [
        ("=Star", 5.0, 15.0, 6.0),
        ("A book", 15.0, 25.0, 10.0),
        ("=Star", 25.0, 40.0, 15.0),
    ]


def test_bob_prints_the_list_for_the_licence_and_charlie_sees_nothing(
    sung: Broadcast, places: Places
) -> None:
    base = f"/alice/desk/live/{sung.public_id}/chapters"
    bob, charlie = staff_of(places.service), staff_of(places.other_service)
    page = bob.get(base).content.decode()
    assert page.count("A book") == 1
    assert page.count("Jane Taylor") == 2
    answer = bob.get(f"{base}.csv")
    assert "attachment" in answer["Content-Disposition"]
    table = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[1:6] for row in table[1:]] == [
        ["0:00:05", "'=Star", "Jane Taylor", "Nobody", "6"],
        ["0:00:25", "'=Star", "Jane Taylor", "Nobody", "15"],
    ]
    for address in (base, f"{base}.csv"):
        assert charlie.get(address).status_code == 404


def test_where_nothing_was_tapped_the_page_says_how_it_comes_about(
    places: Places, tmp_path: Path, settings: Any
) -> None:
    settings.BRANCHLINE_LIVE_FOLDER = tmp_path
    with scope(places.service.pk):
        broadcast = planned(places)
    page = staff_of(places.service).get(f"/alice/desk/live/{broadcast.public_id}/chapters")
    assert "Nothing was tapped" in page.content.decode()
