"""Who has no email is not forgotten: letters are printed and posted, people are rung, and it is written down."""

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from branchline.core import clock
from branchline.core.scoping import scope
from branchline.places.queries import service_at
from tests.harness.hands import WAYS

if TYPE_CHECKING:
    from tests.harness.hands import Hand

pytestmark = pytest.mark.browser


def a_date_far_enough_for_a_letter() -> str:
    from branchline.events.models import Occurrence

    service = service_at(slug="trafford")
    assert service is not None
    with scope(service.pk):
        later = clock.now() + timedelta(days=12)
        dates = Occurrence.objects.all().with_event().filter(starts_at__gt=later)
        taking = [date for date in dates.order_by("starts_at") if not date.is_cancelled]
        free = next(date for date in taking if (date.places_left or 0) > 3)
        return str(free.public_id)


def book_for(hand: "Hand", name: str) -> None:
    hand.go(f"/trafford/desk/events/{a_date_far_enough_for_a_letter()}/book")
    hand.choose("At the desk")
    hand.write("Adults", "1")
    hand.write("Their name", name)


def test_a_letter_is_printed_and_posted(hand: "Hand") -> None:
    hand.become("Events lead")
    book_for(hand, f"Lettice {hand.way}")
    hand.choose("Letter")
    hand.write("Postal address", "3 Invented Row\nSale\nM33 7ZF")
    hand.press("Keep these places")

    hand.go("/trafford/desk/messages/letters")
    hand.press(re.compile("^Print th"))
    hand.see(f"Lettice {hand.way}")
    hand.press("They are in the post")
    hand.see("posted")


def test_somebody_is_rung_and_it_is_written_down(hand: "Hand") -> None:
    hand.become("Events lead")
    book_for(hand, f"Belle {hand.way}")
    hand.choose("Phone call")
    hand.write("Phone number", f"0161 496 021{WAYS.index(hand.way)}")
    hand.press("Keep these places")

    hand.go("/trafford/desk/messages/calls")
    hand.press(re.compile(f"Belle {hand.way}"))
    hand.heading(f"Belle {hand.way}")
    hand.choose("They answered, and I told them")
    hand.press("Write it down")
    hand.see("It is written down")
