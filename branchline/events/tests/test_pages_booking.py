"""A family books, sees that its places are kept, and gives them back; nobody else learns anything."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from branchline.core import clock, links
from branchline.core.acting import Channel
from branchline.core.scoping import scope
from branchline.events.forms.reach import REACH
from branchline.events.models import Booking, Occurrence
from branchline.events.pages.mine import COOKIE
from branchline.events.queries.bookings import CANCEL
from branchline.messages.models import Message
from branchline.people.models import Account

from .conftest import NOW, Places, book, date_of, once, put_on

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
FAMILY: dict[str, Any] = {
    "key": "a-form-of-its-own",
    "adults": "1",
    "children": "2",
    "name": "Nia Hughes",
    "reach": "email",
    "email": "nia@example.test",
}


@pytest.fixture(autouse=True)
def september() -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
def tuesday(places: Places) -> Occurrence:
    """Rhyme time with twenty places, at Alice's."""
    with scope(places.service.pk):
        return date_of(put_on(places.branch))


def form_of(tuesday: Occurrence) -> str:
    return f"/alice/whats-on/{tuesday.public_id}/book"


def bookings(places: Places) -> list[Booking]:
    with scope(places.service.pk):
        return list(Booking.objects.all().with_occurrence())


def test_a_family_books_and_gets_a_message(
    client: Client, places: Places, tuesday: Occurrence
) -> None:
    page = client.post(form_of(tuesday), FAMILY, follow=True)
    assert page.status_code == 200
    (booking,) = bookings(places)
    assert page.redirect_chain == [(f"/alice/bookings/{booking.public_id}/done", 302)]
    assert (booking.adults, booking.children, booking.channel) == (1, 2, Channel.WEB.value)
    text = page.content.decode()
    for words in (
        "Your places are kept",
        "1 adult and 2 children",
        "An email",
        "Sale Library",
        ".ics",
    ):
        assert words in text
    with scope(places.service.pk):
        assert [m.address for m in Message.objects.all()] == ["nia@example.test"]


def test_a_second_press_keeps_the_same_places(
    client: Client, places: Places, tuesday: Occurrence
) -> None:
    first = client.post(form_of(tuesday), FAMILY)
    second = client.post(form_of(tuesday), FAMILY)
    assert first.headers["Location"] == second.headers["Location"]
    assert len(bookings(places)) == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"children": "-1"}, "can’t be less than 0"),
        ({"adults": "12", "children": "9"}, "up to 12 people"),
        ({"adults": "0", "children": "2"}, "at least 1 adult"),
        ({"name": ""}, "Write your name."),
        ({"reach": "sms"}, "Write your mobile number"),
        ({"name": "n" * 10_000_000}, "100 letters at most"),
    ],
)
def test_a_slip_is_said_at_the_top_and_at_its_field_and_all_is_kept(
    client: Client, places: Places, tuesday: Occurrence, changes: dict[str, str], words: str
) -> None:
    typed = FAMILY | {"access_note": "room for a wheelchair"} | changes
    page = client.post(form_of(tuesday), typed)
    assert page.status_code == 200
    text = page.content.decode()
    assert text.count(words) >= 2
    assert "There is something to put right" in text
    assert "room for a wheelchair" in text
    assert "nia@example.test" in text
    assert typed["name"] in text
    assert bookings(places) == []


def test_more_than_there_are_places_is_said_with_both_numbers(
    client: Client, places: Places
) -> None:
    with scope(places.service.pk):
        small = date_of(put_on(places.branch, capacity=2))
    page = client.post(form_of(small), FAMILY)
    assert "There are 2 places left and you asked for 3" in page.content.decode()
    assert bookings(places) == []


def test_who_wants_more_than_are_left_chooses_to_be_fewer_or_to_wait(
    client: Client, places: Places
) -> None:
    with scope(places.service.pk):
        small = date_of(put_on(places.branch, capacity=4))
        book(small, adults=2)
    page = client.post(form_of(small), FAMILY).content.decode()
    assert "There are 2 places left and you asked for 3" in page
    assert "Keep places for fewer" in page
    waits = client.post(form_of(small), FAMILY | {"rather_waits": "on"}, follow=True)
    assert "You are number 1 on the waiting list" in waits.content.decode()


def test_whoever_rather_waits_keeps_that_button_when_something_else_is_wrong(
    client: Client, places: Places
) -> None:
    soon = NOW.date() + timedelta(days=4)
    with scope(places.service.pk):
        craft = date_of(put_on(places.branch, capacity=6, most_children=2, timing=once(soon)))
        book(craft, adults=2, children=2)
    family = FAMILY | {"adults": "1", "children": "2"}
    page = client.post(form_of(craft), family).content.decode()
    assert "This is full for children now. There are 2 places left for adults." in page
    assert "Book for the adults only, or join the waiting list" in page
    letter = {"reach": "letter", "post": "1 High Street, M33 7ZF", "rather_waits": "on"}
    for wrong in (letter, {"name": "", "rather_waits": "on"}):
        page = client.post(form_of(craft), family | wrong).content.decode()
        assert "There is something to put right" in page
        assert 'name="rather_waits" value="on">Join the waiting list' in page
        assert "Keep these places for me" not in page


def test_more_than_one_booking_holds_are_led_to_the_form_for_groups_with_their_numbers(
    client: Client, places: Places
) -> None:
    with scope(places.service.pk):
        big = date_of(put_on(places.branch, capacity=40, most_in_group=30))
    for adults, children in (("2", "24"), ("7", "8")):
        page = client.post(form_of(big), FAMILY | {"adults": adults, "children": children})
        text = page.content.decode()
        there = (
            f"{form_of(big).removesuffix('/book')}/group?adults={adults}&amp;children={children}"
        )
        assert f'href="{there}"' in text
        assert "please phone or ask at the library" not in text
    form = client.get(there.replace("&amp;", "&")).content.decode()
    assert 'name="adults" value="7"' in form
    assert 'name="children" value="8"' in form


def test_a_call_may_go_to_a_mobile_and_says_so(client: Client, tuesday: Occurrence) -> None:
    page = client.get(form_of(tuesday)).content.decode()
    assert "Phone call</label>" in page
    assert "To a landline or a mobile" in page
    typed = FAMILY | {"reach": "phone", "landline": "07700 900123"}
    assert client.post(form_of(tuesday), typed).status_code == 302
    with translation.override("cy"):
        assert str(dict(REACH)["phone"]) == "Galwad ffôn"


def test_a_full_event_offers_other_days_when_it_is_too_late_for_its_list(
    client: Client, places: Places
) -> None:
    with scope(places.service.pk):
        full = date_of(put_on(places.branch, capacity=3))
        book(full, adults=3)
    with clock.at(full.starts_at - timedelta(hours=2)):
        page = client.get(form_of(full)).content.decode()
        assert "All the places are taken" in page
        assert '<form class="bl-form"' not in page
        late = client.post(form_of(full), FAMILY).content.decode()
    assert "This is full now" in late
    assert "Nia Hughes" in late


def test_what_has_been_says_so(client: Client, tuesday: Occurrence) -> None:
    with clock.at(tuesday.ends_at + timedelta(hours=1)):
        assert "This has been." in client.get(form_of(tuesday)).content.decode()
        assert "has started" in client.post(form_of(tuesday), FAMILY).content.decode()


def test_the_page_of_a_booking_opens_only_where_it_was_made(
    client: Client, places: Places, tuesday: Occurrence
) -> None:
    client.post(form_of(tuesday), FAMILY)
    (booking,) = bookings(places)
    for path in (
        f"/alice/bookings/{booking.public_id}/done",
        f"/alice/bookings/{booking.public_id}/cancel",
    ):
        assert client.get(path).status_code == 200
        strange = Client().get(path)
        nothing = Client().get(path.replace(booking.public_id, "0000000000"))
        assert strange.status_code == nothing.status_code == 404
        assert "Rhyme time" not in strange.content.decode()
        assert Client().post(path).status_code == 404
    assert bookings(places)[0].is_live


def test_whoever_sits_down_after_somebody_signed_out_sees_nothing_of_theirs(
    client: Client, places: Places, tuesday: Occurrence
) -> None:
    client.force_login(
        Account.objects.create_user("rosa@example.test", name="Rosa"), backend=BACKEND
    )
    client.post(form_of(tuesday), FAMILY)
    (booking,) = bookings(places)
    path = f"/alice/bookings/{booking.public_id}/done"
    assert client.get(path).status_code == 200
    remembered = client.cookies[COOKIE].value
    client.logout()
    client.cookies[COOKIE] = remembered
    assert client.get(path).status_code == 404


def test_the_page_does_not_repeat_the_address(client: Client, tuesday: Occurrence) -> None:
    page = client.post(form_of(tuesday), FAMILY, follow=True)
    assert "nia@example.test" not in page.content.decode()
    assert "Nia Hughes" not in page.content.decode()


@pytest.fixture
def issued(places: Places, tuesday: Occurrence) -> links.Issued:
    """The link in the message of a booking."""
    with scope(places.service.pk):
        booking = book(tuesday, adults=1, children=2, contact_name="Megan Lloyd")
        return links.issue(
            purpose=CANCEL, subject=booking.public_id, now=NOW, expires_at=tuesday.ends_at
        )


def test_opening_the_link_changes_nothing_and_the_button_cancels(
    places: Places, tuesday: Occurrence, issued: links.Issued
) -> None:
    path = f"/alice/bookings/cancel/{issued.token}"
    scanner = Client()
    shown = scanner.get(path).content.decode()
    assert "Cancel this booking" in shown
    assert "Megan Lloyd" in shown
    scanner.head(path)
    assert bookings(places)[0].is_live
    page = Client().post(path, follow=True)
    assert "Your booking is cancelled" in page.content.decode()
    assert not bookings(places)[0].is_live
    # Pressing again, or opening the message once more, says the same.
    assert "Your booking is cancelled" in Client().post(path, follow=True).content.decode()


def test_the_code_of_a_letter_opens_the_same_page(places: Places, issued: links.Issued) -> None:
    typed = issued.code.replace("-", " ").upper()
    page = Client().post("/alice/bookings/code", {"code": typed}, follow=True)
    assert "Cancel this booking" in page.content.decode()


def test_an_unknown_code_is_said_kindly(places: Places) -> None:
    page = Client().post("/alice/bookings/code", {"code": "zzzz-zzzz"})
    assert "We don’t know this code" in page.content.decode()
    assert "zzzz-zzzz" in page.content.decode()
    at_the_door = Client().post("/alice/bookings/code", {"code": "k7mp2 x9d3f"})
    assert "This is the code for the door" in at_the_door.content.decode()


def test_a_link_of_one_service_opens_nothing_at_another(issued: links.Issued) -> None:
    assert Client().get(f"/charlie/bookings/cancel/{issued.token}").status_code == 404


def test_an_event_of_one_service_is_not_booked_at_another(tuesday: Occurrence) -> None:
    path = f"/charlie/whats-on/{tuesday.public_id}"
    assert Client().get(path).status_code == 404
    assert Client().get(f"{path}/book").status_code == 404


def test_codes_that_are_guessed_are_counted_and_then_refused(
    client: Client, places: Places, issued: links.Issued
) -> None:
    for turn in range(20):
        page = client.post("/alice/bookings/code", {"code": f"zzzz-{turn:04}"})
        assert "We don’t know this code" in page.content.decode()
    page = client.post("/alice/bookings/code", {"code": issued.code})
    assert "tried too many times" in page.content.decode()
    assert f'value="{issued.code}"' in page.content.decode()
    assert client.get(f"/alice/bookings/cancel/{issued.code}").status_code == 429


def test_pages_about_one_booking_are_kept_nowhere_and_named_to_nobody(
    client: Client, places: Places, tuesday: Occurrence, issued: links.Issued
) -> None:
    client.post(form_of(tuesday), FAMILY)
    mine = next(b for b in bookings(places) if b.contact and b.contact.name == "Nia Hughes")
    for path in (
        "/alice/bookings/code",
        f"/alice/bookings/cancel/{issued.token}",
        f"/alice/bookings/{mine.public_id}/done",
        f"/alice/bookings/{mine.public_id}/cancel",
    ):
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "no-store", path
        assert answer["Referrer-Policy"] == "strict-origin", path
        assert answer["X-Robots-Tag"] == "noindex", path


def test_going_back_and_sending_again_books_once(
    client: Client, places: Places, tuesday: Occurrence
) -> None:
    client.post(form_of(tuesday), FAMILY)
    again = client.post(form_of(tuesday), FAMILY | {"key": "another-form", "name": "nia hughes"})
    assert "Your places are kept already: 1 adult and 2 children" in again.content.decode()
    assert len(bookings(places)) == 1
    client.post(form_of(tuesday), FAMILY | {"key": "a-third-form", "name": "Owain Hughes"})
    Client().post(form_of(tuesday), FAMILY | {"key": "somebody-elses-form"})
    assert len(bookings(places)) == 3, "another name, and another browser that learns nothing"


def test_after_cancelling_the_same_family_may_book_again(
    client: Client, places: Places, tuesday: Occurrence
) -> None:
    client.post(form_of(tuesday), FAMILY)
    (booking,) = bookings(places)
    client.post(f"/alice/bookings/{booking.public_id}/cancel")
    client.post(form_of(tuesday), FAMILY | {"key": "another-form"})
    assert [b.is_live for b in bookings(places)].count(True) == 1
    assert len(bookings(places)) == 2
