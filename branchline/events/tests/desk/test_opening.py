"""Staff open a date fairly, and ask for somebody on the phone."""

from django.test import Client

from branchline.core.scoping import scope
from branchline.events.models import Occurrence, Opening
from branchline.messages.models import Route

from ..conftest import DESK, Places, book, date_of, put_on
from ..waiting import waits
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


def test_staff_draw_early_and_everybody_may_read_why(
    alice: Client, charlie: Client, places: Places, tuesday: Occurrence
) -> None:
    page = f"/alice/desk/events/{tuesday.public_id}"
    alice.post(f"{page}/draw", {"hours": "48"})
    with scope(places.service.pk):
        Occurrence.objects.filter(pk=tuesday.pk).update(capacity=1)
        date = Occurrence.objects.all().with_event().get(pk=tuesday.pk)
        for name in ("Ann", "Ben", "Cai"):
            waits(date, name=name)
        ask_by_phone(date)
    assert "Draw now" in text_of(alice, page)
    asked = text_of(alice, f"{page}/draw-now")
    assert "4 parties have asked so far" in asked
    assert "1 person waits for a call from us." in asked
    assert "Say why" in alice.post(f"{page}/draw-now", {"reason": " "}).content.decode()
    assert charlie.get(f"{page}/draw-now").status_code == 404
    typed = {"reason": "The author comes a day earlier."}
    shown = alice.post(f"{page}/draw-now", typed, follow=True).content.decode()
    assert "Everybody who asked is being told" in shown
    assert "alice drew it" in shown
    assert "The author comes a day earlier." in text_of(
        Client(), f"/alice/whats-on/{tuesday.public_id}"
    )
    again = alice.post(f"{page}/draw-now", typed).content.decode()
    assert "drawn already" in again
    assert alice.get(f"{page}/draw-now").status_code == 302


def ask_by_phone(date: Occurrence) -> None:
    """Who asks by landline is rung about it."""
    waits(date, name="Mabel", route=Route.PHONE, address="0161 496 0117", by=DESK)
    book(date_of(put_on(date.branch)), route=Route.PHONE, address="0161 496 0118", by=DESK)
