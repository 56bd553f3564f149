"""The desk: an event in a minute, the door list, bookings for others; strangers see nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from branchline.core import clock
from branchline.core.clock import london
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.events.models import Booking, Event, Occurrence, OccurrenceState
from branchline.messages.models import Message
from branchline.people.models import (
    Account,
    Membership,
    MembershipBranch,
    Organisation,
    OrganisationKind,
    RecordRead,
)
from branchline.places.models import Branch, Service

from .conftest import NOW, Places, book, date_of, put_on

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
EVENT: dict[str, Any] = {
    "key": "a-form-of-its-own",
    "title": "Seed swap",
    "day_0": "12",
    "day_1": "10",
    "day_2": "2026",
    "starts": "10:30",
    "ends": "11:30",
    "repeats": "once",
    "every": "1",
    "booking": "bookable",
    "capacity": "15",
    "ages": "everyone",
    "theme": "meet",
    "then": "publish",
}


@pytest.fixture(autouse=True)
def september() -> Iterator[None]:
    """The day on which these tests play."""
    with clock.at(NOW):
        yield


def staff(name: str, service: Service, role: Role, *branches: Branch) -> Client:
    """A browser in which a member of staff has signed in."""
    account = Account.objects.create_user(f"{name}@example.test", name=name)
    kind = OrganisationKind.LIBRARY_SERVICE
    theirs, _ = Organisation.objects.get_or_create(kind=kind, name=service.name, service=service)
    member = Membership.objects.create(
        account=account,
        organisation=theirs,
        service=service,
        role=role,
        all_branches=not branches,
        valid_from=london(2026, 1, 1).date(),
    )
    for branch in branches:
        MembershipBranch.objects.create(membership=member, branch=branch)
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


@pytest.fixture
def alice(places: Places) -> Client:
    """Manages Alice's libraries."""
    return staff("alice", places.service, Role.SERVICE_MANAGER)


@pytest.fixture
def bob(places: Places) -> Client:
    """Works at Sale Library alone."""
    return staff("bob", places.service, Role.BRANCH_STAFF, places.branch)


@pytest.fixture
def charlie(places: Places) -> Client:
    """Manages Charlie's libraries, and must see nothing of Alice's."""
    return staff("charlie", places.other_service, Role.SERVICE_MANAGER)


@pytest.fixture
def tuesday(places: Places) -> Occurrence:
    with scope(places.service.pk):
        return date_of(put_on(places.branch))


@pytest.fixture
def booked(places: Places, tuesday: Occurrence) -> Booking:
    with scope(places.service.pk):
        return book(tuesday, 1, 2, contact_name="Nia Hughes", access_note="A chair with arms")


def text_of(client: Client, path: str) -> str:
    page = client.get(path)
    assert page.status_code == 200
    return page.content.decode()


def dates(places: Places) -> list[Occurrence]:
    with scope(places.service.pk):
        return list(Occurrence.objects.all().with_event())


def test_an_event_is_made_and_published_in_one_form(bob: Client, places: Places) -> None:
    page = bob.post(
        "/alice/desk/events/new", EVENT | {"branch": places.branch.public_id}, follow=True
    )
    assert "Published with 1 date" in page.content.decode()
    (made,) = dates(places)
    assert (str(made.event.title), made.capacity) == ("Seed swap", 15)
    assert made.starts_at == london(2026, 10, 12, 10, 30)
    assert "Seed swap" in text_of(Client(), "/alice/whats-on")


def test_a_second_press_makes_one_event(bob: Client, places: Places) -> None:
    typed = EVENT | {"branch": places.branch.public_id}
    bob.post("/alice/desk/events/new", typed)
    bob.post("/alice/desk/events/new", typed)
    assert len(dates(places)) == 1


def test_a_series_has_its_dates_and_a_draft_stays_inside(bob: Client, places: Places) -> None:
    series = {"repeats": "series", "every": "2", "until_0": "9", "until_1": "11", "until_2": "2026"}
    typed = EVENT | series | {"branch": places.branch.public_id, "then": "draft"}
    page = bob.post("/alice/desk/events/new", typed, follow=True)
    assert "Saved as a draft with 3 dates" in page.content.decode()
    assert "Seed swap" not in text_of(Client(), "/alice/whats-on")
    assert "Seed swap" in text_of(bob, "/alice/desk/events?show=drafts")
    with scope(places.service.pk):
        event = Event.objects.get()
    published = bob.post(f"/alice/desk/plans/{event.public_id}/publish", follow=True)
    assert "Published" in published.content.decode()
    assert "Seed swap" in text_of(Client(), "/alice/whats-on")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"day_2": "2020"}, "The first date is in the past"),
        ({"ends": "9:00"}, "The end has to be after the start"),
        ({"capacity": "-5"}, "at least 1 place"),
        ({"title": "t" * 200}, "Use a shorter name"),
        ({"repeats": "series"}, "Choose the last date"),
    ],
)
def test_a_slip_is_said_at_its_field_and_all_is_kept(
    bob: Client, places: Places, changes: dict[str, str], words: str
) -> None:
    typed = EVENT | {"branch": places.branch.public_id, "summary": "Bring a seed"} | changes
    text = bob.post("/alice/desk/events/new", typed).content.decode()
    assert text.count(words) >= 2
    assert typed["title"] in text
    assert "Bring a seed" in text
    assert 'value="12"' in text
    assert dates(places) == []


def test_staff_of_one_branch_make_events_there_only(bob: Client, places: Places) -> None:
    form = text_of(bob, "/alice/desk/events/new")
    assert "Sale Library" in form
    assert "Altrincham Library" not in form
    page = bob.post("/alice/desk/events/new", EVENT | {"branch": places.far.public_id})
    assert "Choose one of your libraries" in page.content.decode()


def test_the_door_list_says_who_comes_and_what_they_need(bob: Client, booked: Booking) -> None:
    path = f"/alice/desk/events/{booked.occurrence.public_id}"
    for shown in (text_of(bob, path), text_of(bob, f"{path}/door")):
        for words in (
            "Nia Hughes",
            "1 adult and 2 children",
            "A chair with arms",
            "3 people have booked",
        ):
            assert words in shown


def test_who_opened_the_door_list_is_noted(bob: Client, places: Places, booked: Booking) -> None:
    text_of(bob, f"/alice/desk/events/{booked.occurrence.public_id}")
    with scope(places.service.pk):
        read = RecordRead.objects.select_related("account").get()
    assert read.contact_id == booked.contact_id
    assert read.account is not None
    assert read.account.name == "bob"


def test_today_shows_what_is_on_today(bob: Client, tuesday: Occurrence) -> None:
    assert "Nothing is on today" in text_of(bob, "/alice/desk/")
    with clock.at(london(2026, 10, 6, 8)):
        text = text_of(bob, "/alice/desk/")
    assert "Tuesday 6 October" in text
    assert "Nothing is on today" not in text


def test_staff_book_for_somebody_on_the_phone(
    bob: Client, places: Places, tuesday: Occurrence
) -> None:
    typed = {
        "key": "a-form-of-its-own",
        "channel": "phone",
        "adults": "2",
        "children": "0",
        "name": "Arthur Bright",
        "reach": "phone",
        "landline": "0161 496 0117",
    }
    page = bob.post(f"/alice/desk/events/{tuesday.public_id}/book", typed, follow=True)
    text = page.content.decode()
    assert "Booked for Arthur Bright" in text
    assert "0161 496 0117" in text
    with scope(places.service.pk):
        booking = Booking.objects.select_related("contact").get()
    assert booking.channel == "phone"
    assert booking.contact is not None
    assert booking.contact.vouched_by is not None


def test_staff_cancel_a_booking_for_somebody(bob: Client, places: Places, booked: Booking) -> None:
    path = f"/alice/desk/bookings/{booked.public_id}/cancel"
    assert "Cancel the booking of Nia Hughes?" in text_of(bob, path)
    bob.post(path)
    with scope(places.service.pk):
        assert not Booking.objects.get().is_live


def test_calling_a_date_off_asks_why_and_tells_everybody(
    bob: Client, places: Places, booked: Booking
) -> None:
    path = f"/alice/desk/events/{booked.occurrence.public_id}/cancel"
    asked = bob.post(path, {"key": "a-form-of-its-own", "reason": ""}).content.decode()
    assert "Say why" in asked
    page = bob.post(
        path, {"key": "a-form-of-its-own", "reason": "The heating is broken."}, follow=True
    )
    assert "3 people who had booked are being told" in page.content.decode()
    assert dates(places)[0].state == OccurrenceState.CANCELLED
    with scope(places.service.pk):
        assert Message.objects.count() == 2
    public = text_of(Client(), f"/alice/whats-on/{booked.occurrence.public_id}")
    assert "The heating is broken." in public


PATHS = (
    "/alice/desk/",
    "/alice/desk/events",
    "/alice/desk/events?show=drafts",
    "/alice/desk/events?show=past",
    "/alice/desk/events/new",
    "/alice/desk/events/{date}",
    "/alice/desk/events/{date}/door",
    "/alice/desk/events/{date}/book",
    "/alice/desk/events/{date}/cancel",
    "/alice/desk/plans/{event}",
    "/alice/desk/bookings/{booking}/cancel",
)


@pytest.mark.parametrize("path", PATHS)
def test_every_page_of_the_desk_opens_for_staff_and_for_nobody_else(
    alice: Client, bob: Client, charlie: Client, booked: Booking, path: str
) -> None:
    path = path.format(
        date=booked.occurrence.public_id,
        event=booked.occurrence.event.public_id,
        booking=booked.public_id,
    )
    assert alice.get(path).status_code == 200
    assert bob.get(path).status_code == 200
    for method in (charlie.get, charlie.post):
        stranger = method(path)
        assert stranger.status_code == 404
        assert "Nia Hughes" not in stranger.content.decode()
    nobody = Client().get(path)
    assert nobody.status_code == 302
    assert "login" in nobody.headers["Location"]


def test_staff_of_another_branch_see_no_guests(places: Places, booked: Booking) -> None:
    dan = staff("dan", places.service, Role.BRANCH_STAFF, places.far)
    for path in PATHS[5:9]:
        assert dan.get(path.format(date=booked.occurrence.public_id)).status_code == 404
    assert dan.get(f"/alice/desk/bookings/{booked.public_id}/cancel").status_code == 404


def test_the_words_of_a_published_event_change_and_its_dates_stay(
    bob: Client, places: Places, tuesday: Occurrence
) -> None:
    path = f"/alice/desk/plans/{tuesday.event.public_id}"
    form = text_of(bob, path)
    assert "Rhyme time" in form
    assert "day_0" not in form
    typed = {
        "key": "a-form-of-its-own",
        "title": "Rhyme time and tea",
        "booking": "bookable",
        "capacity": "25",
        "ages": "babies",
        "theme": "rhyme",
    }
    bob.post(path, typed)
    (date,) = dates(places)
    assert (str(date.event.title), date.capacity) == ("Rhyme time and tea", 25)
    assert date.starts_at == tuesday.starts_at


def test_the_desk_asks_as_often_for_many_dates_as_for_one(
    bob: Client, places: Places, booked: Booking, django_assert_max_num_queries: Any
) -> None:
    path = f"/alice/desk/events/{booked.occurrence.public_id}"
    counts = {}
    for page in ("/alice/desk/", "/alice/desk/events", path):
        bob.get(page)
        with django_assert_max_num_queries(17) as few:
            bob.get(page)
        counts[page] = len(few)
    with scope(places.service.pk):
        for number in range(8):
            book(
                booked.occurrence, contact_name=f"Guest {number}", address=f"{number}@example.test"
            )
            put_on(places.branch)
    for page, count in counts.items():
        with django_assert_max_num_queries(count):
            bob.get(page)


def test_an_event_like_another_asks_only_for_its_date(
    bob: Client, charlie: Client, tuesday: Occurrence
) -> None:
    path = f"/alice/desk/events/new?like={tuesday.event.public_id}"
    text = text_of(bob, path)
    assert 'value="Rhyme time"' in text
    assert 'value="10:30"' in text
    assert 'name="day_0" value="6"' not in text
    assert charlie.get(path).status_code == 404
    assert bob.get("/alice/desk/events/new?like=nothing").status_code == 404


def test_the_form_for_others_says_how_many_places_are_left(
    bob: Client, tuesday: Occurrence
) -> None:
    assert "20 places left" in text_of(bob, f"/alice/desk/events/{tuesday.public_id}/book")


def test_who_was_not_told_stands_on_the_door_list(
    bob: Client, places: Places, booked: Booking
) -> None:
    with scope(places.service.pk):
        Message.objects.filter(reference=booked.public_id).update(state="failed", ended_at=NOW)
    assert "Not told yet" in text_of(bob, f"/alice/desk/events/{booked.occurrence.public_id}")


def test_a_new_event_asks_eight_things_and_opens_the_rest_when_it_says_something(
    bob: Client, places: Places
) -> None:
    asked = text_of(bob, "/alice/desk/events/new").split("<details", 1)
    for name in ("title", "branch", "day_0", "starts", "ends", "repeats", "booking", "ages"):
        assert f'name="{name}"' in asked[0]
    for name in ("theme", "summary", "title_cy", "access"):
        assert f'name="{name}"' in asked[1]
        assert f'name="{name}"' not in asked[0]
    assert not asked[1].startswith(' class="govuk-details" open')
    typed = EVENT | {"branch": places.branch.public_id, "title": "", "summary": "Swap"}
    text = bob.post("/alice/desk/events/new", typed).content.decode()
    assert '<details class="govuk-details" open>' in text


def test_after_the_date_the_page_says_who_had_booked_and_claims_nobody_came(
    bob: Client, booked: Booking
) -> None:
    with clock.at(booked.occurrence.ends_at):
        text = text_of(bob, f"/alice/desk/events/{booked.occurrence.public_id}")
    assert "Who had booked" in text
    assert "3 people have booked" in text
    assert "who really came was not counted" in text
