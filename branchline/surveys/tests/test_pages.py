"""Answering: one page, no account, nothing required, everything typed is kept."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from branchline.core import clock
from branchline.core.scoping import scope
from branchline.places.models import Service
from branchline.surveys.actions import close_survey
from branchline.surveys.models import Asked, How, Moment, Remark, Response, Survey

from .conftest import NOW, STAFF, make


@pytest.fixture(autouse=True)
def now() -> Any:
    with clock.at(NOW + timedelta(hours=1)) as moment:
        yield moment


@pytest.fixture
def rhymes(trafford: Service) -> Survey:
    with scope(trafford.pk):
        return make("satisfaction-1", "ons4-1")


@pytest.fixture
def twice(trafford: Service) -> Survey:
    with scope(trafford.pk):
        return make("ons4-1", asked_when=Asked.TWICE)


def address(survey: Survey, rest: str = "", language: str = "") -> str:
    return f"{language}/trafford/surveys/{survey.public_id}{rest}"


def key_of(page: Any) -> str:
    found = re.search(r'name="key" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]


def responses(survey: Survey) -> list[Response]:
    with scope(survey.service_id):
        return list(Response.objects.filter(survey=survey).order_by("pk"))


def test_the_page_asks_everything_and_requires_nothing(client: Client, rhymes: Survey) -> None:
    page = client.get(address(rhymes))
    text = page.content.decode()
    assert page.status_code == 200
    for question in rhymes.questions.values():
        assert escape(question.text.en) in text
    assert " required" not in text
    assert text.count('type="radio"') == 3 + 3 + 5 + 4 * 11 + 3 + 4


def test_the_page_is_whole_in_welsh_and_says_that_a_machine_drafted_it(
    client: Client, rhymes: Survey
) -> None:
    text = client.get(address(rhymes, language="/cy")).content.decode()
    for question in rhymes.questions.values():
        assert escape(question.text.cy) in text
        assert escape(question.text.en) not in text


def test_answers_are_taken_in_and_thanked(client: Client, rhymes: Survey) -> None:
    sent = {
        "key": key_of(client.get(address(rhymes, "?how=qr"))),
        "how": "qr",
        "satisfaction-overall": "5",
        "ons4-anxious": "0",
        "ons4-happy": "x",
        "satisfaction-tell_us": "More <b>puppets</b>",
    }
    for _ in range(2):
        page = client.post(address(rhymes), sent)
        assert page.status_code == 302
        assert page["Location"] == address(rhymes, "/thanks")
    (kept,) = responses(rhymes)
    assert kept.answers == {"satisfaction.overall": "5", "ons4.anxious": "0", "ons4.happy": "x"}
    assert kept.how == How.QR
    with scope(rhymes.service_id):
        assert Remark.objects.get().words == "More <b>puppets</b>"
    thanks = client.get(address(rhymes, "/thanks")).content.decode()
    assert "Thank you" in thanks
    assert "116 123" in thanks
    assert "Office for National Statistics" in thanks


def test_welsh_answers_say_so(client: Client, rhymes: Survey) -> None:
    page = address(rhymes, language="/cy")
    client.post(page, {"key": key_of(client.get(page)), "satisfaction-again": "1"})
    assert responses(rhymes)[0].language == "cy"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"satisfaction-overall": "77"}, "Choose one of the answers"),
        ({"ons4-happy": "11"}, "Choose one of the answers"),
        ({"satisfaction-tell_us": "a" * 1001}, "1,000 letters"),
        ({}, "You have not answered a question yet"),
    ],
)
def test_a_slip_is_said_at_its_question_and_everything_typed_stays(
    client: Client, rhymes: Survey, typed: dict[str, str], words: str
) -> None:
    kept = {"satisfaction-tell_us": "My own words"} if typed else {}
    sent = {"key": key_of(client.get(address(rhymes)))} | kept | typed
    page = client.post(address(rhymes), sent)
    text = page.content.decode()
    assert page.status_code == 200
    assert "There is something to put right" in text
    assert words in text
    assert not responses(rhymes)
    for name, value in (kept | typed).items():
        if name == "satisfaction-tell_us":
            assert value in text
    for target in re.findall(r"govuk-error-summary__list.*?</ul>", text, re.S)[:1]:
        for link in re.findall(r'href="#([^"]+)"', target):
            assert f'id="{link}"' in text


def test_a_closed_survey_is_closed_kindly(client: Client, rhymes: Survey) -> None:
    sent = {"key": key_of(client.get(address(rhymes))), "satisfaction-tell_us": "Kept words"}
    with scope(rhymes.service_id):
        close_survey(survey=rhymes, by=STAFF, now=NOW)
    text = client.post(address(rhymes), sent).content.decode()
    assert "These questions have closed" in text
    assert "Kept words" in text
    text = client.get(address(rhymes)).content.decode()
    assert "Thank you for wanting to answer" in text
    assert "<form" not in text.split("main-content")[-1].split("</main>")[0]
    assert not responses(rhymes)


def test_before_the_first_day_it_says_when(client: Client, trafford: Service) -> None:
    with scope(trafford.pk):
        survey = make(opens_at=NOW + timedelta(days=2))
    assert "Wednesday 7 October" in client.get(address(survey)).content.decode()


def test_before_and_after_begins_with_the_choice_of_time(client: Client, twice: Survey) -> None:
    text = client.get(address(twice, "?how=qr")).content.decode()
    assert address(twice, "/before?how=qr") in text
    assert address(twice, "/after?how=qr") in text
    assert client.get(address(twice, "/once")).status_code == 404
    assert client.get(address(twice, "/sometime")).status_code == 404


def test_both_times_find_each_other_by_the_code(client: Client, twice: Survey) -> None:
    for moment, street in (("before", "Grove Lane"), ("after", "grove")):
        page = address(twice, f"/{moment}")
        sent = {
            "key": key_of(client.get(page)), "ons4-happy": "5",
            "pair_street": street, "pair_day": "7", "pair_name": "Màiri",
        }  # fmt: skip
        assert client.post(page, sent).status_code == 302
    first, second = responses(twice)
    assert (first.moment, second.moment) == (Moment.BEFORE, Moment.AFTER)
    assert first.pair_code == second.pair_code != ""


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"pair_street": "Gr"}, "pair_day", "leave all three empty"),
        ({"pair_street": "G", "pair_day": "7", "pair_name": "Ma"}, "pair_street", "two letters"),
        ({"pair_street": "Gr", "pair_day": "32", "pair_name": "Ma"}, "pair_day", "from 1 to 31"),
        ({"pair_street": "Gr", "pair_day": "²", "pair_name": "Ma"}, "pair_day", "from 1 to 31"),
        ({"pair_street": "Gr", "pair_day": "7th", "pair_name": "Ma"}, "pair_day", "from 1 to 31"),
    ],
)
def test_half_a_code_is_asked_for_again(
    client: Client, twice: Survey, typed: dict[str, str], field: str, words: str
) -> None:
    page = address(twice, "/before")
    sent = {"key": key_of(client.get(page)), "ons4-happy": "5"} | typed
    text = client.post(page, sent).content.decode()
    assert f'id="id_{field}_error"' in text
    assert words in text
    assert not responses(twice)
    assert re.search(r'name="ons4-happy" type="radio" value="5" checked', text)


def test_another_service_does_not_know_it(
    client: Client, rhymes: Survey, newcastle: Service
) -> None:
    assert client.get(address(rhymes).replace("trafford", "newcastle")).status_code == 404
    assert client.get("/trafford/surveys/zzzzzzzzzz").status_code == 404


def test_the_tag_prints_a_link_and_a_square_code_or_nothing(
    client: Client, trafford: Service, rf: Any
) -> None:
    from django.template import Context, Template

    with scope(trafford.pk):
        survey = make(about="events.occurrence:k7mp2x9d3f")
        template = Template('{% load surveys %}{% tell_us "events.occurrence:k7mp2x9d3f" %}')
        text = template.render(Context({"request": rf.get("/")}))
        assert address(survey) in text
        assert "<svg" in text
        assert "style=" not in text
        other = Template('{% load surveys %}{% tell_us "events.occurrence:none" %}')
        assert not other.render(Context({"request": rf.get("/")})).strip()
