"""Every page leads to where our data comes from; Welsh pages say what no person has read yet."""

import json
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from branchline.commands import words as command
from branchline.core import words
from branchline.core.words import CatalogueRead

pytestmark = pytest.mark.django_db


def test_the_licences_are_reachable_from_every_page(client: Client) -> None:
    assert 'href="/sources"' in client.get("/libraries").content.decode()
    page = client.get("/sources").content.decode()
    for needed in (
        "Contains public sector information licensed under the Open Government Licence v3.0.",
        "Contains OS data © Crown copyright and database right.",
        "Contains Royal Mail data © Royal Mail copyright and database right",
        "mySociety, licensed under CC BY 4.0",
        "Questions on wellbeing and loneliness: Office for National Statistics",
    ):
        assert needed in page


def test_a_statement_that_two_sources_share_is_said_once(client: Client) -> None:
    assert client.get("/sources").content.decode().count("Contains OS data") == 1


@pytest.mark.parametrize(
    ("language", "read", "sentence"),
    [
        ("en", CatalogueRead(0, 9), None),
        ("cy", CatalogueRead(9, 0), None),
        ("cy", CatalogueRead(0, 9), "no person has read it yet"),
        ("cy", CatalogueRead(3, 9), "People have read 25% of it so far"),
        ("cy", CatalogueRead(999, 1), "People have read 99% of it so far"),
    ],
)
def test_welsh_pages_say_how_much_a_person_has_read(
    language: str, read: CatalogueRead, sentence: str | None
) -> None:
    with translation.override("en"):  # the sentence itself, whatever its Welsh says
        footer = render_to_string(
            "core/components/footer.html", {"LANGUAGE_CODE": language, "welsh_read": read}
        )
    assert ("A machine drafted the Welsh" in footer) == (sentence is not None)
    assert sentence is None or sentence in footer


def test_the_count_is_made_when_the_catalogue_is_compiled() -> None:
    command.compile_catalogue()
    counted = json.loads(Path(settings.LOCALE_PATHS[0], "cy/LC_MESSAGES", words.READ).read_text())
    kept = command.read()
    assert counted["drafted"] == sum(1 for m in kept if m.id and m.fuzzy)
    assert counted["read"] + counted["drafted"] == sum(1 for m in kept if m.id)


def test_drafts_are_the_strings_marked_fuzzy() -> None:
    catalogue = Catalog(locale="cy")
    catalogue.add("Library", "Llyfrgell")
    catalogue.add(("%(n)s day", "%(n)s days"), ("%(n)s diwrnod",) * 5, flags=["fuzzy"])
    assert list(command.drafts(catalogue)) == [("%(n)s day", "%(n)s diwrnod")]


def test_words_are_collected_by_whatever_name_a_file_marks_them() -> None:
    house = command.collect()
    assert "Choose one of your own libraries." in house, "gettext_lazy as __"
    assert "Choose one of your own libraries." in command.read()
