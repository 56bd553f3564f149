"""A boiler fails: the library is announced closed, and nobody is left standing before the door."""

from datetime import timedelta

from django.test import Client

from branchline.core.acting import NOBODY
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.models import Booking
from branchline.places.actions import announce_days
from branchline.places.models import Branch

from ..conftest import NOW, Places
from .conftest import text_of


def close(branch: Branch, booked: Booking, *, days_later: int = 0) -> None:
    day = booked.occurrence.starts_at.date() + timedelta(days=days_later)
    with scope(branch.service_id):
        announce_days(
            branch=branch, first_day=day, last_day=day, because=said("Boiler"), by=NOBODY, now=NOW
        )


def test_staff_see_what_goes_ahead_while_their_library_is_closed(
    alice: Client, places: Places, booked: Booking
) -> None:
    page = f"/alice/desk/libraries/{places.branch.public_id}"
    close(places.branch, booked, days_later=1)
    assert "while this library is closed" not in text_of(alice, page)
    close(places.branch, booked)
    assert "1 date goes ahead while this library is closed" in text_of(alice, page)
    assert "3 people booked" in text_of(alice, page)
    date = f"/alice/desk/events/{booked.occurrence.public_id}"
    assert f'href="{date}"' in alice.get(page).content.decode()


def test_residents_are_warned_before_they_set_out(
    client: Client, places: Places, booked: Booking
) -> None:
    page = f"/alice/whats-on/{booked.occurrence.public_id}"
    assert "closed on this day" not in text_of(client, page)
    close(places.branch, booked)
    assert "The library is closed on this day" in text_of(client, page)
