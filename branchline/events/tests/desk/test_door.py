"""The list for the door: ticked, seats given away five minutes after the start, the code of a confirmation, paper."""

from datetime import timedelta
from re import sub
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from branchline.core import clock
from branchline.core.acting import Acting
from branchline.core.pdf import pages_of
from branchline.core.scoping import scope
from branchline.events.letters import BOOKED
from branchline.events.models import Attendance, Booking, Occurrence
from branchline.messages.models import Route
from branchline.people.models import RecordRead
from branchline.surveys.actions import open_survey

from ..conftest import Places, book
from .conftest import text_of

PHONE = "07700 900123"
SEATS = (
    "the next is one more than there are seats",
    "With those who booked, that is 1 more",
    "That is 1 more",
    "4 people who booked are still expected",
    "1 person who booked is still expected",
)


@pytest.fixture(autouse=True)
def at_the_door(september: None, tuesday: Occurrence) -> Any:
    """Nia has booked for three; now it begins."""
    with clock.at(tuesday.starts_at):
        yield


@pytest.fixture
def nia(places: Places, tuesday: Occurrence) -> Booking:
    with scope(places.service.pk):
        return book(
            tuesday, 1, 2, contact_name="Nia Hughes", access_note="A chair with arms",
            route=Route.SMS, address=PHONE,
        )  # fmt: skip


def door_of(date: Occurrence) -> str:
    return f"/alice/desk/events/{date.public_id}/door"


def tick(client: Client, date: Occurrence, **said: str) -> str:
    page = client.post(door_of(date), {"form": str(uuid4()), **said}, follow=True)
    assert page.status_code == 200
    return page.content.decode()


def kept(places: Places) -> Attendance:
    with scope(places.service.pk):
        return Attendance.objects.get()


def test_the_list_says_who_comes_and_what_they_need_but_not_how_to_reach_them(
    bob: Client, places: Places, nia: Booking, tuesday: Occurrence
) -> None:
    text = text_of(bob, door_of(tuesday))
    for words in (
        "Nia Hughes",
        "1 adult and 2 children",
        "A chair with arms",
        "3 people have booked",
    ):
        assert words in text
    for digits in (PHONE, "07700", "900 123"):
        assert digits not in text
    with scope(places.service.pk):
        assert RecordRead.objects.filter(contact=nia.contact).exists()


def test_here_did_not_come_and_undo(
    bob: Client, places: Places, nia: Booking, tuesday: Occurrence
) -> None:
    assert "3 people are here" in tick(bob, tuesday, tick=f"came:{nia.public_id}")
    assert (kept(places).people, kept(places).children) == (3, 2)
    with clock.at(tuesday.starts_at + timedelta(minutes=9)):
        tick(bob, tuesday, tick=f"missed:{nia.public_id}")
    assert (kept(places).people, kept(places).missed) == (0, 3)
    with clock.at(tuesday.starts_at + timedelta(minutes=10)):
        tick(bob, tuesday, tick=f"open:{nia.public_id}")
    assert (kept(places).arrived, kept(places).missed) == (0, 0)


def test_the_share_who_came_is_told_from_the_start_on(
    bob: Client, places: Places, nia: Booking, tuesday: Occurrence
) -> None:
    page = f"/alice/desk/events/{tuesday.public_id}"
    with clock.at(tuesday.starts_at - timedelta(minutes=30)):
        tick(bob, tuesday, tick=f"came:{nia.public_id}")
        assert "Of those who had booked" not in text_of(bob, page), "the others are on their way"
    assert "Of those who had booked 100% came" in text_of(bob, page)


def test_only_who_has_booked_for_this_date_is_ticked(
    bob: Client, places: Places, tuesday: Occurrence
) -> None:
    for said in ("came:nobody", "gone:x", "", "came:"):
        tick(bob, tuesday, tick=said)
    with scope(places.service.pk):
        assert not Attendance.objects.exists()


def test_five_minutes_after_the_start_an_empty_seat_is_for_whoever_stands_there(
    bob: Client, places: Places, nia: Booking, tuesday: Occurrence
) -> None:
    with scope(places.service.pk):
        Occurrence.objects.update(capacity=5)
    assert "2 seats are free" in text_of(bob, door_of(tuesday))
    with clock.at(tuesday.starts_at + timedelta(minutes=4, seconds=59)):
        assert "2 seats are free" in tick(bob, tuesday, walk="adults-")
    with clock.at(tuesday.starts_at + timedelta(minutes=5)):
        assert "5 seats are free" in text_of(bob, door_of(tuesday))
        tick(bob, tuesday, walk="children+")
        assert "3 seats are free" in tick(bob, tuesday, walk="adults+")
        last = tick(bob, tuesday, tick=f"came:{nia.public_id}")
        assert "0 seats are free" in last
        assert "5 people are here" in last, "those without a booking are in the room too"
    assert (kept(places).people, kept(places).walked_in) == (5, 2)


def test_nobody_who_stands_there_is_refused_and_the_list_says_what_one_more_means(
    bob: Client, places: Places, nia: Booking, tuesday: Occurrence
) -> None:
    with scope(places.service.pk):
        Occurrence.objects.update(capacity=4)
        late = book(tuesday, 1, 0, contact_name="Late", address="late@example.test")

    def shown(html: str) -> set[str]:
        """Sentences about seats that are not hidden."""
        plain = sub(r"(?s)<p[^>]* hidden>.*?</p>", "", html)
        return {words for words in SEATS if words in plain}

    assert shown(text_of(bob, door_of(tuesday))) == {
        "the next is one more than there are seats", "4 people who booked are still expected",
    }  # fmt: skip
    assert shown(tick(bob, tuesday, walk="adults+")) == {
        "With those who booked, that is 1 more", "4 people who booked are still expected",
    }  # fmt: skip
    with clock.at(tuesday.starts_at + timedelta(minutes=6)):
        assert shown(tick(bob, tuesday, tick=f"came:{nia.public_id}")) == {
            "the next is one more than there are seats", "1 person who booked is still expected",
        }  # fmt: skip
        over = shown(tick(bob, tuesday, walk="children+"))
        assert over == {"That is 1 more", "1 person who booked is still expected"}
        assert shown(tick(bob, tuesday, tick=f"missed:{late.public_id}")) == {"That is 1 more"}
    assert (kept(places).people, kept(places).walked_in) == (5, 2), "counted, whatever was said"


def test_the_list_says_before_the_network_goes_what_is_not_kept(
    bob: Client, tuesday: Occurrence
) -> None:
    assert "Names are not kept on this phone" in text_of(bob, door_of(tuesday))


def test_the_code_of_a_confirmation_opens_a_page_with_one_button(
    bob: Client, charlie: Client, places: Places, nia: Booking, tuesday: Occurrence
) -> None:
    path = f"/alice/desk/bookings/{nia.public_id}/here"
    assert "They are here" in text_of(bob, path)
    assert charlie.get(path).status_code == 404
    assert charlie.post(path, {}).status_code == 404
    assert Client().get(path).status_code == 302, "the guest's own phone sees nothing"
    assert (
        "Nia Hughes is here."
        in bob.post(path, {"form": str(uuid4())}, follow=True).content.decode()
    )
    assert kept(places).arrived == 3
    assert "They are here already" in text_of(bob, path)


def test_a_booking_without_a_name_has_a_heading_all_the_same(
    bob: Client, places: Places, nia: Booking, tuesday: Occurrence
) -> None:
    with scope(places.service.pk):
        Booking.objects.filter(pk=nia.pk).update(name="")
    path = f"/alice/desk/bookings/{nia.public_id}/here"
    assert "No name given" in text_of(bob, path)
    here = bob.post(path, {"form": str(uuid4())}, follow=True).content.decode()
    assert "They are here" in here
    assert " is here." not in here


def test_before_its_time_nothing_is_ticked(
    bob: Client, places: Places, nia: Booking, tuesday: Occurrence
) -> None:
    with clock.at(tuesday.starts_at - timedelta(hours=4)):
        said_on_page = text_of(bob, door_of(tuesday))
        assert "Ticking opens on <time" in said_on_page
        assert ">Tuesday 6 October, 7:30am</time>, 3 hours before the start." in said_on_page
        assert "3 hours before the start" in tick(bob, tuesday, tick=f"came:{nia.public_id}")
        path = f"/alice/desk/bookings/{nia.public_id}/here"
        assert "Counting opens" in bob.post(path, {}, follow=True).content.decode()
    with scope(places.service.pk):
        assert not Attendance.objects.exists()


def test_the_list_on_paper_has_names_and_boxes_and_no_number(
    bob: Client, charlie: Client, places: Places, nia: Booking, tuesday: Occurrence
) -> None:
    answer = bob.get(f"{door_of(tuesday)}.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert pages_of(answer.content) == 1
    assert bob.get(f"/cy{door_of(tuesday)}.pdf").status_code == 200
    assert charlie.get(f"{door_of(tuesday)}.pdf").status_code == 404
    with scope(places.service.pk):
        for number in range(60):
            Booking.objects.create(
                service_id=tuesday.service_id, occurrence=tuesday, contact=nia.contact, adults=1,
                name=f"Guest {number} with a rather long name of sixty letters, all told",
                booked_at=clock.now(), channel="desk",
            )  # fmt: skip
    assert pages_of(bob.get(f"{door_of(tuesday)}.pdf").content) > 1


def test_the_confirmation_carries_the_code(places: Places, nia: Booking) -> None:
    with scope(places.service.pk), clock.at(nia.booked_at):
        said = BOOKED.compose(nia.public_id, "en", Route.EMAIL, nia.booked_at)
    assert said is not None
    assert ("Code for the door", f"{nia.public_id[:5]} {nia.public_id[5:]}") in said.facts
    assert [each.media_type for each in said.attachments if each.media_type == "image/png"]


def test_the_dates_page_says_who_came_apart_from_who_had_booked(
    bob: Client, places: Places, nia: Booking, tuesday: Occurrence
) -> None:
    path = f"/alice/desk/events/{tuesday.public_id}"
    with scope(places.service.pk):
        book(tuesday, 1, 0, contact_name="Bob", now=nia.booked_at)
    assert "Nobody has counted yet" in text_of(bob, path)
    tick(bob, tuesday, tick=f"came:{nia.public_id}")
    with clock.at(tuesday.ends_at):
        text = text_of(bob, path)
    assert "3 people came: 2 children, 1 adult." in text
    assert "75% came: 3 of 4 people" in text
    assert "Nothing was ticked for 1 of them" in text
    assert "4 people have booked" in text


def test_the_list_asks_as_often_for_many_as_for_one(
    bob: Client,
    places: Places,
    nia: Booking,
    tuesday: Occurrence,
    django_assert_max_num_queries: Any,
) -> None:
    bob.get(door_of(tuesday))
    with django_assert_max_num_queries(40) as few:
        bob.get(door_of(tuesday))
    with scope(places.service.pk):
        for number in range(8):
            book(
                tuesday,
                contact_name=f"Guest {number}",
                address=f"{number}@example.test",
                now=nia.booked_at,
            )
    with django_assert_max_num_queries(len(few)):
        bob.get(door_of(tuesday))


def test_after_the_date_its_page_leads_to_what_people_say(
    bob: Client, charlie: Client, places: Places, tuesday: Occurrence
) -> None:
    path = f"/alice/desk/events/{tuesday.public_id}"
    with clock.at(tuesday.ends_at):
        assert "What people say afterwards" not in text_of(bob, path)
    with scope(places.service.pk):
        survey = open_survey(
            title=tuesday.event.title, sets=["satisfaction-1"], about=tuesday.event.asked_about,
            branch=places.branch, by=Acting(), now=clock.now(), key=str(uuid4()),
        )  # fmt: skip
    assert "What people say afterwards" not in text_of(bob, path), "it is still on"
    with clock.at(tuesday.ends_at):
        text = text_of(bob, path)
    for page in ("", "/paper", "/enter"):
        assert f"/alice/desk/surveys/{survey.public_id}{page}" in text
