"""Names in Welsh: their order, and finding them without a keyboard for ŵ and ŷ."""

import pytest
from django.test import Client

from branchline.core.scoping import scope
from branchline.core.words import in_order, said, without_accents
from branchline.places.models import Branch
from branchline.places.queries import branches_called, find_place

from .cast import Cast, branch


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("cy", ["Caernarfon", "Cwm", "Chirk", "Dyfi", "Ddol", "Fali", "Ffestiniog", "Gwynedd",
                "Ngarreg", "Harlech", "Lwcus", "Llanelli", "Pwllheli", "Phoenix", "Rumney", "Rhyl",
                "Sblot", "Tŷ-croes", "Tywyn", "Thema", "Wrecsam"]),
        ("en", ["Caernarfon", "Chirk", "Cwm", "Ddol", "Dyfi", "Llanelli", "Lwcus", "Rhyl", "Rumney"]),
    ],
)  # fmt: skip
def test_names_stand_in_the_order_of_the_pages_alphabet(lang: str, names: list[str]) -> None:
    assert sorted(sorted(names), key=lambda name: in_order(name, lang)) == names


def test_the_libraries_of_a_service_stand_in_welsh_order(cast: Cast, client: Client) -> None:
    for name in ("Llanfair", "Lwcus"):
        branch(cast.alderley, name)
    english = client.get("/alderley/libraries").content.decode()
    welsh = client.get("/cy/alderley/libraries").content.decode()
    assert english.index(">Llanfair<") < english.index(">Lwcus<")
    assert welsh.index("Lwcus</") < welsh.index("Llanfair</")


@pytest.mark.parametrize("typed", ["gwyl", "gŵyl", "Gwyl", "GŴYL", "llyfrgell y gwyl"])
def test_a_name_with_a_roof_is_found_without_it(cast: Cast, typed: str) -> None:
    feast = branch(cast.alderley, "Feast Library", town="")
    with scope(cast.alderley.pk):
        Branch.objects.filter(pk=feast.pk).update(name=said("", "Llyfrgell y Gŵyl"))
    assert branches_called(typed)[0].pk == feast.pk
    assert find_place(typed).name == "Llyfrgell y Gŵyl"


def test_small_letters_without_marks() -> None:
    assert without_accents("Gŵyl Ynys Môn, TŶ’R") == "gwyl ynys mon, ty’r"
