"""Staff see their own rehearsal, and what the studio is when it is over; Charlie's see neither."""

from datetime import timedelta

from branchline.core.acting import NOBODY
from branchline.events.tests.conftest import Places, alice, places
from branchline.live import actions
from branchline.places.models import Service

from .sheets import ON_AIR, on_air, planned, staff_of

__all__ = ["alice", "places"]


def test_the_rehearsal_has_an_address_that_only_staff_are_told(alice: Places) -> None:
    broadcast = on_air(planned(alice), rehearsal=True)
    slug = broadcast.service.slug
    seen = staff_of(broadcast.service).get(f"/{slug}/desk/live/{broadcast.public_id}/rehearsal")
    assert broadcast.rehearsal_prefix in seen.content.decode()
    assert broadcast.prefix not in seen.content.decode()
    elsewhere = Service.objects.get(slug="charlie")
    stranger = staff_of(elsewhere)
    for page in ("rehearsal", ""):
        path = f"/{slug}/desk/live/{broadcast.public_id}/{page}".rstrip("/")
        assert stranger.get(path).status_code == 404


def test_when_it_is_over_the_studio_says_so(alice: Places) -> None:
    broadcast = on_air(planned(alice))
    actions.end_broadcast(broadcast=broadcast, by=NOBODY, now=ON_AIR + timedelta(minutes=30))
    slug = broadcast.service.slug
    page = staff_of(broadcast.service).get(f"/{slug}/desk/live/{broadcast.public_id}")
    assert "Families see a kind goodbye" in page.content.decode()
