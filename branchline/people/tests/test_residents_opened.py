"""Who may open a record, what it shows first, and what follows: a note of it, a copy, erasure."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from branchline.core.scoping import scope
from branchline.people.models import (
    Contact,
    Erasure,
    RecordRead,
    Resident,
)

from .at_the_desk import path, words
from .conftest import Cast, signed_in
from .residents import contact, later

pytestmark = pytest.mark.usefixtures("at_the_hour")


def test_a_record_shows_needs_first_and_writes_down_who_opened_it(
    cast: Cast, maud: Resident, alice: Client
) -> None:
    body = words(alice, path("resident", maud.public_id))
    assert body.index("Large print") < body.index("0161 496 0117")
    assert "“18 point”" in body
    assert "&lt;b&gt;likes trains" in body
    assert "78 years old" in body
    with scope(cast.service.pk):
        read = RecordRead.objects.get()
    assert (read.account_id, read.resident_id, read.read_at) == (cast.alice.pk, maud.pk, later(3))
    assert "Their record" in words(alice, path("seen_by", maud.public_id))


def test_bob_opens_records_but_may_not_copy_or_erase_them(cast: Cast, maud: Resident) -> None:
    bob = signed_in(cast.bob)
    assert "Erase" not in words(bob, path("resident", maud.public_id))
    for name in ("resident_copy", "resident_file", "erase_resident", "seen_by"):
        assert bob.get(path(name, maud.public_id)).status_code == 404


def test_charlie_sees_nobody(cast: Cast, maud: Resident) -> None:
    charlie = signed_in(cast.charlie)
    for address in (path("residents"), path("resident", maud.public_id), path("kept")):
        assert charlie.get(address).status_code == 404
    theirs = reverse("people:resident", args=["charlie", maud.public_id])
    assert charlie.get(theirs).status_code == 404
    assert Client().get(path("residents")).status_code == 302


def test_a_copy_is_read_and_saved(cast: Cast, alice: Client, maud: Resident) -> None:
    body = words(alice, path("resident_copy", maud.public_id))
    for word in ("Maud Okafor", "maud@example.test", "M33 7ZF", "Large print", "18 point"):
        assert word in body
    answer = alice.get(path("resident_file", maud.public_id))
    assert "attachment" in answer["Content-Disposition"]
    held = json.loads(answer.content)["held"]
    assert held["People"]["record"]["name"] == "Maud Okafor"


def test_erasing_asks_once_and_says_what_stays(cast: Cast, alice: Client, maud: Resident) -> None:
    page = words(alice, path("erase_resident", maud.public_id))
    assert "What stays, and why" in page
    assert alice.post(path("erase_resident", maud.public_id)).status_code == 302
    assert alice.get(path("resident", maud.public_id)).status_code == 404
    assert "they asked for it" in words(alice, path("kept"))
    with scope(cast.service.pk):
        assert Erasure.objects.get().asked
        tom = contact()
    assert alice.post(path("erase_contact", tom.public_id)).status_code == 302
    with scope(cast.service.pk):
        assert not Contact.objects.exists()
