"""Opening hours: a usual week, days that differ, and two people who change them at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, time

import pytest
from django.db import IntegrityError, connection, connections, transaction

from branchline.core import clock
from branchline.core.acting import NOBODY
from branchline.core.models import Happening
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.places.actions import announce_days, change_hours, withdraw_days
from branchline.places.errors import DayPast, DaysBackwards, DaysTaken, HoursOverlap
from branchline.places.models import Branch, OpeningException, OpeningHours
from branchline.places.queries import Span, opening_on, unusual_days, usual_week

from .cast import Cast, make_cast

NOW = clock.london(2026, 11, 23, 9)
MONDAY = date(2026, 11, 23)
MORNING, AFTERNOON = Span(time(9), time(13)), Span(time(13), time(17))


def set_week(branch: Branch, *spans: Span, day: int = 0) -> None:
    with scope(branch.service_id):
        change_hours(branch=branch, week={day: spans}, by=NOBODY, now=NOW)


def announce(branch: Branch, first: date, last: date, **times: time) -> OpeningException:
    with scope(branch.service_id):
        return announce_days(
            branch=branch, first_day=first, last_day=last, because=said("Boiler repair"), by=NOBODY, now=NOW, **times
        )  # fmt: skip


def test_spans_that_touch_do_not_overlap(cast: Cast) -> None:
    set_week(cast.market, MORNING, AFTERNOON)
    week = usual_week(cast.market)
    assert week[0].spans == (MORNING, AFTERNOON)
    assert week[1].spans == ()
    assert [str(day.name) for day in week][0::6] == ["Monday", "Sunday"]


def test_spans_that_meet_are_refused_and_nothing_is_lost(cast: Cast) -> None:
    set_week(cast.market, MORNING)
    with pytest.raises(HoursOverlap):
        set_week(cast.market, MORNING, Span(time(12, 59), time(17)))
    with pytest.raises(HoursOverlap):
        set_week(cast.market, Span(time(17), time(9)))
    assert usual_week(cast.market)[0].spans == (MORNING,)


def test_the_database_itself_refuses_hours_that_meet(cast: Cast) -> None:
    set_week(cast.market, MORNING)
    with scope(cast.alderley.pk), pytest.raises(IntegrityError), transaction.atomic():
        OpeningHours.objects.create(
            service=cast.alderley, branch=cast.market, weekday=0, opens=time(12), closes=time(14)
        )


def test_hours_of_a_branch_belong_to_its_service(cast: Cast) -> None:
    with scope(cast.birchwood.pk), pytest.raises(IntegrityError), transaction.atomic():
        OpeningHours.objects.create(
            service=cast.birchwood, branch=cast.market, weekday=0, opens=time(9), closes=time(10)
        )
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_change_is_a_happening_and_no_change_is_none(cast: Cast) -> None:
    set_week(cast.market, MORNING)
    set_week(cast.market, MORNING)
    with scope(cast.alderley.pk):
        assert [h.kind for h in Happening.objects.all()] == ["places.hours_changed"]


def test_days_that_differ_go_before_the_usual_week(cast: Cast) -> None:
    set_week(cast.market, MORNING)
    assert opening_on(cast.market, MONDAY) == usual_week(cast.market)[0]
    closed = announce(cast.market, MONDAY, date(2026, 11, 25))
    today = opening_on(cast.market, MONDAY)
    assert today is not None
    assert (today.spans, today.unusual, str(today.because)) == ((), True, "Boiler repair")
    assert list(unusual_days(cast.market, from_day=MONDAY)) == [closed]
    with scope(cast.alderley.pk):
        withdraw_days(exception=closed, by=NOBODY, now=NOW)
        withdraw_days(exception=closed, by=NOBODY, now=NOW)
        kinds = [(h.kind, h.quantity) for h in Happening.objects.order_by("id")]
    assert opening_on(cast.market, MONDAY) == usual_week(cast.market)[0]
    assert kinds[-2:] == [("places.days_changed", 1), ("places.days_changed", -1)]


def test_other_hours_on_one_day(cast: Cast) -> None:
    announce(cast.market, MONDAY, MONDAY, opens=time(10), closes=time(12))
    today = opening_on(cast.market, MONDAY)
    assert today is not None
    assert today.spans == (Span(time(10), time(12)),)
    assert opening_on(cast.market, date(2026, 11, 24)) is None  # nobody has entered times


@pytest.mark.parametrize(
    ("first", "last", "refusal"),
    [
        (date(2026, 12, 2), date(2026, 12, 1), DaysBackwards),
        (date(2026, 11, 20), date(2026, 11, 22), DayPast),
        (date(2026, 11, 26), date(2026, 11, 30), DaysTaken),
    ],
)
def test_days_that_cannot_be_are_refused(
    cast: Cast, first: date, last: date, refusal: type[Exception]
) -> None:
    announce(cast.market, date(2026, 11, 28), date(2026, 11, 29))
    with pytest.raises(refusal):
        announce(cast.market, first, last)


@pytest.mark.race
def test_two_people_who_set_hours_at_once_leave_one_whole_week(own_database: str) -> None:
    cast = make_cast()

    def set_to(span: Span) -> None:
        try:
            set_week(cast.market, span)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(
            pool.map(
                set_to, [MORNING, Span(time(8), time(16)), AFTERNOON, Span(time(10), time(20))]
            )
        )
    assert len(usual_week(cast.market)[0].spans) == 1
