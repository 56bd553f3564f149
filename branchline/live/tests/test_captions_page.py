"""Bob opens the captions of a replay and puts them right, without a script."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from branchline.core import clock
from branchline.core.scoping import scope
from branchline.events.tests.conftest import Places, alice, places
from branchline.live.models import Broadcast, CaptionVersion
from branchline.people.models import Account

from .sheets import planned, staff_of
from .test_replay_captions import save, shown
from .test_replays import OVER, put_up, rhyme_time

__all__ = ["alice", "places", "rhyme_time"]


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    """Rights end by the day."""
    with clock.at(OVER):
        yield


@pytest.fixture
def address(rhyme_time: Broadcast) -> str:
    put_up(rhyme_time)
    return f"/{rhyme_time.service.slug}/desk/live/{rhyme_time.public_id}/replay/captions"


def fields(page: str, *, mark: str = "data-captions") -> dict[str, str]:
    """What a browser would send back with the lines, or with the form that carries another mark."""
    page = page[page.index(mark) : page.index("</form>", page.index(mark))]
    inputs = {
        name.group(1): (re.search(r'value="([^"]*)"', tag) or [None, ""])[1] or ""
        for tag in re.findall(r"<input[^>]*>", page)
        if (name := re.search(r' name="([^"]+)"', tag)) and "checkbox" not in tag
    }
    areas = re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)', page)
    return inputs | dict(areas)


def opened(bob: Client, address: str) -> dict[str, str]:
    return fields(bob.get(address).content.decode())


def test_bob_changes_adds_removes_and_goes_back(rhyme_time: Broadcast, address: str) -> None:
    bob = staff_of(rhyme_time.service)
    before = shown(rhyme_time)
    sent = opened(bob, address)
    assert (sent["begins-0"], sent["ends-0"], sent["en-0"]) == ("0:00.0", "0:02.0", "La")
    sent |= {
        "begins-0": "0:00.5", "en-0": "  Row, row\r\n\r\n your  boat ", "cy-0": "Rhwyfo", "remove-2": "on",
        "begins-new-1": "3", "ends-new-1": "4,25", "en-new-1": "Added",
    }  # fmt: skip
    answer = bob.post(address, sent, follow=True)
    assert "Kept as version 1" in answer.content.decode()
    assert shown(rhyme_time) == [(500, 2_000, "Row, row\nyour boat"), (3_000, 4_250, "Added")]
    page = bob.get(address).content.decode()
    by = CaptionVersion.objects.get().made_by
    assert by is not None
    assert Account.objects.get(pk=by).name in page
    assert "Changed on the page" in page
    english = bob.get(address.replace("captions", "captions-en.vtt"))
    assert english.content.decode().startswith("WEBVTT\n\n1\n00:00:00.500 --> 00:00:02.000\nRow")
    assert "attachment" in english["Content-Disposition"]
    assert (
        bob.get(address.replace("captions", "captions-cy.vtt")).content.decode().count("-->") == 1
    )
    assert bob.get(address.replace("captions", "captions-de.vtt")).status_code == 404
    assert bob.post(f"{address}/back", {"number": "0"}).status_code == 302
    assert shown(rhyme_time) == before
    told = bob.post(f"{address}/back", {"number": "x"}, follow=True)
    assert "There is no such version" in told.content.decode()


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    rhyme_time: Broadcast, address: str
) -> None:
    bob = staff_of(rhyme_time.service)
    sent = opened(bob, address)
    sent |= {
        "begins-0": "soon", "en-2": "", "cy-2": "", "en-new-0": "When?", "later": "half",
        "begins-new-1": "1:00:00", "ends-new-1": "2.0", "cy-new-1": "x" * 301,
    }  # fmt: skip
    answer = bob.post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert page.count("Write the time as minutes, seconds and tenths") >= 3
    assert "Use fewer words: 300 letters at most." in page
    assert "Write a whole number of tenths" in page
    sent |= {"begins-0": "0", "begins-new-0": "1", "ends-new-0": "9", "later": "", "cy-new-1": "x"}
    page = bob.post(address, sent).content.decode()
    for told in ("Write the words, or tick", "The end comes after the start", "it ends at 0:14.0"):
        assert told in page
    sent |= {"en-2": "Lo", "begins-new-1": "", "ends-new-1": "", "cy-new-1": ""}
    page = bob.post(address, sent).content.decode()
    assert "The line before it is there until 0:02.0" in page
    assert "When?" in page
    assert not CaptionVersion.objects.exists()
    sent |= {"begins-new-0": "2", "ends-new-0": "4"}
    save(rhyme_time, later=300)
    assert "A colleague has kept another version" in bob.post(address, sent).content.decode()


def test_many_lines_stand_on_pages_and_move_together(rhyme_time: Broadcast, address: str) -> None:
    lines: list[Any] = [[4_000 + 70 * n, 4_070 + 70 * n, {"en": f"Line {n}"}] for n in range(60)]
    CaptionVersion.objects.create(
        service_id=rhyme_time.service_id, broadcast=rhyme_time, number=1, way="typed", lines=lines,
        made_at=OVER,
    )  # fmt: skip
    bob = staff_of(rhyme_time.service)
    page = bob.get(address).content.decode()
    assert "Lines 1 to 50 of 60" in page
    assert "60 lines are long or fast" in page
    second = bob.get(f"{address}?after=50").content.decode()
    assert "Line 51" in second
    assert "Lines 51 to 60 of 60" in second
    sent = fields(second) | {"later": "10", "en-59": "The last"}
    answer = bob.post(f"{address}?after=50", sent)
    assert answer["Location"].endswith("?after=50")
    assert [shown(rhyme_time)[at] for at in (0, 59)] == [
        (1_000, 1_070, "Line 0"),
        (5_130, 5_200, "The last"),
    ]


def test_where_there_is_no_replay_the_page_says_why(rhyme_time: Broadcast, alice: Places) -> None:
    bob = staff_of(rhyme_time.service)
    tomorrow = planned(alice, title="Tomorrow’s")
    for broadcast, told in ((tomorrow, "has not ended"), (rhyme_time, "The replay is not up")):
        address = f"/{broadcast.service.slug}/desk/live/{broadcast.public_id}/replay/captions"
        assert told in bob.get(address).content.decode()


def test_charlie_of_another_service_sees_nothing(
    rhyme_time: Broadcast, places: Places, address: str
) -> None:
    with scope(places.other_service.pk):
        charlie = staff_of(places.other_service)
    for where in (address, f"{address}/back", address.replace("captions", "captions-en.vtt")):
        assert charlie.get(where).status_code == 404
        assert charlie.post(where).status_code == 404
