"""Somebody acts for a resident: by what right, from when until when, and whether they are written to."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from branchline.core import clock
from branchline.core.scoping import scope
from branchline.messages.models import Route
from branchline.people import actions, errors
from branchline.people.actions import keys_of_person
from branchline.people.models import (
    ActsFor,
    ByWhatRight,
    Contact,
    MarkSource,
    Need,
    Purpose,
    Resident,
)
from branchline.people.queries import acting_for, addressee_of, export_of, may_contact

from .conftest import Cast, signed_in
from .residents import MAUD_MAIL, NOW, contact, key, later, resident

DAUGHTER = (Route.SMS, "07700 900465")


def begin(cast: Cast, maud: Resident, name: str = "Sana", **more: Any) -> ActsFor:
    route, address = more.pop("at", DAUGHTER)
    said = {"by_right": ByWhatRight.ASKED, "evidence": "Both came in", "gets_messages": True}
    return actions.begin_acting_for(
        resident=maud, name=name, route=route, address=address, by=cast.as_alice, now=NOW,
        **{**said, **more},
    )  # fmt: skip


def test_what_we_write_goes_to_the_one_they_named(at_alices: Cast) -> None:
    maud = resident(at_alices, "Maud Okafor", routes=[MAUD_MAIL], known_as="Maud")
    booked = contact("Mrs Okafor", *MAUD_MAIL)
    actions.decide_contact(contact=booked, resident=maud, same=True, by=at_alices.as_alice, now=NOW)
    begin(at_alices, maud)
    to = addressee_of(person=maud)
    assert (to.route, to.address, to.name) == (Route.SMS, "07700900465", "Sana, for Maud")
    assert addressee_of(person=booked, name="Maudie").name == "Sana, for Maudie"
    assert may_contact(person=booked, route=Route.SMS, purpose=Purpose.OWN_AFFAIRS, now=NOW)


def test_who_acts_without_getting_messages_changes_nothing(at_alices: Cast) -> None:
    maud = resident(at_alices, routes=[MAUD_MAIL])
    begin(at_alices, maud, gets_messages=False)
    assert addressee_of(person=maud).address == MAUD_MAIL[1]


def test_the_one_written_to_is_reached_as_they_need(at_alices: Cast) -> None:
    """Sana is deaf: a number she left for calls takes texts."""
    maud, sana = resident(at_alices, routes=[MAUD_MAIL]), resident(at_alices, "Sana Akhtar")
    actions.record_need(resident=sana, need=Need.TEXT_ONLY, by=at_alices.as_alice, now=NOW)
    row = begin(at_alices, maud, at=(Route.PHONE, "07700 900465"))
    actions.decide_contact(
        contact=row.carer, resident=sana, same=True, by=at_alices.as_alice, now=NOW
    )
    assert addressee_of(person=maud).route == Route.SMS


def test_when_it_ends_they_are_reached_themselves_again(at_alices: Cast) -> None:
    maud = resident(at_alices, routes=[MAUD_MAIL])
    row = begin(at_alices, maud)
    actions.end_acting_for(acting=row, by=at_alices.as_alice, now=later())
    assert addressee_of(person=maud).address == MAUD_MAIL[1]
    with pytest.raises(errors.AlreadyUndone):
        actions.end_acting_for(acting=row, by=at_alices.as_alice, now=later())
    kept = acting_for(resident=maud).get()
    assert (kept.began_at, kept.ended_at) == (NOW, later()), "the past stays readable"
    begin(at_alices, maud)
    assert [each.ended_at for each in acting_for(resident=maud)] == [None, later()]


def test_a_carer_who_died_or_wants_no_texts_is_not_written_to(at_alices: Cast) -> None:
    maud = resident(at_alices, routes=[MAUD_MAIL])
    carer = begin(at_alices, maud).carer
    mark = actions.do_not_contact(
        person=carer, route=Route.SMS, source=MarkSource.PERSON, by=at_alices.as_alice, now=NOW
    )
    assert addressee_of(person=maud).address == MAUD_MAIL[1]
    actions.lift_mark(mark=mark, by=at_alices.as_alice, now=NOW)
    assert addressee_of(person=maud).route == Route.SMS
    actions.note_death(person=carer, source=MarkSource.FAMILY, by=at_alices.as_alice, now=NOW)
    assert addressee_of(person=maud).address == MAUD_MAIL[1]


def test_nobody_is_written_to_about_somebody_who_has_died(at_alices: Cast) -> None:
    maud = resident(at_alices, routes=[MAUD_MAIL])
    begin(at_alices, maud)
    actions.note_death(person=maud, source=MarkSource.FAMILY, by=at_alices.as_alice, now=NOW)
    assert not may_contact(person=maud, route=Route.SMS, purpose=Purpose.OWN_AFFAIRS, now=NOW)


def test_no_emails_to_maud_does_not_mean_no_texts_to_her_daughter(at_alices: Cast) -> None:
    maud = resident(at_alices, routes=[DAUGHTER, MAUD_MAIL])
    actions.do_not_contact(
        person=maud, route=Route.SMS, source=MarkSource.PERSON, by=at_alices.as_alice, now=NOW
    )
    asked: Any = {"person": maud, "route": Route.SMS, "purpose": Purpose.OWN_AFFAIRS, "now": NOW}
    assert not may_contact(**asked)
    begin(at_alices, maud, at=(Route.SMS, "07700 900999"))
    assert may_contact(**asked)


def test_what_can_not_be_is_refused_in_words(at_alices: Cast) -> None:
    maud = resident(at_alices, routes=[MAUD_MAIL])
    with pytest.raises(errors.ActsForThemselves, match="own address"):
        begin(at_alices, maud, at=MAUD_MAIL)
    begin(at_alices, maud)
    with pytest.raises(errors.AlreadyActsForThem):
        begin(at_alices, maud, gets_messages=False)
    with pytest.raises(errors.AnotherIsWrittenTo, match="Messages go to Sana already"):
        begin(at_alices, maud, "Ben", at=(Route.EMAIL, "ben@example.test"))
    with pytest.raises(errors.AddressNotRight):
        begin(at_alices, maud, "Ben", at=(Route.EMAIL, "ben"))


def test_the_database_lets_one_be_written_to(at_alices: Cast) -> None:
    maud, other = resident(at_alices), contact("Ben", Route.EMAIL, "ben@example.test")
    row = begin(at_alices, maud)
    row.pk, row.public_id, row.carer = None, "k7mp2x9d3f", other
    with pytest.raises(IntegrityError, match="one_is_written_to"), transaction.atomic():
        row.save(force_insert=True)


def test_it_is_in_both_copies_and_goes_with_either(at_alices: Cast) -> None:
    maud = resident(at_alices, routes=[MAUD_MAIL])
    row = begin(at_alices, maud)
    assert "Both came in" in str(export_of(keys_of_person(maud)))
    hers = str(export_of(keys_of_person(row.carer)))
    assert "They have asked for it" in hers
    assert "Maud" not in hers, "whose life it is stands in that person's own copy"
    actions.erase(person=maud, by=at_alices.as_alice, now=later())
    assert not ActsFor.objects.exists()
    assert Contact.objects.filter(pk=row.carer_id).exists()


def test_who_acts_for_somebody_is_kept_as_long_as_they_do(at_alices: Cast) -> None:
    maud = resident(at_alices)
    row = begin(at_alices, maud)
    long_after = NOW + timedelta(days=3 * 365)
    assert actions.forget_old_contacts(now=long_after) == 0
    actions.end_acting_for(acting=row, by=at_alices.as_alice, now=later())
    assert actions.forget_old_contacts(now=long_after) > 0
    assert not Contact.objects.filter(pk=row.carer_id).exists()


def test_a_merge_hands_it_over_and_undoing_gives_it_back(at_alices: Cast) -> None:
    maud, other = resident(at_alices), resident(at_alices, "M Okafor")
    theirs, hers = begin(at_alices, other), begin(at_alices, maud, gets_messages=False)
    second = begin(at_alices, other, "Ben", at=(Route.EMAIL, "b@example.test"), gets_messages=False)
    merged = actions.merge_residents(keep=maud, merge=other, by=at_alices.as_alice, now=later())
    assert set(acting_for(resident=maud)) == {hers, second}, "Sana stands there already"
    actions.undo_merge(merge=merged, by=at_alices.as_alice, now=later())
    assert set(acting_for(resident=other)) == {theirs, second}


def test_it_is_noted_and_ended_on_the_page(cast: Cast) -> None:
    with scope(cast.service.pk):
        maud = resident(cast, routes=[MAUD_MAIL])
    alice, page = signed_in(cast.alice), f"/alice/desk/people/residents/{maud.public_id}"
    with clock.at(later()):
        assert "They act for themselves" in alice.get(page).content.decode()
        said = {"name": "Sana Akhtar", "route": "sms", "address": "07700 900465", "by_right": "asked",
                "evidence": "", "gets_messages": "on", "key": key()}  # fmt: skip
        wrong = alice.post(f"{page}/carers", said).content.decode()
        assert "Write how we know" in wrong
        assert 'value="Sana Akhtar"' in wrong, "nothing typed is lost"
        done = alice.post(f"{page}/carers", {**said, "evidence": "Both came in"}, follow=True)
        for words in ("Sana Akhtar", "They have asked for it", "Gets their messages", "Alice"):
            assert words in done.content.decode(), words
        with scope(cast.service.pk):
            row = ActsFor.objects.select_related("carer").get()
        hers = alice.get(f"/alice/desk/people/contacts/{row.carer.public_id}").content.decode()
        assert "Acts for" in hers
        assert "and gets their messages" in hers
        assert signed_in(cast.charlie).post(_end(row)).status_code == 404
        ended = alice.post(_end(row), follow=True).content.decode()
        assert "they no longer act for them" in ended
        assert "· until" in ended


def _end(row: ActsFor) -> str:
    return f"/alice/desk/people/carers/{row.public_id}/end"
