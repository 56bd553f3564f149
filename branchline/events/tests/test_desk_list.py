"""Staff find a date among many: by name, library, day and how it stands."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db.models import Q

from branchline.core import clock
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import cancel_occurrence
from branchline.events.models import HowToCome
from branchline.events.queries import Sought, upcoming_occurrences

from .conftest import DESK, NOW, TUESDAY, Places, book, date_of, once, put_on
from .desk.conftest import staff, text_of


@pytest.fixture(autouse=True)
def september() -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
def programme(places: Places) -> Places:
    """Five dates that differ in one thing each."""
    with scope(places.service.pk):
        put_on(places.branch)
        book(date_of(put_on(places.branch, title=said("Full house", "Tŷ llawn"), capacity=1)))
        off = date_of(put_on(places.branch, title=said("Snowed off")))
        cancel_occurrence(occurrence=off, because=said("Snow"), by=DESK, now=NOW)
        put_on(places.far, title=said("Far away"), timing=once(TUESDAY + timedelta(days=2)))
        put_on(places.branch, title=said("Open door"), booking=HowToCome.DROP_IN, capacity=None)
    return places


@pytest.mark.parametrize(
    ("sought", "titles"),
    [
        (Sought(), {"Rhyme time", "Full house", "Snowed off", "Far away", "Open door"}),
        (Sought(title="HOUSE"), {"Full house"}),
        (Sought(title="llawn"), {"Full house"}),
        (Sought(title="100%"), set()),
        (Sought(start=date(2026, 10, 8)), {"Far away"}),
        (Sought(start=date(2026, 10, 7), days=2), {"Far away"}),
        (Sought(standing="full"), {"Full house"}),
        (Sought(standing="cancelled"), {"Snowed off"}),
        (Sought(standing="drop_in"), {"Open door"}),
        (Sought(standing="places"), {"Rhyme time", "Far away"}),
    ],
)
def test_staff_look_for_dates(programme: Places, sought: Sought, titles: set[str]) -> None:
    with scope(programme.service.pk):
        page = upcoming_occurrences(now=NOW, visible=Q(), sought=sought)
        assert {str(row.event.title) for row in page.rows} == titles


def test_the_list_keeps_what_was_asked(programme: Places) -> None:
    manager = staff("alice", programme.service, Role.SERVICE_MANAGER)
    path = f"/alice/desk/events?branch={programme.far.public_id}&day=8+October"
    text = text_of(manager, path)
    assert "Far away" in text
    assert "Open door" not in text
    assert 'value="8 October"' in text
    assert "can’t read “someday”" in text_of(manager, "/alice/desk/events?day=someday")
    assert "No dates like this" in text_of(manager, "/alice/desk/events?q=zzzz")
