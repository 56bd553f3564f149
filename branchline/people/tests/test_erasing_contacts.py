"""Erasing a resident names every contact that is theirs or may be, and says “erased” only when it is true."""

import pytest
from django.test import Client

from branchline.core.scoping import scope
from branchline.messages.models import Route
from branchline.people import actions
from branchline.people.models import Contact, Resident

from .at_the_desk import path, words
from .conftest import NOW, Cast
from .residents import contact

pytestmark = pytest.mark.usefixtures("at_the_hour")


def test_linked_contacts_are_named_and_go_with_the_record(
    cast: Cast, alice: Client, maud: Resident
) -> None:
    with scope(cast.service.pk):
        linked = contact("Maudie", Route.EMAIL, "maud@example.test")
        actions.decide_contact(contact=linked, resident=maud, same=True, by=cast.as_alice, now=NOW)
    page = words(alice, path("erase_resident", maud.public_id))
    assert "The contact Maudie" in page
    answer = alice.post(path("erase_resident", maud.public_id), follow=True)
    assert "Erased, in every part of the library" in answer.content.decode()
    with scope(cast.service.pk):
        assert not Contact.objects.exists()


def test_a_likely_contact_goes_when_ticked_and_is_told_of_when_not(
    cast: Cast, alice: Client, maud: Resident
) -> None:
    with scope(cast.service.pk):
        same = contact("Maud Okafor", Route.EMAIL, "maud@example.test")
        son = contact("Tom Okafor", Route.PHONE, "0161 496 0117")
        other = contact("Nia", Route.EMAIL, "nia@example.test")
    page = words(alice, path("erase_resident", maud.public_id))
    assert "Maud Okafor · maud@example.test" in page
    assert "Tom Okafor · " in page
    assert "Nia" not in page
    asked = {"also": [same.public_id]}
    answer = alice.post(path("erase_resident", maud.public_id), asked, follow=True)
    body = answer.content.decode()
    assert "in every part of the library" not in body
    assert "1 contact with one of their addresses stays" in body
    with scope(cast.service.pk):
        assert set(Contact.objects.all()) == {son, other}
        assert not Resident.objects.exists()


def test_nobody_else_is_erased_by_naming_them(cast: Cast, alice: Client, maud: Resident) -> None:
    with scope(cast.service.pk):
        contact("Maud Okafor", Route.EMAIL, "maud@example.test")
        nia = contact("Nia", Route.EMAIL, "nia@example.test")
    answer = alice.post(path("erase_resident", maud.public_id), {"also": [nia.public_id]})
    assert answer.status_code == 200
    with scope(cast.service.pk):
        assert Resident.objects.count() == 1
        assert Contact.objects.count() == 2


def test_the_page_of_a_contact_names_the_record_that_stays(
    cast: Cast, alice: Client, maud: Resident
) -> None:
    with scope(cast.service.pk):
        same = contact("Maud Okafor", Route.EMAIL, "maud@example.test")
    page = words(alice, path("erase_contact", same.public_id))
    assert path("resident", maud.public_id) in page
    answer = alice.post(path("erase_contact", same.public_id), follow=True)
    assert "A record with the same address stays" in answer.content.decode()
