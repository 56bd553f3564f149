"""Groups at the desk: seen by those of the branch, answered once, put down for whoever phones."""

from typing import Any

import pytest
from django.test import Client

from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import cancel_occurrence, withdraw_group
from branchline.events.models import Booking, GroupRequest, GroupState, Occurrence
from branchline.messages.models import Message, Route
from branchline.people.actions import do_not_contact
from branchline.people.models import MarkSource

from ..conftest import DESK, NOW, WEB, Places, book, date_of, put_on
from ..groups import again, asks
from .conftest import staff, text_of

PHONED: dict[str, Any] = {
    "key": "a-form-of-its-own", "channel": "phone", "kind": "care", "group_name": "The Elms", "adults": "9",
    "children": "", "name": "Mr Asante", "reach": "phone", "landline": "0161 496 0142",
}  # fmt: skip
NO: dict[str, Any] = {"answer": "no", "reason": "full", "words": ""}


@pytest.fixture
def morning(places: Places) -> Occurrence:
    """Twenty places at Bob's branch; groups of up to fifteen may ask."""
    with scope(places.service.pk):
        return date_of(put_on(places.branch, most_in_group=15, age_to=None))


@pytest.fixture
def asked(places: Places, morning: Occurrence) -> GroupRequest:
    with scope(places.service.pk):
        return asks(morning)


def page(asked: GroupRequest) -> str:
    return f"/alice/desk/groups/{asked.public_id}"


def now_is(asked: GroupRequest) -> GroupRequest:
    with scope(asked.service_id):
        return again(asked)


def press(client: Client, asked: GroupRequest, **said_: Any) -> str:
    return client.post(page(asked), said_, follow=True).content.decode()


def test_who_waits_is_seen_on_the_first_page_the_list_and_the_date(
    bob: Client, asked: GroupRequest
) -> None:
    assert "1 group waits for an answer" in text_of(bob, "/alice/desk/today")
    for where in ("/alice/desk/groups", f"/alice/desk/events/{asked.occurrence.public_id}"):
        listed = text_of(bob, where)
        assert "Sale Primary, class 4" in listed
        assert page(asked) in listed
    assert "Groups that ask" in text_of(bob, "/alice/desk/events")


def test_yes_books_all_of_them_and_says_who_decided(bob: Client, asked: GroupRequest) -> None:
    after = press(bob, asked, answer="yes", words="Bring coats.")
    assert "Places are kept for Sale Primary, class 4." in after
    assert "Answered by bob" in after
    door = text_of(bob, f"/alice/desk/events/{asked.occurrence.public_id}/door")
    assert "Sale Primary, class 4, with Mrs Lee" in door
    assert "3 adults and 12 children" in door
    assert "Yes, keep places" not in after


def test_no_takes_a_reason_ready_made_or_written(bob: Client, asked: GroupRequest) -> None:
    assert "Say why, so that the group understands" in press(bob, asked, **NO | {"reason": ""})
    assert "Say why, in a sentence" in press(bob, asked, **NO | {"reason": "else"})
    assert "Say yes or no." in press(bob, asked)
    assert now_is(asked).is_waiting
    press(bob, asked, **NO | {"words": "Ring me: we find a day."})
    assert now_is(asked).words == (
        "There is not enough room for all of you on this day. Ring me: we find a day."
    )


def test_no_room_is_said_before_anybody_presses(
    bob: Client, places: Places, asked: GroupRequest
) -> None:
    with scope(places.service.pk):
        book(asked.occurrence, adults=6)
    shown = text_of(bob, page(asked))
    assert "14 places are left and they are 15." in shown
    assert "Put on a date of their own" in shown
    assert "Yes, keep places" not in shown
    assert "14 places are left and they are 15." in press(bob, asked, answer="yes", words="")


def test_somebody_was_quicker(bob: Client, places: Places, asked: GroupRequest) -> None:
    with scope(places.service.pk):
        withdraw_group(asked=asked, by=WEB, now=NOW)
    assert "has been answered" in press(bob, asked, answer="yes", words="")


def test_who_rings_off_is_taken_off_unless_somebody_was_quicker(
    bob: Client, places: Places, morning: Occurrence, asked: GroupRequest
) -> None:
    assert "does not ask any more" in press(bob, asked, also="off")
    with scope(places.service.pk):
        another = asks(morning)
    press(bob, another, answer="yes", words="")
    assert "answered meanwhile" in press(bob, another, also="off")


def test_a_double_press_is_one_booking(bob: Client, asked: GroupRequest) -> None:
    for _press in range(2):
        assert "Places are kept" in press(bob, asked, answer="yes", words="")
    with scope(asked.service_id):
        assert Booking.objects.count() == 1


def test_a_home_phones_and_is_told_at_once(
    bob: Client, places: Places, morning: Occurrence
) -> None:
    there = f"/alice/desk/events/{morning.public_id}/group"
    assert "Put down a group that asks" in text_of(bob, there)
    assert "is put down" in bob.post(there, PHONED, follow=True).content.decode()
    with scope(places.service.pk):
        (asked,) = GroupRequest.objects.all().with_occurrence()
    assert (asked.channel, asked.adults, asked.children) == ("phone", 9, 0)
    assert "0161 496 0142" in text_of(bob, page(asked))
    press(bob, asked, answer="yes", words="", told="on")
    with scope(places.service.pk):
        assert not Message.objects.exists()
    assert now_is(asked).state == GroupState.APPROVED


def test_whom_we_may_not_write_to_staff_tell(
    bob: Client, places: Places, asked: GroupRequest
) -> None:
    with scope(places.service.pk):
        assert asked.contact is not None
        do_not_contact(
            person=asked.contact, purpose=None, source=MarkSource.PERSON, note="", by=DESK, now=NOW
        )
    assert "Not told yet" in press(bob, asked, **NO)
    assert "Not told yet" not in press(bob, asked, also="told")


def test_a_date_called_off_counts_who_asked(
    bob: Client, places: Places, asked: GroupRequest
) -> None:
    with scope(places.service.pk):
        cancel_occurrence(occurrence=asked.occurrence, because=said("Snow"), by=DESK, now=NOW)
    assert "Over without an answer" in text_of(bob, page(asked))
    assert "No group waits" in text_of(bob, "/alice/desk/groups")


def test_it_is_the_business_of_the_branch(
    charlie: Client, places: Places, asked: GroupRequest
) -> None:
    far = staff("fay", places.service, Role.BRANCH_STAFF, places.far)
    assert "Sale Primary" not in text_of(far, "/alice/desk/groups")
    assert "waits for an answer" not in text_of(far, "/alice/desk/today")
    for stranger in (far, charlie, Client()):
        for path in (page(asked), f"/alice/desk/events/{asked.occurrence.public_id}/group"):
            assert stranger.get(path).status_code in (302, 404)
        stranger.post(page(asked), {"answer": "yes", "words": ""})
    assert charlie.get(page(asked).replace("/alice/", "/charlie/")).status_code == 404
    assert now_is(asked).is_waiting


def test_a_letter_reads_the_reason_in_its_own_language(
    bob: Client, places: Places, morning: Occurrence
) -> None:
    with scope(places.service.pk):
        asked = asks(morning, language="cy", route=Route.LETTER, address="1 Row\nSale\nM33 7ZF")
    press(bob, asked, **NO)
    assert now_is(asked).words
