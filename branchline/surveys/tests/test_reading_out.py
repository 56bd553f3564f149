"""Reading out on the phone: one question a page, number keys, no script, nothing kept before it is saved."""

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from branchline.core import clock
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.places.models import Service
from branchline.surveys.models import Asked, How, Moment, Remark, Response, Survey
from tests.harness.signing_in import sign_in

from .conftest import NOW, make, signed_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@pytest.fixture
def now() -> Any:
    with clock.at(NOW + timedelta(hours=1)) as moment:
        yield moment


@pytest.fixture
def survey(trafford: Service, now: Any) -> Survey:
    with scope(trafford.pk):
        return make("satisfaction-1")


class Caller:
    """Somebody at the phone, who sends each page with what stands in it."""

    def __init__(self, service: Service, survey: Survey, language: str = "") -> None:
        self.client = signed_in(service, Role.BRANCH_STAFF)
        self.address = f"{language}/trafford/desk/surveys/{survey.public_id}/read-out"
        self.text = self.client.get(self.address).content.decode()

    def send(self, **given: str) -> str:
        held = dict(HIDDEN.findall(self.text.partition('class="sv-read"')[2]))
        page = self.client.post(self.address, held | {"to": "next"} | given, follow=True)
        self.text = page.content.decode()
        return self.text


def test_a_whole_call(trafford: Service, survey: Survey) -> None:
    caller = Caller(trafford, survey)
    assert "May I ask you" in caller.text
    assert "Question 1 of" in caller.send()
    caller.send(**{"satisfaction-overall": "4"})
    caller.send(to="", tap="satisfaction.again:x")
    text = caller.send()
    with scope(trafford.pk):
        assert not Response.objects.exists(), "nothing is kept before the end"
    text = caller.send(**{"satisfaction-tell_us": "More puppets"})
    assert "Is this right?" in text
    assert "More puppets" in text
    assert "left out" in text
    assert "Saved" in caller.send(to="save")
    with scope(trafford.pk):
        said = Response.objects.get()
        assert said.answers == {"satisfaction.overall": "4", "satisfaction.again": "x"}
        assert said.how == How.READ_OUT
        assert said.language == "en"
        assert Remark.objects.get().words == "More puppets"


def test_a_double_click_at_the_end_saves_once(trafford: Service, survey: Survey) -> None:
    caller = Caller(trafford, survey)
    caller.send()
    caller.send(**{"satisfaction-overall": "4"})
    at_the_end = caller.send(to="4")
    caller.send(to="save")
    caller.text = at_the_end
    caller.send(to="save")
    with scope(trafford.pk):
        assert Response.objects.count() == 1


def test_a_number_that_is_no_answer_is_said_at_its_question(
    trafford: Service, survey: Survey
) -> None:
    caller = Caller(trafford, survey)
    caller.send()
    text = caller.send(**{"satisfaction-overall": "9"})
    assert "Question 1 of" in text
    assert "Type a number from 1 to 5" in text
    assert 'value="9"' in text
    assert "Question 2 of" in caller.send(**{"satisfaction-overall": "5"})


def test_back_and_change_keep_what_was_said(trafford: Service, survey: Survey) -> None:
    caller = Caller(trafford, survey)
    caller.send()
    caller.send(**{"satisfaction-overall": "5"})
    text = caller.send(to="back")
    assert "Question 1 of" in text
    assert re.search(r'id="id_satisfaction-overall"[^>]*value="5"', text)
    assert "Question 3 of" in caller.send(to="3", **{"satisfaction-overall": "4"})
    assert re.search(r'name="satisfaction-overall" value="4"', caller.text)


def test_an_empty_call_is_not_kept(trafford: Service, survey: Survey) -> None:
    caller = Caller(trafford, survey)
    caller.send(to="4")
    caller.send()
    assert "You have not answered a question yet" in caller.send(to="save")
    with scope(trafford.pk):
        assert not Response.objects.exists()


def test_the_second_time_in_welsh_with_its_code(trafford: Service, now: Any) -> None:
    with scope(trafford.pk):
        survey = make("ons4-1", asked_when=Asked.TWICE)
    caller = Caller(trafford, survey, "/cy")
    assert survey.questions["ons4.satisfied"].text.cy in caller.send(moment="after")
    caller.send(**{"ons4-satisfied": "10"})
    caller.send(to="5")
    wrong = caller.send(pair_street="Ash", pair_day="40", pair_name="Ada")
    assert 'value="40"' in wrong
    caller.send(pair_street="Ash", pair_day="4", pair_name="Ada")
    caller.send(to="save")
    with scope(trafford.pk):
        said = Response.objects.get()
        assert (said.moment, said.language) == (Moment.AFTER, "cy")
        assert said.pair_code


@pytest.mark.browser
def test_by_keyboard_alone_and_without_javascript(plain: "Page") -> None:
    sign_in(plain, "Service manager")
    plain.goto("/trafford/desk/surveys")
    plain.get_by_role("link", name="Rhyme time").click()
    plain.get_by_role("link", name="Read out on the phone").click()
    plain.wait_for_url("**/read-out")
    plain.locator("main :focus").wait_for()
    plain.keyboard.press("Enter")
    plain.get_by_text("Question 1 of").wait_for()
    for digit, following in (
        ("5", "Question 2 of"),
        ("1", "Question 3 of"),
        ("2", "Question 4 of"),
    ):
        plain.locator("main :focus").wait_for()
        plain.keyboard.type(digit)
        plain.keyboard.press("Enter")
        plain.get_by_text(following).wait_for()
    plain.get_by_role("button", name="Go on").click()
    plain.get_by_role("heading", name="Is this right?").wait_for()
    plain.get_by_role("button", name="One page back").click()
    plain.get_by_text("Question 4 of").wait_for()
