"""The box on the council's own page: framed by anybody, without a cookie, and in both languages."""

import html
import re
from datetime import time, timedelta

import pytest
from django.test import Client

from branchline.core import clock
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.models import Rule, Timing

from .conftest import NOW, TUESDAY, Places, put_on


@pytest.fixture
def programme(places: Places) -> Places:
    """Nine Tuesdays at Sale, one date at Altrincham."""
    with scope(places.service.pk):
        put_on(
            places.branch,
            timing=Timing(TUESDAY, time(10), time(11), Rule(until=TUESDAY + timedelta(weeks=8))),
        )
        put_on(places.far, title=said("Lego club", "Clwb Lego"))
    return places


def test_anybody_may_frame_it_and_it_knows_nobody(programme: Places, client: Client) -> None:
    with clock.at(NOW):
        answer = client.get("/alice/whats-on/widget")
        again = client.get("/alice/whats-on/widget", headers={"If-None-Match": answer["ETag"]})
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer
    assert not answer.cookies
    text = answer.content.decode()
    assert "<script" not in text
    assert '<base target="_top">' in text
    assert text.count("<li>") == 6
    assert again.status_code == 304
    page = client.get("/alice/whats-on")
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"


def test_the_snippet_shows_what_was_chosen_in_both_languages(
    programme: Places, client: Client
) -> None:
    with clock.at(NOW):
        page = client.get(f"/alice/whats-on/embed?branch={programme.far.public_id}")
        assert "frame-src 'self'" in page["Content-Security-Policy"]
        boxes = re.findall(r"<textarea[^>]*>(.*?)</textarea>", page.content.decode(), re.DOTALL)
        found = [re.findall(r'src="http://testserver([^"]+)"', html.unescape(b))[0] for b in boxes]
        shown = [client.get(html.unescape(address)).content.decode() for address in found]
    assert [address.split("?")[0] for address in found] == [
        "/alice/whats-on/widget",
        "/cy/alice/whats-on/widget",
    ]
    assert "Lego club" in shown[0]
    assert "Clwb Lego" in shown[1]
    assert "Rhyme time" not in shown[0]


def test_with_nothing_on_the_box_says_so(places: Places, client: Client) -> None:
    with clock.at(NOW):
        assert "Nothing is announced" in client.get("/alice/whats-on/widget").content.decode()
