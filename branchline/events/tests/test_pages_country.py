"""A list over the country is useful to somebody who has typed nothing yet: variety, and a place to choose."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import Client

from branchline.core import clock
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.models import HowToCome
from branchline.events.queries import something_of_everything, towns
from branchline.places.models import OutwardCode, Postcode

from .conftest import NOW, Places, once, put_on

TOMORROW = date(2026, 9, 2)


@pytest.fixture(autouse=True)
def september(db: None) -> Iterator[None]:
    Postcode.objects.create(postcode="M337ZF", lat=53.4254, lon=-2.3196)
    OutwardCode.objects.create(code="M33", lat=53.42, lon=-2.32, branches=2)
    with clock.at(NOW):
        yield


def text_of(client: Client, path: str) -> str:
    page = client.get(path)
    assert page.status_code == 200
    return page.content.decode()


def job_clubs_and_one_of_each(places: Places) -> None:
    """Thirty job clubs tomorrow at half past nine, and five other things in the days after."""
    with scope(places.service.pk):
        for minute in range(30):
            put_on(places.branch, title=said("Job club"), timing=once(TOMORROW, time(9, minute), time(12)),
                   capacity=None, booking=HowToCome.DROP_IN)  # fmt: skip
        for number, title in enumerate(("Chess", "Lego", "Knitting", "Tall tales"), 1):
            put_on(places.far, title=said(title), timing=once(TOMORROW + timedelta(days=number)))
    with scope(places.other_service.pk):
        put_on(
            places.other_branch, title=said("Job club"), timing=once(TOMORROW, time(15), time(16))
        )


def test_without_a_place_the_list_is_varied_and_says_town_and_service(
    client: Client, places: Places
) -> None:
    job_clubs_and_one_of_each(places)
    some = something_of_everything(now=NOW, limit=6)
    assert sorted(str(each.title) for each in some) == [
        "Chess", "Job club", "Job club", "Knitting", "Lego", "Tall tales",
    ]  # fmt: skip
    assert {each.service_slug for each in some if str(each.title) == "Job club"} == {
        "alice",
        "charlie",
    }
    text = text_of(client, "/whats-on")
    for words in (
        "Elsewhere Library, Newcastle",
        "Charlie’s libraries",
        "Tomorrow",
        "What, where or when",
    ):
        assert words in text


def test_the_taste_is_of_what_was_asked_for(places: Places) -> None:
    with scope(places.service.pk):
        for number in range(4):
            day = TOMORROW + timedelta(days=number)
            for title in ("Quiet hour", "Easy hour", "Silent hour", "Soft hour"):
                put_on(places.branch, title=said(title), timing=once(day), access=("relaxed",))
            put_on(places.branch, title=said("Loud hour"), timing=once(day))
    some = something_of_everything(
        now=NOW, limit=6, access=("relaxed",), booking="bookable", audience="under_fives"
    )
    assert len(some) == 6
    assert "Loud hour" not in {str(each.title) for each in some}
    assert [each.starts_at for each in some] == sorted(each.starts_at for each in some)


def test_everything_is_one_press_away(client: Client, places: Places) -> None:
    job_clubs_and_one_of_each(places)
    page: Any = client.get("/whats-on")
    assert page.context["everything"] == "/whats-on?all=1"
    seen: list[str] = []
    path = page.context["everything"]
    while path:
        page = client.get(path)
        seen += [card.public_id for group in page.context["found"].groups for card in group.cards]
        path = page.context["found"].later
    assert len(seen) == len(set(seen)) == 35


def test_a_town_is_chosen_on_the_map_or_from_the_list(client: Client, places: Places) -> None:
    assert {town.name for town in towns()} == {"Altrincham", "Newcastle"}
    text = text_of(client, "/whats-on?when=weekend")
    assert text.count('href="/whats-on?near=Newcastle&amp;when=weekend"') == 2
    assert "Or choose a town" in text


def test_a_day_may_be_typed_beside_the_place(client: Client, places: Places) -> None:
    job_clubs_and_one_of_each(places)
    text = text_of(client, "/whats-on?near=Altrincham+on+friday")
    assert "What’s on near Altrincham" in text
    assert "Lego" in text
    assert "Knitting" not in text
    assert '<option value="2026-09-04" selected>Friday 4 September</option>' in text
    assert 'href="/whats-on?near=Altrincham&amp;when=tomorrow"' in text


def test_a_picked_date_goes_before_the_choice_and_is_kept(client: Client, places: Places) -> None:
    text = text_of(client, "/whats-on?near=Sale&when=today&day=2026-12-24")
    assert '<option value="2026-12-24" selected>Thursday 24 December</option>' in text
    assert 'name="day" value="2026-12-24"' in text


def test_a_day_that_has_been_is_said_kindly(client: Client, places: Places) -> None:
    assert "That day has been" in text_of(client, "/whats-on?near=Sale&day=2026-08-03")


def test_the_numbers_of_the_map_lead_to_the_cards(client: Client, places: Places) -> None:
    job_clubs_and_one_of_each(places)
    page: Any = client.get("/whats-on?near=M33+7ZF")
    text = page.content.decode()
    for place in page.context["map"].places:
        assert text.count(f'href="#{place.anchor}"') == 1
        assert text.count(f'id="{place.anchor}"') == 1


def test_what_is_no_place_may_be_the_name_of_an_event(client: Client, places: Places) -> None:
    job_clubs_and_one_of_each(places)
    for box in ("near", "q"):
        assert "Knitting" in text_of(client, f"/whats-on?{box}=knitting")


def test_far_from_anything_the_nearest_is_shown_and_said_to_be_far(
    client: Client, places: Places
) -> None:
    job_clubs_and_one_of_each(places)
    Postcode.objects.create(postcode="CA111AA", lat=54.7, lon=-2.2)
    text = text_of(client, "/whats-on?near=CA11+1AA")
    assert "Nothing within 10 miles" in text
    assert "Further away" in text
    assert "Elsewhere Library" in text


def test_a_service_is_searched_by_postcode_day_or_word(client: Client, places: Places) -> None:
    job_clubs_and_one_of_each(places)
    page: Any = client.get("/alice/whats-on?q=M33+7ZF")
    assert "What’s on near M33 7ZF" in page.content.decode()
    assert page.context["found"].groups[0].heading == "Within 2 miles"
    assert "Chess" in text_of(client, "/alice/whats-on?q=chess")
    assert "Job club" not in text_of(client, "/alice/whats-on?q=chess")
    assert "Lego" in text_of(client, "/alice/whats-on?q=friday")
    assert "Tall tales" not in text_of(client, "/alice/whats-on?q=friday")


def test_a_service_has_something_for_children_and_something_for_adults(
    client: Client, places: Places
) -> None:
    with scope(places.service.pk):
        put_on(places.branch)
        put_on(places.branch, title=said("Reading group"), age_from=18, age_to=None)
    text = text_of(client, "/alice/")
    assert (
        text.index("Next for children") < text.index("Rhyme time") < text.index("Next for adults")
    )
    assert text.index("Next for adults") < text.index("Reading group")
