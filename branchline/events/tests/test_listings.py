"""What's on: the right dates, nearest first, in pages, by a constant number of queries, for everybody."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import connection

from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import cancel_occurrence
from branchline.events.errors import EventNotFound
from branchline.events.models import Access, Listing, Rule, Timing
from branchline.events.queries import listing, listings, other_dates, programme
from branchline.places.models import Branch
from branchline.places.queries import Place, PlaceKind

from .conftest import DESK, NOW, TUESDAY, Places, book, date_of, once, put_on

SALE = Place("Sale", PlaceKind.TOWN, 53.4254, -2.3196)


def titles(**asked: Any) -> list[str]:
    """What a visitor would see."""
    return [card.title.en for card in listings(now=NOW, **asked).rows]


def on(places: Places, day: int, title: str, **more: Any) -> None:
    """At Sale, so many days after the first Tuesday."""
    branch = more.pop("branch", places.branch)
    starts = more.pop("starts", time(10))
    timing = once(TUESDAY + timedelta(days=day), starts, time(starts.hour + 1))
    put_on(branch, timing=timing, title=said(title), **more)


def test_soonest_first_and_nothing_that_is_over(alice: Places) -> None:
    on(alice, 3, "Third")
    on(alice, 0, "First")
    on(alice, 1, "Second")
    assert titles() == ["First", "Second", "Third"]
    later = listings(now=NOW).rows[0].ends_at
    assert [c.title.en for c in listings(now=later).rows] == ["Second", "Third"]
    assert listings(now=later - timedelta(minutes=1)).rows[0].title.en == "First"


def test_a_day_and_how_many_from_it(alice: Places) -> None:
    for day in range(4):
        on(alice, day, f"Day {day}")
    assert titles(start=TUESDAY + timedelta(days=1), days=2) == ["Day 1", "Day 2"]
    assert titles(start=date(2026, 9, 1), days=7) == []


def test_near_first_by_distance_band_then_by_start(alice: Places) -> None:
    on(alice, 0, "Far but soon", branch=alice.far)
    on(alice, 5, "Near but late")
    on(alice, 2, "Near")
    found = listings(now=NOW, near=SALE).rows
    assert [card.title.en for card in found] == ["Near", "Near but late", "Far but soon"]
    assert found[0].metres == pytest.approx(0, abs=1)
    assert found[2].metres == pytest.approx(8990, abs=100)
    assert titles(near=SALE, within_km=5) == ["Near", "Near but late"]
    assert titles(near=replace(SALE, lat=51.5, lon=-0.1), within_km=20) == []


def only_the_council_is_known(branch: Branch) -> None:
    with scope(branch.service_id):
        Branch.objects.filter(pk=branch.pk).update(position="approximate")


def test_of_a_library_known_by_its_council_we_say_no_distance_and_no_spot(alice: Places) -> None:
    only_the_council_is_known(alice.branch)
    on(alice, 0, "Somewhere, and soon")
    on(alice, 5, "Far but known", branch=alice.far)
    found = listings(now=NOW, near=SALE).rows
    assert [card.title.en for card in found] == ["Far but known", "Somewhere, and soon"]
    assert [card.somewhere for card in found] == [False, True]
    assert found[1].metres is None
    assert (found[1].lat, found[1].lon) == (None, None)
    assert found[0].lat is not None


def test_from_a_place_known_by_its_council_only_its_own_library_is_near(alice: Places) -> None:
    only_the_council_is_known(alice.branch)
    on(alice, 5, "There itself")
    on(alice, 0, "Who knows how far", branch=alice.far)
    blurred = replace(SALE, blurred=True, libraries=(alice.branch.pk,))
    found = listings(now=NOW, near=blurred).rows
    assert [card.title.en for card in found] == ["There itself", "Who knows how far"]
    assert [card.somewhere for card in found] == [False, True]


@pytest.mark.parametrize("near", [None, SALE])
def test_pages_show_every_date_once(alice: Places, near: Place | None) -> None:
    timing = Timing(TUESDAY, time(10), time(11), Rule(until=TUESDAY + timedelta(weeks=10)))
    put_on(alice.branch, timing=timing)
    put_on(alice.far, timing=timing)
    seen: list[str] = []
    after: str | None = None
    while True:
        page = listings(now=NOW, near=near, after=after, limit=4)
        seen += [card.public_id for card in page.rows]
        after = page.after
        if after is None:
            break
    assert len(seen) == len(set(seen)) == 22


@pytest.mark.parametrize("cursor", ["", "x", "!!!", "W10", "WyIwIiwiMjAyNiIsIngiXQ", "\0"])
def test_a_mangled_cursor_shows_the_first_page(alice: Places, cursor: str) -> None:
    on(alice, 0, "First")
    assert titles(after=cursor) == ["First"]


def test_for_whom(alice: Places) -> None:
    on(alice, 0, "Babies", age_from=0, age_to=2)
    on(alice, 1, "School", age_from=5, age_to=11)
    on(alice, 2, "Grown", age_from=18, age_to=None)
    on(alice, 3, "All", age_from=None, age_to=None)
    assert titles(audience="babies") == ["Babies", "All"]
    assert titles(audience="children") == ["School", "All"]
    assert titles(audience="adults") == ["Grown", "All"]
    assert titles(audience="nonsense") == ["Babies", "School", "Grown", "All"]


def test_access_facts_of_event_and_branch_must_all_hold(alice: Places) -> None:
    on(alice, 0, "Signed", access=(Access.BSL,))
    on(alice, 1, "Plain")
    on(alice, 2, "Elsewhere", access=(Access.BSL,), branch=alice.far)
    assert titles(access=["bsl"]) == ["Signed", "Elsewhere"]
    assert titles(access=["bsl", "step_free"]) == ["Signed"]


def test_words_in_english_by_stem_and_in_welsh_without_accents(alice: Places) -> None:
    put_on(alice.branch, title=said("Reading group", "Grŵp darllen"))
    assert titles(text="readings") == ["Reading group"]
    assert titles(text="grwp") == ["Reading group"]
    assert titles(text="GRŴP darllen") == ["Reading group"]
    assert titles(text="sale") == ["Reading group"]
    assert titles(text="knitting") == []
    assert titles(text="'\"&|!:*()\0 \\") == titles(text="!!")


def test_services_and_branches_apart(places: Places) -> None:
    with scope(places.service.pk):
        on(places, 0, "Alice’s")
    with scope(places.other_service.pk):
        on(places, 1, "Charlie’s", branch=places.other_branch)
    assert titles() == ["Alice’s", "Charlie’s"]
    assert titles(service_id=places.other_service.pk) == ["Charlie’s"]
    assert titles(branch_public_id=places.branch.public_id) == ["Alice’s"]
    assert titles(branch_public_id="0000000000") == []


def test_full_and_cancelled_say_so(alice: Places) -> None:
    date = date_of(put_on(alice.branch, capacity=2))
    book(date, adults=2)
    card = listing(public_id=date.public_id)
    assert (card.availability, card.places_left, card.can_be_booked(NOW)) == ("full", 0, False)
    cancel_occurrence(occurrence=date, because=said("Snow"), by=DESK, now=NOW)
    assert listing(public_id=date.public_id).availability == "cancelled"
    assert [c.availability for c in listings(now=NOW).rows] == ["cancelled"]


def test_other_dates_leave_this_one_out(alice: Places) -> None:
    put_on(
        alice.branch,
        timing=Timing(TUESDAY, time(10), time(11), Rule(until=TUESDAY + timedelta(weeks=3))),
    )
    first = listings(now=NOW).rows[0]
    assert len(other_dates(of=first, now=NOW)) == 3


def test_an_unknown_date_is_not_found(places: Places) -> None:
    with pytest.raises(EventNotFound):
        listing(public_id="0000000000")


Asks = Callable[[Places], Any]


@pytest.mark.parametrize(
    ("ask", "queries"),
    [
        (lambda p: listings(now=NOW), 1),
        (lambda p: listings(now=NOW, near=SALE), 2),
        (
            lambda p: listings(
                now=NOW, service_id=p.service.pk, branch_public_id=p.branch.public_id, text="rhyme"
            ),
            1,
        ),
        (lambda p: programme(service_id=p.service.pk, now=NOW), 4),
    ],
)
def test_lists_cost_the_same_whatever_their_length(
    alice: Places, ask: Asks, queries: int, django_assert_num_queries: Any
) -> None:
    for weeks in (0, 30):
        timing = Timing(TUESDAY, time(10), time(11), Rule(until=TUESDAY + timedelta(weeks=weeks)))
        put_on(alice.branch, timing=timing)
        with django_assert_num_queries(queries):
            ask(alice)


def test_the_database_lets_only_the_own_service_write(places: Places) -> None:
    with scope(places.service.pk):
        put_on(places.branch)
    with scope(places.other_service.pk):
        assert Listing.objects.count() == 1
        assert Listing.objects.update(places_left=0) == 0
        with connection.cursor() as cursor:
            for table in ("events_event", "events_occurrence", "events_booking"):
                cursor.execute(f"SELECT count(*) FROM {table}")
                assert cursor.fetchone() == (0,)
