"""Many at once on a full date, on a database where commits are real.

First the race is shown without the lock: two workers give the same places to the next twice. Then its absence.
"""

import os
import subprocess
import sys
import threading
from datetime import timedelta

import pytest

from branchline.core.acting import job
from branchline.core.fairqueue import standing
from branchline.core.fairqueue.filling import choose
from branchline.core.scoping import scope
from branchline.events.actions import (
    accept_offer,
    cancel_booking,
    expire_offer,
    expire_offers,
)
from branchline.events.errors import OfferIsOver
from branchline.events.models import HOLDING, SKIPPED_AT_MOST, Booking, Occurrence, WaitingListEntry
from branchline.events.queries import miscounted, waiting_list

from .conftest import NOW, WEB, Places, date_of, make_places, put_on
from .test_race import at_once
from .waiting import DAY, again, ask, checks, gets, now_of, waits

PLACES = 50
pytestmark = pytest.mark.race


@pytest.fixture
def popular(own_database: str) -> tuple[Places, Occurrence]:
    """A date with fifty places, committed."""
    places = make_places()
    with scope(places.service.pk):
        return places, date_of(put_on(places.branch, capacity=PLACES))


def held(date: Occurrence) -> int:
    """People who hold places."""
    rows = Booking.objects.filter(occurrence=date, state__in=HOLDING)
    return sum(row.people for row in rows)


def test_without_the_lock_the_next_in_line_is_promoted_twice(
    popular: tuple[Places, Occurrence],
) -> None:
    """Look who is next, then give: two do it at the same moment, and both find the same one."""
    places, date = popular
    with scope(places.service.pk):
        first = [gets(date, 5, name=f"Early {n}") for n in range(10)]
        waits(date, 5, name="Next")
        waits(date, 5, name="After")
    both_have_looked = threading.Barrier(2, timeout=20)

    def naive(turn: int) -> str:
        with scope(places.service.pk):
            Booking.objects.filter(pk=first[turn].pk).update(
                state="cancelled", cancelled_at=NOW, cancelled_by="booker"
            )
            waiting = waiting_list(occurrence=date)[0].waiting
            both_have_looked.wait()
            Booking.objects.create(
                service=places.service, occurrence=date, contact=waiting.contact, adults=5,
                name=waiting.name, booked_at=NOW, channel="web",
            )  # fmt: skip
        return waiting.name

    assert at_once(2, naive) == {"Next": 2}


def test_with_the_lock_two_who_cancel_promote_two_parties(
    popular: tuple[Places, Occurrence],
) -> None:
    places, date = popular
    with scope(places.service.pk):
        first = [gets(date, 5, name=f"Early {n}") for n in range(10)]
        waits(date, 5, name="Next")
        waits(date, 5, name="After")

    def cancels(turn: int) -> str:
        with scope(places.service.pk):
            cancel_booking(booking=first[turn], by=WEB, now=NOW)
        return "cancelled"

    at_once(2, cancels)
    with scope(places.service.pk):
        assert Booking.objects.live().filter(name__in=["Next", "After"]).count() == 2
        assert held(date) == PLACES
        checks(date)


def test_five_hundred_want_fifty_places_and_everybody_else_has_a_number(
    popular: tuple[Places, Occurrence],
) -> None:
    places, date = popular

    def attempt(turn: int) -> str:
        with scope(places.service.pk):
            got = ask(date, name=f"Reader {turn}", key=f"attempt-{turn:04}")
        return "waits" if isinstance(got, WaitingListEntry) else "booked"

    assert at_once(500, attempt) == {"booked": PLACES, "waits": 500 - PLACES}
    with scope(places.service.pk):
        assert (now_of(date).booked, held(date), now_of(date).waiting) == (PLACES, PLACES, 450)
        numbers = [standing(row.waiting.entry).number for row in waiting_list(occurrence=date)]
        assert numbers == list(range(1, 451))
        checks(date)


def test_fifty_cancel_while_others_join_and_no_place_is_lost_or_doubled(
    popular: tuple[Places, Occurrence],
) -> None:
    places, date = popular
    with scope(places.service.pk):
        early = [gets(date, name=f"Early {n}") for n in range(PLACES)]
        for n in range(10):
            waits(date, 2, name=f"Patient {n}")

    def attempt(turn: int) -> str:
        with scope(places.service.pk):
            if turn % 2:
                cancel_booking(booking=early[turn // 2], by=WEB, now=NOW)
                return "cancelled"
            ask(date, 1 + turn % 3, name=f"Late {turn}", key=f"late-form-{turn:03}")
        return "asked"

    assert at_once(100, attempt) == {"cancelled": 50, "asked": 50}
    with scope(places.service.pk):
        after = now_of(date)
        assert after.booked == held(date) <= PLACES
        assert not miscounted().exists()
        assert not Booking.objects.live().filter(name__startswith="Early").exists()
        names = [b.name for b in Booking.objects.filter(occurrence=date)]
        assert len(names) == len(set(names)), "nobody was promoted twice"
        waiting = WaitingListEntry.objects.all().in_line().count()
        assert waiting == after.waiting
        in_line = [row.waiting.entry for row in waiting_list(occurrence=date)]
        free = after.places_left or 0
        assert not choose(in_line, places=free, skip_cap=SKIPPED_AT_MOST).offered
        checks(date)


def test_answering_and_expiring_at_once_is_one_or_the_other(
    popular: tuple[Places, Occurrence],
) -> None:
    places, date = popular
    with scope(places.service.pk):
        early = [gets(date, 5, name=f"Early {n}") for n in range(10)]
        cleo = waits(date, 5, name="Cleo", takes_at_once=False)
        dai = waits(date, 5, name="Dai")
        cancel_booking(booking=early[0], by=WEB, now=NOW)
        offer = again(cleo).booking
    assert offer is not None

    def attempt(turn: int) -> str:
        with scope(places.service.pk):
            if turn % 2:
                return "ended" if expire_offer(booking=offer, by=job("test"), now=NOW + DAY) else ""
            try:
                accept_offer(waiting=cleo, by=WEB, now=NOW + DAY - timedelta(seconds=1))
            except OfferIsOver:
                return "too late"
        return "accepted"

    came_to = at_once(20, attempt)
    assert came_to["ended"] + (came_to["accepted"] > 0) == 1
    with scope(places.service.pk):
        assert held(date) == PLACES
        assert (again(dai).booking is not None) == bool(came_to["ended"])
        checks(date)


def test_a_worker_killed_while_offers_end_promotes_nobody_twice(
    popular: tuple[Places, Occurrence], own_database: str
) -> None:
    """It is killed after the first of five, in the middle of its transaction; the next one does the rest."""
    places, date = popular
    with scope(places.service.pk):
        early = [gets(date, 10, name=f"Early {n}") for n in range(5)]
        for n in range(5):
            waits(date, 10, name=f"Asked {n}", takes_at_once=False)
        for n in range(5):
            waits(date, 10, name=f"Next {n}")
        for booking in early:
            cancel_booking(booking=booking, by=WEB, now=NOW)
    with _ending_offers(own_database, places) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == b"one\n"
        worker.kill()
    with scope(places.service.pk):
        assert expire_offers(by=job("test"), now=NOW + DAY) == 5
        assert expire_offers(by=job("test"), now=NOW + DAY) == 0
        names = sorted(b.name for b in Booking.objects.live())
        assert names == [f"Next {n}" for n in range(5)]
        assert held(date) == PLACES
        checks(date)


def _ending_offers(database: str, places: Places) -> "subprocess.Popen[bytes]":
    addresses = {
        name: os.environ[name].replace("/branchline?", f"/{database}?")
        for name in ("DATABASE_URL", "DATABASE_WEB_URL")
    }
    command = [sys.executable, "-m", "branchline.events.tests.ending_offers"]
    command += [str(places.service.pk), (NOW + DAY).isoformat()]
    return subprocess.Popen(command, env=os.environ | addresses, stdout=subprocess.PIPE)
