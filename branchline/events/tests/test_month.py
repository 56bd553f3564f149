"""A month as a calendar: every day that is left, what is on at once named once, the rest a number."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import Client

from branchline.core import clock
from branchline.core.clock import london
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.models import Rule, Timing
from branchline.events.pages.overviews import month_asked
from branchline.events.queries import Where, busy_days

from .conftest import NOW, TUESDAY, Places, put_on


@pytest.fixture
def october(places: Places) -> Places:
    """Tuesdays in October at both libraries, and six more things on one of them."""
    with scope(places.service.pk):
        weekly = Timing(TUESDAY, time(10), time(11), Rule(until=TUESDAY + timedelta(weeks=3)))
        put_on(places.branch, timing=weekly)
        put_on(places.far, timing=weekly)
        for hour in range(11, 17):
            put_on(
                places.branch,
                timing=Timing(TUESDAY, time(hour), time(hour, 30)),
                title=said(f"Talk {hour}"),
            )
    return places


def month(client: Client, words: str, now: Any = NOW) -> str:
    with clock.at(now):
        answer = client.get(f"/alice/whats-on/month?{words}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_day_counts_everything_and_names_three(october: Places) -> None:
    with scope(october.service.pk):
        found = busy_days(
            now=NOW,
            where=Where(october.service.pk),
            first=date(2026, 10, 1),
            until=date(2026, 11, 1),
        )
    assert sorted(found) == [TUESDAY + timedelta(weeks=n) for n in range(4)]
    busy = found[TUESDAY]
    assert (busy.count, busy.more) == (8, 4)
    assert [(str(each.title), each.times) for each in busy.first] == [
        ("Rhyme time", 2), ("Talk 11", 1), ("Talk 12", 1),
    ]  # fmt: skip


def test_the_page_leads_to_the_day_and_to_the_next_month(october: Places, client: Client) -> None:
    page = month(client, "month=2026-10&theme=rhyme")
    assert "October 2026" in page
    assert "month=2026-11" in page
    assert "/alice/whats-on?when=2026-10-06&amp;theme=rhyme" in page
    assert "at 2 libraries" in page
    one = month(client, f"month=2026-10&branch={october.far.public_id}")
    assert "Talk 11" not in one
    with clock.at(NOW):
        welsh = client.get("/cy/alice/whats-on/month?month=2026-10").content.decode()
    assert "Hydref 2026" in welsh


def test_days_that_have_been_are_left_out(october: Places, client: Client) -> None:
    page = month(client, "month=2026-10", now=london(2026, 10, 21, 9))
    assert "13 October" not in page
    assert "27 October" in page


def test_near_a_place_it_goes_over_services(october: Places, client: Client) -> None:
    with clock.at(NOW):
        empty = client.get("/whats-on/month")
        wrong = client.get("/whats-on/month?near=qqqq")
    assert "Type a postcode" in empty.content.decode()
    assert "govuk-error-summary" in wrong.content.decode()


def test_near_a_place_the_words_that_were_searched_are_kept(
    october: Places, client: Client
) -> None:
    def near(typed: str, **more: str) -> str:
        with clock.at(NOW):
            page = client.get("/whats-on/month", {"near": typed, "month": "2026-10", **more})
        return page.content.decode()

    for page in (near("Sale", q="rhyme"), near("rhyme time in Sale"), near("rhyme time Sale")):
        assert "Rhyme time" in page
        assert "Talk 11" not in page
        assert "near Sale" in page
        assert "q=rhyme" in page, "the days and the next month lead to the same"
    assert "Talk 11" in near("Sale")
    assert "There is no place called “talk”. Add a town" in near("talk")


@pytest.mark.parametrize(
    ("said_", "asked"),
    [
        ("2026-11", date(2026, 11, 1)),
        ("", date(2026, 9, 1)),
        ("2026-13", date(2026, 9, 1)),
        ("1999-01", date(2026, 9, 1)),
        ("9999-12", date(2026, 9, 1)),
        ("2026-W1", date(2026, 9, 1)),
    ],
)
def test_a_month_that_can_not_be_shown_becomes_this_one(said_: str, asked: date) -> None:
    assert month_asked(said_, date(2026, 9, 1)) == asked


def test_a_month_costs_the_same_however_full(
    places: Places, client: Client, django_assert_max_num_queries: Any
) -> None:
    costs = []
    for turns in (1, 9):
        with scope(places.service.pk):
            for turn in range(turns):
                timing = Timing(
                    TUESDAY, time(9, turn), time(10), Rule(until=TUESDAY + timedelta(weeks=3))
                )
                put_on(places.branch, timing=timing)
        with clock.at(NOW), django_assert_max_num_queries(12) as counted:
            client.get("/alice/whats-on/month?month=2026-10")
        costs.append(len(counted))
    assert costs[0] == costs[1]
