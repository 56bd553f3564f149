"""What the worker and the doctor do for events."""

from django.apps import apps
from django.db import connection

from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import mend_listings
from branchline.events.jobs import mend
from branchline.events.models import Listing, Occurrence
from branchline.events.queries import miscounted
from branchline.places.models import Branch

from .conftest import NOW, Places, book, put_on


def test_a_branch_that_was_renamed_reaches_its_listings_at_night(alice: Places) -> None:
    put_on(alice.branch)
    put_on(alice.far)
    assert mend_listings(now=NOW) == 0
    Branch.objects.filter(pk=alice.branch.pk).update(name=said("Sale Waterside"), hearing_loop=True)
    assert mend_listings(now=NOW) == 1
    row = Listing.objects.get(branch=alice.branch)
    assert (row.branch_name.en, row.access) == ("Sale Waterside", ["step_free", "hearing_loop"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT search_en::text FROM events_listing WHERE id = %s", [row.pk])
        assert "watersid" in str(cursor.fetchone())


def test_the_nightly_job_goes_to_every_service(places: Places) -> None:
    with scope(places.service.pk):
        put_on(places.branch)
        Listing.objects.update(town="Nowhere", ends_at="2040-01-01T00:00Z")
        Occurrence.objects.update(ends_at="2040-01-01T00:00Z")
    mend()
    assert Listing.objects.get().town == "Sale"


def test_the_doctor_finds_a_counter_that_is_wrong(rhyme_time: Occurrence) -> None:
    book(rhyme_time, adults=2)
    room = apps.get_app_config("events")
    assert not miscounted().exists()
    assert [check.well for check in room.checks(now=NOW)] == [True]  # type: ignore[attr-defined]
    # One adult too many; and as many as there are, but not the same.
    for adults, children in ((3, 0), (1, 1)):
        Occurrence.objects.filter(pk=rhyme_time.pk).update(
            booked=adults + children, booked_adults=adults, booked_children=children
        )
        assert miscounted().exists()
    assert [check.well for check in room.checks(now=NOW)] == [False]  # type: ignore[attr-defined]
