"""Files of this room: dry run, twice without a change, undo, rows that can't be used."""

import csv
import gzip
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from branchline.core import clock
from branchline.core.acting import job
from branchline.core.importing.importer import Importer, importers
from branchline.core.importing.originals import PRIVATE_KEPT_FOR
from branchline.core.importing.problems import CannotRead
from branchline.core.importing.running import Outcome, bring_in
from branchline.core.importing.undoing import CannotUndo, undo
from branchline.core.models import StoredFile
from branchline.core.models.importing import ImportRun, State
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.places import demo, imports
from branchline.places.models import (
    Branch,
    BranchSource,
    LocalAuthority,
    OutwardCode,
    Postcode,
    Service,
    Ward,
)

from .cast import Cast

NOW = clock.london(2026, 11, 23, 12)
LIBRARY = {
    "Reporting service": "Alderley", "Reporting service code": "E08000909", "Name": "Sale",
    "Type": "Static Library", "Address 1": "Sale Waterside", "Address 2": "Sale", "Postcode": "M33 7ZF",
    "Longitude": "-2.3196", "Latitude": "53.4254", "Operation in 2023": "LA", "Year opened": "1936",
    "Monday opening times": "All Day (with closure)", "Hours open per week": "45", "Statutory in 2023": "yes",
}  # fmt: skip


def table(*rows: dict[str, str]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def bring(importer: type[Importer], content: bytes, **more: Any) -> Outcome:
    return bring_in(
        importer=importer(), file=io.BytesIO(content), file_name="list.csv", by=job("test"), now=NOW,
        keep=False, **more,
    )  # fmt: skip


def counts(outcome: Outcome) -> tuple[int, int, int, int]:
    run = outcome.run
    return run.added, run.changed, run.unchanged, run.refused


def everything() -> dict[str, list[Any]]:
    """All rows of the room, to see whether anything has changed."""
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in (Branch, BranchSource, LocalAuthority, OutwardCode, Postcode, Service, Ward)
    }


def test_the_arts_council_list_becomes_branches(cast: Cast) -> None:
    outcome = bring(imports.EnglishLibraries, table(LIBRARY))
    assert counts(outcome) == (1, 0, 0, 0)
    sale = Branch.objects.get(sources__system="arts_council")
    assert (str(sale.name), sale.service, sale.kind, sale.run_by) == (
        "Sale Library", cast.alderley, "static", "council",
    )  # fmt: skip
    assert (sale.position, sale.ward_code, sale.ward_vintage) == ("exact", "E05099001", 2024)
    assert sale.hours_note["days"] == {"0": "All Day (with closure)"}
    assert sale.step_free is None
    assert not sale.hours.exists()  # a pattern is not a time


def test_a_dry_run_tells_the_truth_and_changes_nothing(cast: Cast) -> None:
    before = everything()
    outcome = bring(imports.EnglishLibraries, table(LIBRARY), dry_run=True)
    assert counts(outcome) == (1, 0, 0, 0)
    assert everything() == before
    assert not ImportRun.objects.exists()


def test_the_second_run_changes_nothing(cast: Cast) -> None:
    bring(imports.EnglishLibraries, table(LIBRARY))
    before = everything()
    assert counts(bring(imports.EnglishLibraries, table(LIBRARY))) == (0, 0, 1, 0)
    assert everything() == before


def test_what_staff_put_right_survives_the_next_list(cast: Cast) -> None:
    bring(imports.EnglishLibraries, table(LIBRARY))
    with scope(cast.alderley.pk):
        Branch.objects.filter(sources__system="arts_council").update(
            name=said("Sale Waterside Library")
        )
    changed = {**LIBRARY, "Address 1": "2 Sale Waterside"}
    assert counts(bring(imports.EnglishLibraries, table(changed))) == (0, 1, 0, 0)
    sale = Branch.objects.get(sources__system="arts_council")
    assert (str(sale.name), sale.street) == ("Sale Waterside Library", "2 Sale Waterside")


def test_undo_puts_everything_back(cast: Cast) -> None:
    before = everything()
    first = bring(imports.EnglishLibraries, table(LIBRARY)).run
    second = bring(imports.EnglishLibraries, table({**LIBRARY, "Address 1": "Elsewhere"})).run
    assert undo(run=second, by=job("test"), now=NOW)[2] == []
    assert Branch.objects.get(sources__system="arts_council").street == "Sale Waterside"
    assert undo(run=first, by=job("test"), now=NOW)[2] == []
    assert everything() == before
    assert ImportRun.objects.filter(state=State.UNDONE).count() == 2
    with pytest.raises(CannotUndo):
        undo(run=first, by=job("test"), now=NOW)


def test_undo_keeps_what_somebody_has_changed_since(cast: Cast) -> None:
    run = bring(imports.EnglishLibraries, table(LIBRARY)).run
    with scope(cast.alderley.pk):
        Branch.objects.filter(sources__system="arts_council").update(step_free=True)
    _removed, _restored, kept = undo(run=run, by=job("test"), now=NOW)
    assert kept == ["Sale Library was changed since, so it stays."]
    assert Branch.objects.filter(street="Sale Waterside").exists()


def test_undo_keeps_what_other_rows_stand_on(cast: Cast) -> None:
    run = bring(
        imports.UkServices, json.dumps([{"fields": {"Name": "Sale", "Code": "E08000999"}}]).encode()
    ).run
    service = Service.objects.get(code="E08000999")
    with scope(service.pk):
        Branch.objects.create(service=service, name=said("Built since"))
    assert "Sale Libraries is in use, so it stays." in undo(run=run, by=job("test"), now=NOW)[2]
    assert Service.objects.filter(code="E08000999").exists()


def test_an_unknown_service_is_said_in_words(cast: Cast) -> None:
    outcome = bring(
        imports.EnglishLibraries, table(LIBRARY, {**LIBRARY, "Reporting service code": "E10000099"})
    )
    assert counts(outcome)[0] == 1
    assert str(outcome.problems[0]) == (
        "Line 3: no library service here has the code E10000099. Import the services first, or correct the code."
    )


def test_a_council_that_was_replaced_leads_to_its_successor(cast: Cast) -> None:
    LocalAuthority.objects.create(
        code="E10000090",
        vintage=2024,
        name="Old County",
        nation="england",
        tier="upper",
        replaced_by="E08000909",
    )
    bring(imports.EnglishLibraries, table({**LIBRARY, "Reporting service code": "E10000090"}))
    assert Branch.objects.get(sources__system="arts_council").service == cast.alderley


def test_the_same_row_twice_is_one_and_a_contradiction_is_a_finding(cast: Cast) -> None:
    outcome = bring(
        imports.EnglishLibraries, table(LIBRARY, LIBRARY, {**LIBRARY, "Address 1": "Other"})
    )
    assert counts(outcome) == (1, 0, 1, 1)
    assert (
        str(outcome.problems[0])
        == "Line 4: line 2 is about the same and says something else; it was kept."
    )


def test_a_branch_of_another_service_is_refused_within_a_scope(cast: Cast) -> None:
    with scope(cast.birchwood.pk):
        outcome = bring(imports.EnglishLibraries, table(LIBRARY))
    assert counts(outcome) == (0, 0, 0, 1)
    assert "belongs to another library service" in outcome.problems[0].sentence


def test_the_database_refuses_a_branch_written_from_another_scope(cast: Cast) -> None:
    with scope(cast.birchwood.pk):
        assert Branch.objects.filter(pk=cast.market.pk).update(street="Theirs now") == 0
    with connection.cursor() as cursor:
        cursor.execute("UPDATE places_branch SET street = 'Nobody''s'")
        assert cursor.rowcount == 0


ONSPD = (
    b"pcd,pcd2,pcds,dointr,doterm,oslaua,osward,lat,long,lsoa21\n"
    b'"M33 7ZF","M33  7ZF","M33 7ZF","198001","","E08000909","E05099001",53.42540,-2.319600,"E01099001"\n'
    b'"M33 1AA","M33  1AA","M33 1AA","198001","201903","E08000909","E05099001",53.4,-2.3,"E01099001"\n'
    b'"GY1 1AA","GY1  1AA","GY1 1AA","199001","","L99999999","L99999999",99.999999,0.000000,"L99999999"\n'
)


def test_onspd_is_read_with_its_own_headings(cast: Cast) -> None:
    outcome = bring(imports.Postcodes, ONSPD)
    assert counts(outcome) == (2, 1, 0, 0)
    kept, ended, isle = (Postcode.objects.get(postcode=p) for p in ("M337ZF", "M331AA", "GY11AA"))
    assert (kept.ward_code, kept.ward_vintage, kept.ended) == ("E05099001", 2024, None)
    assert str(ended.ended) == "2019-03-01"
    assert (isle.lat, isle.lon, isle.ward_code) == (None, None, "")


ONSPD_2025 = (
    b"pcd7,pcd8,pcds,dointr,doterm,cty25cd,ced25cd,lad25cd,wd25cd,parncp25cd,usrtypind,east1m,north1m,"
    b"gridind,lat,long,ctry25cd,rgn25cd,pcon24cd,oa21cd,lsoa21cd,msoa21cd,imd20ind\n"
    b'"M33 7ZF","M33  7ZF","M33 7ZF",198001,,E99999999,E99999999,E08000909,E05099001,E99999999,0,379000,'
    b"391000,1,53.425400,-2.319600,E92000001,E12000002,E14001000,E00000001,E01099001,E02000001,9000\n"
)


def test_onspd_is_read_with_its_headings_of_2025_too(cast: Cast) -> None:
    assert counts(bring(imports.Postcodes, ONSPD_2025))[2:] == (0, 0)
    kept = Postcode.objects.get(postcode="M337ZF")
    assert (kept.authority_code, kept.ward_code, kept.lsoa_code) == (
        "E08000909", "E05099001", "E01099001",
    )  # fmt: skip
    assert (kept.lat, kept.lon) == (53.4254, -2.3196)


def test_a_ward_shape_is_given_to_every_vintage_of_its_code(cast: Cast) -> None:
    ring = [[-2.33, 53.41], [-2.31, 53.41], [-2.31, 53.43], [-2.33, 53.41]]
    features = [
        {"type": "Feature", "properties": {"WD25CD": code, "WD25NM": "Canalside"},
         "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for code in ("E05099001", "E05099002")
    ]  # fmt: skip
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    assert counts(bring(imports.WardBoundaries, content)) == (1, 1, 0, 0)
    assert Ward.objects.get(code="E05099001").shape == [ring]
    assert Ward.objects.get(code="E05099002").vintage == 2025
    assert counts(bring(imports.WardBoundaries, content)) == (0, 0, 2, 0)


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        {},
        {"type": "Point", "coordinates": [1, 2]},
        {"type": "Polygon", "coordinates": [[[900, 9]] * 4]},
    ],
)
def test_a_shape_that_is_none_is_a_finding(cast: Cast, geometry: Any) -> None:
    feature = {"properties": {"WD25CD": "E05099001", "WD25NM": "x"}, "geometry": geometry}
    outcome = bring(imports.WardBoundaries, json.dumps({"features": [feature]}).encode())
    assert outcome.problems[0].column == "geometry"


def test_rows_the_database_cannot_keep_do_not_take_others_with_them(cast: Cast) -> None:
    ligature = "\U0001d160" * 100  # becomes three characters each when put into one form of letters
    rows = [{"WD24CD": "E05099005", "WD24NM": ligature}, {"WD24CD": "E05099006", "WD24NM": "Good"}]
    outcome = bring(imports.Wards, table(*rows))
    assert counts(outcome) == (1, 0, 0, 1)
    assert "the database can’t keep this row" in outcome.problems[0].sentence


def test_a_stopped_run_is_remembered_as_such(cast: Cast) -> None:
    with pytest.raises(CannotRead):
        bring(imports.Wards, b"WD24CD,Other\nE05099005,x\n")
    assert ImportRun.objects.get().state == State.STOPPED


def test_the_original_is_kept_once_and_a_private_one_expires(
    cast: Cast, settings: Any, tmp_path: Path
) -> None:
    class OfAService(imports.Wards):
        private = True

    settings.MEDIA_ROOT = tmp_path
    content = table({"WD24CD": "E05099006", "WD24NM": "Good"})
    asked: Any = {"file_name": "w.csv", "by": job("test"), "now": NOW}
    one, two = (
        bring_in(importer=imports.Wards(), file=io.BytesIO(content), **asked).run for _n in range(2)
    )
    assert one.original == two.original
    assert gzip.decompress((tmp_path / one.original).read_bytes()) == content
    with pytest.raises(CannotRead):
        bring_in(importer=OfAService(), file=io.BytesIO(content), **asked)
    bring_in(importer=OfAService(), file=io.BytesIO(content), service_id=cast.alderley.pk, **asked)
    with scope(cast.alderley.pk):
        assert StoredFile.objects.get().keep_until == NOW + PRIVATE_KEPT_FOR
        assert ImportRun.objects.filter(service_id=cast.alderley.pk).count() == 1
    with scope(cast.birchwood.pk):
        assert not ImportRun.objects.filter(service_id=cast.alderley.pk).exists()


def test_every_importer_has_a_title_and_its_needed_columns() -> None:
    found = dict(importers())
    assert {f"places.{getattr(imports, name).name}" for name in imports.__all__} <= set(found)
    for importer in found.values():
        assert str(importer.title)
        assert any(column.required for column in importer.columns)


@pytest.mark.django_db
def test_the_extracts_load_without_a_finding_and_twice_without_a_change() -> None:
    demo.load(now=NOW)
    refused = ImportRun.objects.exclude(refused=0).values_list("importer", "problems")
    assert list(refused) == []
    assert Branch.objects.count() == 3_426 + 1  # the demo’s own mobile library
    assert Branch.objects.filter(position="exact").count() > 3_000
    assert Postcode.objects.count() == 11_264
    assert Service.objects.filter(slug="trafford").exists()
    demo.load(now=NOW)
    again = ImportRun.objects.order_by("-pk")[: len(demo.EXTRACTS)]
    assert {(run.added, run.changed) for run in again} == {(0, 0)}


def test_the_extracts_name_no_mail_address() -> None:
    for _importer, name in demo.EXTRACTS:
        text = gzip.decompress((demo.DATA / name).read_bytes()).decode()
        assert not re.search(r"[\w.]+@[\w-]+\.[a-z]{2,}", text), name
