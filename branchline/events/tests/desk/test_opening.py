"""Staff open a date fairly, and ask for somebody on the phone."""

from django.test import Client

from branchline.core.scoping import scope
from branchline.events.models import Occurrence, Opening

from ..conftest import Places
from .conftest import text_of


def test_staff_open_a_date_fairly(bob: Client, places: Places, tuesday: Occurrence) -> None:
    page = f"/alice/desk/events/{tuesday.public_id}"
    assert "Draw places by lot" in text_of(bob, page)
    wrong = bob.post(f"{page}/draw", {"rules": ["newcomers"]}).content.decode()
    assert "Choose how long" in wrong
    shown = bob.post(f"{page}/draw", {"hours": "48", "rules": ["newcomers"]}, follow=True)
    assert "People can ask until" in shown.content.decode()
    with scope(places.service.pk):
        assert Opening.objects.get().rules == ["newcomers"]
    typed = {
        "key": "a-form-of-its-own", "channel": "phone", "adults": "1", "children": "0",
        "name": "Mabel Price", "reach": "phone", "landline": "0161 496 0117",
    }  # fmt: skip
    asked = bob.post(f"{page}/book", typed, follow=True).content.decode()
    assert "Mabel Price is in the draw" in asked


def test_charlie_does_not(charlie: Client, tuesday: Occurrence) -> None:
    assert charlie.get(f"/alice/desk/events/{tuesday.public_id}/draw").status_code == 404
