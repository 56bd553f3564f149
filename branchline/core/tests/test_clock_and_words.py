"""Small things of the ground floor: time, ids, words, figures."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from branchline.core import clock
from branchline.core.figures import Figure
from branchline.core.ids import ALPHABET, public_id
from branchline.core.words import Translated, TranslatedField, said


def test_the_clock_can_be_set() -> None:
    moment = clock.london(2026, 10, 25, 1, 30)
    with clock.at(moment):
        assert clock.now() == moment
    assert clock.now() != moment
    with pytest.raises(ValueError, match="aware"), clock.at(datetime(2026, 1, 1)):  # noqa: DTZ001
        pass


def test_the_date_on_the_wall_is_londons() -> None:
    with clock.at(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)):
        assert clock.today().isoformat() == "2026-07-01"


def test_public_ids_can_be_read_out() -> None:
    drawn = {public_id() for _ in range(1000)}
    assert len(drawn) == 1000
    assert all(len(one) == 10 and set(one) <= set(ALPHABET) for one in drawn)


texts = st.text(max_size=40)


@given(en=texts, cy=texts, draft=st.booleans())
def test_translated_texts_survive_the_database(en: str, cy: str, draft: bool) -> None:
    field = TranslatedField()
    before = said(en, cy, draft=draft)
    after = field.to_python({**before.texts, **({"drafts": ["cy"]} if before.drafts else {})})
    assert after == before


def test_a_missing_language_falls_back_and_says_so() -> None:
    only = Translated({"en": "Rhyme time"})
    assert only.text("cy") == "Rhyme time"
    assert only.lang_used("cy") == "en"
    assert said("Rhyme time", "Amser rhigwm").text("cy") == "Amser rhigwm"


@pytest.mark.django_db
def test_a_text_is_found_by_one_of_its_languages() -> None:
    services = apps.get_model("places.Service")._default_manager
    for slug, name in (("sale", said("Sale", "Sâl")), ("hale", said("Hale", "Hâl", draft=True))):
        services.create(slug=slug, name=name, nation="england")
    found: dict[str, dict[str, Any]] = {
        "exactly": {"name__en": "Sale"},
        "in Welsh": {"name__cy": "Sâl"},
        "one of several": {"name__en__in": ["Sale", "Altrincham"]},
        "however written": {"name__en__iexact": "sALE"},
        "beginning": {"name__en__startswith": "Sa"},
        "the whole": {"name": said("Sale", "Sâl")},
        "not a draft": {"name__drafts__isnull": True},
    }
    for how, lookup in found.items():
        assert [each.slug for each in services.filter(**lookup)] == ["sale"], how
    assert services.get(name__drafts__0="cy").slug == "hale"
    assert services.filter(name__has_key="cy").count() == 2
    assert not services.filter(name__en="Sâl").exists()
    assert set(services.values_list("name__en", flat=True)) == {"Sale", "Hale"}
    by_name = services.order_by("name__en").values_list("name", flat=True)
    assert list(by_name) == [said("Hale", "Hâl", draft=True), said("Sale", "Sâl")]


@pytest.mark.parametrize(
    ("value", "printed"),
    [(None, "not known"), (0, "0"), (9, "fewer than 10"), (10, "10"), (1234, "1,234")],
)
def test_small_counts_of_people_are_not_printed(value: int | None, printed: str) -> None:
    assert str(Figure(value, "people")) == printed
