"""The demo: enough of everything to look at, quickly, and the same when loaded again."""

import time as stopwatch
from datetime import timedelta
from typing import Any

import pytest

from branchline.core import clock
from branchline.core.scoping import scope
from branchline.events.demo import load
from branchline.events.models import Booking, GroupRequest, GroupState, Listing, Occurrence
from branchline.events.queries import listings
from branchline.places.models import Service
from branchline.places.queries import find_place


@pytest.mark.usefixtures("demo_database")
def test_the_demo_shows_every_state_near_m33_and_grows_but_never_doubles() -> None:
    now = clock.now()
    place = find_place("M33 7ZF")
    cards = listings(now=now, near=place, text="rhyme time", limit=100).rows
    assert any(c.branch_name.en.startswith("Sale") and c.can_be_booked(now) for c in cards)
    rows = Listing.objects.filter(service__slug="trafford")
    for state in (
        {"places_left": 0},
        {"places_left": 2},
        {"state": "cancelled"},
        {"booking": "drop_in"},
    ):
        assert rows.filter(**state).exists(), state
    assert Listing.objects.values("service").distinct().count() >= 25
    assert Listing.objects.filter(service__nation="wales", title__has_key="cy").exists()
    before = everything()
    began = stopwatch.monotonic()
    load(now=now)
    assert stopwatch.monotonic() - began < 10
    assert everything() == before
    load(now=now + timedelta(days=8))
    assert everything()["listings"] > before["listings"]
    assert everything()["bookings"] == before["bookings"]


@pytest.mark.usefixtures("demo_database")
def test_the_school_s_yes_says_who_gave_it() -> None:
    with scope(Service.objects.get(slug="trafford").pk):
        said_yes = GroupRequest.objects.get(state=GroupState.APPROVED)
        assert str(said_yes.decided_by) == "Erin Kowalska"


def everything() -> dict[str, Any]:
    """How many rows of each kind."""
    with scope(Service.objects.get(slug="trafford").pk):
        return {
            "listings": Listing.objects.count(),
            "dates": Occurrence.objects.count(),
            "bookings": Booking.objects.count(),
        }
