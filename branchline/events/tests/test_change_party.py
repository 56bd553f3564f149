"""One more child comes: the booking grows where there is room, by its own page, and nobody who waits is passed by."""

import pytest
from django.test import Client

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.models import Happening
from branchline.core.scoping import scope
from branchline.events import errors
from branchline.events.actions import cancel_booking, change_party
from branchline.events.models import Listing, Occurrence
from branchline.events.queries import miscounted

from .conftest import NOW, WEB, Places, date_of, put_on
from .waiting import gets, now_of, waits

NIA = {
    "key": "a-form-of-its-own", "adults": "1", "children": "1", "name": "Nia Hughes", "reach": "email",
    "email": "nia@example.test",
}  # fmt: skip


@pytest.fixture
def small(alice: Places) -> Occurrence:
    """For four."""
    return date_of(put_on(alice.branch, capacity=4))


def counted(kind: str) -> list[int | None]:
    found = Happening.objects.filter(kind=kind).order_by("id")
    return list(found.values_list("quantity", flat=True))


def test_one_more_child_comes_and_everything_adds_up(small: Occurrence) -> None:
    family = gets(small, 1, 1, name="Ann")
    for _twice in range(2):
        kept = change_party(booking=family, adults=1, children=2, by=WEB, now=NOW)
        assert (kept.adults, kept.children) == (1, 2)
    after = now_of(small)
    assert (after.booked, after.booked_adults, after.booked_children) == (3, 1, 2)
    assert Listing.objects.get(public_id=small.public_id).places_left == 1
    assert not miscounted().exists()
    cancel_booking(booking=family, by=WEB, now=NOW)
    assert now_of(small).booked == 0
    assert counted("events.booked") == [2, 1]
    assert counted("events.booking_cancelled") == [3]


def test_fewer_go_the_same_way(small: Occurrence) -> None:
    family = gets(small, 2, 1, name="Ann")
    assert change_party(booking=family, adults=1, children=1, by=WEB, now=NOW).people == 2
    assert now_of(small).booked == 2


@pytest.mark.parametrize(
    ("adults", "children", "refusal"),
    [
        (1, 4, errors.NoRoomForMore),
        (1, 12, errors.TooBigAParty),
        (0, 3, errors.NeedsAnAdult),
        (-1, 3, errors.NobodyIsComing),
        (2, 0, errors.FewerFirst),
    ],
)
def test_what_does_not_fit_changes_nothing(
    small: Occurrence, adults: int, children: int, refusal: type[Refusal]
) -> None:
    family = gets(small, 1, 1, name="Ann")
    with pytest.raises(refusal):
        change_party(booking=family, adults=adults, children=children, by=WEB, now=NOW)
    family.refresh_from_db()
    assert (family.adults, family.children, now_of(small).booked) == (1, 1, 2)


def test_nobody_who_waits_is_passed_by(small: Occurrence) -> None:
    family = gets(small, 1, 1, name="Ann")
    waits(small, 1, 2, name="Ben")
    with pytest.raises(errors.NoRoomForMore):
        change_party(booking=family, adults=1, children=2, by=WEB, now=NOW)


def test_a_kind_that_is_full_takes_no_more(alice: Places) -> None:
    craft = date_of(put_on(alice.branch, capacity=9, most_children=1))
    family = gets(craft, 1, 1, name="Ann")
    with pytest.raises(errors.NoRoomForMore):
        change_party(booking=family, adults=1, children=2, by=WEB, now=NOW)
    assert change_party(booking=family, adults=2, children=1, by=WEB, now=NOW).adults == 2


def test_not_once_it_has_started_or_was_cancelled(small: Occurrence) -> None:
    family = gets(small, 1, 1, name="Ann")
    with pytest.raises(errors.HasStarted):
        change_party(booking=family, adults=1, children=2, by=WEB, now=small.starts_at)
    cancel_booking(booking=family, by=WEB, now=NOW)
    with pytest.raises(errors.BookingNotFound):
        change_party(booking=family, adults=1, children=2, by=WEB, now=NOW)


def test_who_books_again_is_led_to_the_page_that_adds_one_more(
    client: Client, places: Places
) -> None:
    with scope(places.service.pk):
        date = date_of(put_on(places.branch, capacity=3))
    form = f"/alice/whats-on/{date.public_id}/book"
    with clock.at(NOW):
        mine = client.post(form, NIA).headers["Location"].removesuffix("/done") + "/cancel"
        again = client.post(form, NIA | {"key": "another-form", "children": "2"}).content.decode()
        assert "Your places are kept already: 1 adult and 1 child." in again
        assert f'href="{mine}#party"' in again
        assert '<h2 id="party">Fewer of you, or more?' in client.get(mine).content.decode()
        said = {"how_many": "yes", "adults": "1", "children": "3"}
        refused = client.post(mine, said).content.decode()
        assert "There is no room for more of you now." in refused
        page = client.post(mine, said | {"children": "2"}, follow=True).content.decode()
        assert "Your places are kept for 1 adult and 2 children" in page
    assert Client().post(mine, said).status_code == 404
