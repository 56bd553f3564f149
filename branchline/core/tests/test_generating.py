"""A generated country adds up, is the same each time, and leaves every index where it was."""

import random
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connections

from branchline.core.clock import london
from branchline.core.generating import LARGEST, SCALES, Country, Scale, public_ids, read
from branchline.core.rooms import rooms
from tests.harness.database import ME, clone

NOW = london(2026, 10, 5, 12)
HAMLET = Scale(services=3, branches=6, residents=300, occurrences=60, bookings=120)
COUNTED = (
    "places_service",
    "places_branch",
    "people_resident",
    "events_occurrence",
    "events_booking",
)
FURNITURE = """
    SELECT tablename || ' ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1
"""

SIZES = """
    SELECT max(n) / percentile_cont(0.5) WITHIN GROUP (ORDER BY n)
    FROM (SELECT count(*) n FROM people_resident GROUP BY service_id) sizes
"""
CROWDED = """
    SELECT count(*) FROM events_occurrence WHERE booked = capacity AND state = 'scheduled'
"""


def make(scale: Scale, *, seed: int = 1) -> None:
    country = Country(scale=scale, now=NOW, seed=seed)
    for room in rooms():
        room.generate(country)


def wrong() -> list[str]:
    return [finding for room in rooms() for finding in room.consistent()]


def as_owner(sql: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql)


def test_a_town_has_what_was_asked_for_and_adds_up(own_database: str) -> None:
    before = read(FURNITURE)
    scale = SCALES["town"]
    make(scale)
    wanted = (scale.services, scale.branches, scale.residents, scale.occurrences, scale.bookings)
    assert tuple(read(f"SELECT count(*) FROM {table}")[0][0] for table in COUNTED) == wanted
    assert wrong() == []
    assert read(FURNITURE) == before
    assert read(SIZES)[0][0] == pytest.approx(LARGEST, rel=0.05)
    assert read(CROWDED)[0][0] > 0


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("UPDATE events_occurrence SET booked = booked - 1, booked_adults = booked_adults - 1 WHERE id ="
         " (SELECT max(id) FROM events_occurrence WHERE booked_adults > 0)", "1 dates count more or fewer people than have booked"),
        ("DELETE FROM core_happening WHERE id = (SELECT max(id) FROM core_happening"
         " WHERE kind = 'events.booked')", "1 bookings that the ledger does not know as they are"),
        ("UPDATE events_listing SET places_left = places_left + 1 WHERE id = (SELECT max(id)"
         " FROM events_listing WHERE capacity > 0)", "1 listings that say something else than their dates"),
        ("UPDATE events_attendance SET adults = adults + 1 WHERE id = (SELECT max(id) FROM events_attendance)",
         "1 dates of which the ledger counts more or fewer people who came"),
        ("DELETE FROM people_residentkey WHERE id = (SELECT max(id) FROM people_residentkey"
         " WHERE sort = 'card')", "1 library cards find nobody"),
    ],
)  # fmt: skip
def test_what_does_not_add_up_is_found(own_database: str, harm: str, said: str) -> None:
    make(HAMLET)
    as_owner(harm)
    assert said in wrong()


def test_the_same_seed_makes_the_same_country() -> None:
    assert fingerprint(seed=1) == fingerprint(seed=1)


def test_another_seed_makes_another_beside_it(own_database: str) -> None:
    make(HAMLET)
    make(HAMLET, seed=2)
    people = read("SELECT count(*), count(DISTINCT public_id) FROM people_resident")
    assert people == [(2 * HAMLET.residents, 2 * HAMLET.residents)]
    assert wrong() == []


@contextmanager
def fresh() -> Iterator[None]:
    with clone(f"branchline_{ME}_country"):
        yield


@pytest.fixture(autouse=True)
def unblocked(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        yield


def fingerprint(*, seed: int) -> list[tuple[str, str]]:
    with fresh():
        make(HAMLET, seed=seed)
        tables = [
            table
            for (table,) in read(
                "SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
                " AND relname ~ '^(places|people|events|core)_' ORDER BY 1"
            )
        ]
        return [
            (
                table,
                read(
                    f"SELECT md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) FROM {table} t"
                )[0][0],
            )
            for table in tables
        ]


def test_public_ids_are_one_to_one() -> None:
    public_id = public_ids("any_table")
    numbers = [*range(50_000), *random.Random(1).sample(range(10**12), 50_000)]
    made = {public_id(number) for number in numbers}
    assert len(made) == len(set(numbers))
    assert {len(one) for one in made} == {10}


def test_shares_add_up_exactly() -> None:
    country = Country(scale=HAMLET, now=NOW)
    country.weigh(dict.fromkeys(range(208), 3))
    for total in (0, 1, 207, 1_000_003):
        assert sum(country.shares(total).values()) == total
