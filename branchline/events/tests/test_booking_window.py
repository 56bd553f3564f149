"""Booking opens and closes at the same moment for everybody: on the web, by phone, at the desk, for one date and
for a term."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from branchline.core import clock
from branchline.core.clock import in_london, london
from branchline.events import errors
from branchline.events.actions import (
    Wish,
    book_the_term,
    cancel_booking,
    change_event,
    open_fairly,
)
from branchline.events.feeds import event_json_ld
from branchline.events.models import (
    MOST_DAYS_BEFORE,
    MOST_HOURS_BEFORE,
    Availability,
    BookedAs,
    Booking,
    Occurrence,
    Rule,
    Timing,
    Window,
    at_wall,
)
from branchline.events.queries import listing
from branchline.messages.models import Route

from .conftest import DESK, TUESDAY, WEB, Places, book, date_of, details, key, put_on
from .waiting import again, ask, gets, waits

FORTNIGHT = Window(opens_days_before=14, closes_hours_before=24)
OPENS = london(2026, 9, 22, 10)
CLOSES = london(2026, 10, 5, 10, 30)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def talk(alice: Places) -> Occurrence:
    """On Tuesday 6 October at half past ten; booking opens a fortnight before and closes the day before."""
    return date_of(put_on(alice.branch, window=FORTNIGHT, capacity=4))


@pytest.mark.parametrize("by", [WEB, DESK])
def test_nobody_books_before_it_opens_and_everybody_may_from_then_on(
    talk: Occurrence, by: Any
) -> None:
    for attempt in (book, ask):
        with pytest.raises(errors.NotYetOpen, match="Tuesday 22 September, 10am: online, by phone"):
            attempt(talk, by=by, now=OPENS - MINUTE)
        assert isinstance(attempt(talk, by=by, now=OPENS), Booking)


@pytest.mark.parametrize("by", [WEB, DESK])
def test_nobody_books_or_joins_the_list_once_it_has_closed(talk: Occurrence, by: Any) -> None:
    assert book(talk, by=by, now=CLOSES - MINUTE).is_live
    for attempt in (book, ask):
        with pytest.raises(errors.BookingHasClosed, match="get everything ready"):
            attempt(talk, by=by, now=CLOSES)


def test_who_waited_in_time_still_gets_what_comes_free(talk: Occurrence) -> None:
    first = gets(talk, 4, name="Ann", now=OPENS)
    waiting = waits(talk, 2, name="Ben", now=OPENS)
    cancel_booking(booking=first, by=WEB, now=CLOSES + MINUTE)
    assert again(waiting).booking is not None


def test_a_term_opens_with_its_first_date_still_to_come(alice: Places) -> None:
    weeks = Timing(TUESDAY, time(10, 30), time(11), rule=Rule(1, count=6))
    event = put_on(alice.branch, timing=weeks, window=FORTNIGHT, booked_as=BookedAs.TERM)
    wish = Wish("Cleo", Route.EMAIL, "cleo@example.test", "en", adults=1, children=0)
    with pytest.raises(errors.NotYetOpen):
        book_the_term(event=event, wish=wish, by=WEB, now=OPENS - MINUTE, key=key())
    book_the_term(event=event, wish=wish, by=WEB, now=OPENS, key=key())


def test_a_date_opens_by_itself_or_by_lot(talk: Occurrence) -> None:
    with pytest.raises(errors.OpensByItself):
        open_fairly(occurrence=talk, hours=24, rules=[], by=DESK, now=OPENS - MINUTE)
    with pytest.raises(errors.TooLateToDraw):
        open_fairly(occurrence=talk, hours=24 * 13, rules=[], by=DESK, now=OPENS)
    open_fairly(occurrence=talk, hours=24, rules=[], by=DESK, now=OPENS)
    assert ask(talk, now=OPENS + MINUTE).pk


def test_what_would_close_before_it_opens_is_refused_at_its_field(alice: Places) -> None:
    with pytest.raises(errors.ClosesBeforeItOpens) as no:
        put_on(alice.branch, window=Window(opens_days_before=2, closes_hours_before=48))
    assert no.value.field == "closes_hours_before"
    drop_in = put_on(alice.branch, booking="drop_in", capacity=None, window=FORTNIGHT)
    assert drop_in.window == Window()


@given(
    days=st.integers(1, MOST_DAYS_BEFORE),
    hours=st.one_of(st.none(), st.integers(1, MOST_HOURS_BEFORE)),
    day=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    wall=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
)
def test_whatever_is_not_turned_can_be_booked_for_a_while(
    days: int, hours: int | None, day: date, wall: time
) -> None:
    """Also across a change of the clocks, which takes or gives an hour."""
    window, starts = Window(days, hours), at_wall(day, wall)
    opens = window.opens_at(starts)
    assert opens is not None
    assert (in_london(opens).time(), in_london(opens).date()) == (
        time(10), in_london(starts).date() - timedelta(days=days),
    )  # fmt: skip
    assert window.is_turned or opens < window.closes_at(starts) <= starts


def said_of(date: Occurrence, client: Client, now: datetime) -> str:
    """The public page at that moment, in one line."""
    with clock.at(now):
        answer = client.get(f"/alice/whats-on/{date.public_id}")
    return " ".join(answer.content.decode().split())


def test_the_page_says_when_in_words(talk: Occurrence, client: Client) -> None:
    before = said_of(talk, client, OPENS - MINUTE)
    assert (
        "Booking opens on Tuesday 22 September, 10am: online, by phone and at the desk." in before
    )
    assert "Book places" not in before
    while_open = said_of(talk, client, OPENS)
    assert "Book by Monday 5 October, 10:30am" in while_open
    assert "Book places" in while_open
    after = said_of(talk, client, CLOSES)
    assert "Booking has closed" in after
    assert "Book places" not in after


def test_a_form_that_was_open_meanwhile_is_refused_with_everything_kept(
    talk: Occurrence, client: Client
) -> None:
    form = {
        "key": "a-form-of-mine", "adults": "2", "children": "0", "name": "Bob", "reach": "email",
        "email": "bob@example.test",
    }  # fmt: skip
    with clock.at(CLOSES):
        answer = client.post(f"/alice/whats-on/{talk.public_id}/book", form)
    page = answer.content.decode()
    assert "Booking for this has closed" in page
    assert "bob@example.test" in page


def test_lists_feeds_and_the_api_know_the_moments(talk: Occurrence, client: Client) -> None:
    shown = listing(public_id=talk.public_id)
    moments = [OPENS - MINUTE, OPENS, CLOSES]
    standing = [shown.standing(now) for now in moments]
    assert standing == [Availability.OPENS_LATER, Availability.PLACES, Availability.CLOSED]
    data = event_json_ld(shown, address="https://example.org/x")
    assert '"validFrom": "2026-09-22T10:00:00+01:00"' in data
    assert '"validThrough": "2026-10-05T10:30:00+01:00"' in data
    with clock.at(OPENS):
        [found] = client.get("/api/v1/alice/occurrences").json()["items"]
        [session] = client.get("/alice/whats-on/openactive").json()["items"]
    assert found["booking_opens_at"] == "2026-09-22T10:00:00+01:00"
    assert found["booking_closes_at"] == "2026-10-05T10:30:00+01:00"
    [offer] = session["data"]["superEvent"]["offers"]
    assert offer["validFromBeforeStartDate"] == "PT20190M"
    assert offer["validThroughBeforeStartDate"] == "PT24H"


def test_a_change_holds_for_all_dates_at_once(talk: Occurrence) -> None:
    change_event(event=talk.event, details=details(capacity=4), by=DESK, now=OPENS - MINUTE)
    fresh = Occurrence.objects.all().with_event().get(pk=talk.pk)
    assert book(fresh, now=OPENS - MINUTE).is_live
