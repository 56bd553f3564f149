"""A whole series booked at once: every date or none, one message, and leaving as much as one likes."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta
from typing import Any

import pytest
from django.db import connections
from django.db.models import F, Sum
from django.test import Client
from icalendar import Calendar

from branchline.core import clock, links
from branchline.core.errors import Refusal
from branchline.core.models import Happening
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import (
    DateChange,
    Wish,
    ask_for_places,
    book_the_term,
    cancel_occurrence,
    change_dates,
    forget_contact,
    leave_dates,
)
from branchline.events.errors import (
    AlreadyBooked,
    NotByTerm,
    OnlyByTerm,
    TermIsFull,
    TooManyBookings,
)
from branchline.events.letters import TERM
from branchline.events.models import (
    BookedAs,
    Booking,
    Event,
    Listing,
    Occurrence,
    Rule,
    TermBooking,
    Timing,
    WhichDates,
)
from branchline.events.queries import TERM_LINK, bookings_of_term, miscounted
from branchline.messages.models import Message, Route

from .conftest import DESK, NOW, TUESDAY, WEB, Places, book, date_of, key, make_places, put_on

DATES = 5


def course(places: Places, booked_as: BookedAs = BookedAs.EITHER, **more: Any) -> Event:
    """Five Tuesdays."""
    timing = Timing(TUESDAY, time(10, 30), time(11), Rule(count=DATES))
    return put_on(places.branch, timing=timing, booked_as=booked_as, **more)


def wish(adults: int = 1, children: int = 1, **more: Any) -> Wish:
    facts: dict[str, Any] = {
        "contact_name": "Nia", "route": Route.EMAIL, "address": "nia@example.test", "language": "en",
    }  # fmt: skip
    return Wish(adults=adults, children=children, **(facts | more))


def take(event: Event, of: Wish | None = None, **more: Any) -> TermBooking:
    facts: dict[str, Any] = {"by": WEB, "now": NOW, "key": key()}
    return book_the_term(event=event, wish=of or wish(), **(facts | more))


def booked(event: Event) -> list[int]:
    dates = Occurrence.objects.filter(event=event).order_by("starts_at")
    return list(dates.values_list("booked", flat=True))


def test_every_date_is_booked_with_one_message_that_has_them_all(alice: Places) -> None:
    event = course(alice)
    term = take(event)
    assert booked(event) == [2] * DATES
    assert Listing.objects.filter(places_left=18).count() == DATES
    assert Happening.objects.filter(kind="events.booked").count() == DATES
    assert list(Message.objects.values_list("letter", "reference")) == [
        ("events.term", term.public_id)
    ]
    content = TERM.compose(term.public_id, "en", Route.EMAIL, NOW)
    assert content is not None
    assert ("Tuesday 13 October", "10:30am to 11am") in content.facts
    assert content.attachments[0].content.count(b"BEGIN:VEVENT") == DATES
    assert not miscounted().exists()


def test_one_full_date_and_nothing_is_booked_and_it_is_named(alice: Places) -> None:
    event = course(alice, capacity=3)
    second = Occurrence.objects.filter(event=event).order_by("starts_at")[1]
    book(second, adults=2)
    with pytest.raises(TermIsFull, match="not on Tuesday 13 October"):
        take(event)
    assert booked(event) == [0, 2, 0, 0, 0]
    assert not TermBooking.objects.exists()


def test_the_same_form_twice_books_once_and_going_back_does_not_book_again(alice: Places) -> None:
    event = course(alice)
    term = take(event, key="a-form-sent-twice")
    assert take(event, key="a-form-sent-twice").pk == term.pk
    mine = [b.public_id for b in bookings_of_term(public_id=term.public_id)]
    with pytest.raises(AlreadyBooked):
        take(event, wish(mine=mine))
    assert booked(event) == [2] * DATES


def test_a_course_is_booked_whole_on_the_web_and_staff_may_let_somebody_join(alice: Places) -> None:
    event = course(alice, BookedAs.TERM)
    date = date_of(event)
    with pytest.raises(OnlyByTerm):
        ask_for_places(occurrence=date, wish=wish(), by=WEB, now=NOW, key=key())
    book(date, by=DESK)
    with pytest.raises(NotByTerm):
        take(course(alice, BookedAs.DATES, room=said("Elsewhere")))


def test_one_address_books_three_terms_in_a_day(alice: Places) -> None:
    for _turn in range(3):
        take(course(alice))
    with pytest.raises(TooManyBookings):
        take(course(alice))
    take(course(alice), by=DESK)


def test_dates_are_left_one_by_one_and_then_the_rest(alice: Places) -> None:
    event = course(alice)
    term = take(event)
    Message.objects.all().delete()
    bookings = bookings_of_term(public_id=term.public_id)
    first, *rest = [b.public_id for b in bookings]
    for _twice in range(2):
        leave_dates(term=term, bookings=[first, "nonsense", "\0"], by=WEB, now=NOW)
    assert booked(event) == [0, 2, 2, 2, 2]
    assert Message.objects.filter(letter="events.term").count() == 1
    said = TERM.compose(term.public_id, "en", Route.EMAIL, NOW)
    assert said is not None
    assert said.paragraphs[0] == "You don’t come on Tuesday 6 October."
    assert leave_dates(term=term, bookings=rest, by=WEB, now=NOW) == DATES - 1
    assert booked(event) == [0] * DATES
    content = TERM.compose(term.public_id, "en", Route.EMAIL, NOW)
    assert content is not None
    assert "left all the dates" in content.paragraphs[0]
    assert content.attachments[0].content.count(b"STATUS:CANCELLED") == DATES


def test_nobody_leaves_the_dates_of_somebody_else(alice: Places) -> None:
    mine, theirs = take(course(alice)), take(course(alice, room=said("Elsewhere")))
    others = [b.public_id for b in bookings_of_term(public_id=theirs.public_id)]
    assert leave_dates(term=mine, bookings=others, by=WEB, now=NOW) == 0


def test_when_the_rest_of_a_term_moves_they_are_told_once(alice: Places) -> None:
    event = course(alice)
    take(event)
    Message.objects.all().delete()
    by_a_day = DateChange(day=TUESDAY + timedelta(days=1))
    changed = change_dates(
        occurrence=date_of(event), which=WhichDates.ALL, change=by_a_day, by=DESK, now=NOW
    )
    assert changed.dates == DATES
    assert list(Message.objects.values_list("letter", flat=True)) == ["events.changed_dates"]


def test_a_cancelled_date_is_left_out_of_a_term_and_forgetting_ends_its_link(alice: Places) -> None:
    event = course(alice)
    cancel_occurrence(occurrence=date_of(event), because=said("Flood"), by=DESK, now=NOW)
    term = take(event)
    assert booked(event) == [0, 2, 2, 2, 2]
    later = NOW + timedelta(days=90)
    link = links.issue(purpose=TERM_LINK, subject=term.public_id, now=NOW, expires_at=later)
    contact = bookings_of_term(public_id=term.public_id)[0].contact_id
    assert contact is not None
    forget_contact(contact_id=contact, now=NOW)
    with pytest.raises(links.LinkNotKnown):
        links.follow(purpose=TERM_LINK, secret=link.token, now=NOW)
    assert TERM.compose(term.public_id, "en", Route.EMAIL, NOW) is None


FAMILY = {
    "adults": "1", "children": "2", "name": "Nia Hughes", "reach": "email", "email": "nia@example.test",
    "key": "a-form-of-its-own",
}  # fmt: skip


def test_on_the_web_from_the_event_to_leaving_one_date(places: Places) -> None:
    with scope(places.service.pk):
        event = course(places)
        date = date_of(event)
    browser = Client()
    with clock.at(NOW):
        page = f"/alice/whats-on/{date.public_id}"
        assert f"{page}/term" in browser.get(page).content.decode()
        assert "all 5 dates, or on none" in browser.get(f"{page}/term").content.decode()
        done = browser.post(f"{page}/term", FAMILY, follow=True)
        assert "Your places are kept on all dates" in done.content.decode()
        last = done.request["PATH_INFO"]
        own = last.removesuffix("/done")
        html = done.content.decode()
        assert f'href="{own}/calendar.ics"' in html
        assert f'href="{own}/dates"' in html
        for page in (last, f"{own}/calendar.ics", f"{own}/dates"):
            assert Client().get(page).status_code == 404
        file = Calendar.from_ical(browser.get(f"{own}/calendar.ics").content)
        assert [str(each.get("STATUS")) for each in file.walk("VEVENT")] == ["CONFIRMED"] * 5
        with scope(places.service.pk):
            term = TermBooking.objects.get()
            first = bookings_of_term(public_id=term.public_id)[0].public_id
            issued = links.issue(
                purpose=TERM_LINK,
                subject=term.public_id,
                now=NOW,
                expires_at=NOW + timedelta(days=90),
            )
        mine = f"/alice/term/{issued.token}"
        assert Client().get(mine).content.decode().count('name="leave"') == 5
        nothing = Client().post(mine).content.decode()
        assert "Please put right:" in nothing
        assert nothing.count('name="leave"') == 5, "whoever chose no date leaves none"
        left = Client().post(mine, {"leave": first}, follow=True).content.decode()
        assert left.count('name="leave"') == 4
        assert "Cancelled: Tuesday 6 October. Somebody else can have your places now." in left
        assert Client().get(f"/charlie/term/{issued.token}").status_code == 404
        file = Calendar.from_ical(browser.get(f"{own}/calendar.ics").content)
        assert [str(each.get("STATUS")) for each in file.walk("VEVENT")].count("CANCELLED") == 1
        asked = browser.post(f"{own}/dates", {"all": "ask"}).content.decode()
        assert "Cancel all your dates?" in asked
        assert browser.get(f"{own}/dates").content.decode().count('name="leave"') == 4
        gone = browser.post(f"{own}/dates", {"all": "yes"}, follow=True).content.decode()
        assert "You have no more dates here" in gone
        assert browser.get(last).headers["Location"] == f"{own}/dates"
        by_code = Client().post("/alice/bookings/code", {"code": issued.code})
        assert by_code.headers["Location"] == f"/alice/term/{issued.code}"


@pytest.mark.race
def test_many_families_want_the_last_places_of_a_course(own_database: str) -> None:
    """Thirty at once for ten places on each of five dates, while others book and cancel single dates."""
    places = make_places()
    with scope(places.service.pk):
        event = course(places, capacity=10)
        singles = list(
            Occurrence.objects.all().with_event().filter(event=event).order_by("starts_at")
        )

    def one(turn: int) -> str:
        reach: dict[str, Any] = {
            "contact_name": f"Family {turn}",
            "address": f"family-{turn}@example.test",
        }
        try:
            with scope(places.service.pk):
                if turn % 3:
                    take(event, wish(1, 0, **reach))
                    return "term"
                book(singles[turn % DATES], adults=1, **reach)
                return "date"
        except Refusal:
            return "refused"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(15) as pool:
        came = Counter(pool.map(one, range(30)))
    with scope(places.service.pk):
        assert not miscounted().exists()
        held = (
            Booking.objects.holding()
            .values("occurrence")
            .annotate(n=Sum(F("adults") + F("children")))
        )
        assert all(row["n"] <= 10 for row in held)
        terms = TermBooking.objects.count()
        assert came["term"] == terms > 0
        assert Booking.objects.filter(term__isnull=False).count() == terms * DATES
