"""Who rings about what is on: staff of its branch, who write down a yes or a no in the same press."""

from datetime import timedelta

import pytest
from django.test import Client

from branchline.core import clock
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.events.actions import cancel_booking
from branchline.events.models import Booking, BookingState, WaitingListEntry
from branchline.messages.models import Message, PhoneCall, Route

from ..conftest import DESK, NOW, WEB, Places, date_of, put_on
from ..waiting import again, gets, now_of, waits
from .conftest import staff, text_of

CALLS = "/alice/desk/messages/calls"


@pytest.fixture
def mabel(places: Places) -> WaitingListEntry:
    """She has only a landline, and places are held for her at Bob's branch."""
    with scope(places.service.pk):
        date = date_of(put_on(places.branch, capacity=3))
        gets(date, 1, 2, name="Ann")
        mabel = waits(
            date, name="Mabel", route=Route.PHONE, address="0161 496 0117", takes_at_once=False, by=DESK,
        )  # fmt: skip
        cancel_booking(booking=Booking.objects.get(name="Ann"), by=WEB, now=NOW)
    return mabel


def taken(staff: Client, places: Places) -> str:
    """Somebody presses “Ring”."""
    with scope(places.service.pk):
        waiting = Message.objects.get(name="Mabel", letter="events.offer").public_id
    staff.post(f"{CALLS}/{waiting}/take")
    with scope(places.service.pk):
        return f"{CALLS}/{PhoneCall.objects.get().public_id}"


def test_staff_of_its_branch_ring_and_of_another_branch_see_nothing(
    alice: Client, bob: Client, charlie: Client, places: Places, mabel: WaitingListEntry
) -> None:
    sam = staff("sam", places.service, Role.BRANCH_STAFF, places.far)
    assert "Mabel" in text_of(alice, CALLS)
    assert "Mabel" in text_of(bob, CALLS)
    assert "Mabel" not in text_of(sam, CALLS)
    with scope(places.service.pk):
        waiting = Message.objects.get(name="Mabel", letter="events.offer").public_id
    assert sam.post(f"{CALLS}/{waiting}/take").status_code == 404
    call = taken(bob, places)
    assert "Mabel" not in text_of(sam, CALLS)
    for stranger in (sam, charlie):
        assert stranger.get(call).status_code == 404
        assert stranger.post(f"{call}/leave").status_code == 404
    link = f"/alice/desk/waiting/{mabel.public_id}"
    assert link in text_of(bob, call)
    assert bob.get(link).status_code == 200, "whoever rings can open what they ring about"


@pytest.mark.parametrize(("says", "held"), [("yes", 1), ("no", 0)])
def test_a_yes_or_a_no_is_written_down_with_the_call(
    bob: Client, places: Places, mabel: WaitingListEntry, says: str, held: int
) -> None:
    call = taken(bob, places)
    assert "They answered, and say yes" in text_of(bob, call)
    bob.post(call, {"outcome": says})
    with scope(places.service.pk):
        booking = again(mabel).booking
        assert booking is not None
        assert (booking.state == BookingState.BOOKED) == bool(held)
        assert now_of(mabel.occurrence).booked == held
        assert not Message.objects.filter(name="Mabel", state="queued").exists(), "told already"
        assert Message.objects.get(letter="events.offer").state == "sent"


def test_a_yes_that_comes_too_late_is_refused_in_words_and_the_call_stays_open(
    bob: Client, places: Places, mabel: WaitingListEntry
) -> None:
    call = taken(bob, places)
    with clock.at(NOW + timedelta(days=3)):
        answer = bob.post(call, {"outcome": "yes"})
    assert answer.status_code == 200
    with scope(places.service.pk):
        assert PhoneCall.objects.get().ended_at is None
        assert now_of(mabel.occurrence).booked == 1, "held until the worker ends it"


def test_whoever_rings_back_and_says_yes_is_not_rung_again(
    bob: Client, places: Places, mabel: WaitingListEntry
) -> None:
    bob.post(f"/alice/desk/waiting/{mabel.public_id}", {"answer": "yes"})
    with scope(places.service.pk):
        assert not Message.objects.filter(letter="events.booked", name="Mabel").exists()
