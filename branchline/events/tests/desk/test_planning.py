"""An event in a minute: made, published, changed, made again."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from branchline.core.clock import london
from branchline.core.scoping import scope
from branchline.events.forms import EventForm
from branchline.events.models import Event, Occurrence

from ..conftest import Places
from .conftest import dates, text_of

EVENT: dict[str, Any] = {
    "key": "a-form-of-its-own",
    "title": "Seed swap",
    "day_0": "12",
    "day_1": "10",
    "day_2": "2026",
    "starts": "10:30",
    "ends": "11:30",
    "repeats": "once",
    "every": "1",
    "booking": "bookable",
    "capacity": "15",
    "ages": "everyone",
    "theme": "meet",
    "then": "publish",
}


def test_an_event_is_made_and_published_in_one_form(bob: Client, places: Places) -> None:
    page = bob.post(
        "/alice/desk/events/new", EVENT | {"branch": places.branch.public_id}, follow=True
    )
    assert "Published with 1 date" in page.content.decode()
    (made,) = dates(places)
    assert (str(made.event.title), made.capacity) == ("Seed swap", 15)
    assert made.starts_at == london(2026, 10, 12, 10, 30)
    assert "Seed swap" in text_of(Client(), "/alice/whats-on")


def test_a_second_press_makes_one_event(bob: Client, places: Places) -> None:
    typed = EVENT | {"branch": places.branch.public_id}
    bob.post("/alice/desk/events/new", typed)
    bob.post("/alice/desk/events/new", typed)
    assert len(dates(places)) == 1


def test_a_series_has_its_dates_and_a_draft_stays_inside(bob: Client, places: Places) -> None:
    series = {"repeats": "series", "every": "2", "until_0": "9", "until_1": "11", "until_2": "2026"}
    typed = EVENT | series | {"branch": places.branch.public_id, "then": "draft"}
    page = bob.post("/alice/desk/events/new", typed, follow=True)
    assert "Saved as a draft with 3 dates" in page.content.decode()
    assert "Seed swap" not in text_of(Client(), "/alice/whats-on")
    assert "Seed swap" in text_of(bob, "/alice/desk/events?show=drafts")
    with scope(places.service.pk):
        event = Event.objects.get()
    published = bob.post(f"/alice/desk/plans/{event.public_id}/publish", follow=True)
    assert "Published" in published.content.decode()
    assert "Seed swap" in text_of(Client(), "/alice/whats-on")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"day_2": "2020"}, "This date is in the past"),
        ({"ends": "9:00"}, "The end has to be after the start"),
        ({"capacity": "-5"}, "at least 1 place"),
        ({"title": "t" * 200}, "Use a shorter name"),
        ({"title": " \u00a0 "}, "Give it a name"),
        ({"title": "\u200b\u2066"}, "Give it a name"),
        ({"title": "📚" * 121}, "Use a shorter name"),
        ({"capacity": "0"}, "at least 1 place"),
        ({"capacity": "1000000000"}, "more than any library holds"),
        ({"capacity": "1e3"}, "in figures, like 20"),
        ({"day_0": "30", "day_1": "2", "day_2": "2027"}, "There is no such date"),
        ({"day_2": "9999"}, "more than 3 years away"),
        ({"day_2": "99999999999999"}, "Write the date as numbers"),
        (
            {"day_0": "28", "day_1": "3", "day_2": "2027", "starts": "1:30", "ends": "4:00"},
            "The clocks go forward that night",
        ),
        ({"starts": "25:00"}, "Write the time like 10:30 or 2pm"),
        ({"summary": "s" * 200_000}, "Use fewer words"),
        ({"repeats": "series"}, "Choose the last date"),
    ],
)
def test_a_slip_is_said_at_its_field_and_all_is_kept(
    bob: Client, places: Places, changes: dict[str, str], words: str
) -> None:
    typed = EVENT | {"branch": places.branch.public_id, "summary": "Bring a seed"} | changes
    text = bob.post("/alice/desk/events/new", typed).content.decode()
    assert text.count(words) >= 2
    assert typed["title"] in text
    assert typed["summary"] in text
    for part in ("day_0", "day_1", "day_2", "starts", "ends", "capacity"):
        assert f'value="{typed[part]}"' in text, part
    assert dates(places) == []


def test_staff_of_one_branch_make_events_there_only(bob: Client, places: Places) -> None:
    form = text_of(bob, "/alice/desk/events/new")
    assert "Sale Library" in form
    assert "Altrincham Library" not in form
    page = bob.post("/alice/desk/events/new", EVENT | {"branch": places.far.public_id})
    assert "Choose one of your libraries" in page.content.decode()


def test_the_words_of_a_published_event_change_and_its_dates_stay(
    bob: Client, places: Places, tuesday: Occurrence
) -> None:
    path = f"/alice/desk/plans/{tuesday.event.public_id}"
    form = text_of(bob, path)
    assert "Rhyme time" in form
    assert "day_0" not in form
    typed = {
        "key": "a-form-of-its-own",
        "title": "Rhyme time and tea",
        "branch": places.branch.public_id,
        "booking": "bookable",
        "capacity": "25",
        "ages": "babies",
        "theme": "rhyme",
    }
    bob.post(path, typed)
    (date,) = dates(places)
    assert (str(date.event.title), date.capacity) == ("Rhyme time and tea", 25)
    assert date.starts_at == tuesday.starts_at


def test_an_event_like_another_asks_only_for_its_date(
    bob: Client, charlie: Client, tuesday: Occurrence
) -> None:
    path = f"/alice/desk/events/new?like={tuesday.event.public_id}"
    text = text_of(bob, path)
    assert 'value="Rhyme time"' in text
    assert 'value="10:30"' in text
    assert 'name="day_0" value="6"' not in text
    assert charlie.get(path).status_code == 404
    assert bob.get("/alice/desk/events/new?like=nothing").status_code == 404


def test_a_new_event_asks_nine_things_and_opens_the_rest_when_it_says_something(
    bob: Client, places: Places
) -> None:
    page = text_of(bob, "/alice/desk/events/new")
    first, rest = page.split("More: places for children")
    asked = (first, *rest.split("Questions when people book"))
    for name in (
        "title",
        "branch",
        "day_0",
        "starts",
        "ends",
        "repeats",
        "setting",
        "booking",
        "ages",
    ):
        assert f'name="{name}"' in asked[0]
    assert 'name="question_1_asked"' in asked[2].split("<details")[0]
    assert 'name="question_1_asked_cy"' in asked[2].split("<details")[1]
    for name in ("theme", "summary", "title_cy", "access"):
        assert f'name="{name}"' in asked[1]
        assert f'name="{name}"' not in asked[0]
    assert '<details class="govuk-details" open' not in page
    typed = EVENT | {"branch": places.branch.public_id, "title": "", "summary": "Swap"}
    text = bob.post("/alice/desk/events/new", typed).content.decode()
    assert '<details class="govuk-details" open>' in text


@given(
    title=st.text(max_size=130), day=st.text(max_size=4), starts=st.text(max_size=8),
    capacity=st.one_of(st.text(max_size=6), st.integers().map(str)),
)  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_whatever_is_typed_the_form_takes_it_or_says_why(
    title: str, day: str, starts: str, capacity: str
) -> None:
    """Without the database: what the form lets through can be shown, what it doesn't has a sentence."""
    form = EventForm(
        EVENT | {"title": title, "day_0": day, "starts": starts, "capacity": capacity},
        branches=[],
    )
    form.is_valid()
    assert all(all(str(said).strip() for said in sentences) for sentences in form.errors.values())
    if "title" not in form.errors:
        assert any(c.isprintable() and not c.isspace() for c in form.cleaned_data["title"])
    if "capacity" not in form.errors:
        assert 1 <= form.cleaned_data["capacity"] <= 2000
