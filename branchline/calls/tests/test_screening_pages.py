"""A coordinator at the desk: marks a round, takes the numbers, brings in what came back. Without JavaScript, as every page."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from branchline.calls import actions
from branchline.calls.models import RoundPerson, Screening, Standing
from branchline.core import clock
from branchline.core.ids import public_id
from branchline.people.tests.conftest import signed_in

from .conftest import NOW, Calls
from .test_promotional import sale
from .test_round_pages import ROUNDS, WINTER, key, text


@pytest.fixture
def alice(calls: Calls, settings: Any, tmp_path: Any) -> Client:
    settings.MEDIA_ROOT = tmp_path
    return signed_in(calls.cast.alice)


def together_key(page: str) -> str:
    found = re.search(
        r'value="([^"]+)" id="together_key"|id="together_key"[^>]*value="([^"]+)"', page
    )
    assert found
    return found[1] or found[2]


def test_from_the_mark_to_the_first_call(calls: Calls, alice: Client) -> None:
    people = [calls.put_on(f"Person {n}", f"01632 96000{n}") for n in range(3)]
    here = f"{ROUNDS}/{calls.round.public_id}"
    with clock.at(NOW):
        change = f"{here}/change"
        page = text(alice, change)
        assert "Do these calls sell something or raise money?" in page
        assert "regulation 21" in page
        page = text(alice, change, {**WINTER, "key": key(page), "promotional": "yes", "callers": [calls.nadia.public_id]})  # fmt: skip
        assert "their numbers were not screened in the last 28 days" in page
        assert "Wait for screening" in page
        assert "3 wait for screening" in text(alice, ROUNDS)
        assert re.search(r'<input[^>]*value="yes"[^>]*checked', text(alice, change))
        page = text(alice, f"/alice/desk/calls/people/{people[0].public_id}")
        assert "This number was not screened in the last 28 days." in page
        assert calls.next(calls.nadia) is None

        screening = f"{here}/screening"
        page = text(alice, screening)
        assert "Bring in what came back" not in page
        assert "<title>Screening" in page
        sent = {"do": "together", "key": together_key(page)}
        page = text(alice, screening, sent)
        text(alice, screening, sent)
        made = Screening.objects.get()
        assert "Download 3 numbers" in page
        answer = alice.get(f"/alice/desk/calls/screenings/{made.public_id}/numbers.csv")
        assert answer.content.decode().split() == [f"+44163296000{n}" for n in range(3)]
        assert answer["Content-Disposition"].startswith("attachment")
        page = text(alice, screening)
        assert "Downloaded Tuesday 1 September 2026, 10am" in page

        assert "Choose the file first." in text(
            alice, screening, {"do": "came", "key": public_id(), "screening": made.public_id}
        )
        wrong = {"do": "came", "key": "k" * 20, "screening": made.public_id}
        wrong["file"] = SimpleUploadedFile("tps.csv", b"%PDF-1.7")  # type: ignore[assignment]
        assert "This is a PDF" in text(alice, screening, wrong)
        came = {"do": "came", "key": public_id(), "screening": made.public_id}
        came["file"] = SimpleUploadedFile("tps.csv", b"+441632960001\n")  # type: ignore[assignment]
        page = text(alice, screening, came)
        for words in ("3 sent, 1 listed.", "1 person leaves the round: their number is on the list.",
                      "2 people who waited are in the queue.", "Bring in 3 rows", f'href="{screening}"'):  # fmt: skip
            assert words in page, words
        begin = re.search(r'action="(/alice/desk/imports/[^"]+)"', page)
        assert begin
        seen = re.search(r'name="seen" value="([^"]+)"', page)
        assert seen
        page = text(alice, begin[1], {"seen": seen[1]})
        assert "The file is brought in" in page
        page = text(alice, screening)
        assert "No number of this round needs to be screened now." in page
        assert "tps.csv" in page
        assert calls.given(calls.nadia).person in (people[0], people[2])
        ended = RoundPerson.objects.get(pk=people[1].pk)
        assert ended.standing == Standing.ENDED
        assert "is on the Telephone Preference Service’s list." in text(
            alice, f"/alice/desk/calls/people/{ended.public_id}"
        )


def test_two_lists_that_are_out_are_asked_for(calls: Calls, alice: Client) -> None:
    round_ = sale(calls)
    with clock.at(NOW):
        for n in range(2):
            calls.put_on(f"Person {n}", f"01632 96000{n}", round_=round_)
            actions.put_numbers_together(round_=round_, key=public_id(), by=calls.by, now=NOW)
        screening = f"{ROUNDS}/{round_.public_id}/screening"
        page = text(alice, screening)
        assert "To which list is it the answer?" in page
        came = {
            "do": "came",
            "key": public_id(),
            "file": SimpleUploadedFile("tps.csv", b"01632960000"),
        }
        assert "Choose the list." in text(alice, screening, came)


def test_a_friendly_round_needs_none_and_says_so(calls: Calls, alice: Client) -> None:
    screening = f"{ROUNDS}/{calls.round.public_id}/screening"
    with clock.at(NOW):
        assert "This round is not promotional." in text(alice, screening)
        assert "Wait for screening" not in text(alice, f"{ROUNDS}/{calls.round.public_id}")
        page = text(alice, screening, {"do": "together", "key": public_id()})
    assert "Its numbers need no screening." in page
    assert not Screening.objects.exists()


def test_screening_is_for_coordinators_of_this_service(calls: Calls) -> None:
    round_ = sale(calls)
    calls.put_on("Maud Okafor", round_=round_)
    made = actions.put_numbers_together(round_=round_, key=public_id(), by=calls.by, now=NOW)
    numbers = f"desk/calls/screenings/{made.public_id}/numbers.csv"
    for who in (calls.cast.bob, calls.cast.charlie):
        client = signed_in(who)
        assert client.get(f"{ROUNDS}/{round_.public_id}/screening").status_code == 404
        assert client.get(f"/alice/{numbers}").status_code == 404
    elsewhere = signed_in(calls.cast.charlie)
    assert elsewhere.get(f"/charlie/{numbers}").status_code == 404
    assert not made.taken.exists()


def test_the_page_of_files_offers_none_that_belongs_to_a_round(calls: Calls, alice: Client) -> None:
    with clock.at(NOW):
        assert "Numbers that were screened" not in text(alice, "/alice/desk/imports")
        for page in ("", "/example.csv"):
            assert alice.get(f"/alice/desk/imports/send/calls.screened{page}").status_code == 404


def test_the_page_speaks_welsh(calls: Calls, alice: Client) -> None:
    round_ = sale(calls)
    calls.put_on("Maud Okafor", round_=round_)
    with clock.at(NOW):
        page = text(alice, f"/cy{ROUNDS}/{round_.public_id}/screening")
    assert "Sgrinio" in page
    assert "Telephone Preference Service’s list" not in page
