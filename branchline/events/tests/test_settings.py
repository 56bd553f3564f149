"""Online, at a hall, in somebody's home: who learns where, and when."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from branchline.core import clock, links
from branchline.core.clock import london
from branchline.core.errors import Refusal
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import cancel_booking, change_event, publish_listing
from branchline.events.errors import (
    NeedsAnArea,
    NeedsAPlace,
    NotAnAddress,
)
from branchline.events.letters import BOOKED
from branchline.events.models import (
    Booking,
    Details,
    Event,
    HowToCome,
    Joining,
    JoiningLink,
    Listing,
    Setting,
    Venue,
    VenueKind,
)
from branchline.events.queries import JOIN, listings
from branchline.messages.models import Route
from branchline.places.models import Postcode

from .conftest import DESK, NOW, Places, book, date_of, details, put_on

SECRET = "https://meet.example.test/secret-room"
ONLINE: dict[str, Any] = {
    "setting": Setting.ONLINE,
    "joining": Joining(SECRET, said("Cameras may stay off")),
}
STARTS = london(2026, 10, 6, 10, 30)
HALL = Venue(VenueKind.COMMUNITY, "Sale Moor", said("Example Hall"), "m333aa")


def online(places: Places, **more: Any) -> Event:
    return put_on(places.branch, **{**ONLINE, **more})


def token(booking: Booking) -> str:
    return links.issue(
        purpose=JOIN, subject=booking.public_id, now=NOW, expires_at=STARTS + timedelta(days=1)
    ).token


@pytest.fixture
def booked(places: Places) -> tuple[Booking, str]:
    with scope(places.service.pk):
        booking = book(date_of(online(places)))
        return booking, f"/alice/join/{token(booking)}"


@pytest.mark.parametrize(
    ("minutes", "shown", "words"),
    [
        (-31, False, "You can join from 10am on Tuesday 6 October"),
        (-30, True, "Join now"),
        (0, True, "Cameras may stay off"),
        (29, True, "Join now"),
        (30, False, "This is over"),
    ],
)
def test_the_way_in_is_shown_from_half_an_hour_before_until_the_end(
    booked: tuple[Booking, str], minutes: int, shown: bool, words: str
) -> None:
    with clock.at(STARTS + timedelta(minutes=minutes)):
        page = Client().get(booked[1])
    assert page.status_code == 200
    text = page.content.decode()
    assert words in text
    assert (SECRET in text) is shown
    assert page.headers["Cache-Control"] == "no-store"


def test_who_has_cancelled_does_not_come_in(booked: tuple[Booking, str], places: Places) -> None:
    with scope(places.service.pk):
        cancel_booking(booking=booked[0], by=DESK, now=NOW)
    with clock.at(STARTS):
        text = Client().get(booked[1]).content.decode()
    assert SECRET not in text
    assert "nothing to join" in text


def test_nobody_else_sees_it_anywhere(booked: tuple[Booking, str], places: Places) -> None:
    public = booked[0].occurrence.public_id
    with clock.at(STARTS):
        for path in (
            f"/alice/whats-on/{public}", f"/alice/whats-on/{public}.ics", "/alice/whats-on.ics", "/alice/whats-on.atom",
            "/alice/whats-on", f"/alice/join/{'x' * 32}", f"/charlie/join/{booked[1].rsplit('/', 1)[1]}",
        ):  # fmt: skip
            assert SECRET not in Client().get(path).content.decode(), path
    assert "joining" not in [field.name for field in Listing._meta.get_fields()]


def test_a_drop_in_shows_the_way_in_on_its_page_for_that_time_only(places: Places) -> None:
    with scope(places.service.pk):
        date = date_of(online(places, booking=HowToCome.DROP_IN, capacity=None))
    path = f"/alice/whats-on/{date.public_id}"
    with clock.at(STARTS - timedelta(minutes=31)):
        assert SECRET not in Client().get(path).content.decode()
    with clock.at(STARTS - timedelta(minutes=29)):
        assert SECRET in Client().get(path).content.decode()


def test_the_message_and_the_calendar_carry_the_partys_own_link(alice: Places) -> None:
    booking = book(date_of(online(alice)))
    content = BOOKED.compose(booking.public_id, "en", Route.EMAIL, NOW)
    assert content is not None
    join = next(step.address for step in content.steps if "/join/" in step.address)
    calendar = content.attachments[0].content.decode().replace("\r\n ", "")
    assert "/alice/join/" in calendar
    assert SECRET not in f"{content} {calendar}"
    assert dict(content.facts)["Where"] == "Online"
    with clock.at(STARTS):
        assert SECRET in Client().get("/" + join.split("/", 3)[3]).content.decode()


def test_a_hall_is_shown_with_its_name_and_put_on_the_map(alice: Places) -> None:
    Postcode.objects.filter(postcode="M333AA").update(lat=53.42, lon=-2.31)
    put_on(alice.branch, setting=Setting.OUTREACH, venue=HALL)
    row = Listing.objects.get()
    assert (row.venue.en, row.town, row.postcode) == ("Example Hall", "Sale Moor", "M33 3AA")
    assert (row.lat, row.lon) == (53.42, -2.31)
    assert "step_free" not in row.access  # that is the library's way in, not the hall's


@pytest.mark.parametrize("kind", [VenueKind.HOME, VenueKind.STREET])
def test_of_a_home_and_a_doorstep_only_the_area_is_kept(alice: Places, kind: VenueKind) -> None:
    venue = Venue(kind, "Timperley", said("Mrs Example’s"), "M33 3AA")
    event = put_on(alice.branch, setting=Setting.OUTREACH, venue=venue)
    row = Listing.objects.get()
    assert (str(row.venue), row.town, row.postcode, row.lat) == ("", "Timperley", "", None)
    assert event.where == Venue(kind, "Timperley")


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"setting": Setting.OUTREACH}, NeedsAnArea),
        ({"setting": Setting.OUTREACH, "venue": Venue(VenueKind.HOME, "")}, NeedsAnArea),
        ({"setting": Setting.OUTREACH, "venue": Venue(VenueKind.SCHOOL, "Sale")}, NeedsAPlace),
        ({"setting": Setting.ONLINE, "joining": Joining("http://meet.example.test")}, NotAnAddress),
        ({"setting": Setting.ONLINE, "joining": Joining("javascript:alert(1)")}, NotAnAddress),
    ],
)
def test_a_place_needs_what_people_have_to_know(
    alice: Places, facts: dict[str, Any], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        put_on(alice.branch, **facts)


def test_the_way_in_of_a_published_event_may_change_and_goes_when_people_meet_at_the_library(
    alice: Places,
) -> None:
    event = online(alice)
    other = Joining("https://other.example.test/")
    change_event(
        event=event, details=details(setting=Setting.ONLINE, joining=other), by=DESK, now=NOW
    )
    assert JoiningLink.objects.get().address == other.address
    change_event(event=event, details=details(), by=DESK, now=NOW)
    assert not JoiningLink.objects.exists()


def test_details_come_back_as_they_were_given(alice: Places) -> None:
    both: tuple[dict[str, Any], ...] = (
        {**ONLINE, "languages": ("en", "pl"), "made_for": ("carers",)},
        {"setting": Setting.OUTREACH, "venue": Venue(VenueKind.SCHOOL, "Sale", said("A school"))},
    )
    for facts in both:
        meant: Details = details(**facts)
        event = put_on(alice.branch, **facts)
        event.refresh_from_db()
        assert event.details == meant


def test_online_is_found_by_its_filter(alice: Places) -> None:
    shown = date_of(online(alice))
    put_on(alice.branch)
    found = listings(now=NOW, setting=Setting.ONLINE).rows
    assert [card.public_id for card in found] == [shown.public_id]
    with clock.at(NOW):
        text = Client().get("/alice/whats-on?where=online").content.decode()
    assert text.count("bl-card__title") == 1


def test_what_is_true_of_one_date_is_listed_for_that_date_alone(alice: Places) -> None:
    date = date_of(put_on(alice.branch, access=("captions",)))
    date.access = ["bsl"]
    date.save(update_fields=["access"])
    publish_listing(occurrence=date)
    assert Listing.objects.get().access == ["captions", "bsl", "step_free"]
