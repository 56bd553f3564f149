"""Lists as Koha, Sierra, Symphony and Spydus write them: their headings, their days, their squeezed-in numbers."""

import io
from datetime import date
from typing import Any

import pytest

from branchline.core.importing.running import Outcome, bring_in
from branchline.messages.models import Route
from branchline.people import actions
from branchline.people.imports import Members, cells
from branchline.people.models import Duplicate, MarkSource, MemberSource, Purpose, Resident
from branchline.people.queries import may_contact

from .conftest import NOW, Cast
from .residents import later, resident

pytestmark = pytest.mark.usefixtures("files_beside_us")

KOHA = """borrowernumber,cardnumber,surname,firstname,address,city,zipcode,phone,mobile,email,dateofbirth,branchcode,categorycode,dateenrolled,lastseen
1,T1,Okafor,Maud,4 Canal Street,Sale,M33 7ZF,01632 960249 / 07700900123,,maud@example.test,1948-03-09,SAL,A,2009-05-01,2025-03-02 10:11:12
2,T2,Okafor,Tom,4 Canal Street,Sale,M33 7ZF,1632960249,07700 900456 son Dave,,1946-11-30,SAL,A,2009-05-01,
3,T3,Rees,Siân,,,M33 4ND,,01632 960251,,1990-11-21,XYZ,A,2019-01-01,2026-08-02 09:00:00
"""
SIERRA = """"RECORD #(PATRON)","P BARCODE","PATRN NAME","P TYPE","PCODE1","HOME LIBR","BIRTH DATE","ADDRESS","TELEPHONE","TELEPHONE2","EMAIL ADDR","CIRCACTIVE"
"p1","T1","OKAFOR, Maud","1","-","hale ","09-03-1948","4 Canal Street$Sale$M33 7ZF","01632 960249","","maud@example.test;old@example.test","02-03-2025 14:20"
"p2","T2","OKAFOR, Tom","1","-","hale ","30-11-1946","","01632 960250;07700 900123","","","  -  -    "
"""
SYMPHONY = """USER_ID|USER_NAME|USER_FIRST_NAME|USER_LAST_NAME|USER_LIBRARY|USER_PROFILE|USER_BIRTH_DATE|USER_LAST_ACTIVITY|STREET|CITY/STATE|POSTCODE|HOMEPHONE|CELLPHONE|EMAIL
T1|OKAFOR, MAUD|Maud|Okafor|SALE|ADULT|19480309|20250302|4 Canal Street|Sale|M33 7ZF|01632 960249|07700 900123|maud@example.test
T2|OKAFOR, TOM|Tom|Okafor|SALE|ADULT|19461130|NEVER||||||
"""
SPYDUS = """Borrower number\tBorrower name\tFamily name\tGiven name(s)\tBorrower category\tHome branch\tDate of birth\tHome phone\tMobile phone\tEmail address\tPostcode\tLast activity date
T1\tOkafor, Maud\tOkafor\tMaud\tAdult\tSale Library\t9 Mar 1948\t01632 960249\t07700 900123\tmaud@example.test\tM33 7ZF\t02/03/2025
T2\tOkafor, Tom\tOkafor\tTom\tAdult\tSale Library\t30/11/1946\t\t\t\t\t
"""


@pytest.fixture
def files_beside_us(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def bring(cast: Cast, text: str, *, at: Any = NOW, dry_run: bool = False) -> Outcome:
    return bring_in(
        importer=Members(), file=io.BytesIO(text.encode()), file_name="members.csv", by=cast.as_alice,
        now=at, service_id=cast.service.pk, dry_run=dry_run,
    )  # fmt: skip


def called(card: str) -> Resident:
    return Resident.objects.get(external_ids__value=card)


def numbers(card: str) -> list[tuple[str, str]]:
    rows = called(card).routes.filter(route__in=("phone", "sms")).order_by("pk")
    return [(row.route, row.address) for row in rows]


@pytest.mark.parametrize(
    ("text", "system", "library"),
    [(KOHA, "Koha", "Sale Library"), (SIERRA, "Sierra", "Hale Library"),
     (SYMPHONY, "Symphony", "Sale Library"), (SPYDUS, "Spydus", "Sale Library")],
    ids=["koha", "sierra", "symphony", "spydus"],
)  # fmt: skip
def test_each_systems_list_is_recognised_and_read(
    at_alices: Cast, text: str, system: str, library: str
) -> None:
    outcome = bring(at_alices, text)
    assert f"This looks like a list from {system}." in outcome.notes
    assert not outcome.run.refused
    maud, tom = called("T1"), called("T2")
    assert (maud.name.casefold(), maud.born_on) == ("maud okafor", date(1948, 3, 9))
    assert tom.born_on == date(1946, 11, 30)
    assert maud.routes.filter(route="email").get().address == "maud@example.test"
    assert ("phone", "01632960249") in numbers("T1")
    source = MemberSource.objects.select_related("branch").get(external_id__value="T1")
    assert (source.system, source.active_on) == (system, date(2025, 3, 2))
    assert source.branch is not None
    assert str(source.branch.name) == library
    assert MemberSource.objects.get(external_id__value="T2").active_on is None
    again = bring(at_alices, text, at=later(30)).run
    assert (again.added, again.changed) == (0, 0)


def test_two_numbers_a_shared_landline_a_lost_nought_and_a_duplicate_lose_nothing(
    at_alices: Cast,
) -> None:
    mine = resident(at_alices, "Maud Okafor", born_on=date(1948, 3, 9))
    tried = bring(at_alices, KOHA, dry_run=True)
    said = {(p.line, p.column): p.sentence for p in tried.problems}
    assert said == {
        (2, "phone"): "2 numbers stand in this cell. All are kept.",
        (3, "mobile"): "The words “son Dave” are kept as a note on the record.",
    }
    shared = "01632 960249 is the number of Maud Okafor, Tom Okafor: perhaps one household. Each stays a person of their own."  # fmt: skip
    assert shared in tried.notes
    assert "We read these codes as your libraries: SAL – Sale Library." in tried.notes
    assert "We don’t know the library of 1 person: “XYZ”. They come without one." in tried.notes
    assert Resident.objects.count() == 1
    outcome = bring(at_alices, KOHA)
    assert (outcome.run.added, outcome.notes) == (3, tried.notes)
    assert numbers("T1") == [("phone", "01632960249"), ("phone", "07700900123")]
    assert numbers("T2") == [("sms", "07700900456"), ("phone", "01632960249")]
    assert numbers("T3") == [("phone", "01632960251")], "a landline in the column for mobiles"
    assert called("T2").note == "07700 900456: son Dave"
    actions.find_duplicates(now=NOW)
    pair = Duplicate.objects.get()
    assert {pair.one_id, pair.other_id} == {mine.pk, called("T1").pk}


def test_one_of_two_numbers_changes_alone_and_a_note_stands_below_what_colleagues_wrote(
    at_alices: Cast,
) -> None:
    bring(at_alices, KOHA)
    Resident.objects.filter(pk=called("T2").pk).update(note="Rings twice.")
    news = KOHA.replace("07700900123", "07700900124").replace("son Dave", "daughter Ann")
    run = bring(at_alices, news, at=later(30)).run
    assert (run.added, run.changed) == (0, 2)
    assert numbers("T1") == [("phone", "01632960249"), ("phone", "07700900124")]
    assert called("T2").note == "Rings twice.\n07700 900456: daughter Ann"
    assert bring(at_alices, news, at=later(60)).run.changed == 0


def test_days_with_the_month_first_are_told_by_the_files_other_days(at_alices: Cast) -> None:
    american = "P BARCODE,PATRN NAME,BIRTH DATE,CIRCACTIVE\nT1,\"Okafor, Maud\",03-09-1948,03-02-2025\nT2,\"Rees, Tom\",11-30-1946,\n"  # fmt: skip
    outcome = bring(at_alices, american)
    assert "Its dates have the month first, so we read 03-09-1948 as 9 March." in outcome.notes
    assert called("T1").born_on == date(1948, 3, 9)
    mixed = american.replace("03-09-1948", "25-12-1948").replace("T1", "T8").replace("T2", "T9")
    worse = bring(at_alices, mixed)
    assert (worse.run.added, worse.run.refused) == (2, 0)
    assert "The date is left out, the person comes." in worse.problems[0].sentence
    assert "the other way round" in worse.problems[0].sentence


def test_one_date_the_other_way_round_turns_no_file(at_alices: Cast) -> None:
    american = "P BARCODE,PATRN NAME,BIRTH DATE,CIRCACTIVE\nT1,Maud,03-09-1948,03-25-2025\nT2,Tom,11-30-1946,\nT3,Ada,13-05-1942,\n"
    outcome = bring(at_alices, american)
    assert (outcome.run.added, outcome.run.refused) == (3, 0)
    assert (called("T1").born_on, called("T3").born_on) == (date(1948, 3, 9), None)


def test_who_has_died_or_asks_for_no_calls_by_the_notes_of_the_file(at_alices: Cast) -> None:
    koha = (
        "cardnumber,surname,firstname,dateofbirth,phone,mobile,categorycode,borrowernotes\n"
        "T1,Okafor,Maud,1948-03-09,01632 960249,,AD,DECEASED 12/10/2026 - told by daughter\n"
        "T2,Rees,Tom,1946-11-30,01632 960250,,DEC,\n"
        "T3,Ng,Ada,1940-01-01,01632 960251,07700 900251,AD,Does NOT want phone calls\n"
        "T4,Diamond,Decca,1941-01-01,01632 960252,,AD,Dead Sea Scrolls reader: no. She rings us\n"
    )
    outcome = bring(at_alices, koha)
    assert (outcome.run.added, outcome.run.refused) == (1, 3)
    assert [(p.line, p.column) for p in outcome.problems[:3]] == [
        (2, "borrowernotes"), (3, "categorycode"), (4, "borrowernotes"),
    ]  # fmt: skip
    assert not called("T3").routes.filter(route__in=(Route.PHONE, Route.SMS)).exists()


def test_a_file_after_an_opt_out_or_a_death_rings_nobody_again(at_alices: Cast) -> None:
    bring(at_alices, KOHA)
    by, when = at_alices.as_alice, later(1)
    actions.do_not_contact(person=called("T1"), source=MarkSource.PERSON, by=by, now=when)
    actions.note_death(person=called("T2"), source=MarkSource.FAMILY, by=by, now=when)
    bring(at_alices, KOHA.replace("01632 960249", "01632 960777"), at=later(2))
    for card in ("T1", "T2"):
        assert not may_contact(
            person=called(card), route=Route.PHONE, purpose=Purpose.WELFARE, now=later(2)
        )


@pytest.mark.parametrize(
    ("cell", "found", "words", "left"),
    [
        ("01632 960249 07700900123", ("01632960249", "07700900123"), (), ""),
        ("01632 960249 or 960250", ("01632960249",), (("01632960249", "960250"),), ""),
        ("0161 496 0117 ext 23", ("01614960117",), (("01614960117", "ext 23"),), ""),
        ("+44 (0)7700 900123", ("07700900123",), (), ""),
        ("son Dave 07700 900456", ("07700900456",), (("07700900456", "son Dave"),), ""),
        ("18002 01632 960249", ("01632960249",), (("01632960249", "18002"),), ""),
        ("ex-directory", (), (), "ex-directory"),
        ("1632960249", ("01632960249",), (), ""),
    ],
)
def test_numbers_of_a_cell(
    cell: str, found: tuple[str, ...], words: tuple[tuple[str, str], ...], left: str
) -> None:
    held = cells.numbers(cell)
    assert (held.found, held.words, held.left) == (found, words, left)
