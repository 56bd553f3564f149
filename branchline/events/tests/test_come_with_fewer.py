"""A party of three comes as two: by their own link, or told at the desk; what they leave goes to whoever waits."""

from datetime import timedelta

import pytest
from django.test import Client

from branchline.core import clock, links
from branchline.core.models import Happening
from branchline.events import errors
from branchline.events.actions import cancel_booking, come_with_fewer
from branchline.events.models import Occurrence
from branchline.events.queries import CANCEL, miscounted

from .conftest import NOW, WEB, Places, date_of, put_on
from .waiting import again, gets, now_of, waits


@pytest.fixture
def small(alice: Places) -> Occurrence:
    """For four."""
    return date_of(put_on(alice.branch, capacity=4))


def test_the_place_they_leave_goes_to_whoever_waits(small: Occurrence) -> None:
    family = gets(small, 2, 2, name="Ann")
    waiting = waits(small, name="Ben")
    for _twice in range(2):
        kept = come_with_fewer(booking=family, adults=1, children=2, by=WEB, now=NOW)
        assert (kept.adults, kept.children) == (1, 2)
    assert again(waiting).booking is not None
    after = now_of(small)
    assert (after.booked_adults, after.booked_children) == (2, 2)
    assert not miscounted().exists()


def test_the_ledger_adds_up_also_when_they_cancel_the_rest(small: Occurrence) -> None:
    family = gets(small, 2, 2, name="Ann")
    come_with_fewer(booking=family, adults=1, children=1, by=WEB, now=NOW)
    cancel_booking(booking=family, by=WEB, now=NOW)
    given = Happening.objects.filter(kind="events.booking_cancelled").order_by("id")
    assert list(given.values_list("quantity", flat=True)) == [2, 2]
    assert now_of(small).booked == 0


@pytest.mark.parametrize(
    ("adults", "children", "refusal"),
    [
        (3, 0, errors.NotFewer),
        (1, 3, errors.NotFewer),
        (0, 0, errors.NobodyIsComing),
        (0, 2, errors.NeedsAnAdult),
        (-1, 2, errors.NobodyIsComing),
    ],
)
def test_what_is_not_fewer_of_the_same_is_refused(
    small: Occurrence, adults: int, children: int, refusal: type[errors.NotFewer]
) -> None:
    family = gets(small, 2, 2, name="Ann")
    with pytest.raises(refusal):
        come_with_fewer(booking=family, adults=adults, children=children, by=WEB, now=NOW)
    assert now_of(small).booked == 4


def test_not_once_it_has_started_or_was_cancelled(small: Occurrence) -> None:
    family = gets(small, 2, 2, name="Ann")
    with pytest.raises(errors.HasStarted):
        come_with_fewer(booking=family, adults=1, children=0, by=WEB, now=small.starts_at)
    cancel_booking(booking=family, by=WEB, now=NOW)
    with pytest.raises(errors.BookingNotFound):
        come_with_fewer(booking=family, adults=1, children=0, by=WEB, now=NOW)


def test_behind_the_link_of_the_message(small: Occurrence, client: Client) -> None:
    family = gets(small, 2, 1, name="Ann")
    until = NOW + timedelta(days=60)
    token = links.issue(purpose=CANCEL, subject=family.public_id, expires_at=until, now=NOW).token
    address = f"/alice/bookings/cancel/{token}"
    with clock.at(NOW):
        assert "Fewer of you, or more?" in client.get(address).content.decode()
        said = {"how_many": "yes", "adults": "3", "children": "0"}
        assert "Do this in two steps" in client.post(address, said).content.decode()
        page = client.post(address, said | {"adults": "1", "children": "1"}, follow=True)
    assert "Your places are kept for 1 adult and 1 child" in page.content.decode()
    family.refresh_from_db()
    assert (family.adults, family.children, family.is_live) == (1, 1, True)
