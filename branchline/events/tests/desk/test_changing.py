"""At the desk: another day, a draft for later, something to start from, all slips at once."""

import re
from datetime import date, time, timedelta
from typing import Any

from django.test import Client

from branchline.core import clock
from branchline.core.clock import in_london, london
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.models import Booking, Event, Occurrence, Rule, Timing
from branchline.messages.models import Message

from ..conftest import NOW, Places, book, have_left, once, put_on
from ..test_another_place import of
from ..waiting import waits
from .conftest import dates, text_of
from .test_planning import EVENT

THEN: dict[str, Any] = {
    "day_0": "8", "day_1": "10", "day_2": "2026", "starts": "14:00", "ends": "14:30", "capacity": "20",
}  # fmt: skip


def test_a_date_moves_and_who_booked_is_told(bob: Client, places: Places, booked: Booking) -> None:
    path = f"/alice/desk/events/{booked.occurrence.public_id}/change"
    assert "3 people have booked" in text_of(bob, path)
    page = bob.post(path, THEN, follow=True).content.decode()
    assert "1 date changed" in page
    assert "3 people who had booked are being told" in page
    (date,) = dates(places)
    assert date.starts_at == london(2026, 10, 8, 14)
    with scope(places.service.pk):
        assert Message.objects.filter(letter="events.changed").count() == 1


def test_more_places_say_who_came_off_the_waiting_list(
    bob: Client, places: Places, booked: Booking
) -> None:
    date_ = booked.occurrence
    with scope(places.service.pk):
        Occurrence.objects.update(capacity=3)
        for name in ("Anwen", "Dilys", "Gwen"):
            waits(Occurrence.objects.get(), name=name)
    starts, ends = in_london(date_.starts_at), in_london(date_.ends_at)
    stays = {"day_0": str(starts.day), "day_1": str(starts.month), "day_2": str(starts.year)}
    stays |= {"starts": f"{starts:%H:%M}", "ends": f"{ends:%H:%M}"}
    path = f"/alice/desk/events/{date_.public_id}/change"
    for capacity, words in (
        (4, "1 party from the waiting list has its places now"),
        (6, "2 parties from the waiting list have their places now"),
    ):
        page = bob.post(path, stays | {"capacity": str(capacity)}, follow=True).content.decode()
        assert "1 date changed" in page
        assert words in page
    assert "from the waiting list" not in bob.get(path).content.decode()


def test_a_move_onto_something_else_is_asked_about_once_and_stops_nobody(
    bob: Client, places: Places, booked: Booking
) -> None:
    with scope(places.service.pk):
        put_on(
            places.branch, timing=once(date(2026, 10, 8), time(14), time(15)), title=said("Lego")
        )
    path = f"/alice/desk/events/{booked.occurrence.public_id}/change"
    page = bob.post(path, THEN).content.decode()
    assert "“Lego” is at that library then" in page
    assert "Move it anyway" in page
    (mark,) = re.findall(r'name="sure" value="(\w+)"', page)
    assert dates(places)[0].starts_at == booked.occurrence.starts_at
    elsewhen = THEN | {"starts": "14:15", "ends": "14:45", "sure": mark}
    assert "Move it anyway" in bob.post(path, elsewhen).content.decode()
    assert "1 date changed" in bob.post(path, THEN | {"sure": mark}, follow=True).content.decode()


def test_another_library_says_before_it_is_saved_how_many_will_be_told(
    alice: Client, bob: Client, places: Places, booked: Booking
) -> None:
    path = f"/alice/desk/plans/{booked.occurrence.event.public_id}"
    typed = EVENT | {"capacity": "20", "branch": places.far.public_id}
    assert "Choose one of your libraries" in bob.post(path, typed).content.decode()
    page = alice.post(path, typed).content.decode()
    assert "3 people who booked or wait will be told that it is now here: Altrincham" in page
    with scope(places.service.pk):
        assert not Message.objects.filter(letter="events.changed").exists()
    (mark,) = re.findall(r'name="sure" value="(\w+)"', page)
    page = alice.post(path, typed | {"sure": mark}, follow=True).content.decode()
    assert "3 people who booked or wait are being told of the new place" in page
    words_only = typed | {"title": "Rhymes and songs"}
    assert "Saved." in alice.post(path, words_only, follow=True).content.decode()
    with scope(places.service.pk):
        assert Message.objects.filter(letter="events.changed").count() == 1


def test_a_slip_is_said_at_its_field_and_nothing_moves(
    bob: Client, places: Places, booked: Booking
) -> None:
    path = f"/alice/desk/events/{booked.occurrence.public_id}/change"
    for wrong, words in (
        ({"day_2": "2020"}, "This date is in the past"),
        ({"capacity": "2"}, "3 people have booked"),
        ({"ends": "13:00"}, "The end has to be after the start"),
    ):
        text = bob.post(path, THEN | wrong).content.decode()
        assert text.count(words) >= 2, words
    assert dates(places)[0].starts_at == booked.occurrence.starts_at


def test_charlie_moves_nothing(charlie: Client, tuesday: Occurrence) -> None:
    assert charlie.get(f"/alice/desk/events/{tuesday.public_id}/change").status_code == 404


def test_everything_that_is_wrong_is_said_at_once(bob: Client, places: Places) -> None:
    wrong = {"title": "", "day_2": "2020", "ends": "9:00", "capacity": ""}
    typed = EVENT | wrong | {"branch": places.branch.public_id}
    text = bob.post("/alice/desk/events/new", typed).content.decode()
    for words in (
        "Give it a name", "This date is in the past", "The end has to be after the start",
        "Say how many places there are",
    ):  # fmt: skip
        assert words in text


def test_a_look_before_saving_shows_its_dates_and_what_clashes(
    bob: Client, places: Places, tuesday: Occurrence
) -> None:
    series = {"day_0": "6", "repeats": "series", "every": "2", "until_0": "20", "until_1": "11",
              "until_2": "2026", "not_on": "3 November"}  # fmt: skip
    typed = EVENT | series | {"branch": places.branch.public_id, "then": "preview"}
    text = bob.post("/alice/desk/events/new", typed).content.decode()
    assert "Every second Tuesday until 20 November, not on 3 November" in text
    assert "3 dates:" in text
    assert "“Rhyme time” is at that library then" in text
    assert len(dates(places)) == 1


def test_a_draft_is_published_at_its_moment_or_not_after_all(bob: Client, places: Places) -> None:
    typed = EVENT | {"branch": places.branch.public_id, "then": "draft"}
    bob.post("/alice/desk/events/new", typed)
    with scope(places.service.pk):
        event = Event.objects.get()
    path = f"/alice/desk/plans/{event.public_id}/publish-at"
    when = {
        "publish_day_0": "14",
        "publish_day_1": "9",
        "publish_day_2": "2026",
        "publish_time": "10:00",
    }
    page = bob.post(path, when, follow=True).content.decode()
    assert "It will be published by itself on Monday 14 September, 10am" in page
    assert (
        "That moment has been"
        in bob.post(path, when | {"publish_day_1": "1"}, follow=True).content.decode()
    )
    assert "Say on which day" in bob.post(path, {}, follow=True).content.decode()
    slip = bob.post(path, when | {"publish_time": "half nine"}).content.decode()
    assert "Write the time like 10:30 or 2pm." in slip
    assert 'value="half nine"' in slip, "what was typed stands there still"
    assert 'name="publish_day_0" value="14"' in slip
    assert "stays a draft" in bob.post(path, {"then": "never"}, follow=True).content.decode()
    with scope(places.service.pk):
        assert Event.objects.get().publish_at is None


def test_an_event_is_kept_to_start_from(bob: Client, places: Places, tuesday: Occurrence) -> None:
    path = f"/alice/desk/plans/{tuesday.event.public_id}/template"
    bob.post(path, {"keep": "yes"})
    assert f"?like={tuesday.event.public_id}" in text_of(bob, "/alice/desk/events/new")
    bob.post(path, {"keep": "no"})
    assert f"?like={tuesday.event.public_id}" not in text_of(bob, "/alice/desk/events/new")


def test_a_date_that_has_begun_does_not_offer_to_move(bob: Client, tuesday: Occurrence) -> None:
    path = f"/alice/desk/events/{tuesday.public_id}"
    assert "Change this date" in text_of(bob, path)
    with clock.at(tuesday.starts_at + timedelta(minutes=1)):
        assert "Change this date" not in text_of(bob, path)
    assert tuesday.starts_at > NOW


def test_one_date_of_a_series_goes_to_another_library(
    alice: Client, bob: Client, places: Places
) -> None:
    with scope(places.service.pk):
        timing = Timing(date(2026, 10, 6), time(10, 30), time(11), Rule(count=3))
        event = put_on(places.branch, timing=timing, room=said("Green room"))
        first, second = of(event)[:2]
        book(second)
        have_left()
        put_on(places.far, timing=once(date(2026, 10, 13)), room=said("Loft"), title=said("Lego"))
    path = f"/alice/desk/events/{second.public_id}/change"
    assert places.far.public_id not in text_of(bob, path), "out of Bob’s reach"
    assert "Now it is in: Green room." in text_of(alice, path)
    day = {"day_0": "13", "day_1": "10", "day_2": "2026", "starts": "10:30", "ends": "11:00"}
    typed = day | {"capacity": "20", "which": "this", "branch": places.far.public_id}
    out_of_reach = bob.post(path, typed).content.decode()
    assert "Choose one of your libraries" in out_of_reach
    page = alice.post(path, typed | {"room": "Loft"}).content.decode()
    assert "“Lego” is in that room then: Loft" in page
    page = alice.post(path, typed, follow=True).content.decode()
    assert "1 person who had booked is being told" in page
    assert "The series is at Sale Library, Green room." in page
    assert "The series is at" not in text_of(alice, f"/alice/desk/events/{first.public_id}")
    with scope(places.service.pk):
        assert [d.at.branch.pk == places.far.pk for d in of(event)] == [False, True, False]
        assert Message.objects.filter(letter="events.changed", branch=places.far).count() == 1
