"""Posters and cards: each event's in both languages, read aloud, with a square that leads to its page."""

import zipfile
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from PIL import Image
from pypdf import PdfReader

from branchline.campaigns.actions import (
    ask_for_toolkit,
    create_campaign,
    hand_in_toolkit,
    join_campaign,
    open_campaign,
)
from branchline.campaigns.errors import NothingToPrint
from branchline.campaigns.jobs import draw_toolkit
from branchline.campaigns.models import Campaign, Entry, Joining, Toolkit
from branchline.core import clock
from branchline.core.models import StoredFile
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.core.words import said

from .conftest import DESK, NOW, Country, put_on, wording
from .test_pages import lead_of, signed_in

DESKS = "/alice/desk/campaigns/libraries-week"


@pytest.fixture
def joined(country: Country) -> Joining:
    put_on(country.sale, title="Rhyme time")
    with scope(country.alice.pk):
        return join_campaign(campaign=country.campaign, service=country.alice, by=DESK, now=NOW)


@pytest.fixture
def staff(country: Country) -> Client:
    return lead_of(country.alice, Role.BRANCH_STAFF)


def event_of(country: Country) -> str:
    return Entry.objects.get(campaign=country.campaign).event_public_id


@pytest.mark.parametrize(
    ("language", "when"), [("en", "Monday 5 October"), ("cy", "Dydd Llun 5 Hydref")]
)
def test_a_poster_says_it_all_and_can_be_read_aloud(
    joined: Joining, country: Country, staff: Client, language: str, when: str
) -> None:
    with clock.at(NOW):
        answer = staff.get(f"{DESKS}/events/{event_of(country)}/{language}-poster.pdf")
    pdf = PdfReader(BytesIO(answer.content))
    text = " ".join(pdf.pages[0].extract_text().split())
    assert len(pdf.pages) == 1
    assert when in text
    for words in ("Rhyme time", "Sale Library", "#LibrariesWeek", "/q/"):
        assert words in text
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith(language)


@pytest.mark.parametrize(
    ("facts", "en", "cy"),
    [
        ({}, "Free · Just come", "Am ddim · "),
        ({"booking": "bookable", "capacity": 12}, "Free · Book a place", "Am ddim · Archebu lle"),
        (
            {"booking": "bookable", "capacity": 12, "cost": said("£2, under 5s free", "£2")},
            "£2, under 5s free · Book a place",
            "£2 · Archebu lle",
        ),
    ],
    ids=["free and open", "free and booked", "it costs"],
)
def test_a_poster_says_how_to_come_in_each_language(
    country: Country, staff: Client, facts: dict[str, Any], en: str, cy: str
) -> None:
    put_on(country.sale, **facts)
    with scope(country.alice.pk):
        join_campaign(campaign=country.campaign, service=country.alice, by=DESK, now=NOW)
    for language, words in (("en", en), ("cy", cy)):
        with clock.at(NOW):
            answer = staff.get(f"{DESKS}/events/{event_of(country)}/{language}-poster.pdf")
        text = PdfReader(BytesIO(answer.content)).pages[0].extract_text()
        assert words in " ".join(text.split())


def test_the_longest_title_still_fits_one_sheet(country: Country, staff: Client) -> None:
    title = "Llanfairpwllgwyngyll families remember together: stories, songs and sandwiches from the whole peninsula and beyond it"
    put_on(country.sale, title=title)
    with scope(country.alice.pk):
        join_campaign(campaign=country.campaign, service=country.alice, by=DESK, now=NOW)
    with clock.at(NOW):
        answer = staff.get(f"{DESKS}/events/{event_of(country)}/en-poster.pdf")
    assert len(PdfReader(BytesIO(answer.content)).pages) == 1


def test_a_card_is_a_picture_of_the_size_that_networks_show(
    joined: Joining, country: Country, staff: Client
) -> None:
    with clock.at(NOW):
        answer = staff.get(f"{DESKS}/events/{event_of(country)}/en-card.png")
    assert answer["Content-Type"] == "image/png"
    assert Image.open(BytesIO(answer.content)).size == (1200, 630)
    assert staff.get(f"{DESKS}/events/{event_of(country)}/en-virus.exe").status_code == 404
    assert staff.get(f"{DESKS}/events/{event_of(country)}/fr-card.png").status_code == 404
    assert staff.get(f"{DESKS}/events/nosuchthing/en-card.png").status_code == 404


def test_the_zip_is_made_by_the_worker_and_taken_in_one_press(
    joined: Joining, country: Country, staff: Client
) -> None:
    with clock.at(NOW):
        page = staff.post(f"{DESKS}/toolkit", follow=True).content.decode()
        assert "0 of 1 events" in page
        assert 'hx-trigger="every 2s"' in page
        with scope(country.alice.pk):
            asked = Toolkit.objects.get()
        assert staff.get(f"{DESKS}/toolkit/{asked.public_id}.zip").status_code == 404
        draw_toolkit.here(service_id=country.alice.pk, toolkit=asked.public_id)
        draw_toolkit.here(service_id=country.alice.pk, toolkit=asked.public_id)
        page = staff.get(f"{DESKS}/toolkit").content.decode()
        assert "Download the poster and cards of 1 event" in page
        answer = staff.get(f"{DESKS}/toolkit/{asked.public_id}.zip")
    names = sorted(zipfile.ZipFile(BytesIO(answer.content)).namelist())
    folder = f"rhyme-time-{event_of(country)}"
    assert names == [
        f"{folder}/{name}"
        for name in ("cy-card.png", "cy-poster.pdf", "en-card.png", "en-poster.pdf")
    ]
    with scope(country.alice.pk):
        assert StoredFile.objects.filter(service_id=country.alice.pk).count() == 1


def test_asking_twice_makes_it_once_and_nothing_makes_nothing(country: Country) -> None:
    with scope(country.alice.pk):
        joining = join_campaign(campaign=country.campaign, service=country.alice, by=DESK, now=NOW)
        with pytest.raises(NothingToPrint):
            ask_for_toolkit(joining=joining, now=NOW)
        put_on(country.sale)
        join_campaign(campaign=country.campaign, service=country.alice, by=DESK, now=NOW)
        first = ask_for_toolkit(joining=joining, now=NOW)
        assert ask_for_toolkit(joining=joining, now=NOW) == first
        hand_in_toolkit(toolkit=first, content=BytesIO(b"zip"), now=NOW)
        hand_in_toolkit(toolkit=first, content=BytesIO(b"zip"), now=NOW)
        assert StoredFile.objects.count() == 1
        assert ask_for_toolkit(joining=joining, now=NOW) != first


def test_charlie_takes_none_of_alice_s(joined: Joining, country: Country) -> None:
    with scope(country.alice.pk):
        made = ask_for_toolkit(joining=joined, now=NOW)
        hand_in_toolkit(toolkit=made, content=BytesIO(b"zip"), now=NOW)
    charlie = lead_of(country.charlie)
    for desk in ("alice", "charlie"):
        path = f"/{desk}/desk/campaigns/libraries-week/toolkit/{made.public_id}.zip"
        assert charlie.get(path).status_code == 404
        path = f"/{desk}/desk/campaigns/libraries-week/events/{event_of(country)}/en-card.png"
        assert charlie.get(path).status_code == 404


def test_the_page_of_an_event_shows_its_card_in_each_language(
    joined: Joining, country: Country, staff: Client
) -> None:
    with clock.at(NOW):
        page = staff.get(f"{DESKS}/events/{event_of(country)}").content.decode()
    assert page.count("bl-campaign__card") == 2
    assert page.count("Poster to print") == 2


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Libraries Week", "Monday 5 October to Sunday 11 October 2026")),
        ("cy", ("Wythnos Llyfrgelloedd", "Dydd Llun 5 Hydref")),
    ],
)
def test_the_organiser_takes_the_campaign_s_own_poster_and_card(
    country: Country, language: str, words: tuple[str, ...]
) -> None:
    nia = signed_in(country.nia)
    papers = "/campaigns/libraries-week/papers"
    with clock.at(NOW):
        assert f'href="{papers}"' in nia.get("/campaigns/desk/libraries-week").content.decode()
        assert f'href="{papers}"' in Client().get("/campaigns/libraries-week").content.decode()
        page = Client().get(papers).content.decode()
        answer = Client().get(f"{papers}/{language}-poster.pdf")
        card = Client().get(f"{papers}/{language}-card.png")
    assert f'href="{papers}/{language}-poster.pdf"' in page
    pdf = PdfReader(BytesIO(answer.content))
    text = " ".join(pdf.pages[0].extract_text().split())
    assert len(pdf.pages) == 1
    for said_there in (*words, "Taking action", "#LibrariesWeek", "/campaigns/libraries-week"):
        assert said_there.replace(" ", "") in text.replace(" ", "")
    root: Any = pdf.trailer["/Root"]
    assert str(root["/Lang"]).startswith(language)
    assert Image.open(BytesIO(card.content)).size == (1200, 630)


def test_a_campaign_s_poster_is_drawn_once_fits_one_sheet_and_a_draft_has_none(
    country: Country,
) -> None:
    longest = {"name": 80, "theme": 120, "call_to_action": 200}
    facts = wording(**{name: said(("Wordings " * 30)[:most]) for name, most in longest.items()})
    create_campaign(organiser=country.network, slug="draft", wording=facts, now=NOW)
    address = "/campaigns/draft/papers/en-poster.pdf"
    assert Client().get(address).status_code == 404
    assert Client().get("/campaigns/draft/papers").status_code == 404
    open_campaign(campaign=Campaign.objects.get(slug="draft"), now=NOW)
    first = Client().get(address)
    assert len(PdfReader(BytesIO(first.content)).pages) == 1
    assert Client().get(address.replace("poster.pdf", "card.png")).content.startswith(b"\x89PNG")
    again: Any = Client().get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert Client().get("/campaigns/draft/papers/fr-poster.pdf").status_code == 404
