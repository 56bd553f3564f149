"""The desk: who may, what it shows, and typing paper in a row."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from branchline.core import clock
from branchline.core.permits import Holding, Permit, Reach, Role
from branchline.core.scoping import scope
from branchline.places.models import Branch, Service
from branchline.surveys import permits
from branchline.surveys.actions import close_survey, forget_old_remarks, forget_old_responses
from branchline.surveys.actions.forget import REMARKS_KEPT, RESPONSES_KEPT
from branchline.surveys.models import Asked, AskedCount, Remark, Response, Survey
from branchline.surveys.queries import survey_rows

from .conftest import NOW, STAFF, answer, make, signed_in

PAGES = [
    ("", permits.SEE_SURVEYS), ("/paper", permits.SEE_SURVEYS), ("/results.csv", permits.SEE_SURVEYS),
    ("/enter", permits.ENTER_PAPER), ("/close", permits.OPEN_SURVEYS), ("/words", permits.READ_REMARKS),
    ("/answers.csv", permits.TAKE_OUT_ANSWERS),
]  # fmt: skip


@pytest.fixture(autouse=True)
def now() -> Any:
    with clock.at(NOW + timedelta(hours=1)) as moment:
        yield moment


@pytest.fixture
def at_sale(trafford: Service) -> Survey:
    """Twelve answers at Sale, with words."""
    with scope(trafford.pk):
        branch = Branch.objects.create(service=trafford, name={"en": "Sale Library"})
        survey = make("satisfaction-1", branch=branch)
        for _ in range(12):
            answer(survey, {"satisfaction.overall": "5"}, remarks={"satisfaction.tell_us": "=1+1"})
    return survey


def address(survey: Survey, rest: str = "") -> str:
    return f"/trafford/desk/surveys/{survey.public_id}{rest}"


def key_of(page: Any) -> str:
    found = re.search(r'name="key" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]


@pytest.mark.parametrize(
    "role", [Role.BRANCH_STAFF, Role.EVENTS_LEAD, Role.SERVICE_MANAGER, Role.CALLER]
)
@pytest.mark.parametrize(("rest", "permit"), PAGES)
def test_each_page_opens_to_its_roles_and_is_not_there_for_others(
    at_sale: Survey, trafford: Service, role: Role, rest: str, permit: Permit
) -> None:
    page = signed_in(trafford, role).get(address(at_sale, rest))
    there = 409 if rest == "/answers.csv" else 200
    assert page.status_code == (there if role in permit.roles else 404)


def test_logged_out_goes_to_sign_in_and_other_services_see_nothing(
    client: Client, at_sale: Survey, newcastle: Service
) -> None:
    assert client.get(address(at_sale)).status_code == 302
    manager = signed_in(newcastle, Role.SERVICE_MANAGER)
    assert manager.get(address(at_sale)).status_code == 404
    elsewhere = address(at_sale).replace("trafford", "newcastle")
    assert manager.get(elsewhere).status_code == 404
    assert "Rhyme time" not in manager.get("/newcastle/desk/surveys").content.decode()


def test_staff_of_another_branch_do_not_see_it(at_sale: Survey, trafford: Service) -> None:
    with scope(trafford.pk):
        stretford = Branch.objects.create(service=trafford, name={"en": "Stretford Library"})
    staff = signed_in(trafford, Role.BRANCH_STAFF, stretford)
    assert staff.get(address(at_sale)).status_code == 404
    assert "Rhyme time" not in staff.get("/trafford/desk/surveys").content.decode()


def test_the_results_page_says_what_came_in(at_sale: Survey, trafford: Service) -> None:
    staff = signed_in(trafford, Role.BRANCH_STAFF)
    text = staff.get(address(at_sale)).content.decode()
    assert "12" in text
    assert "nobody has noted how many people were asked" in text
    assert "hown when 20 people have answered it" in text
    with scope(trafford.pk):
        for _ in range(8):
            answer(at_sale, {"satisfaction.overall": "5"})
    text = staff.get(address(at_sale)).content.decode()
    assert "About 100% of those who answered are satisfied" in text
    assert "In their own words" not in text


def test_people_asked_are_noted_and_a_slip_is_said(at_sale: Survey, trafford: Service) -> None:
    staff = signed_in(trafford, Role.BRANCH_STAFF)
    text = staff.post(
        address(at_sale, "/asked"), {"people": "many", "moment": "once"}
    ).content.decode()
    assert "in figures, like 60" in text
    assert 'value="many"' in text
    staff.post(address(at_sale, "/asked"), {"people": "1,048", "moment": "once"})
    with scope(trafford.pk):
        assert AskedCount.objects.get().people == 1048
    staff.post(address(at_sale, "/asked"), {"people": "48", "moment": "once"})
    text = staff.get(address(at_sale)).content.decode()
    assert "25%" in text
    assert "n = 48" in text


def test_a_file_cannot_run_in_a_spreadsheet(at_sale: Survey, trafford: Service) -> None:
    manager = signed_in(trafford, Role.SERVICE_MANAGER)
    manager.post(address(at_sale, "/close"))
    for name in ("results.csv", "answers.csv"):
        page = manager.get(address(at_sale, f"/{name}"))
        text = page.content.decode()
        assert page["Content-Type"].startswith("text/csv")
        assert "attachment" in page["Content-Disposition"]
        assert "=1+1" not in text
        for line in text.splitlines():
            for cell in line.split(","):
                assert not cell.strip('"\ufeff').startswith(("=", "+", "-", "@"))


def test_single_answers_of_few_people_stay_in(trafford: Service) -> None:
    with scope(trafford.pk):
        survey = make("satisfaction-1")
        for _ in range(9):
            answer(survey, {"satisfaction.overall": "5"})
    manager = signed_in(trafford, Role.SERVICE_MANAGER)
    manager.post(address(survey, "/close"))
    page = manager.get(address(survey, "/answers.csv"))
    assert page.status_code == 409
    assert "Fewer than 10 people" in page.content.decode()


def test_single_answers_wait_for_the_closing(at_sale: Survey, trafford: Service) -> None:
    """Two files of an open survey, and who came between them can be read off."""
    manager = signed_in(trafford, Role.SERVICE_MANAGER)
    page = manager.get(address(at_sale, "/answers.csv"))
    assert page.status_code == 409
    assert "People are still answering" in page.content.decode()
    shown = manager.get(address(at_sale)).content.decode()
    assert "answers.csv" not in shown
    assert "when the survey is closed" in shown
    manager.post(address(at_sale, "/close"))
    assert "answers.csv" in manager.get(address(at_sale)).content.decode()
    assert manager.get(address(at_sale, "/answers.csv"))["Content-Type"].startswith("text/csv")


def test_paper_is_typed_in_a_row_and_the_last_can_be_taken_back(
    at_sale: Survey, trafford: Service
) -> None:
    staff = signed_in(trafford, Role.BRANCH_STAFF)
    page = address(at_sale, "/enter")
    for code in ("5", " 4 ", "05"):
        sent = {
            "key": key_of(staff.get(page)), "how": "paper", "language": "cy",
            "satisfaction-overall": code, "satisfaction-again": "x", "satisfaction-tell_us": "Words",
        }  # fmt: skip
        answered = staff.post(page, sent)
        assert answered.status_code == 302
        assert staff.post(page, sent).status_code == 302
        text = staff.get(answered["Location"]).content.decode()
        assert '<option value="cy" selected>' in text
        assert "Take the last form back" in text
        assert "autofocus" in text
    with scope(trafford.pk):
        typed = Response.objects.filter(how="paper").order_by("pk")
        assert [r.answers["satisfaction.overall"] for r in typed] == ["5", "4", "5"]
        assert all(r.entered_by for r in typed)
    for _ in range(2):
        staff.post(address(at_sale, "/take-back"))
    with scope(trafford.pk):
        assert Response.objects.filter(how="paper").count() == 2
        assert Remark.objects.filter(words="Words").count() == 2


@pytest.mark.parametrize("typed", ["6", "0", "y", "5 4", "²", "9" * 50])
def test_a_number_that_is_not_on_the_paper_is_said_at_its_question(
    at_sale: Survey, trafford: Service, typed: str
) -> None:
    staff = signed_in(trafford, Role.BRANCH_STAFF)
    page = address(at_sale, "/enter")
    sent = {
        "key": key_of(staff.get(page)), "how": "paper", "language": "en",
        "satisfaction-overall": typed, "satisfaction-again": "1",
    }  # fmt: skip
    text = staff.post(page, sent).content.decode()
    assert 'id="id_satisfaction-overall_error"' in text
    assert "from 1 to 5" in text
    assert f'value="{typed}"' in text


def test_open_ask_and_close_by_the_pages(trafford: Service) -> None:
    lead = signed_in(trafford, Role.EVENTS_LEAD)
    page = lead.get("/trafford/desk/surveys/new")
    sent = {
        "key": key_of(page), "title": "Knit and natter", "title_cy": "Gweu a sgwrsio",
        "sets": ["ons4-1", "loneliness-1"], "asked_when": "twice", "open_for": "42", "branch": "",
    }  # fmt: skip
    answered = lead.post("/trafford/desk/surveys/new", sent)
    assert answered.status_code == 302
    assert lead.post("/trafford/desk/surveys/new", sent)["Location"] == answered["Location"]
    with scope(trafford.pk):
        survey = Survey.objects.get()
    assert survey.asked_when == Asked.TWICE
    assert survey.title.cy == "Gweu a sgwrsio"
    assert survey.closes_at == NOW + timedelta(days=42, hours=1)
    assert lead.post(address(survey, "/close")).status_code == 302
    with scope(trafford.pk):
        survey.refresh_from_db()
    assert survey.closed_at


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"title": " "}, "title", "Say what you ask about"),
        ({"title": "a" * 121}, "title", "120 letters or fewer"),
        ({"sets": []}, "sets", "at least one set"),
        ({"sets": ["swemwbs-1"]}, "sets", "from these sets"),
        ({"asked_when": "weekly"}, "asked_when", "how often people are asked"),
        ({"branch": "zzz"}, "branch", "one of these libraries"),
        ({"open_for": "9"}, "open_for", "one of these lengths"),
    ],
)
def test_a_new_survey_says_what_to_put_right(
    trafford: Service, changes: dict[str, Any], field: str, words: str
) -> None:
    lead = signed_in(trafford, Role.EVENTS_LEAD)
    page = lead.get("/trafford/desk/surveys/new")
    sent = {
        "key": key_of(page), "title": "Kept title", "sets": ["ons4-1"], "asked_when": "once",
        "open_for": "42", "branch": "",
    }  # fmt: skip
    text = lead.post("/trafford/desk/surveys/new", sent | changes).content.decode()
    assert words in text
    assert "title" in changes or "Kept title" in text


def test_branch_staff_ask_at_their_own_branches_only(trafford: Service) -> None:
    with scope(trafford.pk):
        sale = Branch.objects.create(service=trafford, name={"en": "Sale Library"})
        Branch.objects.create(service=trafford, name={"en": "Hale Library"})
    staff = signed_in(trafford, Role.BRANCH_STAFF, sale)
    text = staff.get("/trafford/desk/surveys/new").content.decode()
    assert "Sale Library" in text
    assert "Hale Library" not in text
    assert "All our libraries" not in text


def test_words_are_read_and_names_struck_out_but_nothing_is_added(
    at_sale: Survey, trafford: Service
) -> None:
    lead = signed_in(trafford, Role.EVENTS_LEAD)
    assert "=1+1" in lead.get(address(at_sale, "/words")).content.decode()
    with scope(trafford.pk):
        remark = Remark.objects.all()[0]
        Remark.objects.filter(pk=remark.pk).update(words="Jo was kind to us")
    page = f"/trafford/desk/words/{remark.public_id}"
    assert "can take words out" in lead.post(page, {"words": "Jo was rude to us"}).content.decode()
    assert lead.post(page, {"words": "[…] was kind to us"}).status_code == 302
    with scope(trafford.pk):
        remark.refresh_from_db()
    assert remark.words == "[…] was kind to us"
    assert lead.post(page, {"words": ""}).status_code == 302
    assert lead.get(page).status_code == 404


def test_the_list_costs_the_same_for_three_and_for_thirty(
    here: Service, django_assert_num_queries: Callable[[int], CaptureQueriesContext]
) -> None:
    holdings = [Holding(Role.SERVICE_MANAGER, Reach(here.pk))]
    for many in (3, 27):
        for number in range(many):
            answer(
                make(now=NOW + timedelta(minutes=number)),
                {"satisfaction.overall": "5"},
                now=NOW + timedelta(days=1),
            )
        with django_assert_num_queries(1):
            first = survey_rows(holdings=holdings, now=NOW)
        assert all(row.answered.value == 1 and row.asked is None for row in first.rows)
    second = survey_rows(holdings=holdings, now=NOW, cursor=first.after)
    shown = [row.survey.public_id for row in [*first.rows, *second.rows]]
    assert len(shown) == len(set(shown)) == 30
    assert survey_rows(holdings=holdings, now=NOW, cursor="nonsense").rows == first.rows


def test_what_is_past_its_time_goes_and_the_counts_stay(here: Service) -> None:
    from branchline.core.models import Happening

    survey = make()
    answer(survey, {"satisfaction.overall": "5"}, remarks={"satisfaction.tell_us": "Old words"})
    close_survey(survey=survey, by=STAFF, now=NOW)
    almost = NOW + REMARKS_KEPT
    assert forget_old_remarks(now=almost) == 0
    assert forget_old_remarks(now=almost + timedelta(days=1)) == 1
    assert forget_old_responses(now=NOW + RESPONSES_KEPT) == 0
    assert forget_old_responses(now=NOW + RESPONSES_KEPT + timedelta(seconds=1)) == 1
    assert Happening.objects.filter(kind="surveys.answered").count() == 1
