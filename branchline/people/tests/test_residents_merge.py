"""Two records that are one person: suggested, decided by staff, merged at once, undone without a trace."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branchline.core.models import Happening
from branchline.messages.models import Route
from branchline.people import actions, errors
from branchline.people.models import (
    Answer,
    CommunicationNeed,
    Consent,
    ContactLink,
    Duplicate,
    ExternalId,
    Mark,
    MarkSource,
    Merge,
    Need,
    Purpose,
    Resident,
    ResidentKey,
    ResidentRoute,
    Verdict,
)
from branchline.people.queries import duplicates_to_review, may_contact, resident_now

from .conftest import Cast
from .residents import BORN, MAUD_MAIL, NOW, contact, later, resident


def suggested(*residents: Resident) -> list[set[str]]:
    actions.find_duplicates(now=NOW)
    return [{pair.one.name, pair.other.name} for pair in duplicates_to_review()]


def test_the_same_name_and_one_other_fact_is_suggested(at_alices: Cast) -> None:
    resident(at_alices, "Maud Okafor", born_on=BORN)
    resident(at_alices, "Maud Okafor", born_on=BORN)
    resident(at_alices, "Maud Okafor")
    actions.find_duplicates(now=NOW)
    (pair,) = duplicates_to_review()
    assert (pair.likeness, pair.because) == (80, "name birth")


def test_a_misspelt_name_with_two_other_facts_is_suggested(at_alices: Cast) -> None:
    resident(at_alices, "Catherine Smith", born_on=BORN, postcode="M33 7ZF")
    resident(at_alices, "Cath Smith", born_on=BORN, postcode="M33 7ZF")
    assert suggested() == [{"Catherine Smith", "Cath Smith"}]


def test_father_and_son_are_not(at_alices: Cast) -> None:
    home: dict[str, Any] = {"postcode": "M33 7ZF"}
    resident(at_alices, "John Smith", born_on=BORN, **home)
    resident(at_alices, "John Smith", born_on=date(1980, 1, 1), **home)
    assert suggested() == []


def test_neighbours_are_not(at_alices: Cast) -> None:
    resident(at_alices, "Ann Brown", postcode="M33 7ZF")
    resident(at_alices, "Yusuf Demir", postcode="M33 7ZF")
    assert suggested() == []


def test_two_people_are_not_suggested_again(at_alices: Cast) -> None:
    resident(at_alices, born_on=BORN)
    newest = resident(at_alices, born_on=BORN)
    actions.find_duplicates(resident=newest, now=NOW)
    (pair,) = duplicates_to_review()
    actions.say_different(duplicate=pair, by=at_alices.as_alice, now=NOW)
    assert suggested() == []
    assert Duplicate.objects.get().verdict == Verdict.DIFFERENT


def test_records_of_two_services_never_meet(cast: Cast) -> None:
    from branchline.core.scoping import scope

    for service in (cast.service, cast.elsewhere):
        with scope(service.pk):
            resident(cast, born_on=BORN)
            assert suggested() == []


def merge(cast: Cast, keep: Resident, other: Resident) -> Merge:
    return actions.merge_residents(keep=keep, merge=other, by=cast.as_alice, now=later())


def test_what_one_has_the_other_gets(at_alices: Cast) -> None:
    maud = resident(at_alices, "Maud Okafor", routes=[MAUD_MAIL])
    other = resident(
        at_alices, "M Okafor", routes=[MAUD_MAIL, (Route.SMS, "07700 900123")], card="D1",
        born_on=BORN, known_as="Maudie",
    )  # fmt: skip
    same = contact("Maud", *MAUD_MAIL)
    actions.decide_contact(contact=same, resident=other, same=True, by=at_alices.as_alice, now=NOW)
    actions.note_death(person=other, source=MarkSource.FAMILY, by=at_alices.as_alice, now=NOW)
    merge(at_alices, maud, other)
    maud.refresh_from_db()
    assert (maud.name, maud.known_as, maud.born_on) == ("Maud Okafor", "Maudie", BORN)
    assert {row.route for row in maud.routes.all()} == {"email", "sms"}
    assert maud.external_ids.get().value == "D1"
    assert maud.links.get().contact == same
    assert list(Resident.objects.standing()) == [maud]
    assert resident_now(number=other.pk) == maud
    other.refresh_from_db()
    assert not may_contact(person=other, purpose=Purpose.OWN_AFFAIRS, now=NOW)
    assert not ResidentKey.objects.filter(resident=other).exists()


def test_undoing_goes_backwards(at_alices: Cast) -> None:
    one, two, three = (resident(at_alices, f"Maud {n}") for n in ("One", "Two", "Three"))
    first = merge(at_alices, two, one)
    second = merge(at_alices, three, two)
    with pytest.raises(errors.UndoTheLaterMergeFirst):
        actions.undo_merge(merge=first, by=at_alices.as_alice, now=later(2))
    for done in (second, first):
        actions.undo_merge(merge=done, by=at_alices.as_alice, now=later(2))
    with pytest.raises(errors.AlreadyUndone):
        actions.undo_merge(merge=first, by=at_alices.as_alice, now=later(2))
    assert Resident.objects.standing().count() == 3


def test_a_record_is_not_merged_with_itself_nor_twice(at_alices: Cast) -> None:
    maud, other = resident(at_alices), resident(at_alices)
    with pytest.raises(errors.MergedAway):
        merge(at_alices, maud, maud)
    merge(at_alices, maud, other)
    with pytest.raises(errors.MergedAway):
        merge(at_alices, other, maud)


def test_what_came_after_the_merge_stays_with_the_kept_record(at_alices: Cast) -> None:
    maud, other = resident(at_alices), resident(at_alices, known_as="Maudie")
    done = merge(at_alices, maud, other)
    maud.refresh_from_db()
    actions.add_route(
        resident=maud, route=Route.SMS, address="07700 900123", by=at_alices.as_alice, now=later()
    )
    Resident.objects.filter(pk=maud.pk).update(known_as="Maud herself")
    actions.undo_merge(merge=done, by=at_alices.as_alice, now=later(2))
    maud.refresh_from_db()
    assert maud.known_as == "Maud herself"
    assert maud.routes.get().route == Route.SMS


def test_a_year_later_it_is_for_good(at_alices: Cast) -> None:
    maud, other = resident(at_alices), resident(at_alices, "Secret Name")
    done = merge(at_alices, maud, other)
    assert actions.settle_old_merges(now=later(300)) == 0
    assert actions.settle_old_merges(now=later(400)) == 1
    with pytest.raises(errors.CanNoLongerBeUndone):
        actions.undo_merge(merge=done, by=at_alices.as_alice, now=later(401))
    other.refresh_from_db()
    assert other.name == ""


TABLES = (Resident, ResidentRoute, ExternalId, CommunicationNeed, Consent, Mark, ContactLink, ResidentKey)  # fmt: skip


def state() -> dict[str, list[dict[str, Any]]]:
    """Every row of the people's tables. Keys are written afresh, so their numbers do not count."""
    return {
        model.__name__: sorted(
            (
                {k: v for k, v in row.items() if model is not ResidentKey or k != "id"}
                for row in model.objects.values()
            ),
            key=str,
        )
        for model in TABLES
    }


PERSON = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["Maud Okafor", "M. Okafor", "Maud Eze", "王小明"]),
        "known_as": st.sampled_from(["", "Maudie"]),
        "born_on": st.sampled_from([None, BORN]),
        "postcode": st.sampled_from(["", "M33 7ZF", "M33 4ND"]),
        "note": st.sampled_from(["", "rings twice"]),
        "routes": st.lists(
            st.sampled_from([MAUD_MAIL, (Route.SMS, "07700900123"), (Route.PHONE, "01614960117")]),
            unique=True,
        ),
        "needs": st.sets(st.sampled_from([Need.BRAILLE, Need.RELAY, Need.LARGE_PRINT])),
        "consents": st.lists(st.sampled_from([Answer.GIVEN, Answer.REFUSED]), max_size=3),
        "mark": st.booleans(),
        "card": st.booleans(),
    }
)


@pytest.mark.django_db
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(one=PERSON, other=PERSON)
def test_merging_and_undoing_leaves_everything_as_it_was(
    at_alices: Cast, one: dict[str, Any], other: dict[str, Any]
) -> None:
    from django.db import transaction

    with transaction.atomic():
        people = [_make(at_alices, said, turn) for turn, said in enumerate((one, other))]
        before = state()
        done = merge(at_alices, people[0], people[1])
        assert Resident.objects.standing().count() == 1
        assert Consent.objects.filter(resident=people[1]).count() == 0
        actions.undo_merge(merge=done, by=at_alices.as_alice, now=later(2))
        after = state()
        # The last sign of them is the one thing that both have learnt.
        assert after == before
        assert Happening.objects.filter(kind="people.merge_undone").exists()
        transaction.set_rollback(True)


def _make(cast: Cast, said: dict[str, Any], turn: int) -> Resident:
    plain = {k: said[k] for k in ("known_as", "born_on", "postcode", "note", "routes")}
    made = resident(cast, said["name"], card=f"CARD{turn}" if said["card"] else "", **plain)
    for need in sorted(said["needs"]):
        actions.record_need(resident=made, need=need, by=cast.as_alice, now=NOW)
    for answer in said["consents"]:
        actions.record_consent(
            person=made, purpose=Purpose.NEWS, answer=answer, evidence="form",
            by=cast.as_alice, now=NOW,
        )  # fmt: skip
    if said["mark"]:
        actions.do_not_contact(
            person=made, route=Route.LETTER, source=MarkSource.PERSON, by=cast.as_alice, now=NOW
        )
    return Resident.objects.get(pk=made.pk)
