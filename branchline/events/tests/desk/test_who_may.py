"""Staff of the service see the desk; strangers, and other branches' staff, see nothing."""

import pytest
from django.test import Client

from branchline.core.permits import Role
from branchline.events.models import Booking

from ..conftest import Places
from .conftest import staff

PATHS = (
    "/alice/desk/today",
    "/alice/desk/events",
    "/alice/desk/events?show=drafts",
    "/alice/desk/events?show=past",
    "/alice/desk/events/new",
    "/alice/desk/events/{date}",
    "/alice/desk/events/{date}/door",
    "/alice/desk/events/{date}/book",
    "/alice/desk/events/{date}/cancel",
    "/alice/desk/plans/{event}",
    "/alice/desk/bookings/{booking}/cancel",
)


@pytest.mark.parametrize("path", PATHS)
def test_every_page_of_the_desk_opens_for_staff_and_for_nobody_else(
    alice: Client, bob: Client, charlie: Client, booked: Booking, path: str
) -> None:
    path = path.format(
        date=booked.occurrence.public_id,
        event=booked.occurrence.event.public_id,
        booking=booked.public_id,
    )
    assert alice.get(path).status_code == 200
    assert bob.get(path).status_code == 200
    for method in (charlie.get, charlie.post):
        stranger = method(path)
        assert stranger.status_code == 404
        assert "Nia Hughes" not in stranger.content.decode()
    nobody = Client().get(path)
    assert nobody.status_code == 302
    assert "login" in nobody.headers["Location"]


def test_staff_of_another_branch_see_no_guests(places: Places, booked: Booking) -> None:
    dan = staff("dan", places.service, Role.BRANCH_STAFF, places.far)
    for path in PATHS[5:9]:
        assert dan.get(path.format(date=booked.occurrence.public_id)).status_code == 404
    assert dan.get(f"/alice/desk/bookings/{booked.public_id}/cancel").status_code == 404
