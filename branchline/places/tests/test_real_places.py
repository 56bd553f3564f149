"""What real people type, on the real places of the extracts: near me answers each, by an index."""

import csv
import gzip
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.utils import translation

from branchline.core import clock
from branchline.places import imports
from branchline.places.demo import DATA
from branchline.places.errors import NoSuchPlace
from branchline.places.models import Branch, Kind, Position, Service, ServiceAuthority
from branchline.places.queries import PlaceKind, authorities_of, find_place, positions
from tests.harness.database import ME, clone

TOWN, COUNCIL, BRANCH, WARD, POSTCODE, OUTWARD = (
    PlaceKind.TOWN, PlaceKind.COUNCIL, PlaceKind.BRANCH, PlaceKind.WARD, PlaceKind.POSTCODE,
    PlaceKind.OUTWARD,
)  # fmt: skip


@pytest.fixture(scope="module")
def country(demo_template: str, django_db_blocker: Any) -> Iterator[None]:
    """The demo's country, which these tests only read."""
    with django_db_blocker.unblock(), clone(f"branchline_{ME}_country", demo_template):
        yield


def rows_of(name: str) -> int:
    """How many rows an extract has."""
    with gzip.open(DATA / name, "rt", encoding="utf-8") as lines:
        return sum(1 for _row in csv.DictReader(lines))


FOUND = [
    ("sale", TOWN, "Sale, Trafford"),
    ("  SALE ", TOWN, "Sale, Trafford"),
    ("Sale, Cheshire", TOWN, "Sale, Trafford"),
    ("the library in Sale", TOWN, "Sale, Trafford"),
    ("nearest library in sale", TOWN, "Sale, Trafford"),
    ("Sale library", BRANCH, "Sale Library"),
    ("Sale Moor", WARD, "Sale Moor, Trafford"),
    ("Altrincham", TOWN, "Altrincham, Trafford"),
    ("Altringham", TOWN, "Altrincham, Trafford"),
    ("Altrinham", TOWN, "Altrincham, Trafford"),
    ("St. Helens", TOWN, "St. Helens"),
    ("st helens", TOWN, "St. Helens"),
    ("Saint Helens", TOWN, "St. Helens"),
    ("King's Lynn", TOWN, "King's Lynn, Norfolk"),
    ("ashton under lyne", TOWN, "Ashton-under-Lyne, Tameside"),
    ("Hammersmith & Fulham", COUNCIL, "Hammersmith and Fulham"),
    ("Bristol", COUNCIL, "Bristol"),
    ("Manchester", COUNCIL, "Manchester"),
    ("Edinburgh", COUNCIL, "City of Edinburgh"),
    ("Belfast", COUNCIL, "Belfast"),
    ("Cardiff", TOWN, "Cardiff"),
    ("Caerdydd", TOWN, "Cardiff"),
    ("Llyfrgell Caerdydd", TOWN, "Cardiff"),
    ("Ynys Môn", COUNCIL, "Isle of Anglesey"),
    ("ynys mon", COUNCIL, "Isle of Anglesey"),
    ("Abertawe", COUNCIL, "Swansea"),
    ("Llanelli", TOWN, "Llanelli, Carmarthenshire"),
    ("Newport, Wales", TOWN, "Newport, Wales"),
    ("M33 7ZF", POSTCODE, "M33 7ZF"),
    ("m337zf", POSTCODE, "M33 7ZF"),
    ("M33 7ZF.", POSTCODE, "M33 7ZF"),
    ("M33", OUTWARD, "M33"),
    ("m33 4", OUTWARD, "M33"),
    ("M33 4B", OUTWARD, "M33"),
    ("M3", OUTWARD, "M"),
    ("SW1A1AA", OUTWARD, "SW1A 1AA"),
    ("w1", OUTWARD, "W1"),
    ("CF10 1FL", OUTWARD, "CF10 1FL"),
]

LEADS_NOWHERE = [
    (
        "EH1 1YZ",
        "no list of libraries in Scotland yet, so we can’t show what is near you. Type the name",
    ),
    ("g1", "no list of libraries in Scotland"),
    ("BT1 5GS", "no list of libraries in Northern Ireland yet"),
    ("GIR 0AA", "We know no library around GIR 0AA"),
    ("ZZ99 9ZZ", "We know no library around ZZ99 9ZZ"),
    ("JE2 4UE", "Jersey, Guernsey and the Isle of Man run libraries of their own"),
    ("BFPO 57", "A forces address has no place on the map"),
    ("📚", "We found no place called “📚”"),
    ("library", "Type a postcode, or the name of a town or library"),
    ("library near me", "Type a postcode, or the name of a town or library"),
    ("'; DROP TABLE places_branch; --", "We found no place called"),
    ('" OR 1=1', "We found no place called"),
    ("q" * 10_000_000, "longer than the name of any place"),
]


@pytest.mark.parametrize(("typed", "kind", "name"), FOUND)
@pytest.mark.usefixtures("country")
def test_what_people_type_is_found(typed: str, kind: PlaceKind, name: str) -> None:
    here = find_place(typed)
    assert (here.kind, here.name) == (kind, name)


@pytest.mark.parametrize(("typed", "sentence"), LEADS_NOWHERE, ids=lambda value: value[:20])
@pytest.mark.usefixtures("country")
def test_what_leads_nowhere_gets_a_kind_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(NoSuchPlace, match=sentence.replace("“", ".").replace("”", ".")):
        find_place(typed)


@pytest.mark.usefixtures("country")
def test_where_several_places_have_a_name_we_ask_which_and_each_answer_leads_there() -> None:
    here = find_place("newport")
    assert here.namesakes
    offered = [here.name, *(other.name for other in here.others)]
    assert offered[:3] == [
        "Newport, Isle of Wight", "Newport, Wales", "Newport, Telford, Telford and Wrekin",
    ]  # fmt: skip
    assert [find_place(name).name for name in offered] == offered
    assert (
        "There is more than one Newport. Which one?"
        in Client().get("/libraries", {"near": "newport"}).content.decode()
    )


@pytest.mark.usefixtures("country")
@pytest.mark.parametrize("page", ["/libraries", "/whats-on"])
def test_where_we_know_no_library_we_say_so_and_lead_to_who_does(page: str) -> None:
    there = Client().get(page, {"near": "Edinburgh"}).content.decode()
    assert "We know no library near City of Edinburgh yet" in there
    assert "https://www.edinburgh.gov.uk/libraries" in there
    assert "miles" not in there.partition("<main")[2].partition("bl-events__map")[0]
    code = Client().get(page, {"near": "BT1 5GS"}).content.decode()
    assert "/libraries/map?in=northern-ireland" in code


@pytest.mark.usefixtures("country")
def test_a_map_near_a_place_stands_on_the_ground_there_and_shows_no_more_than_is_near() -> None:
    ryde = Client().get("/libraries", {"near": "Ryde"}).content.decode()
    drawing = ryde.partition('<svg class="bl-map')[2].partition("</svg>")[0]
    assert "<title>Isle of Wight</title>" in drawing
    assert "miles</text>" in drawing
    assert ">2 miles</text>" in drawing, "the island's outline must not make the map smaller"


@pytest.mark.usefixtures("country")
@pytest.mark.parametrize(
    "names", [("Cardiff", "Caerdydd"), ("Swansea", "Abertawe"), ("Newport, Wales", "Casnewydd")]
)
def test_a_town_is_the_same_in_either_language(names: tuple[str, str]) -> None:
    english, welsh = (find_place(name) for name in names)
    assert (english.lat, english.lon, english.because) == (welsh.lat, welsh.lon, welsh.because)
    assert (english.kind, english.blurred) == (welsh.kind, welsh.blurred)


@pytest.mark.usefixtures("country")
def test_in_welsh_a_council_has_its_welsh_name() -> None:
    with translation.override("cy"):
        assert find_place("Cardiff").name == "Caerdydd"


@pytest.mark.usefixtures("country")
def test_names_are_found_by_their_indexes() -> None:
    from branchline.places.queries.naming import NAMES

    values: dict[str, Any] = {
        "typed": "altringham", "words": "altringham", "limit": 18, "today": clock.today(),
        "welsh": False,
    }  # fmt: skip
    with connections["owner"].cursor() as owner:
        # As autovacuum does soon after a file came in.
        owner.execute("VACUUM (ANALYZE) places_branch, places_ward")
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        cursor.execute(f"EXPLAIN {NAMES}", values)
        plan = "\n".join(row[0] for row in cursor.fetchall())
        cursor.execute("RESET enable_seqscan")
    for index in ("places_branch_words", "places_branch_town", "places_ward_words"):
        assert index in plan, plan


@pytest.mark.usefixtures("country")
def test_every_english_library_of_the_list_is_on_the_map_and_the_welsh_ones_about() -> None:
    english = Branch.objects.filter(sources__system=imports.EnglishLibraries.system)
    assert english.count() == rows_of("english_libraries.csv.gz")
    still = english.exclude(kind=Kind.MOBILE)
    assert set(still.values_list("position", flat=True)) == {Position.EXACT}
    welsh = Branch.objects.filter(sources__system=imports.WelshLibraries.system)
    assert welsh.count() == rows_of("welsh_libraries.csv.gz")
    assert set(welsh.values_list("position", flat=True)) == {Position.APPROXIMATE}
    assert welsh.get(name__en="Cardiff Central Library").town == "Cardiff"
    public = still.exclude(kind=Kind.PRISON).count() + welsh.exclude(kind=Kind.MOBILE).count()
    assert len(positions()) == public


@pytest.mark.usefixtures("country")
def test_one_organisation_runs_the_libraries_of_eleven_councils() -> None:
    service = Service.objects.get(code="N92000002")
    assert len(authorities_of(service)) == ServiceAuthority.objects.filter(service=service).count()
    assert len(authorities_of(service)) == 11
    page = Client().get(f"/{service.slug}/libraries").content.decode()
    assert "No libraries listed yet" in page
    chosen = Client().get("/libraries/map", {"in": "northern-ireland"}).content.decode()
    assert chosen.count(f'href="/{service.slug}/libraries"') == 2 * 11
