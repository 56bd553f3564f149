"""Members from a library system: joiners, changes, leavers; nobody comes back who asked to go."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branchline.core import clock
from branchline.core.importing.running import Outcome, bring_in
from branchline.core.importing.undoing import undo
from branchline.core.models import Happening, Pseudonym
from branchline.core.models.importing import ImportChange, ImportRun
from branchline.messages.models import Route
from branchline.people import actions, queries
from branchline.people.imports import Members
from branchline.people.models import (
    Answer,
    Consent,
    ErasedCard,
    ExternalId,
    Mark,
    MarkSource,
    MemberSource,
    Purpose,
    Resident,
    ResidentKey,
    ResidentRoute,
)
from branchline.places.models import Postcode

from .conftest import NOW, Cast
from .residents import later, resident

pytestmark = pytest.mark.usefixtures("files_beside_us")
MAUD = {
    "cardnumber": "T1", "surname": "Okafor", "firstname": "Maud", "dateofbirth": "1948-03-09",
    "email": "maud@example.test", "mobile": "07700 900117", "zipcode": "M33 7ZF", "address": "4 Canal Street",
    "city": "Sale", "lang": "en", "lastseen": "2026-08-01 10:11:12",
}  # fmt: skip
SIAN = MAUD | {
    "cardnumber": "T2", "surname": "Rees", "firstname": "Siân", "dateofbirth": "1990-11-21",
    "email": "", "mobile": "", "address": "", "zipcode": "M33 4ND", "lang": "cy",
}  # fmt: skip


@pytest.fixture
def files_beside_us(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def table(*rows: dict[str, str]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def bring(cast: Cast, *rows: dict[str, str], at: Any = NOW, dry_run: bool = False) -> Outcome:
    return bring_in(
        importer=Members(), file=io.BytesIO(table(*rows)), file_name="koha.csv", by=cast.as_alice,
        now=at, service_id=cast.service.pk, dry_run=dry_run,
    )  # fmt: skip


def counts(outcome: Outcome) -> tuple[int, int, int, int]:
    run = outcome.run
    return run.added, run.changed, run.unchanged, run.refused


def everything() -> dict[str, Any]:
    """All that is known of people here, without row numbers of derived rows."""
    return {
        "residents": list(Resident.objects.order_by("pk").values()),
        "cards": list(ExternalId.objects.order_by("pk").values()),
        "routes": list(ResidentRoute.objects.order_by("pk").values()),
        "sources": list(MemberSource.objects.order_by("pk").values()),
        "keys": sorted(ResidentKey.objects.values_list("resident_id", "sort", "key")),
        "counted": sum(
            Happening.objects.filter(kind="people.resident_added").values_list(
                "quantity", flat=True
            )
        ),
        "pseudonyms": sorted(Pseudonym.objects.values_list("person", flat=True)),
    }


def called(card: str) -> Resident:
    return Resident.objects.get(external_ids__value=card)


def test_a_file_from_koha_becomes_residents_who_are_found_reached_and_counted(
    at_alices: Cast,
) -> None:
    Postcode.objects.create(postcode="M337ZF", ward_code="E05099001", ward_vintage=2024)
    assert counts(bring(at_alices, MAUD, SIAN)) == (2, 0, 0, 0)
    maud = called("T1")
    assert (maud.name, maud.born_on, maud.postcode) == ("Maud Okafor", date(1948, 3, 9), "M33 7ZF")
    assert (maud.ward_code, maud.seen_on) == ("E05099001", date(2026, 8, 1))
    assert {(r.route, r.address) for r in maud.routes.all()} == {
        ("email", "maud@example.test"), ("sms", "07700900117"),
        ("letter", "4 Canal Street\nSale\nM33 7ZF"),
    }  # fmt: skip
    assert (maud.preferred_route, called("T2").language) == ("email", "cy")
    for text in ("okafor", "T1", "maud@example.test", "M33 7ZF"):
        found = queries.find_residents(text=text, visible=Q(pk__isnull=False), after=None)
        assert [row.pk for row in found.page.rows] == [maud.pk], text
    happening = Happening.objects.get(links__resident_record=maud.public_id)
    assert (happening.kind, happening.ward_code) == ("people.resident_added", "E05099001")
    assert happening.pseudonym is not None
    assert ResidentKey.objects.filter(resident=maud, sort="card", key="t1").exists()
    source = MemberSource.objects.get(external_id__value="T1")
    assert source.basis == "public_task"
    assert "maud" not in str(source.said).casefold()


def test_a_dry_run_says_the_same_and_leaves_no_trace(at_alices: Cast) -> None:
    before = everything()
    assert counts(bring(at_alices, MAUD, SIAN, dry_run=True)) == (2, 0, 0, 0)
    assert everything() == before
    assert not ImportRun.objects.exists()
    assert not ImportChange.objects.exists()


def test_what_the_file_says_anew_is_taken_and_an_empty_cell_removes_nothing(
    at_alices: Cast,
) -> None:
    bring(at_alices, MAUD)
    news = MAUD | {"email": "maud.okafor@example.test", "mobile": "", "zipcode": "M33 4ND"}
    assert counts(bring(at_alices, news, at=later(30))) == (0, 1, 0, 0)
    maud = called("T1")
    addresses = set(maud.routes.exclude(route="letter").values_list("address", flat=True))
    assert addresses == {"maud.okafor@example.test", "07700900117"}
    assert maud.postcode == "M33 4ND"
    assert ResidentKey.objects.filter(resident=maud, key="maud.okafor@example.test").exists()
    assert not ResidentKey.objects.filter(resident=maud, key="maud@example.test").exists()


def test_what_colleagues_put_right_stays_right(at_alices: Cast) -> None:
    bring(at_alices, MAUD)
    maud = called("T1")
    Resident.objects.filter(pk=maud.pk).update(name="Maud Okafor-Lloyd")
    actions.remove_route(route=maud.routes.get(route="email"), by=at_alices.as_alice, now=later(1))
    again = bring(at_alices, MAUD, at=later(2))
    assert counts(again) == (0, 0, 1, 0)
    moved = bring(at_alices, MAUD | {"surname": "Oka", "email": "m@example.test"}, at=later(3))
    assert counts(moved) == (0, 0, 1, 0)
    assert called("T1").name == "Maud Okafor-Lloyd"
    assert not maud.routes.filter(route="email").exists()
    assert any("put right here" in note for note in moved.notes)


def test_somebody_staff_had_added_is_recognised_by_the_card_and_only_completed(
    at_alices: Cast,
) -> None:
    mine = resident(at_alices, "M. Okafor", card="T1", routes=[(Route.PHONE, "0161 496 0117")])
    assert counts(bring(at_alices, MAUD)) == (0, 1, 0, 0)
    kept = called("T1")
    assert (kept.pk, kept.name, kept.born_on) == (mine.pk, "M. Okafor", date(1948, 3, 9))
    assert set(kept.routes.values_list("route", flat=True)) == {"phone", "email", "sms", "letter"}


def test_an_erased_person_is_not_brought_back_and_their_file_goes(
    at_alices: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    bring(at_alices, MAUD, SIAN)
    actions.erase(person=called("T1"), by=at_alices.as_alice, now=later(1))
    assert ImportRun.objects.get().original == ""
    remembered = ErasedCard.objects.get().digest
    assert "T1" not in remembered
    assert str(ImportChange.objects.values_list("changed", "added")).find("Okafor") == -1
    again = bring(at_alices, MAUD, SIAN, at=later(2))
    assert counts(again) == (0, 0, 1, 0)
    assert "asked to be erased" in again.notes[0]
    assert not Resident.objects.filter(name__contains="Okafor").exists()


def test_wishes_and_deaths_are_obeyed(at_alices: Cast) -> None:
    bring(at_alices, MAUD, SIAN)
    by, when = at_alices.as_alice, later(1)
    actions.do_not_contact(person=called("T2"), source=MarkSource.PERSON, by=by, now=when)
    actions.note_death(person=called("T1"), source=MarkSource.FAMILY, by=by, now=when)
    actions.record_consent(
        person=called("T2"), purpose=Purpose.NEWS, answer=Answer.REFUSED, evidence="at the desk",
        by=by, now=when,
    )  # fmt: skip
    before = list(Mark.objects.values()), list(Consent.objects.values())
    news = bring(
        at_alices,
        MAUD | {"email": "new@example.test"},
        SIAN | {"email": "sian@example.test"},
        at=later(2),
    )
    assert counts(news) == (0, 1, 1, 0)
    assert "has died" in news.notes[0]
    assert (list(Mark.objects.values()), list(Consent.objects.values())) == before
    assert not called("T1").routes.filter(address="new@example.test").exists()
    answer = queries.may_contact(
        person=called("T2"), route=Route.EMAIL, purpose=Purpose.OWN_AFFAIRS, now=later(2)
    )
    assert not answer


def test_who_is_no_longer_in_the_file_is_told_and_stays(at_alices: Cast) -> None:
    bring(at_alices, MAUD, SIAN)
    run = bring(at_alices, SIAN, at=later(1)).run
    assert run.asides == {"leavers": [called("T1").pk]}
    _headings, rows = Members().aside("leavers", run.asides["leavers"])
    assert rows == [["T1", "Maud Okafor"]]
    assert Resident.objects.count() == 2


def test_children_and_long_lost_members_are_passed_over(at_alices: Cast) -> None:
    child = SIAN | {"cardnumber": "T3", "dateofbirth": "2019-01-01"}
    lost = SIAN | {"cardnumber": "T4", "lastseen": "2021-01-01"}
    outcome = bring(at_alices, MAUD, child, lost)
    assert counts(outcome) == (1, 0, 0, 0)
    assert len(outcome.notes) == 3


def test_a_bad_part_is_told_and_the_rest_of_the_person_comes(at_alices: Cast) -> None:
    outcome = bring(at_alices, MAUD | {"email": "maud at home", "zipcode": "M33", "lastseen": ""})
    assert counts(outcome) == (1, 0, 0, 0)
    assert [(p.line, p.column, p.stood) for p in outcome.problems] == [
        (2, "zipcode", "M33"), (2, "email", "maud at home"),
    ]  # fmt: skip
    worse = bring(at_alices, MAUD | {"dateofbirth": "next spring", "cardnumber": "T9"})
    assert counts(worse) == (1, 0, 0, 0)
    assert worse.problems[0].stood == "next spring"
    assert "The date is left out, the person comes." in worse.problems[0].sentence
    child = bring(at_alices, MAUD | {"dateofbirth": "31/02/2019", "cardnumber": "T10"})
    assert counts(child) == (0, 0, 0, 1)


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        ("P BARCODE,PATRN NAME,BIRTH DATE,EMAIL ADDR,TELEPHONE,ADDRESS,CIRCACTIVE",
         'T1,"Okafor, Maud",09-03-1948,maud@example.test;old@example.test,0161 496 0117,,01-08-2026'),
        ("Borrower ID,Family name,Given names,Date of birth,Email address,Home phone",
         "T1,Okafor,Maud,09/03/1948,maud@example.test,0161 496 0117"),
        ("User ID,Name,Birth date,Email,Home phone",
         't1,"Okafor, Maud",1948-03-09,maud@example.test,1614960117'),
    ],
    ids=["sierra", "spydus", "symphony"],
)  # fmt: skip
def test_other_systems_by_their_own_headings(at_alices: Cast, headings: str, row: str) -> None:
    bring_in(
        importer=Members(), file=io.BytesIO(f"{headings}\n{row}\n".encode()), file_name="x.csv",
        by=at_alices.as_alice, now=NOW, service_id=at_alices.service.pk,
    )  # fmt: skip
    maud = called("T1")
    assert (maud.name, maud.born_on) == ("Maud Okafor", date(1948, 3, 9))
    assert set(maud.routes.values_list("address", flat=True)) == {
        "maud@example.test",
        "01614960117",
    }


PERSON = st.fixed_dictionaries(
    {
        "cardnumber": st.integers(1, 12).map(lambda n: f"T{n}"),
        "surname": st.sampled_from(["Okafor", "Rees", "de Souza"]),
        "firstname": st.sampled_from(["Maud", "Siân", "Tom"]),
        "dateofbirth": st.sampled_from(["", "1948-03-09", "1990-11-21", "2020-01-01", "never"]),
        "email": st.sampled_from(["", "a@example.test", "b@example.test", "not one"]),
        "mobile": st.sampled_from(["", "07700 900117", "0161 496 0117"]),
        "zipcode": st.sampled_from(["", "M33 7ZF", "nowhere"]),
    }
)
FILE = st.lists(PERSON, min_size=1, max_size=8, unique_by=lambda row: row["cardnumber"])
SLOW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@SLOW
@given(first=FILE, second=FILE)
def test_twice_is_once_and_undoing_is_as_before(
    at_alices: Cast, first: list[dict[str, str]], second: list[dict[str, str]]
) -> None:
    from django.db import transaction

    with transaction.atomic():
        bring(at_alices, *first)
        before = everything()
        run = bring(at_alices, *second, at=later(1)).run
        after = everything()
        again = bring(at_alices, *second, at=later(2))
        assert (again.run.added, again.run.changed) == (0, 0)
        assert everything() == after
        kept = undo(run=run, by=at_alices.as_alice, now=later(3))[2]
        assert kept == []
        assert everything() == before
        transaction.set_rollback(True)


def known() -> Any:
    """What is known of people, by card."""
    return {
        card.value: (
            card.resident.name, card.resident.born_on, card.resident.postcode,
            sorted(card.resident.routes.values_list("route", "address")),
        )
        for card in ExternalId.objects.select_related("resident")
    }  # fmt: skip


@SLOW
@given(rows=FILE, order=st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(
    at_alices: Cast, rows: list[dict[str, str]], order: Any
) -> None:
    from django.db import transaction

    shuffled = list(rows)
    order.shuffle(shuffled)
    found = []
    for those in (rows, shuffled):
        with transaction.atomic():
            bring(at_alices, *those)
            found.append(known())
            transaction.set_rollback(True)
    assert found[0] == found[1]


def test_undoing_leaves_whom_colleagues_have_worked_with(at_alices: Cast) -> None:
    run = bring(at_alices, MAUD, SIAN).run
    with clock.at(later(1)):
        actions.note_read(
            person=called("T2"), page="people:resident", by=at_alices.as_alice, now=later(1)
        )
        actions.record_consent(
            person=called("T1"), purpose=Purpose.NEWS, answer=Answer.GIVEN, evidence="form",
            by=at_alices.as_alice, now=later(1),
        )  # fmt: skip
    kept = undo(run=run, by=at_alices.as_alice, now=later(2))[2]
    assert kept == ["Maud Okafor is in use, so it stays."]
    assert called("T1").routes.count() == 3
    assert ResidentKey.objects.filter(resident=called("T1"), sort="card").exists()
    assert not ExternalId.objects.filter(value="T2").exists()


def test_records_that_became_one_are_found_again_by_either_card(at_alices: Cast) -> None:
    bring(at_alices, MAUD, SIAN)
    kept, other = called("T1"), called("T2")
    actions.merge_residents(keep=kept, merge=other, by=at_alices.as_alice, now=later(1))
    assert counts(bring(at_alices, MAUD, SIAN, at=later(2))) == (0, 0, 2, 0)
    assert Resident.objects.standing().count() == 1
