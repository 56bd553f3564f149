"""Twelve stools at the craft table, thirty chairs in the room: adults and children are counted apart."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from branchline.core.models import QueueLine
from branchline.events.actions import (
    Wish,
    accept_offer,
    book_the_term,
    cancel_booking,
    change_event,
)
from branchline.events.errors import (
    FewerThanBookedOfAKind,
    MoreChildrenThanEver,
    MoreOfAKindThanPlaces,
    NotEnoughPlaces,
    TermIsFull,
)
from branchline.events.models import (
    Availability,
    BookedAs,
    Left,
    Occurrence,
    Rule,
    Timing,
)
from branchline.events.parts import places_in_words
from branchline.events.queries import listing
from branchline.events.queries.counting import CAME, Tally, Tick
from branchline.events.queries.door import seats_free
from branchline.messages.models import Route

from .conftest import DESK, NOW, TUESDAY, WEB, Places, book, date_of, details, key, once, put_on
from .waiting import DAY, again, ask, checks, gets, now_of, waits

CRAFT: dict[str, Any] = {"capacity": 10, "most_children": 4, "age_to": 11}


@pytest.fixture
def craft(alice: Places) -> Occurrence:
    """Ten places, of which four are for children."""
    return date_of(put_on(alice.branch, **CRAFT))


def words(date: Occurrence) -> str:
    """What the card says."""
    shown = listing(public_id=date.public_id)
    return places_in_words(state=shown.standing(NOW), left=shown.left)[0]


def test_children_have_a_limit_of_their_own_and_adults_take_what_is_left(craft: Occurrence) -> None:
    book(craft, 1, 3)
    with pytest.raises(
        NotEnoughPlaces, match="1 place left for children and you asked for 2"
    ) as no:
        book(craft, 1, 2)
    assert no.value.field == "children"
    book(craft, 1, 1)
    assert words(craft) == "Full for children, 4 places left for adults"
    with pytest.raises(NotEnoughPlaces, match="This is full for children now"):
        book(craft, 1, 1)
    book(craft, 4)
    assert words(craft) == "Full"
    after = now_of(craft)
    assert (after.booked, after.booked_adults, after.booked_children) == (10, 6, 4)


def test_the_same_for_adults(alice: Places) -> None:
    date = date_of(put_on(alice.branch, capacity=10, most_adults=3))
    with pytest.raises(NotEnoughPlaces, match="3 places left for adults and you asked for 4") as no:
        book(date, 4)
    assert no.value.field == "adults"
    book(date, 3)
    assert words(date) == "Full for adults, 7 places left for children"


def test_when_the_room_is_too_small_for_all_that_is_what_is_said(craft: Occurrence) -> None:
    book(craft, 6, 2)
    with pytest.raises(NotEnoughPlaces, match="2 places left and you asked for 6"):
        book(craft, 3, 3)


def test_what_is_full_for_children_says_that_before_any_number(craft: Occurrence) -> None:
    book(craft, 4, 4)
    for adults, children in ((1, 1), (1, 2), (2, 1)):
        with pytest.raises(NotEnoughPlaces) as no:
            book(craft, adults, children)
        assert no.value.field == "children"
        assert str(no.value) == (
            "This is full for children now. There are 2 places left for adults."
        )


def test_two_limits_that_are_both_reached_are_full(alice: Places) -> None:
    date = date_of(put_on(alice.branch, capacity=10, most_adults=2, most_children=2))
    book(date, 2, 2)
    assert words(date) == "Full"
    assert now_of(date).availability == Availability.FULL
    assert now_of(date).places_left == 6


@pytest.mark.parametrize(
    "wrong", [{"booked_children": 5, "booked": 5}, {"booked_children": 1}, {"booked_adults": 1}]
)
def test_the_database_has_the_last_word(craft: Occurrence, wrong: dict[str, int]) -> None:
    with pytest.raises(IntegrityError, match="events_occurrence"), transaction.atomic():
        Occurrence.objects.filter(pk=craft.pk).update(**wrong)


def test_a_family_waits_for_stools_while_an_adult_behind_them_gets_a_chair(
    craft: Occurrence,
) -> None:
    first = gets(craft, 1, 4, name="Ann")
    family = waits(craft, 1, 2, name="Cleo")
    assert gets(craft, 1, name="Dai").is_live
    assert again(family).entry.skipped == 1, "it counts as passing over, as always"
    cancel_booking(booking=first, by=WEB, now=NOW)
    assert accept_offer(waiting=again(family), by=WEB, now=NOW).is_live
    assert (now_of(craft).booked_adults, now_of(craft).booked_children) == (2, 2)
    filled = [line.facts for line in QueueLine.objects.filter(what="filled").order_by("n")]
    assert [each["of"] for each in filled] == [{"children": 0}, {"children": 4}]
    checks(craft)


def test_nobody_waits_for_what_can_never_be(craft: Occurrence) -> None:
    gets(craft, 1, 4, name="Ann")
    with pytest.raises(MoreChildrenThanEver, match="4 places for children in all"):
        ask(craft, 1, 5, name="Cleo")


def test_a_table_that_became_smaller_passes_by_who_is_too_many_until_it_is_bigger_again(
    craft: Occurrence,
) -> None:
    ann = gets(craft, 1, 2, name="Ann")
    family = waits(craft, 1, 3, name="Cleo")
    change_event(
        event=craft.event, details=details(**CRAFT | {"most_children": 2}), by=DESK, now=NOW
    )
    cancel_booking(booking=ann, by=WEB, now=NOW)
    assert (again(family).entry.state, again(family).entry.skipped) == ("paused", 0)
    change_event(event=craft.event, details=details(**CRAFT), by=DESK, now=NOW)
    assert again(family).booking is not None
    checks(craft)


def test_a_limit_neither_goes_below_what_is_booked_nor_above_the_places(craft: Occurrence) -> None:
    book(craft, 1, 3)
    for most, refusal in ((2, FewerThanBookedOfAKind), (11, MoreOfAKindThanPlaces)):
        with pytest.raises(refusal) as no:
            change_event(
                event=craft.event, details=details(**CRAFT | {"most_children": most}),
                by=DESK, now=NOW,
            )  # fmt: skip
        assert no.value.field == "most_children"


def test_a_drop_in_has_no_limits(alice: Places) -> None:
    date = date_of(put_on(alice.branch, booking="drop_in", capacity=None, most_children=4))
    assert (date.most_children, date.left) == (None, None)


def test_a_term_needs_room_for_the_children_on_each_date(alice: Places) -> None:
    timing = once()
    series = Timing(TUESDAY, timing.starts, timing.ends, rule=Rule(1, count=3))
    event = put_on(alice.branch, timing=series, booked_as=BookedAs.EITHER, **CRAFT)
    book(date_of(event), 1, 3)
    wish = Wish(
        contact_name="Cleo", route=Route.EMAIL, address="cleo@example.test", language="en",
        adults=1, children=2,
    )  # fmt: skip
    with pytest.raises(TermIsFull, match="6 October"):
        book_the_term(event=event, wish=wish, by=WEB, now=NOW, key=key())


def test_at_the_door_free_seats_are_told_apart_too(craft: Occurrence) -> None:
    book(craft, 2, 3)
    tally = Tally(ticks={"a": Tick(CAME, 1, 1)}, walked={"children": 1})
    before = seats_free(occurrence=now_of(craft), tally=tally, now=craft.starts_at)
    assert before == Left(people=4, children=0)
    after = seats_free(occurrence=now_of(craft), tally=tally, now=craft.starts_at + DAY / 24)
    assert after == Left(people=7, children=2)
