"""The return of events: valid by the Libraries Hacked Table Schema, and silent about what nobody has counted."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db.models import Q

from branchline.core import clock
from branchline.core.clock import london
from branchline.core.importing.output import as_csv
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import choose_outcomes
from branchline.events.desk.returns import periods
from branchline.events.errors import SameOutcomeTwice
from branchline.events.models import (
    SUGGESTED,
    HowToCome,
    Occurrence,
    Outcome,
    Setting,
    Theme,
    Venue,
    VenueKind,
)
from branchline.events.queries.returns import HEADINGS, Period, events_return, return_rows

from .conftest import DESK, Places, book, date_of, once, put_on
from .desk.conftest import staff, text_of
from .test_count import CLOSE, press, write

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
NOVEMBER = london(2026, 11, 2, 9)
OUTCOMES = (
    "Cultural and creative enrichment", "Increased reading and literacy", "Increased digital access and literacy",
    "Helping everyone achieve their full potential", "Healthier and happier lives", "Greater prosperity",
    "Stronger more resilient communities",
)  # fmt: skip
SCHEMA: tuple[tuple[str, str, bool, tuple[str, ...]], ...] = (
    ("Local authority", "string", True, ()), ("Library name", "string", True, ()), ("Event date", "date", True, ()),
    ("Name", "string", True, ()), ("Main outcome", "string", True, OUTCOMES),
    ("Secondary outcome", "string", False, OUTCOMES), ("Attendees", "integer", True, ()),
)  # fmt: skip
"""Name, type, required, enum: the fields of LibrariesHacked/schema-librarydata events.json with two outcomes."""
TYPES: dict[str, Callable[[str], object]] = {
    "string": str,
    "date": date.fromisoformat,
    "integer": int,
}


def faults(content: str) -> list[str]:
    """What a checker of Table Schema says of a file."""
    heading, *rows = csv.reader(io.StringIO(content))
    found = [] if heading == [name for name, *_rest in SCHEMA] else [f"headings: {heading}"]
    for number, row in enumerate(rows, 2):
        for cell, (name, type_, required, enum) in zip(row, SCHEMA, strict=True):
            if not cell:
                found += [f"{number}: {name} is missing"] if required else []
                continue
            try:
                TYPES[type_](cell)
            except ValueError:
                found.append(f"{number}: {name} is no {type_}: {cell}")
            if enum and cell not in enum:
                found.append(f"{number}: {name} is none of the list: {cell}")
    return found


def test_the_checker_knows_good_from_bad() -> None:
    """The two rows that the schema's own tests use."""
    head = ",".join(HEADINGS)
    assert not faults(
        f"{head}\nTest authority,Test library,2019-12-28,Test event,Greater prosperity,,10"
    )
    assert len(faults(f"{head}\n,,2019-31-01,,Invalid outcome,Invalid outcome,Ten")) == 7
    assert faults("Local authority,Library name,Event date,Name,Outcome,Attendees")


@pytest.fixture
def october(alice: Places) -> list[Occurrence]:
    """Counted, counted as nobody, open, never counted, called off, outreach; and one of November."""
    counted = date_of(put_on(alice.branch))
    write(counted, press("babies", 7), press("adults", 6), CLOSE)
    nobody = date_of(put_on(alice.branch, timing=once(starts=time(14), ends=time(15))))
    write(nobody, CLOSE)
    open_still = date_of(put_on(alice.far))
    book(open_still, 4)
    write(open_still, press("adults", 3))
    never = date_of(put_on(alice.far, timing=once(date(2026, 10, 7))))
    book(never, 9)
    outside = date_of(put_on(
        alice.far, timing=once(date(2026, 10, 31)), title=said("=Stories, \"out\" there"), theme=Theme.DIGITAL,
        booking=HowToCome.DROP_IN, capacity=None, setting=Setting.OUTREACH,
        venue=Venue(VenueKind.COMMUNITY, "Urmston", said("Invented Hall"), ""),
    ))  # fmt: skip
    write(outside, press("unsaid", 40), CLOSE)
    put_on(alice.branch, timing=once(date(2026, 11, 1)))
    return [counted, nobody, open_still, never, outside]


def test_what_was_counted_is_in_it_and_the_rest_is_named_as_missing(
    alice: Places, october: list[Occurrence]
) -> None:
    counted, nobody, open_still, never, outside = october
    found = events_return(period=OCTOBER, visible=Q(), now=NOVEMBER)
    assert [each.occurrence for each in found.attendances] == [counted, nobody, outside]
    assert list(found.uncounted) == [open_still, never]
    assert found.people == 53
    table = return_rows(found, service=alice.service)
    assert [row[-1] for row in table] == [13, 0, 40]
    assert table[0][1:6] == [
        "Sale Library",
        "2026-10-06",
        "Rhyme time",
        "Increased reading and literacy",
        "",
    ]
    assert table[2][1] == "Outreach"
    assert str(table[2][3]).endswith("Invented Hall")
    content = as_csv(HEADINGS, table).removeprefix("\ufeff")
    assert not faults(content)
    assert "\n=" not in content.replace(",", "\n"), "no cell runs as a formula"


def test_a_count_that_is_closed_before_the_end_is_in_it_at_once(alice: Places) -> None:
    date_ = date_of(put_on(alice.branch))
    write(date_, press("adults", 4), CLOSE)
    for moment in (date_.starts_at - timedelta(minutes=25), date_.ends_at):
        found = events_return(period=OCTOBER, visible=Q(), now=moment)
        assert [each.people for each in found.attendances] == [4]
        assert not found.uncounted


def test_every_theme_suggests_an_outcome_of_the_list() -> None:
    assert set(SUGGESTED) == set(Theme)
    assert {str(outcome.label) for outcome in Outcome} == set(OUTCOMES)


def test_staff_choose_another_outcome_and_a_second_one(
    alice: Places, rhyme_time: Occurrence
) -> None:
    event = rhyme_time.event
    choose_outcomes(event=event, main=Outcome.HEALTH, second=Outcome.READING, by=DESK, now=NOVEMBER)
    event.refresh_from_db()
    assert (event.outcome, event.second_outcome) == (Outcome.HEALTH, Outcome.READING)
    with pytest.raises(SameOutcomeTwice):
        choose_outcomes(event=event, main=None, second=Outcome.READING, by=DESK, now=NOVEMBER)
    choose_outcomes(event=event, main=None, second=None, by=DESK, now=NOVEMBER)
    event.refresh_from_db()
    assert event.outcome == Outcome.READING


def test_the_desk_shows_it_and_gives_the_file(
    places: Places, django_assert_max_num_queries: Any
) -> None:
    manager = staff("mina", places.service, Role.SERVICE_MANAGER)
    bob = staff("bob", places.service, Role.BRANCH_STAFF, places.branch)
    charlie = staff("charlie", places.other_service, Role.SERVICE_MANAGER)
    with scope(places.service.pk):
        for branch, number in ((places.branch, 7), (places.far, 30)):
            write(date_of(put_on(branch)), press("adults", number), CLOSE)
        never = put_on(places.far, timing=once(date(2026, 10, 7)))
        sunday = date_of(put_on(places.branch, timing=once(date(2026, 11, 1))))
    with clock.at(NOVEMBER):
        text = text_of(manager, "/alice/desk/returns/events?period=2026-10")
        assert "37 people came" in text
        assert "Not counted: missing, not nought" in text
        assert text.count("Libraries Hacked") == 1, "the standard once, in small print"
        assert "under 10" in text
        cells = re.findall(r'data-label="(?:Library|Came)">([^<]+)', text)
        assert set(zip(cells[:4:2], cells[1:4:2], strict=True)) == {
            ("Sale Library", "7"),
            ("Altrincham Library", "30"),
        }
        file = manager.get("/alice/desk/returns/events.csv?period=2026-10").content.decode()
        assert not faults(file)
        rows = list(csv.reader(io.StringIO(file)))[1:]
        assert {row[1]: row[-1] for row in rows} == {
            "Sale Library": "7",
            "Altrincham Library": "30",
        }
        assert "7 people came" in text_of(bob, "/alice/desk/returns/events?period=2026-10"), (
            "his branch only"
        )
        empty = text_of(manager, "/alice/desk/returns/events?period=nonsense")
        assert "Nobody has counted yet" in empty
        assert (
            f'href="/alice/desk/events/{sunday.public_id}/count">Say who came to the latest'
            in empty
        )
        before = text_of(manager, "/alice/desk/returns/events?period=2026-08")
        assert "Nothing has taken place in this time" in before
        assert 'href="/alice/desk/events"' in before
        assert charlie.get("/alice/desk/returns/events").status_code == 404
        assert charlie.get("/alice/desk/returns/events.csv").status_code == 404
        path = f"/alice/desk/plans/{never.public_id}/outcomes"
        assert charlie.post(path, {"main": "health"}).status_code == 404
        assert "Choose one of these" in manager.post(path, {"main": "riches"}).content.decode()
        assert "Choose one of these" in manager.post(path, {}).content.decode()
        same = manager.post(path, {"main": "usual", "second": "reading"}).content.decode()
        assert "main outcome already" in same
        assert (
            "Saved. The list of who came says so"
            in manager.post(
                path, {"main": "health", "second": "reading"}, follow=True
            ).content.decode()
        )


def test_the_periods_are_whole_months_and_whole_years() -> None:
    known = periods(date(2027, 1, 31))
    assert next(iter(known)) == "2027-01"
    assert known["2027-01"] == Period(date(2027, 1, 1), date(2027, 1, 31))
    assert known["2026-02"].last == date(2026, 2, 28)
    assert known["2026-2027"] == Period(date(2026, 4, 1), date(2027, 3, 31))
    assert "2025-2026" in known


def test_a_date_late_on_the_last_evening_belongs_to_its_london_month(alice: Places) -> None:
    late = date_of(
        put_on(alice.branch, timing=once(date(2026, 10, 31), time(22, 30), time(23, 59)))
    )
    write(late, press(), CLOSE, after=timedelta(hours=1))
    found = events_return(period=OCTOBER, visible=Q(), now=NOVEMBER)
    assert [each.occurrence for each in found.attendances] == [late]
