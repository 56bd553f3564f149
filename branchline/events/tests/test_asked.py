"""One box takes what, where and when: "rhyme time in Sale on Thursday" is an event, a town and a day."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from branchline.core import clock
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.forms.days import split_days
from branchline.events.queries import is_called, words_and_place, words_beside
from branchline.places.models import Branch, Postcode, Service

from .conftest import NOW, TUESDAY, Places, put_on

TOWNS = (
    "Sale", "Altrincham", "Barrow-in-Furness", "Stoke-on-Trent", "Newton-le-Willows", "March",
    "Friday Street", "Henley-in-Arden", "Bangor", "Caerdydd",
)  # fmt: skip


@pytest.fixture(autouse=True)
def september(db: None) -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
def country(places: Places) -> Places:
    """A library in each town, rhyme times in Sale and chess far away."""
    service = Service.objects.create(slug="bob", name=said("Bob’s libraries"), nation="england")
    with scope(service.pk):
        for number, town in enumerate(TOWNS):
            Branch.objects.create(
                service=service, name=said(f"Hall {number}"), town=town, lat=50 + number / 2, lon=-3.0,
                position="exact",
            )  # fmt: skip
    with scope(places.service.pk):
        put_on(places.branch)
        put_on(places.branch, title=said("Knitting"), summary=said("Wool"))
        put_on(places.far, title=said("Craft in the morning"), summary=said("Paper and glue"))
    with scope(places.other_service.pk):
        put_on(places.other_branch, title=said("Chess"), summary=said("For anybody"))
    return places


@given(
    words=st.sampled_from(["rhyme time", "tea", "IT", "Craft in the park", "help with a tablet"]),
    link=st.sampled_from(["in", "near", "at", "In", "yn", "ger"]),
    town=st.sampled_from([*TOWNS, "Barrow in Furness", "Stoke on Trent", "henley in arden"]),
    day=st.sampled_from(["", " on Thursday", " tomorrow", " this weekend", " 5 October"]),
)
@example(words="rhyme time", link="in", town="March", day=" 5 October")
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_words_place_and_day_are_told_apart(
    country: Places, words: str, link: str, town: str, day: str
) -> None:
    rest, days = split_days(f"{words} {link} {town}{day}", date(2026, 9, 1))
    if town == "Friday Street":
        assert is_called(f"{words} {link} {town}")
        return
    assert (days is not None) == bool(day)
    asked = words_and_place(rest)
    assert asked.place is not None
    assert (asked.words, asked.place.alone) == (words, _spelt(town))


def _spelt(town: str) -> str:
    return next(
        t for t in TOWNS if t.replace("-", " ").casefold() == town.replace("-", " ").casefold()
    )


@pytest.mark.parametrize(
    "typed", [*TOWNS, "Barrow in Furness", "stoke on trent", "Barow in Furness"]
)
def test_a_town_whose_name_holds_such_a_word_is_one_place(country: Places, typed: str) -> None:
    asked = words_and_place(typed)
    assert asked.place is not None
    assert asked.words == ""
    assert asked.place.alone in TOWNS


@pytest.mark.parametrize(
    ("typed", "words", "town"),
    [
        ("rhyme time on thursday in Sale", "rhyme time", "Sale"),
        ("what’s on in Sale", "", "Sale"),
        ("the library in Sale", "", "Sale"),
        ("in Sale", "", "Sale"),
        ("canu ym Mangor", "canu", "Bangor"),
        ("gwyddbwyll yng Nghaerdydd ddydd Iau", "gwyddbwyll", "Caerdydd"),
    ],
)
def test_as_people_say_it(country: Places, typed: str, words: str, town: str) -> None:
    asked = words_and_place(split_days(typed, date(2026, 9, 1))[0])
    assert asked.place is not None
    assert (asked.words, asked.place.alone) == (words, town)


def test_what_meant_the_place_is_left_out_beside_it() -> None:
    assert words_beside("rhyme time Altrinchm", "Altrincham, Trafford") == "rhyme time"
    assert words_beside("rhyme time in Salle", "Sale, Trafford") == "rhyme time"
    assert words_beside("rhyme time", "Rhyl, Denbighshire") == "rhyme time"


def asked(client: Client, typed: str, path: str = "/whats-on", **more: str) -> Any:
    page = client.get(path, {"near": typed, **more})
    assert page.status_code == 200
    page.text_shown = page.content.decode()  # type: ignore[attr-defined]
    return page


def test_rhyme_time_in_sale_is_found_there(client: Client, country: Places) -> None:
    page = asked(client, "rhyme time in Sale")
    assert "“rhyme time” near Sale" in page.text_shown
    assert "Rhyme time" in page.text_shown
    assert "Knitting" not in page.text_shown
    assert "There is a problem" not in page.text_shown
    assert '?near=Sale&amp;when=tomorrow&amp;q=rhyme+time"' in page.text_shown
    assert 'name="near" value="Sale"' in page.text_shown


def test_words_alone_are_looked_for_all_over_the_country(client: Client, country: Places) -> None:
    page = asked(client, "chess")
    assert "There is no place called “chess”" in page.text_shown
    assert "“chess in Sale”" in page.text_shown
    assert "Elsewhere Library" in page.text_shown
    assert "There is a problem" not in page.text_shown
    assert "Craft in the morning" in asked(client, "craft in the morning").text_shown


def test_a_place_that_nobody_knows_leaves_the_words(client: Client, country: Places) -> None:
    page = asked(client, "chess in Qwxzy")
    assert "There is no place called “Qwxzy”" in page.text_shown
    assert "Elsewhere Library" in page.text_shown


def test_a_suggested_place_keeps_the_words(client: Client, country: Places) -> None:
    text = asked(client, "knitting altrinchem").text_shown
    assert 'href="/whats-on?near=Altrincham&amp;q=knitting"' in text


def test_what_is_neither_a_place_nor_an_event_is_a_problem(client: Client, country: Places) -> None:
    text = asked(client, "qwxzy").text_shown
    assert "Nothing that is on is called “qwxzy”, and we found no place of that name." in text
    assert "govuk-error-summary" in text


@pytest.mark.parametrize(
    ("typed", "words", "place"),
    [
        ("chess Newcastle", "chess", "Newcastle"),
        ("Craft altrincham library", "Craft", "Altrincham Library"),
        ("craft, WA14 1AH", "craft", "WA14 1AH"),
        ("craft wa141ah tomorrow", "craft", "WA14 1AH"),
        ("craft Newcastle", "", "Newcastle"),
        ("Altrincham library", "", "Altrincham Library"),
        ("Friday Street", "", "Friday Street"),
        ("Stoke on Trent", "", "Stoke-on-Trent"),
    ],
)
def test_a_place_at_the_end_is_one_where_what_is_left_is_on_there(
    client: Client, country: Places, typed: str, words: str, place: str
) -> None:
    Postcode.objects.create(postcode="WA141AH", lat=53.347, lon=-2.3526)
    page = asked(client, typed)
    assert (page.context["place"].alone, page.context["filters"].text) == (place, words)


def test_what_a_town_s_name_is_part_of_stays_words(client: Client, country: Places) -> None:
    with scope(country.other_service.pk):
        put_on(country.other_branch, title=said("Alderley bake sale"), summary=said("Bring a box"))
    with scope(country.service.pk):
        put_on(country.branch, title=said("Bake a cake"), summary=said("Eat it too"))
    page = asked(client, "bake sale")
    assert page.context["place"] is None
    assert page.context["filters"].text == "bake sale"
    assert "Alderley bake sale" in page.text_shown


def test_a_street_called_friday_is_no_day(client: Client, country: Places) -> None:
    page = asked(client, "Friday Street")
    assert page.context["place"].alone == "Friday Street"
    assert page.context["filters"].days is None


def test_the_box_that_was_typed_last_goes_before_an_older_word(
    client: Client, country: Places
) -> None:
    assert asked(client, "rhyme time in Sale", q="chess").context["filters"].text == "rhyme time"
    assert asked(client, "Sale", q="knitting").context["filters"].text == "knitting"


def test_the_map_of_the_country_understands_the_same(client: Client, country: Places) -> None:
    day = TUESDAY.isoformat()
    text = asked(client, "rhyme time in Sale", "/whats-on/map", when=day).text_shown
    assert "What’s on around Sale" in text
    text = asked(client, "chess", "/whats-on/map", when=day).text_shown
    assert "There is no place called “chess”" in text
