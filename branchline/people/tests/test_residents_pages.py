"""The desk's pages about residents, as staff use them: looked up, added, changed."""

import pytest
from django.test import Client

from branchline.core.scoping import scope
from branchline.people.models import (
    Consent,
    Mark,
    Resident,
)

from .at_the_desk import path, words
from .conftest import Cast
from .residents import key, resident

pytestmark = pytest.mark.usefixtures("at_the_hour")


def test_somebody_is_looked_up_and_added(cast: Cast, alice: Client, maud: Resident) -> None:
    assert "Maud Okafor" in words(alice, path("residents") + "?who=okaf")
    assert "Nobody of that name" in words(alice, path("residents") + "?who=zzz")
    said = {"name": "Zed Zamora", "route": "sms", "address": "07700 900 555", "language": "cy", "born_on": "1 Feb 1990", "key": key()}  # fmt: skip
    for _ in range(2):
        answer = alice.post(path("new_resident"), said)
        assert answer.status_code == 302
    with scope(cast.service.pk):
        made = Resident.objects.get(name="Zed Zamora")
        assert made.routes.get().address == "07700900555"
        assert (made.language, made.born_on.isoformat()) == ("cy", "1990-02-01")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name": ""}, "Write their name. One word is enough."),
        ({"route": "sms", "address": "0161 496 0117"}, "Check the mobile number. It looks like"),
        ({"route": "letter", "address": "1 Row"}, "with the postcode on the last one"),
        ({"address": "somewhere"}, "Say whether this is for email, texts, calls or letters."),
        ({"route": "email"}, "Write the address or number"),
        ({"born_on": "31 2 1990"}, "There is no such date."),
        ({"born_on": "soon"}, "Write the day, the month and the year"),
        ({"born_on": "1 1 2090"}, "nobody was born on that day"),
        ({"postcode": "XX"}, "Check the postcode. It looks like M33 7ZF."),
        ({"name": "x" * 300}, "This is longer than we can keep."),
        ({"card": "D1"}, "already belongs to another record"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    cast: Cast, alice: Client, maud: Resident, said: dict[str, str], sentence: str
) -> None:
    whole = {"name": "Zed Zamora", "language": "en", "note": "keep this note", "key": key(), **said}
    answer = alice.post(path("new_resident"), whole)
    body = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in body
    assert "keep this note" in body
    with scope(cast.service.pk):
        assert Resident.objects.count() == 1


def test_details_ways_cards_and_needs_are_changed(
    cast: Cast, alice: Client, maud: Resident
) -> None:
    at = maud.public_id
    steps = [
        ("change_resident", {"name": "Maud Eze", "language": "en", "postcode": "M33 7ZF"}),
        ("add_route", {"route": "sms", "address": "07700 900123", "key": key()}),
        ("add_card", {"system": "Koha", "card": "k9", "key": key()}),
        ("add_need", {"need": "lip_reads", "key": key()}),
        (
            "add_consent",
            {"purpose": "news", "answer": "given", "evidence": "said so", "key": key()},
        ),
        ("add_mark", {"what": "route:sms", "source": "person", "key": key()}),
        ("add_mark", {"what": "purpose:calls+welfare", "source": "person", "key": key()}),
    ]
    for name, said in steps:
        assert alice.get(path(name, at)).status_code == 200
        for _ in range(2 if "key" in said else 1):
            answer = alice.post(path(name, at), said)
            assert answer.status_code == 302, (name, answer.content.decode())
    with scope(cast.service.pk):
        assert Consent.objects.count() == 1, "a double click says it once"
        mobile = maud.routes.get(route="sms")
        mark = Mark.objects.get(route="sms")
        assert set(Mark.objects.values_list("purpose", flat=True)) == {"", "calls", "welfare"}
        need = maud.needs.get(need="lip_reads")
    body = words(alice, path("resident", at))
    for word in (
        "Maud Eze",
        "07700 900123",
        "koha K9",
        "Lip-reads",
        "Do not contact: Text message",
    ):
        assert word in body
    alice.post(path("prefer_route", mobile.public_id))
    alice.post(path("lift_mark", mark.public_id))
    alice.post(path("review_need", need.public_id), {"still_needed": "no"})
    body = words(alice, path("resident", at))
    assert "Lip-reads" not in body
    assert "lifted on" in body
    alice.post(path("remove_route", mobile.public_id))
    assert "07700 900123" not in words(alice, path("resident", at))
    assert "Maud Okafor" in words(alice, path("seen_by", at)), "what it said before"


def test_a_way_that_is_wrong_keeps_what_was_typed(alice: Client, maud: Resident) -> None:
    answer = alice.post(
        path("add_route", maud.public_id),
        {"route": "email", "address": "maud at home", "key": key()},
    )
    body = answer.content.decode()
    assert "Check the email address." in body
    assert "maud at home" in body


def test_a_death_is_shown_and_obeyed(cast: Cast, alice: Client, maud: Resident) -> None:
    alice.post(
        path("add_mark", maud.public_id), {"what": "deceased", "source": "family", "key": key()}
    )
    assert "They have died" in words(alice, path("resident", maud.public_id))
    assert "Has died" in words(alice, path("residents"))


def test_a_household_is_chosen_from_the_neighbours(
    cast: Cast, alice: Client, maud: Resident
) -> None:
    assert "We know nobody else" in words(alice, path("household", maud.public_id))
    with scope(cast.service.pk):
        tom = resident(cast, "Tom Okafor", postcode="m337zf")
    alice.post(path("household", maud.public_id), {"other": tom.public_id})
    assert "Lives with" in words(alice, path("resident", tom.public_id))
    alice.post(path("live_apart", tom.public_id))
    assert "Lives with" not in words(alice, path("resident", maud.public_id))


def test_every_page_speaks_welsh_addresses_too(alice: Client, maud: Resident) -> None:
    for name in ("residents", "contacts", "duplicates", "kept", "new_resident"):
        assert alice.get(f"/cy{path(name)}").status_code == 200
