"""Staff keep what residents are told of their libraries."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from branchline.core import clock
from branchline.core.acting import NOBODY
from branchline.core.permits import Holding, Reach, Role
from branchline.core.scoping import scope
from branchline.places import desk
from branchline.places.forms import ClockField, DaysForm, WeekForm
from branchline.places.models import Branch, OpeningException
from branchline.places.permits import CHANGE_BRANCH, SEE_BRANCHES
from branchline.places.queries import usual_week

from .cast import Cast

NOW = clock.london(2026, 11, 23, 9)


def ask(
    cast: Cast,
    view: Any,
    *arguments: str,
    posted: dict[str, Any] | None = None,
    role: Role | None = Role.SERVICE_MANAGER,
    branches: frozenset[int] | None = None,
) -> HttpResponse:
    """A request of somebody with this role, as the middlewares hand it to a view."""
    path = "/alderley/desk/libraries"
    request: Any = (
        RequestFactory().post(path, posted) if posted is not None else RequestFactory().get(path)
    )
    request.service = cast.alderley
    request.user = SimpleNamespace(is_authenticated=True, pk=1)
    request.acting = NOBODY
    request.holdings = (Holding(role, Reach(cast.alderley.pk, branches)),) if role else ()
    request.htmx = False
    request.session = {}
    request._messages = FallbackStorage(request)
    request._dont_enforce_csrf_checks = True
    with scope(cast.alderley.pk), clock.at(NOW):
        answer: HttpResponse = view(request, *arguments)
        return answer


def test_the_list_says_what_is_missing(cast: Cast) -> None:
    body = ask(cast, desk.libraries).content.decode()
    assert "Market Library" in body
    assert "10 things not known" in body
    assert "Hill Library" not in body


def test_hours_are_entered_as_people_write_them(cast: Cast) -> None:
    posted = {
        "opens_0_0": "9.30am",
        "closes_0_0": "1pm",
        "opens_0_1": "14:00",
        "closes_0_1": "1730",
    }
    answer = ask(cast, desk.hours, cast.market.public_id, posted=posted)
    assert answer.status_code == 302
    spans = usual_week(cast.market)[0].spans
    assert [f"{s.opens:%H:%M}-{s.closes:%H:%M}" for s in spans] == ["09:30-13:00", "14:00-17:30"]


def test_a_wrong_time_is_said_at_its_day_and_everything_typed_stays(cast: Cast) -> None:
    posted = {
        "opens_0_0": "half nine",
        "closes_0_0": "17:00",
        "opens_1_0": "10:00",
        "opens_2_0": "17",
        "closes_2_0": "9",
    }
    body = ask(cast, desk.hours, cast.market.public_id, posted=posted).content.decode()
    assert "Write a time like 9:30am or 17:00." in body
    assert "Tuesday: say when it closes." in body
    assert "Wednesday: it closes before it opens." in body
    assert 'value="half nine"' in body
    assert usual_week(cast.market) == []


def test_overlapping_hours_are_refused_in_words(cast: Cast) -> None:
    posted = {"opens_0_0": "9", "closes_0_0": "13", "opens_0_1": "12", "closes_0_1": "17"}
    body = ask(cast, desk.hours, cast.market.public_id, posted=posted).content.decode()
    assert "Two opening times on the same day overlap" in body


def test_access_facts_are_yes_no_or_not_known(cast: Cast) -> None:
    posted = {"step_free": "yes", "lift": "no", "note": "Ring the bell"}
    assert ask(cast, desk.access, cast.market.public_id, posted=posted).status_code == 302
    market = Branch.objects.get(pk=cast.market.pk)
    assert (market.step_free, market.lift, market.hearing_loop) == (True, False, None)
    assert market.access_note.en == "Ring the bell"
    assert "Ring the bell" in ask(cast, desk.access, market.public_id).content.decode()


DAY = {"first_day_day": "24", "first_day_month": "12", "first_day_year": "2026"}


def test_days_are_announced_and_taken_back(cast: Cast) -> None:
    posted = {**DAY, "because": "Christmas"}
    assert ask(cast, desk.library, cast.market.public_id, posted=posted).status_code == 302
    day = OpeningException.objects.get()
    assert (str(day.first_day), str(day.last_day), day.closed) == ("2026-12-24", "2026-12-24", True)
    body = ask(cast, desk.library, cast.market.public_id).content.decode()
    assert "Christmas" in body
    assert ask(cast, desk.withdraw, day.public_id, posted={}).status_code == 302
    assert not OpeningException.objects.exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"first_day_day": "31", "first_day_month": "2"}, "This is not a day in the calendar"),
        ({"first_day_day": "", "first_day_month": "", "first_day_year": ""}, "Give the first day"),
        ({"first_day_year": "2020"}, "The last day is over already"),
        (
            {"last_day_day": "1", "last_day_month": "12", "last_day_year": "2026"},
            "comes before the first",
        ),
        ({"opens": "9"}, "Give both times"),
        ({"because": "x" * 10_000_000}, "Use at most 120 letters. You wrote 10000000."),
    ],
)
def test_a_wrong_day_is_said_and_kept(cast: Cast, change: dict[str, str], sentence: str) -> None:
    answer = ask(cast, desk.library, cast.market.public_id, posted={**DAY, **change})
    assert sentence in answer.content.decode()
    assert not OpeningException.objects.exists()


@pytest.mark.parametrize("view", [desk.hours, desk.access])
@pytest.mark.parametrize(
    ("role", "mine"),
    [(None, True), (Role.CALLER, True), (Role.EVENTS_LEAD, True), (Role.BRANCH_STAFF, False)],
)
def test_who_may_not_change_a_library_finds_nothing(
    cast: Cast, view: Any, role: Role | None, mine: bool
) -> None:
    branches = frozenset({cast.market.pk if mine else cast.canal.pk})
    with pytest.raises(Http404):
        ask(cast, view, cast.market.public_id, role=role, branches=branches)


def test_branch_staff_change_their_own_library(cast: Cast) -> None:
    mine = frozenset({cast.market.pk})
    answer = ask(cast, desk.hours, cast.market.public_id, role=Role.BRANCH_STAFF, branches=mine)
    assert answer.status_code == 200


def test_a_library_of_another_service_is_not_there(cast: Cast) -> None:
    for view in (desk.library, desk.hours, desk.access):
        with pytest.raises(Http404):
            ask(cast, view, cast.hill.public_id)


def test_list_and_single_rule_agree(cast: Cast) -> None:
    reaches = [
        Reach(service, branches)
        for service in (cast.alderley.pk, cast.birchwood.pk)
        for branches in (None, frozenset(), frozenset({cast.market.pk}), frozenset({cast.hill.pk}))
    ]
    for permit in (SEE_BRANCHES, CHANGE_BRANCH):
        for reach in reaches:
            holdings = (Holding(Role.SERVICE_MANAGER, reach),)
            listed = set(Branch.objects.filter(permit.visible(holdings)))
            assert listed == {b for b in Branch.objects.all() if permit.allows(holdings, b)}


@given(st.text(max_size=30))
def test_any_text_is_a_time_or_a_sentence(text: str) -> None:
    form = WeekForm({"opens_0_0": text, "closes_0_0": "23:59"})
    if not form.is_valid():
        assert all(str(e) for errors in form.errors.values() for e in errors)


@given(
    st.dictionaries(
        st.sampled_from([f"first_day_{p}" for p in ("day", "month", "year")]), st.text(max_size=12)
    )
)
def test_any_text_is_a_day_or_a_sentence(data: dict[str, str]) -> None:
    from django.http import QueryDict

    posted = QueryDict(mutable=True)
    posted.update(data)
    assert DaysForm(posted).is_valid() in (True, False)


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("9", "09:00"),
        ("9am", "09:00"),
        ("12am", "00:00"),
        ("12pm", "12:00"),
        ("5.30 PM", "17:30"),
        ("0915", "09:15"),
        ("noon", "12:00"),
    ],
)
def test_times_in_the_ways_people_write_them(typed: str, time: str) -> None:
    assert f"{ClockField().clean(typed):%H:%M}" == time
