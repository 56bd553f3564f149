"""A teacher asks on a page, sees how it stands, and takes it back; nobody else learns anything."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from branchline.core import clock, links
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import (
    approve_group,
    cancel_occurrence,
    change_event,
    decline_group,
)
from branchline.events.letters import BOOKED, GROUP_ASKED, GROUP_CLOSED, GROUP_DECLINED
from branchline.events.models import Booking, GroupRequest, GroupState, Occurrence
from branchline.events.queries import GROUP
from branchline.messages.letters import Letter
from branchline.messages.models import Route

from .conftest import DESK, NOW, Places, date_of, details, put_on
from .groups import again, asks

CLASS: dict[str, Any] = {
    "key": "a-form-of-its-own", "kind": "school", "group_name": "Sale Primary, class 4", "adults": "3",
    "children": "12", "name": "Mrs Lee", "reach": "email", "email": "lee@example.test",
    "another_day": "Any Tuesday",
}  # fmt: skip


@pytest.fixture(autouse=True)
def september() -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
def morning(places: Places) -> Occurrence:
    """Twenty places; groups of up to fifteen may ask."""
    with scope(places.service.pk):
        return date_of(put_on(places.branch, most_in_group=15))


@pytest.fixture
def asked(places: Places, morning: Occurrence) -> GroupRequest:
    with scope(places.service.pk):
        return asks(morning)


def path(date: Occurrence, *rest: str) -> str:
    return "/".join([f"/alice/whats-on/{date.public_id}", *rest])


def link_to(asked: GroupRequest, places: Places) -> str:
    """As it stands in their message."""
    with scope(places.service.pk):
        issued = links.issue(
            purpose=GROUP, subject=asked.public_id, now=NOW, expires_at=asked.occurrence.ends_at
        )
    return f"/alice/groups/request/{issued.token}"


def text(answer: Any) -> str:
    said: str = answer.content.decode()
    return said


def test_a_date_that_takes_groups_leads_to_the_form(client: Client, morning: Occurrence) -> None:
    for page in (path(morning), path(morning, "book")):
        assert path(morning, "group") in text(client.get(page))
    form = text(client.get(path(morning, "group")))
    assert "group of up to 15 people" in form
    assert "Asking keeps no places yet" in form


def test_a_date_that_takes_none_says_so(client: Client, places: Places) -> None:
    with scope(places.service.pk):
        date = date_of(put_on(places.branch))
    assert path(date, "group") not in text(client.get(path(date)))
    assert "can’t take groups" in text(client.get(path(date, "group")))


def test_a_teacher_asks_and_sees_how_it_stands(
    client: Client, places: Places, morning: Occurrence
) -> None:
    page = client.post(path(morning, "group"), CLASS, follow=True)
    for words in ("We have your request", "Sale Primary, class 4", "yes or no by email"):
        assert words in text(page)
    mine = page.redirect_chain[0][0]
    assert "no-store" in page.headers["Cache-Control"]
    assert Client().get(mine).status_code == 404
    done = client.post(mine, {"answer": "withdraw"}, follow=True)
    assert "You have taken your request back" in text(done)
    with scope(places.service.pk):
        (asked,) = GroupRequest.objects.all()
    assert (asked.state, asked.another_day) == (GroupState.WITHDRAWN, "Any Tuesday")


def test_the_same_form_sent_twice_asks_once(
    client: Client, places: Places, morning: Occurrence
) -> None:
    first = client.post(path(morning, "group"), CLASS).headers["Location"]
    assert client.post(path(morning, "group"), CLASS).headers["Location"] == first
    with scope(places.service.pk):
        assert GroupRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"kind": ""}, "Choose what kind of group it is."),
        ({"kind": "army"}, "Choose one of these."),
        ({"group_name": ""}, "Write what the group is called."),
        ({"group_name": "A" * 10_000_000}, "Use a shorter name"),
        ({"adults": "-2"}, "This can’t be less than 0."),
        ({"adults": "9" * 40}, "more than any library holds"),
        ({"adults": "many"}, "Write a number in figures, like 24."),
        ({"adults": "", "children": ""}, "Say how many are coming"),
        ({"adults": "4"}, "group of up to 15 people"),
        ({"adults": "0"}, "Children come to this with an adult"),
        ({"reach": ""}, "Choose how we may reach you."),
        ({"email": ""}, "Write your email address"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(
    client: Client, morning: Occurrence, changed: dict[str, str], words: str
) -> None:
    page = text(client.post(path(morning, "group"), CLASS | changed))
    assert words in page
    assert "Mrs Lee" in page


def test_it_stops_taking_groups_while_the_form_is_filled_in(
    client: Client, places: Places, morning: Occurrence
) -> None:
    with scope(places.service.pk):
        change_event(event=morning.event, details=details(), by=DESK, now=NOW)
    page = text(client.post(path(morning, "group"), CLASS))
    assert "can’t take groups" in page
    assert "Mrs Lee" in page


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("approved", "Yes, you can all come"),
        ("declined", "The room is too small."),
        ("closed", "The boiler broke"),
    ],
)
def test_behind_the_link_it_says_what_became_of_it(
    client: Client, places: Places, asked: GroupRequest, state: str, words: str
) -> None:
    with scope(places.service.pk):
        match state:
            case "approved":
                approve_group(asked=asked, by=DESK, now=NOW)
            case "declined":
                decline_group(asked=asked, words=words, by=DESK, now=NOW)
            case _:
                cancel_occurrence(
                    occurrence=asked.occurrence, because=said(words), by=DESK, now=NOW
                )
    page = client.get(link_to(asked, places))
    assert words in text(page)
    assert "no-store" in page.headers["Cache-Control"]


def test_a_kept_group_is_cancelled_with_one_press(
    client: Client, places: Places, asked: GroupRequest
) -> None:
    with scope(places.service.pk):
        approve_group(asked=asked, by=DESK, now=NOW)
    there = link_to(asked, places)
    assert "Your booking is cancelled" in text(
        client.post(there, {"answer": "cancel"}, follow=True)
    )
    with scope(places.service.pk):
        assert not Booking.objects.all().live()


def test_after_the_start_it_says_sorry(client: Client, asked: GroupRequest, places: Places) -> None:
    there = link_to(asked, places)
    with clock.at(asked.occurrence.starts_at):
        assert "We did not answer in time" in text(client.get(there))


def test_a_stolen_or_broken_link_opens_nothing(
    client: Client, places: Places, asked: GroupRequest
) -> None:
    there = link_to(asked, places)
    assert client.get(there[:-1]).status_code == 404
    assert client.get(there.replace("/alice/", "/charlie/")).status_code == 404
    assert client.get(f"/alice/groups/mine/{asked.public_id}").status_code == 404
    assert client.get(f"/alice/groups/request/{asked.public_id}").status_code == 404


def test_another_service_has_no_such_form(client: Client, morning: Occurrence) -> None:
    there = path(morning, "group").replace("/alice/", "/charlie/")
    assert client.get(there).status_code == 404
    assert client.post(there, CLASS).status_code == 404


def test_the_code_of_a_letter_leads_there(
    client: Client, places: Places, morning: Occurrence
) -> None:
    with scope(places.service.pk):
        asked = asks(morning, route=Route.LETTER, address="1 Row\nSale\nM33 7ZF")
        content = GROUP_ASKED.compose(asked.public_id, "en", Route.LETTER, NOW)
    assert content is not None
    page = client.post("/alice/bookings/code", {"code": content.steps[0].code}, follow=True)
    assert "We have your request" in text(page)


def words_of(letter: Letter, about: GroupRequest | Booking, route: Route = Route.EMAIL) -> str:
    content = letter.compose(about.public_id, "en", route, NOW)
    assert content is not None
    facts = (f"{name}: {value}" for name, value in content.facts)
    return "\n".join([content.subject, *content.paragraphs, *facts, *content.spoken])


def test_the_letters_say_what_is_true_when_they_leave(places: Places, morning: Occurrence) -> None:
    with scope(places.service.pk):
        asked = asks(morning)
        assert "No places are kept yet" in words_of(GROUP_ASKED, asked)
        yes = approve_group(asked=asks(morning), words="Bring coats.", by=DESK, now=NOW).booking
        assert yes is not None
        confirmed = words_of(BOOKED, yes)
        assert "Yes, Sale Primary, class 4 can come" in confirmed
        assert "Group: Sale Primary, class 4" in confirmed
        assert "Bring coats." in words_of(BOOKED, yes, Route.PHONE)
        decline_group(asked=asked, words="The room is too small.", by=DESK, now=NOW)
        assert "The room is too small." in words_of(GROUP_DECLINED, asked)
        assert GROUP_ASKED.compose(asked.public_id, "en", Route.EMAIL, NOW) is None
        late = asks(morning)
        cancel_occurrence(occurrence=morning, because=said("Snow"), by=DESK, now=NOW)
        assert "Snow" in words_of(GROUP_CLOSED, late)
        assert again(late).state == GroupState.CLOSED
