"""What is held can be seen, and can be erased from every table; the counts stay."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from branchline.core.models import Happening, Pseudonym
from branchline.core.rooms import rooms
from branchline.messages.models import Route
from branchline.people import actions, errors
from branchline.people.actions import Details, keys_of_person
from branchline.people.models import (
    Answer,
    ByWhatRight,
    Contact,
    Erasure,
    MarkSource,
    Need,
    Purpose,
    RecordRead,
    Resident,
)
from branchline.people.queries import export_of, retention_rules

from .conftest import Cast
from .residents import BORN, NOW, contact, later, resident

CANARY = "CANARYBIRD"
MAIL = (Route.EMAIL, f"{CANARY.lower()}@example.test")


def somebody(cast: Cast) -> Resident:
    """A resident with something of theirs in every table."""
    maud = resident(
        cast, f"Maud {CANARY}", known_as=CANARY, born_on=BORN, note=f"sings like a {CANARY}",
        routes=[MAIL, (Route.LETTER, f"1 {CANARY} Row\nSale\nM33 7ZF")], card=f"{CANARY}1",
    )  # fmt: skip
    double = resident(cast, f"M {CANARY}", routes=[MAIL])
    same = contact(f"Maud {CANARY}", *MAIL)
    contact(f"Maudie {CANARY}", *MAIL, now=later())
    actions.ask_for_proof(contact=same, by=cast.as_alice, now=NOW)
    actions.decide_contact(contact=same, resident=double, same=True, by=cast.as_alice, now=NOW)
    actions.record_need(resident=maud, need=Need.LIP_READS, note=CANARY, by=cast.as_alice, now=NOW)
    actions.record_consent(
        person=maud, purpose=Purpose.NEWS, answer=Answer.GIVEN, evidence=f"told {CANARY}",
        by=cast.as_alice, now=NOW,
    )  # fmt: skip
    actions.change_resident(
        resident=maud, details=Details(name=f"Maud {CANARY} Okafor"), by=cast.as_alice, now=later()
    )
    actions.live_together(resident=maud, other=resident(cast, "Tom"), by=cast.as_alice, now=NOW)
    actions.live_apart(resident=Resident.objects.get(name="Tom"), by=cast.as_alice, now=NOW)
    actions.begin_acting_for(
        resident=maud, name="Sana", route=Route.EMAIL, address="sana@example.test", gets_messages=False,
        by_right=ByWhatRight.ASKED, evidence=f"{CANARY} said so", by=cast.as_alice, now=NOW,
    )  # fmt: skip
    actions.merge_residents(keep=maud, merge=double, by=cast.as_alice, now=later())
    actions.note_read(
        person=maud, page="people:resident", why=f"asked for {CANARY}", by=cast.as_alice, now=NOW
    )
    maud.refresh_from_db()
    return maud


def tables_with(word: str) -> set[str]:
    """Every table of the database in which a row says this, in any column."""
    found = set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
            " WHERE relkind IN ('r', 'p') AND nspname = 'public' AND NOT relispartition"
            " AND has_table_privilege(c.oid, 'SELECT')"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE lower(t::text) LIKE %s", [f"%{word.lower()}%"])  # fmt: skip
            if cursor.fetchone() != (0,):
                found.add(table)
    return found


def test_everything_of_somebody_goes_and_the_counts_stay(at_alices: Cast) -> None:
    maud = somebody(at_alices)
    before = tables_with(CANARY)
    assert before >= {
        "people_resident", "people_residenthistory", "people_residentroute", "people_residentkey",
        "people_contact", "people_contacthistory", "people_communicationneed", "people_consent",
        "people_externalid", "people_merge", "people_recordread", "messages_message",
    }  # fmt: skip
    counted = Happening.objects.count()
    done = actions.erase(person=maud, by=at_alices.as_alice, now=later(2))
    assert tables_with(CANARY) == set()
    assert Happening.objects.count() == counted + 1
    assert not Pseudonym.objects.exclude(person__startswith="account").filter(person__contains=str(maud.pk)).exists()  # fmt: skip
    assert done.rows > 8
    assert Erasure.objects.get().erased_by == at_alices.alice
    assert Resident.objects.get().name == "Tom", "nobody else is touched"


def test_everything_of_somebody_is_in_their_copy(at_alices: Cast) -> None:
    maud = somebody(at_alices)
    told = str(export_of(keys_of_person(maud)))
    for word in (
        f"Maud {CANARY} Okafor", f"Maudie {CANARY}", f"1 {CANARY} Row", f"sings like a {CANARY}",
        f"told {CANARY}", f"{CANARY}1", "Lip-reads", "people.prove", "You may tell me",
        f"asked for {CANARY}",
    ):  # fmt: skip
        assert word in told, word
    assert "Alice" not in told, "colleagues are people too"


def test_a_merged_record_is_erased_with_the_one_it_became(at_alices: Cast) -> None:
    maud, other = resident(at_alices), resident(at_alices, "Other")
    actions.merge_residents(keep=maud, merge=other, by=at_alices.as_alice, now=NOW)
    other.refresh_from_db()
    with pytest.raises(errors.MergedAway):
        actions.erase(person=other, by=at_alices.as_alice, now=NOW)
    actions.erase(person=maud, by=at_alices.as_alice, now=NOW)
    assert not Resident.objects.exists()


def test_who_said_stop_is_not_written_to_again_after_erasure(at_alices: Cast) -> None:
    from branchline.messages.models import Suppression

    maud = resident(at_alices, routes=[MAIL])
    actions.do_not_contact(person=maud, source=MarkSource.PERSON, by=at_alices.as_alice, now=NOW)
    actions.erase(person=maud, by=at_alices.as_alice, now=NOW)
    assert Suppression.objects.get().address == MAIL[1]


def test_a_read_is_written_down_and_can_not_be_rewritten(at_alices: Cast) -> None:
    from django.db import ProgrammingError, transaction

    maud = resident(at_alices)
    actions.note_read(person=maud, page="people:resident", by=at_alices.as_alice, now=NOW)
    read = RecordRead.objects.get()
    assert (read.account, read.resident, read.read_at) == (at_alices.alice, maud, NOW)
    with pytest.raises(ProgrammingError), transaction.atomic():
        RecordRead.objects.update(page="elsewhere")


def test_retention_forgets_whom_we_have_not_seen(at_alices: Cast) -> None:
    old, new = resident(at_alices, "Old"), resident(at_alices, "New", now=later(900))
    contact("Long ago")
    recent = contact("Lately", address="lately@example.test", now=later(900))
    for rule in retention_rules():
        rule.rule.apply(later(3 * 365 + 30), rule.rule.kept_for)
    assert list(Resident.objects.all()) == [new]
    assert list(Contact.objects.all()) == [recent]
    assert not Erasure.objects.filter(asked=True).exists()
    assert old.pk is not None


def test_a_sign_of_life_begins_retention_again(at_alices: Cast) -> None:
    maud = resident(at_alices)
    actions.note_seen(resident=maud, on=later(1000).date())
    assert actions.forget_old_residents(now=later(3 * 365 + 30)) == 0


def test_every_rule_of_retention_says_what_why_and_how_long(db: Any) -> None:
    rules = retention_rules()
    assert len(rules) >= 5
    for rule in rules:
        assert str(rule.rule.what)
        assert str(rule.rule.because)
        assert rule.days > 0


def test_every_room_that_points_at_a_person_can_forget_them(db: Any) -> None:
    """A row of a higher room that kept its key would make an erasure fail: found here, by name."""
    pointing = {
        model._meta.app_label
        for model in apps.get_models()
        for field in model._meta.fields
        if field.related_model in (Contact, Resident)
    }
    config = {room.label: type(room) for room in rooms()}
    for label in pointing:
        assert "forget" in vars(config[label]), label
        assert "export_about" in vars(config[label]), label


HEADINGS = {
    "people.Resident": "record", "people.Contact": "contact", "people.ResidentRoute": "ways to reach",
    "people.ExternalId": "numbers in other systems", "people.CommunicationNeed": "communication needs",
    "people.Consent": "consents", "people.Mark": "wishes", "people.RecordRead": "opened by staff",
    "people.ResidentHistory": "earlier", "people.ContactHistory": "earlier",
    "people.PartChange": "added and taken away", "people.ContactLink": "linked to a record", "people.ActsFor": "who acts for them",
}  # fmt: skip
"""What holds something of a person, and the heading it stands under in their copy."""
NOT_COPIED = {
    "people.ResidentKey": "made from what is copied, for searching",
    "people.Duplicate": "a guess about two records: the other one is somebody else’s",
    "people.Merge": "what both records said; the kept one and its history are copied",
}


def test_every_table_of_a_person_is_in_their_copy_or_named_here(at_alices: Cast) -> None:
    """Article 15: a new table with a person’s key in it is copied, or says why not."""
    own = {
        model._meta.label
        for model in apps.get_app_config("people").get_models()
        for field in model._meta.fields
        if field.related_model in (Contact, Resident)
    } | {"people.Resident", "people.Contact"}
    assert own == set(HEADINGS) | set(NOT_COPIED)
    told = export_of(keys_of_person(somebody(at_alices)))
    said = str(told)
    for heading in {*HEADINGS.values()} - {"wishes"}:
        assert f"'{heading}'" in said, heading
