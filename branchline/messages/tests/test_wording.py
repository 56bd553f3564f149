"""What we send can be read before it goes out, and nobody real stands in it."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from branchline.core.models import Link
from branchline.messages import desk as pages
from branchline.messages import letters as shelf
from branchline.messages.letters import Content, Letter, letters
from branchline.messages.models import Route
from branchline.places.models import Service

from .conftest import NOON, Desk
from .staff import Staff

LETTERS = [letter for letter in letters() if not letter.name.startswith("messages.")]


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.name)
@pytest.mark.parametrize("route", list(Route))
@pytest.mark.parametrize("language", ["en", "cy"])
def test_every_letter_has_an_invented_example(
    desk: Desk, letter: Letter, route: Route, language: str
) -> None:
    """Without a single query, so no person's note can stand in it, and no link is made."""
    assert letter.sample is not None
    with CaptureQueriesContext(connection) as caught:
        content = letter.sample(desk.service, language, route, NOON)
    assert not caught.captured_queries
    assert content.subject
    assert content.paragraphs
    assert "object at 0x" not in str(content), "a field that the database would have filled"


def test_what_we_send_can_be_read_before_it_goes_out(desk: Desk) -> None:
    bob = Staff(desk)
    assert "Booking confirmed" in bob.reads(pages.wording)
    page = bob.reads(pages.letter, "events.booked", query="route=letter&language=en")
    assert "Dear Alice Example" in page
    assert "You told us: one of us uses a wheelchair." in page
    assert "k7mp-2x9d" in page
    assert not Link.objects.exists()


def test_a_real_message_does_not_show_in_the_example(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bob at one branch may not see who booked at another."""

    def sample(service: Service, language: str, route: Route, now: datetime) -> Content:
        return Content(subject="Example", paragraphs=["About nobody."])

    letter = Letter("messages.test", "Places kept", desk.compose, sample=sample)
    monkeypatch.setitem(shelf._by_name(), letter.name, letter)
    desk.write(name="Carys Ceirw")
    page = Staff(desk).reads(pages.letter, "messages.test")
    assert "About nobody." in page
    assert "Rhyme time, as you asked." not in page
    assert "Carys Ceirw" not in page


def test_a_letter_without_an_example_says_so(desk: Desk) -> None:
    desk.write()
    assert "There is no example yet" in Staff(desk).reads(pages.letter, "messages.test")
