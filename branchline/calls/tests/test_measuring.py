"""How people are: asked at the start, after six to eight weeks, after half a year; the answers know nobody."""

from datetime import date, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from branchline.calls import actions
from branchline.calls.models import Attempt
from branchline.calls.queries import moment_due
from branchline.core import clock
from branchline.core.clock import in_london
from branchline.core.permits import Role
from branchline.people.tests.conftest import signed_in, works
from branchline.surveys.models import MOMENTS, Asked, AskedCount, Moment, Response

from .conftest import NOW, Calls
from .test_calling_pages import CALLS, hidden

START = date(2026, 9, 1)
THREE = MOMENTS[Asked.THRICE]


@pytest.fixture
def nadia(calls: Calls) -> Client:
    works(calls.nadia.account, calls.cast.organisation, calls.cast.service, Role.CALLER)  # type: ignore[arg-type]
    return signed_in(calls.nadia.account)  # type: ignore[arg-type]


@given(calls=st.lists(st.integers(0, 400), max_size=40))
def test_nobody_is_asked_twice_at_one_time_nor_too_soon(calls: list[int]) -> None:
    """Whatever days they are rung on, answering each time."""
    asked: dict[str, str] = {}
    for days in sorted(calls):
        day = START + timedelta(days=days)
        due = moment_due(asked, moments=THREE, today=day)
        if due is None:
            continue
        assert due.value not in asked
        asked[due.value] = day.isoformat()
    when = {name: date.fromisoformat(day) for name, day in asked.items()}
    assert not calls or "before" in when
    if "after" in when:
        assert timedelta(weeks=6) <= when["after"] - when["before"] <= timedelta(weeks=16)
    if "later" in when:
        assert when["later"] - when["before"] >= timedelta(weeks=25)


def told(nadia: Client, **more: object) -> dict[str, object]:
    nadia.post(f"{CALLS}/next")
    page = nadia.get(f"{CALLS}/now").content.decode()
    return {**hidden(page), "outcome": "answered", "urgency": "soon", **more}


def test_asked_at_the_start_and_again_after_six_weeks(calls: Calls, nadia: Client) -> None:
    person = calls.put_on("Maud Okafor", "01632 960123")
    survey = actions.ask_how_people_are(round_=calls.round, by=calls.by, now=NOW)
    assert actions.ask_how_people_are(round_=calls.round, by=calls.by, now=NOW) == survey
    code = {"asked-pair_street": "AB", "asked-pair_day": "4", "asked-pair_name": "CD"}
    seen = []
    now = NOW
    for week in range(8):
        with clock.at(now):
            form = told(nadia)
            page = nadia.get(f"{CALLS}/now").content.decode()
            if "asked-ons4-happy" in page:
                seen.append(week)
                form |= {**code, "asked-ons4-happy": "7", "asked-loneliness-left_out": "2"}
            assert nadia.post(f"{CALLS}/now", form).status_code == 302
        now = Attempt.objects.latest("pk").person.due_at
    assert seen == [0, 6]
    responses = list(Response.objects.order_by("pk"))
    assert [each.moment for each in responses] == [Moment.BEFORE, Moment.AFTER]
    assert len({each.pair_code for each in responses}) == 1, "her code joins the two"
    person.refresh_from_db()
    assert person.asked_on["before"] == in_london(NOW).date().isoformat()
    counts = dict(AskedCount.objects.values_list("moment", "people"))
    assert counts == {"before": 1, "after": 1}
    # The moment of a report would lead back to the call.
    assert not {each.received_at for each in responses} & set(Attempt.objects.values_list("ended_at", flat=True))  # fmt: skip


def test_whoever_would_rather_not_is_counted_as_asked_and_not_today_comes_again(
    calls: Calls, nadia: Client
) -> None:
    calls.put_on("Maud Okafor", "01632 960123")
    actions.ask_how_people_are(round_=calls.round, by=calls.by, now=NOW)
    with clock.at(NOW):
        nadia.post(f"{CALLS}/now", told(nadia))
    assert not AskedCount.objects.exists()
    with clock.at(Attempt.objects.get().person.due_at):
        nadia.post(f"{CALLS}/now", told(nadia, measured="rather_not"))
    assert AskedCount.objects.get().people == 1
    assert not Response.objects.exists()
    with clock.at(Attempt.objects.latest("pk").person.due_at):
        nadia.post(f"{CALLS}/next")
        assert "asked-ons4-happy" not in nadia.get(f"{CALLS}/now").content.decode()
