"""A family joins a list on a page, sees its number, answers an offer, and leaves with one press."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from branchline.core import clock, links
from branchline.core.fairqueue import checker
from branchline.core.scoping import scope
from branchline.events.actions import cancel_booking
from branchline.events.models import Booking, Occurrence, WaitingListEntry
from branchline.events.queries import WAITING

from .conftest import NOW, WEB, Places, date_of, put_on
from .waiting import again, gets, waits

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
def full(places: Places) -> Occurrence:
    """Three places, all booked."""
    with scope(places.service.pk):
        date = date_of(put_on(places.branch, capacity=3))
        gets(date, 1, 2, name="Ann")
    return date


def path(date: Occurrence, *rest: str) -> str:
    return "/".join([f"/alice/whats-on/{date.public_id}", *rest])


def link_to(waiting: WaitingListEntry, places: Places) -> str:
    """As it stands in their message."""
    with scope(places.service.pk):
        issued = links.issue(
            purpose=WAITING, subject=waiting.public_id, now=NOW, expires_at=waiting.occurrence.ends_at
        )  # fmt: skip
    return f"/alice/waiting-lists/place/{issued.token}"


def test_a_full_date_leads_to_its_list(client: Client, full: Occurrence) -> None:
    assert "Join the waiting list" in client.get(path(full)).content.decode()
    form = client.get(path(full, "book")).content.decode()
    assert "Nobody is waiting yet" in form
    assert "Ask us first" in form


def test_a_family_joins_and_sees_its_number(client: Client, full: Occurrence) -> None:
    page = client.post(
        path(full, "book"), FAMILY | {"rather_waits": "on"}, follow=True
    ).content.decode()
    assert "You are number 1 on the waiting list" in page
    assert "You are next" in page
    assert "1 adult and 2 children" in page


def test_whose_places_went_while_they_wrote_hear_so_and_leave_with_one_press(
    client: Client, places: Places
) -> None:
    with scope(places.service.pk):
        date = date_of(put_on(places.branch, capacity=3))
    form = client.get(path(date, "book")).content.decode()
    assert "Keep these places for me" in form
    with scope(places.service.pk):
        gets(date, 1, 2, name="Ann")
    pressed = [client.post(path(date, "book"), FAMILY) for _click in range(2)]
    mine = pressed[0].headers["Location"]
    assert pressed[1].headers["Location"] == mine
    for _reload in range(2):
        page = client.get(mine).content.decode()
        assert "<h1>The places went while you were writing</h1>" in page
        assert "nothing is booked for you" in page
        assert "you are number 1 on the waiting list" in page
        assert "How the waiting list works" in page
        assert page.count('value="leave"') == 1
    left = client.post(mine, {"answer": "leave"}, follow=True).content.decode()
    assert "not on the waiting list any more" in left
    assert "went while you were writing" not in left


def test_who_meant_to_wait_reads_nothing_of_that(client: Client, full: Occurrence) -> None:
    page = client.post(path(full, "book"), FAMILY | {"rather_waits": "on"}, follow=True)
    assert "You are number 1 on the waiting list" in page.content.decode()
    assert "while you were writing" not in page.content.decode()


def test_another_browser_learns_nothing(client: Client, full: Occurrence) -> None:
    mine = client.post(path(full, "book"), FAMILY).headers["Location"]
    assert Client().get(mine).status_code == 404


def test_promoted_whole_the_same_address_leads_to_the_booking(
    client: Client, places: Places, full: Occurrence
) -> None:
    mine = client.post(path(full, "book"), FAMILY).headers["Location"]
    with scope(places.service.pk):
        cancel_booking(booking=Booking.objects.get(name="Ann"), by=WEB, now=NOW)
    page = client.get(mine, follow=True).content.decode()
    assert "Your places are kept" in page
    assert "1 adult and 2 children" in page


def test_opening_an_offer_changes_nothing_and_one_press_takes_it(
    client: Client, places: Places, full: Occurrence
) -> None:
    with scope(places.service.pk):
        cleo = waits(full, 1, 2, name="Cleo", takes_at_once=False)
        cancel_booking(booking=Booking.objects.get(name="Ann"), by=WEB, now=NOW)
    address = link_to(cleo, places)
    assert "Places came free for you" in client.get(address).content.decode()
    with scope(places.service.pk):
        assert again(cleo).offer is not None
    page = client.post(address, {"answer": "yes"}, follow=True).content.decode()
    assert "Your places are kept" in page
    page = client.post(address, {"answer": "cancel"}, follow=True).content.decode()
    assert "not on the waiting list any more" in page


def test_no_gives_it_to_the_next(client: Client, places: Places, full: Occurrence) -> None:
    with scope(places.service.pk):
        cleo = waits(full, 1, 2, name="Cleo", takes_at_once=False)
        dai = waits(full, 1, 2, name="Dai")
        cancel_booking(booking=Booking.objects.get(name="Ann"), by=WEB, now=NOW)
    client.post(link_to(cleo, places), {"answer": "no"})
    with scope(places.service.pk):
        assert again(dai).booking is not None


def test_leaving_takes_one_press(client: Client, places: Places, full: Occurrence) -> None:
    mine = client.post(path(full, "book"), FAMILY).headers["Location"]
    page = client.post(mine, {"answer": "leave"}, follow=True).content.decode()
    assert "not on the waiting list any more" in page
    assert "Ask for places again" in page


def test_too_late_an_answer_is_told_kindly(
    client: Client, places: Places, full: Occurrence
) -> None:
    with scope(places.service.pk):
        cleo = waits(full, 1, 2, name="Cleo", takes_at_once=False)
        cancel_booking(booking=Booking.objects.get(name="Ann"), by=WEB, now=NOW)
        offer = again(cleo).offer
    assert offer is not None
    assert offer.held_until is not None
    address = link_to(cleo, places)
    with clock.at(offer.held_until):
        page = client.post(address, {"answer": "yes"}).content.decode()
    assert "This offer is over" in page
    assert "quite all right" in page


def test_a_letters_code_leads_to_the_place_in_the_line(
    client: Client, places: Places, full: Occurrence
) -> None:
    with scope(places.service.pk):
        cleo = waits(full, name="Cleo")
        issued = links.issue(
            purpose=WAITING, subject=cleo.public_id, now=NOW, expires_at=full.ends_at
        )
    page = client.post("/alice/bookings/code", {"code": issued.code}, follow=True)
    assert "You are number 1" in page.content.decode()


def test_the_log_names_nobody_and_checks(client: Client, places: Places, full: Occurrence) -> None:
    assert client.get(path(full, "waiting-list.jsonl")).status_code == 404
    with scope(places.service.pk):
        waits(full, 1, 2, name="Cleo")
        cancel_booking(booking=Booking.objects.get(name="Ann"), by=WEB, now=NOW)
    log = client.get(path(full, "waiting-list.jsonl"))
    lines = b"".join(log.streaming_content).splitlines()  # type: ignore[attr-defined]
    assert [line for line in lines if b"Cleo" in line] == []
    assert checker.check(lines).count == 5
    assert b"ALLOWED" in client.get("/check-queue.py").content


def test_the_rule_stands_on_a_page(client: Client, full: Occurrence) -> None:
    page = client.get("/alice/waiting-lists").content.decode()
    assert "more than 2 times" in page
