"""Poster and paper form: both languages, read aloud, and every box carries the number that is typed."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from branchline.core import clock
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.places.models import Service
from branchline.surveys.models import Asked, Survey

from .conftest import NOW, make, signed_in


@pytest.fixture(autouse=True)
def now() -> Any:
    with clock.at(NOW + timedelta(hours=1)) as moment:
        yield moment


@pytest.fixture
def wellbeing(trafford: Service) -> Survey:
    with scope(trafford.pk):
        return make("ons4-1", "satisfaction-1", asked_when=Asked.TWICE)


@pytest.fixture
def staff(trafford: Service) -> Client:
    return signed_in(trafford, Role.BRANCH_STAFF)


def read(client: Client, survey: Survey, rest: str) -> PdfReader:
    page = client.get(f"/trafford/desk/surveys/{survey.public_id}{rest}")
    assert page.status_code == 200
    assert page["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(page.content))


def words_of(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_paper_form_asks_everything_in_its_language(
    staff: Client, wellbeing: Survey, language: str
) -> None:
    said = words_of(read(staff, wellbeing, f"/paper/{language}.pdf?moment=after"))
    for number, question in enumerate(wellbeing.questions.values(), 1):
        assert f"{number}. {question.text.text(language)}" in said
        for answer in () if question.is_scale else question.answers:
            assert f"{answer.code} {answer.words.text(language)}" in said
    assert said.count(" x ") >= sum(not q.is_words for q in wellbeing.questions.values())
    assert "0 1 2 3 4 5 6 7 8 9 10" in said
    assert ("Peiriant a ddrafftiodd" in said) == (language == "cy")


def test_the_numbers_on_paper_are_those_of_the_typing_page(
    staff: Client, wellbeing: Survey
) -> None:
    typing = staff.get(f"/trafford/desk/surveys/{wellbeing.public_id}/enter").content.decode()
    printed = words_of(read(staff, wellbeing, "/paper/en.pdf"))
    for number, question in enumerate(wellbeing.questions.values(), 1):
        assert f"{number}. {question.text.en}" in printed
        assert f"{number}. {question.text.en}".replace("'", "&#x27;") in typing


@pytest.mark.parametrize("rest", ["/paper/en.pdf", "/paper/cy.pdf", "/poster/en.pdf", "/poster/cy.pdf"])  # fmt: skip
def test_they_can_be_read_aloud(staff: Client, wellbeing: Survey, rest: str) -> None:
    """PDF/UA: tagged, titled, in its language; the square code has words."""
    pdf = read(staff, wellbeing, rest)
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == ("cy-GB" if "cy" in rest else "en-GB")
    assert pdf.metadata is not None
    assert pdf.metadata.title


def test_a_poster_is_one_sheet_however_long_its_title(staff: Client, trafford: Service) -> None:
    with scope(trafford.pk):
        survey = make("satisfaction-1", closes_at=NOW + timedelta(days=40))
    with scope(trafford.pk):
        survey.title = type(survey.title)({"en": "Rhyme time for the very young and whoever brings them, all year round " * 2})  # fmt: skip
        survey.save(update_fields=["title"])
    pdf = read(staff, survey, "/poster/en.pdf")
    assert len(pdf.pages) == 1
    said = words_of(pdf)
    assert "Until" in said
    assert "testserver/" in said


def test_what_is_printed_is_offered_in_each_language(staff: Client, wellbeing: Survey) -> None:
    text = staff.get(f"/trafford/desk/surveys/{wellbeing.public_id}/paper").content.decode()
    for rest in ("poster/en.pdf", "poster/cy.pdf", "paper/en.pdf?moment=before", "paper/cy.pdf?moment=after"):  # fmt: skip
        assert rest in text


def test_a_language_that_we_do_not_print_is_not_there(staff: Client, wellbeing: Survey) -> None:
    for rest in ("poster/fr.pdf", "paper/fr.pdf"):
        page = staff.get(f"/trafford/desk/surveys/{wellbeing.public_id}/{rest}")
        assert page.status_code == 404
