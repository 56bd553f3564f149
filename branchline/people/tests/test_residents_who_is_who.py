"""At the desk: two records that are one person, and a contact who is somebody we know."""

import pytest
from django.test import Client

from branchline.core.scoping import scope
from branchline.people import actions
from branchline.people.models import (
    ContactLink,
    Duplicate,
    Merge,
    Resident,
)

from .at_the_desk import path, words
from .conftest import NOW, Cast
from .residents import BORN, MAUD_MAIL, contact, key, resident

pytestmark = pytest.mark.usefixtures("at_the_hour")


def test_two_records_are_looked_at_merged_and_taken_apart(
    cast: Cast, alice: Client, maud: Resident
) -> None:
    with scope(cast.service.pk):
        other = resident(cast, born_on=BORN)
        actions.find_duplicates(now=NOW)
        pair = Duplicate.objects.get()
    assert "Maud Okafor" in words(alice, path("duplicates"))
    assert "One person or two?" in words(alice, path("duplicate", pair.public_id))
    assert alice.post(path("duplicate", pair.public_id), {"verdict": "who?"}).status_code == 404
    answer = alice.post(path("duplicate", pair.public_id), {"verdict": "one"})
    assert answer.status_code == 302
    moved = alice.get(path("resident", other.public_id))
    assert moved.headers["Location"] == path("resident", maud.public_id)
    assert alice.get(path("change_resident", other.public_id)).status_code == 404
    with scope(cast.service.pk):
        merge = Merge.objects.get()
    assert "Made from two records" in words(alice, path("resident", maud.public_id))
    alice.post(path("undo_merge", merge.public_id))
    assert alice.get(path("resident", other.public_id)).status_code == 200
    alice.post(path("duplicate", pair.public_id), {"verdict": "different"})
    assert "No two records look alike" in words(alice, path("duplicates"))


def test_a_contact_is_linked_and_unlinked(cast: Cast, alice: Client, maud: Resident) -> None:
    with scope(cast.service.pk):
        same = contact("Maud", *MAUD_MAIL)
    assert "Is this them?" in words(alice, path("resident", maud.public_id))
    assert "Maud Okafor" in words(alice, path("contact", same.public_id))
    assert same.name in words(alice, path("contacts") + "?show=known")
    alice.post(path("decide", same.public_id, maud.public_id), {"same": "yes"})
    assert "Also booked as" in words(alice, path("resident", maud.public_id))
    with scope(cast.service.pk):
        link = ContactLink.objects.get()
    alice.post(path("undo_link", link.public_id))
    assert "Is this them?" in words(alice, path("resident", maud.public_id))
    alice.post(path("decide", same.public_id, maud.public_id), {"same": "no", "back": "contact"})
    assert "Not the same person as" in words(alice, path("contact", same.public_id))
    assert "Is this them?" not in words(alice, path("resident", maud.public_id))


def test_a_contact_is_vouched_for_or_proven(cast: Cast, alice: Client) -> None:
    with scope(cast.service.pk):
        tom = contact()
    at = tom.public_id
    assert alice.post(path("send_code", at)).status_code == 302
    answer = alice.post(path("prove", at), {"code": "k7mp-2x9d"})
    assert "This code is not the one that we sent" in answer.content.decode()
    alice.post(path("vouch", at))
    assert "Alice vouches for it." in words(alice, path("contact", at))
    alice.post(path("contact_mark", at), {"what": "all", "source": "person", "key": key()})
    alice.post(
        path("contact_consent", at),
        {"purpose": "news", "answer": "refused", "evidence": "by letter", "key": key()},
    )
    assert "Do not contact" in words(alice, path("contact", at))
