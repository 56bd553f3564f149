"""The desk's pages about residents and contacts, as staff use them. Strangers see nothing of them."""

import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branchline.core import clock
from branchline.core.scoping import scope
from branchline.messages.models import Route
from branchline.people import actions
from branchline.people.models import (
    Answer,
    Consent,
    Contact,
    ContactLink,
    Duplicate,
    Erasure,
    Mark,
    MarkSource,
    Merge,
    Need,
    Purpose,
    RecordRead,
    Resident,
)

from .conftest import NOW, Cast, signed_in
from .residents import BORN, MAUD_MAIL, contact, key, later, resident

pytestmark = pytest.mark.usefixtures("at_the_hour")


@pytest.fixture
def at_the_hour() -> object:
    with clock.at(later(3)):
        yield


def path(name: str, *named: str) -> str:
    return reverse(f"people:{name}", args=["alice", *named])


@pytest.fixture
def maud(cast: Cast) -> Resident:
    with scope(cast.service.pk):
        made = resident(
            cast, routes=[MAUD_MAIL, (Route.PHONE, "0161 496 0117")], card="D1", born_on=BORN,
            postcode="M33 7ZF", note="<b>likes trains</b>",
        )  # fmt: skip
        actions.record_need(
            resident=made, need=Need.LARGE_PRINT, note="18 point", by=cast.as_alice, now=NOW
        )
        return made


@pytest.fixture
def alice(cast: Cast) -> Client:
    return signed_in(cast.alice)


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", answer.content.decode())


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
    ]
    for name, said in steps:
        assert alice.get(path(name, at)).status_code == 200
        for _ in range(2 if "key" in said else 1):
            answer = alice.post(path(name, at), said)
            assert answer.status_code == 302, (name, answer.content.decode())
    with scope(cast.service.pk):
        assert Consent.objects.count() == 1, "a double click says it once"
        mobile = maud.routes.get(route="sms")
        mark = Mark.objects.get()
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


@pytest.mark.parametrize("name", ["residents", "contacts", "duplicates", "kept"])
def test_lists_cost_the_same_however_long(cast: Cast, alice: Client, name: str) -> None:
    def grow(people: int) -> None:
        with scope(cast.service.pk):
            for number in range(people):
                one = resident(cast, f"Ann Number{number}", born_on=BORN, card=key())
                resident(cast, f"Ann Number{number}", born_on=BORN, card=key())
                actions.record_need(resident=one, need=Need.BRAILLE, by=cast.as_alice, now=NOW)
                contact(f"Ann {number}", address=f"{key()}@example.test")
            actions.find_duplicates(now=NOW)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            words(alice, path(name))
        return len(asked)

    grow(1)
    words(alice, path(name))
    one = cost()
    grow(6)
    assert cost() == one


def test_a_record_costs_the_same_however_much_it_holds(
    cast: Cast, alice: Client, maud: Resident
) -> None:
    address = path("resident", maud.public_id)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            words(alice, address)
        return len(asked)

    def more(turn: int) -> None:
        with scope(cast.service.pk):
            actions.record_consent(
                person=maud, purpose=Purpose.NEWS, answer=Answer.GIVEN, evidence="x",
                by=cast.as_alice, now=NOW,
            )  # fmt: skip
            actions.do_not_contact(
                person=maud, route=list(Route)[turn], source=MarkSource.PERSON, by=cast.as_alice, now=NOW
            )  # fmt: skip
            actions.add_route(
                resident=maud, route=Route.SMS, address=f"07700 90012{turn}", by=cast.as_alice, now=NOW
            )  # fmt: skip
            contact("Maud", Route.SMS, f"07700 90012{turn}")
            other = resident(cast, f"Other {turn}")
            actions.merge_residents(keep=maud, merge=other, by=cast.as_alice, now=NOW)

    more(0)
    words(alice, address)
    one = cost()
    more(1)
    more(2)
    assert cost() == one


def test_every_page_speaks_welsh_addresses_too(alice: Client, maud: Resident) -> None:
    for name in ("residents", "contacts", "duplicates", "kept", "new_resident"):
        assert alice.get(f"/cy{path(name)}").status_code == 200
