"""A popular date is opened fairly: whoever asks within some days has a chance, and anybody can check the draw."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client

from branchline.core import clock, fairqueue
from branchline.core.fairqueue import standing
from branchline.core.models import Happening
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import draw_all_due, draw_early, draw_places, open_fairly
from branchline.events.errors import (
    AlreadyBeingBooked,
    DrawnAlready,
    DrawnByLot,
    NeedsAReasonToDraw,
    TooLateToDraw,
)
from branchline.events.models import (
    BookingState,
    DrawRule,
    Listing,
    Occurrence,
    Opening,
    WaitingListEntry,
)
from branchline.events.queries import queue_behind, waiting_list
from branchline.messages.models import Message, Route

from .conftest import DESK, NOW, Places, book, date_of, once, put_on
from .waiting import DAY, again, checks, gets, now_of, waits


def opened(date: Occurrence, *rules: str, hours: int = 48) -> Occurrence:
    """From NOW on people ask."""
    open_fairly(occurrence=date, hours=hours, rules=rules, by=DESK, now=NOW)
    return now_of(date)


@pytest.fixture
def popular(alice: Places) -> Occurrence:
    """Four places, and two days to ask for them."""
    return opened(date_of(put_on(alice.branch, capacity=4)))


def drawn(date: Occurrence) -> list[str]:
    """Who got places."""
    assert draw_places(occurrence=date, by=DESK, now=NOW + 2 * DAY)
    return sorted(date.bookings.live().values_list("name", flat=True))


def test_nobody_books_and_everybody_asks(popular: Occurrence) -> None:
    with pytest.raises(DrawnByLot):
        book(popular)
    cleo = waits(popular, 1, 2, name="Cleo")
    assert standing(cleo.entry).number is None
    assert (now_of(popular).booked, now_of(popular).waiting) == (0, 1)
    listing = Listing.objects.get(public_id=popular.public_id)
    assert listing.asks_until == NOW + 2 * DAY


def test_the_draw_gives_what_there_is_and_tells_everybody(popular: Occurrence) -> None:
    for n in range(9):
        waits(popular, name=f"Reader {n}")
    mabel = waits(popular, name="Mabel", route=Route.PHONE, address="0161 496 0117", by=DESK)
    assert not draw_places(occurrence=popular, by=DESK, now=NOW + DAY)
    got = drawn(popular)
    assert len(got) == 4
    in_line = [row.waiting for row in waiting_list(occurrence=now_of(popular))]
    assert len(in_line) == 6
    assert [standing(w.entry).number for w in in_line] == [1, 2, 3, 4, 5, 6]
    for name in got:
        assert Message.objects.filter(name=name, letter="events.booked").exists()
    for waiting in in_line:
        assert Message.objects.filter(name=waiting.name, letter="events.drawn").exists()
    assert again(mabel).booking is not None or mabel in in_line
    checks(popular)


def test_drawn_once_however_many_workers_ask(popular: Occurrence) -> None:
    waits(popular, name="Cleo")
    assert draw_all_due(by=DESK, now=NOW + 2 * DAY) == 1
    assert draw_all_due(by=DESK, now=NOW + 2 * DAY) == 0
    assert Message.objects.filter(letter="events.booked").count() == 1


def test_whoever_asks_after_the_draw_stands_behind(popular: Occurrence) -> None:
    for n in range(6):
        waits(popular, name=f"Reader {n}")
    drawn(popular)
    late = waits(popular, name="Late", now=NOW + 2 * DAY)
    assert standing(late.entry).number == 3


def test_with_places_left_after_the_draw_people_book(popular: Occurrence) -> None:
    waits(popular, name="Cleo")
    drawn(popular)
    assert gets(popular, 2, name="Dai", now=NOW + 3 * DAY).state == BookingState.BOOKED


def test_newcomers_come_first(alice: Places) -> None:
    before = date_of(put_on(alice.branch, timing=once(day=NOW.date() + 2 * DAY)))
    for n in range(4):
        book(before, contact_name=f"Regular {n}", address=f"regular.{n}@example.test")
    later = before.ends_at + DAY
    date = date_of(put_on(alice.branch, capacity=4, now=later))
    open_fairly(occurrence=date, hours=24, rules=[DrawRule.NEWCOMERS], by=DESK, now=later)
    for n in range(4):
        waits(date, name=f"Regular {n}", now=later)
        waits(date, name=f"Newcomer {n}", now=later)
    draw_places(occurrence=date, by=DESK, now=later + DAY)
    got = sorted(date.bookings.live().values_list("name", flat=True))
    assert got == [f"Newcomer {n}" for n in range(4)]
    checks(date)


def test_a_second_request_from_one_address_comes_after_all_first_ones(popular: Occurrence) -> None:
    for n in range(4):
        waits(popular, name=f"Keen {n}", address="keen@example.test")
    for n in range(3):
        waits(popular, name=f"Reader {n}")
    got = drawn(popular)
    assert [name for name in got if name.startswith("Reader")] == [f"Reader {n}" for n in range(3)]
    assert len(got) == 4


def test_not_when_somebody_has_booked_or_when_it_is_too_near(alice: Places) -> None:
    date = date_of(put_on(alice.branch, capacity=4))
    with pytest.raises(TooLateToDraw):
        open_fairly(
            occurrence=date, hours=24, rules=[], by=DESK, now=date.starts_at - timedelta(days=2)
        )
    book(date)
    with pytest.raises(AlreadyBeingBooked):
        opened(now_of(date))


def early(date: Occurrence, now: datetime = NOW + DAY, why: str = "The author is ill.") -> None:
    draw_early(occurrence=date, because=said(why), by=DESK, now=now)


def test_staff_draw_early_of_those_who_asked_and_the_log_the_ledger_and_the_page_say_so(
    popular: Occurrence,
) -> None:
    for n in range(6):
        waits(popular, name=f"Reader {n}")
    Message.objects.all().delete()
    early(popular)
    assert popular.bookings.live().count() == 4
    letters = Counter(Message.objects.values_list("letter", flat=True))
    assert letters == {"events.booked": 4, "events.drawn": 2}
    happening = Happening.objects.get(kind="events.drawn")
    assert (happening.links["early"], happening.channel) == ("yes", "desk")
    queue = queue_behind(occurrence=popular)
    assert queue is not None
    (line,) = [each for each in fairqueue.lines_of(queue) if b'"drawn"' in each]
    assert json.loads(line)["facts"]["announced"] == (NOW + 2 * DAY).isoformat()
    checks(popular)
    assert not draw_places(occurrence=popular, by=DESK, now=NOW + 2 * DAY)
    assert not draw_all_due(by=DESK, now=NOW + 3 * DAY)
    with pytest.raises(DrawnAlready):
        early(popular)


def test_an_early_draw_needs_a_reason_and_is_none_when_the_time_is_over(
    popular: Occurrence,
) -> None:
    with pytest.raises(NeedsAReasonToDraw):
        early(popular, why="")
    early(popular, now=NOW + 2 * DAY)
    opening = Opening.objects.get()
    assert not opening.was_early
    assert not opening.early_because
    assert "early" not in Happening.objects.get(kind="events.drawn").links


class TestPages:
    """As people see it."""

    @pytest.fixture(autouse=True)
    def september(self) -> Iterator[None]:
        with clock.at(NOW):
            yield

    @pytest.fixture
    def date(self, places: Places) -> Occurrence:
        with scope(places.service.pk):
            return opened(
                date_of(put_on(places.branch, capacity=4)), DrawRule.NEWCOMERS, DrawRule.NO_SECOND
            )

    def test_a_family_asks_and_is_told_how_it_goes_on(
        self, client: Client, places: Places, date: Occurrence
    ) -> None:
        shown = client.get(f"/alice/whats-on/{date.public_id}").content.decode()
        for words in ("Ask for places until", "have not been for a year", "another date of this"):
            assert words in shown
        form = client.get(f"/alice/whats-on/{date.public_id}/book").content.decode()
        assert "Ask for these places" in form
        typed = {
            "key": "a-form-of-its-own", "adults": "1", "children": "2", "name": "Nia Hughes",
            "reach": "email", "email": "nia@example.test",
        }  # fmt: skip
        page = client.post(f"/alice/whats-on/{date.public_id}/book", typed, follow=True)
        assert "We have your request" in page.content.decode()
        with scope(places.service.pk):
            assert WaitingListEntry.objects.get().people == 3
            draw_places(occurrence=date, by=DESK, now=NOW + 2 * DAY)
        mine = page.redirect_chain[0][0]
        assert "Your places are kept" in client.get(mine, follow=True).content.decode()
