"""A session that a file brought says so, and the counter goes on from its number."""

import io
from typing import Any

import pytest
from django.test import Client

from branchline.core.importing.running import bring_in
from branchline.core.models import Happening
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.events.imports import PastSessions
from branchline.events.models import Attendance, Occurrence

from ..conftest import DESK, NOW, Places
from .conftest import staff, text_of
from .test_counting import form_id, people

FILE = """Local authority,Library name,Event date,Name,Main outcome,Secondary outcome,Attendees
Trafford,Sale Library,2026-03-12,Class visit,Greater prosperity,,13
"""


@pytest.fixture
def visit(places: Places, september: None, settings: Any, tmp_path: Any) -> Occurrence:
    settings.MEDIA_ROOT = tmp_path
    bring_in(
        importer=PastSessions(), file=io.BytesIO(FILE.encode()), file_name="march.csv",
        by=DESK, now=NOW, service_id=places.service.pk,
    )  # fmt: skip
    with scope(places.service.pk):
        return Occurrence.objects.get()


def test_its_page_says_how_many_came_and_from_which_file(alice: Client, visit: Occurrence) -> None:
    page = text_of(alice, f"/alice/desk/events/{visit.public_id}")
    assert "13 people came" in page
    assert "13 people stood in “march.csv”, which was brought in." in page
    assert "it counts as “Greater prosperity”, as the file says" in page
    assert "Choose another outcome" not in page
    assert "Nobody has counted yet" not in page


def test_the_counter_starts_from_the_number_and_can_put_it_right(
    places: Places, alice: Client, visit: Occurrence
) -> None:
    address = f"/alice/desk/events/{visit.public_id}/count"
    page = text_of(alice, address)
    assert "13 people are counted already" in page
    assert "from the file “march.csv”" in page
    assert "13 people in all" in page
    assert "The count is closed" in page
    alice.post(address, {"form": form_id(page), "press": "adults+"})
    assert people(places) == 14
    page = text_of(alice, address)
    typed = {"babies": "0", "children": "8", "adults": "4", "unsaid": "0"}
    was = {"was_babies": "0", "was_children": "0", "was_adults": "1", "was_unsaid": "13"}
    alice.post(address, {"form": form_id(page), "numbers": "yes", **typed, **was})
    with scope(places.service.pk):
        kept = Attendance.objects.get()
        assert (kept.children, kept.adults, kept.unsaid) == (8, 4, 0)
        lines = Happening.objects.filter(kind="events.attended")
        assert sum(lines.values_list("quantity", flat=True)) == 12


def test_the_events_lead_of_the_service_brings_sessions_in_and_nobody_of_one_branch_does(
    places: Places, september: None
) -> None:
    erin = staff("erin", places.service, Role.EVENTS_LEAD)
    page = text_of(erin, "/alice/desk/imports")
    assert "Past sessions and how many came" in page
    assert "Coming events are not brought in from a file" in page
    assert "Members from the library system" not in page
    assert "Bring in a file" in text_of(erin, "/alice/desk/today")
    assert (
        text_of(erin, "/alice/desk/imports/send/events.past_sessions").count("Libraries Hacked")
        == 1
    )
    assert erin.get("/alice/desk/imports/send/people.members").status_code == 404
    for role in (Role.EVENTS_LEAD, Role.BRANCH_STAFF):
        bob = staff(f"bob-{role}", places.service, role, places.branch)
        assert bob.get("/alice/desk/imports").status_code == 404
        assert bob.get("/alice/desk/imports/send/events.past_sessions").status_code == 404
    charlie = staff("charlie", places.other_service, Role.EVENTS_LEAD)
    assert charlie.get("/alice/desk/imports").status_code == 404
