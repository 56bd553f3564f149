"""Libraries on the map: how much each has on under the list's filters, and where we know the door."""

from datetime import time, timedelta
from typing import Any

from django.test import Client

from branchline.core import clock
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import cancel_occurrence
from branchline.events.models import Rule, Timing
from branchline.events.queries import Where, busy_libraries
from branchline.places.models import Branch

from .conftest import DESK, NOW, TUESDAY, Places, date_of, put_on

OCTOBER = {"start": TUESDAY, "days": 28}


def test_a_library_is_as_busy_as_its_list(alice: Places) -> None:
    weekly = Timing(TUESDAY, time(10), time(11), Rule(until=TUESDAY + timedelta(weeks=9)))
    off = put_on(alice.branch, timing=weekly)
    put_on(alice.far, theme="make")
    cancel_occurrence(occurrence=date_of(off), because=said("Snow"), by=DESK, now=NOW)
    where = Where(alice.service.pk)
    found = busy_libraries(now=NOW, where=where, **OCTOBER)  # type: ignore[arg-type]
    assert [(str(each.branch.name), each.count) for each in found] == [
        ("Sale Library", 3),
        ("Altrincham Library", 1),
    ]
    (made,) = busy_libraries(now=NOW, where=where, theme="make", **OCTOBER)  # type: ignore[arg-type]
    assert made.branch == alice.far


def test_the_map_leads_to_each_librarys_dates(places: Places, client: Client) -> None:
    with scope(places.service.pk):
        put_on(places.branch)
        put_on(places.far)
        Branch.objects.filter(pk=places.far.pk).update(position="approximate")
    with clock.at(NOW):
        page = client.get("/alice/whats-on/map?day=2026-10-06&theme=rhyme").content.decode()
        nothing = client.get("/alice/whats-on/map?theme=advice").content.decode()
    words = f"branch={places.branch.public_id}&amp;when=2026-10-06&amp;theme=rhyme"
    assert page.count(f"/alice/whats-on?{words}") == 2, "in the list and on the map"
    assert "Where exactly, we don’t know yet" in page
    assert "Nothing on that matches" in nothing


def test_the_map_costs_the_same_however_much_is_on(
    places: Places, client: Client, django_assert_max_num_queries: Any
) -> None:
    costs = []
    for turns in (1, 9):
        with scope(places.service.pk):
            for turn in range(turns):
                put_on(places.branch, timing=Timing(TUESDAY, time(9, turn), time(10)))
                put_on(places.far, timing=Timing(TUESDAY, time(9, turn), time(10)))
        with clock.at(NOW), django_assert_max_num_queries(16) as counted:
            assert client.get("/alice/whats-on/map?day=2026-10-06").status_code == 200
        costs.append(len(counted))
    assert costs[0] == costs[1]
