"""What people type is read as they meant it; what can't be read is said at its field, and kept."""

from datetime import date, time
from typing import Any

import pytest

from branchline.events.forms import BookForm, CodeForm, EventForm
from branchline.events.models import Rule
from branchline.messages.models import Route

FAMILY: dict[str, Any] = {
    "key": "abcdefgh12345678",
    "adults": "1",
    "children": "2",
    "name": "Nia Hughes",
    "reach": "email",
    "email": "nia@example.test",
}


def book(**changes: Any) -> BookForm:
    form = BookForm({**FAMILY, **changes})
    form.is_valid()
    return form


def test_a_family_needs_a_name_and_one_way_to_reach_it() -> None:
    form = book()
    assert not form.errors
    assert (form.route, form.address) == (Route.EMAIL, "nia@example.test")


@pytest.mark.parametrize(
    ("way", "field", "typed", "kept"),
    [
        ("sms", "mobile", "+44 7700 900123", "07700900123"),
        ("sms", "mobile", "0044 (0)7700 900-123", "07700900123"),
        ("phone", "landline", "0161 496 0123", "01614960123"),
        ("letter", "post", "1 Long Road\nSale\nM33 7ZF", "1 Long Road\nSale\nM33 7ZF"),
    ],
)
def test_each_way_has_its_own_field(way: str, field: str, typed: str, kept: str) -> None:
    form = book(reach=way, email="", **{field: typed})
    assert not form.errors
    assert form.address == kept


def test_only_the_field_of_the_chosen_way_is_looked_at() -> None:
    assert not book(mobile="not a number", landline="12").errors


@pytest.mark.parametrize("way", ["email", "sms", "phone", "letter"])
def test_an_empty_field_of_the_chosen_way_says_what_to_write(way: str) -> None:
    form = book(reach=way, email="")
    assert list(form.errors) == [BookForm.WAYS[way][0]]
    assert "choose another way" in str(form.errors)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"children": "-2"}, "children", "can’t be less than 0"),
        ({"adults": "two"}, "adults", "in figures"),
        ({"adults": "0", "children": "0"}, "adults", "at least 1"),
        ({"adults": "", "children": ""}, "adults", "at least 1"),
        ({"adults": "500"}, "adults", "bigger group"),
        ({"name": " "}, "name", "Write your name"),
        ({"name": "n" * 10_000_000}, "name", "100 letters at most"),
        ({"email": "nia at example"}, "email", "name@example.com"),
        ({"reach": ""}, "reach", "Choose how"),
        ({"reach": "pigeon"}, "reach", "one of these ways"),
        ({"access_note": "a" * 501}, "access_note", "500 letters"),
        ({"postcode": "M33 7ZF and more"}, "postcode", "M33 7ZF"),
    ],
)
def test_a_slip_is_said_at_its_field_and_everything_stays(
    changes: dict[str, str], field: str, words: str
) -> None:
    form = book(**changes)
    assert list(form.errors) == [field]
    assert words in str(form.errors[field])
    assert form["name"].value() == changes.get("name", "Nia Hughes")
    assert form[field].value() == changes[field]


def test_nothing_is_said_in_the_words_of_machines() -> None:
    shown = str(book(adults="x", children="-1", name="", reach="", key="").errors).lower()
    for word in ("invalid", "submit", "this field", "valid value", "user"):
        assert word not in shown


@pytest.mark.parametrize("typed", ["k7mp-2x9d", "K7MP 2X9D", "k7mp2x9d", " k7mp–2x9d "])
def test_a_code_is_read_however_it_is_copied(typed: str) -> None:
    form = CodeForm({"code": typed})
    assert form.is_valid()
    assert form.cleaned_data["code"] == "k7mp-2x9d"


def test_a_code_read_as_letters_becomes_figures() -> None:
    form = CodeForm({"code": "OL7P-2XID"})
    assert form.is_valid()
    assert form.cleaned_data["code"] == "017p-2x1d"


EVENT: dict[str, Any] = {
    "key": "abcdefgh12345678",
    "title": "Rhyme time",
    "branch": "b1",
    "day_0": "5",
    "day_1": "10",
    "day_2": "2027",
    "starts": "10:30",
    "ends": "11.15am",
    "repeats": "series",
    "every": "1",
    "until_0": "14",
    "until_1": "Dec",
    "until_2": "27",
    "booking": "bookable",
    "capacity": "20",
    "ages": "babies",
    "theme": "rhyme",
}


def event(**changes: Any) -> EventForm:
    form = EventForm({**EVENT, **changes}, branches=[("b1", "Sale Library")])
    form.is_valid()
    return form


def test_a_weekly_event_is_read_as_people_say_it() -> None:
    form = event()
    assert not form.errors
    timing, details = form.timing(), form.details()
    assert (timing.first_day, timing.starts, timing.ends) == (
        date(2027, 10, 5),
        time(10, 30),
        time(11, 15),
    )
    assert timing.rule == Rule(until=date(2027, 12, 14))
    assert (details.age_from, details.age_to, details.capacity) == (0, 2, 20)


def test_once_needs_no_last_date_and_a_drop_in_no_places() -> None:
    form = event(repeats="once", until_0="x", booking="drop_in", capacity="many")
    assert not form.errors
    assert not form.timing().is_series
    assert form.details().capacity is None


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"day_1": "13"}, "day", "no such date"),
        ({"day_0": "30", "day_1": "2"}, "day", "no such date"),
        ({"day_0": "five"}, "day", "as numbers"),
        ({"day_0": "", "day_1": "", "day_2": ""}, "day", "which date"),
        ({"starts": "half past"}, "starts", "10:30 or 2pm"),
        ({"ends": "25:00"}, "ends", "10:30 or 2pm"),
        ({"until_0": "", "until_1": "", "until_2": ""}, "until", "last date"),
        ({"capacity": ""}, "capacity", "how many places"),
        ({"capacity": "0"}, "capacity", "at least 1"),
        ({"branch": "other"}, "branch", "one of your libraries"),
        ({"title": ""}, "title", "Give it a name"),
    ],
)
def test_a_slip_in_an_event_is_said_at_its_field(
    changes: dict[str, str], field: str, words: str
) -> None:
    form = event(**changes)
    assert list(form.errors) == [field]
    assert words in str(form.errors[field])


@pytest.mark.parametrize(
    ("typed", "read"), [("2pm", time(14)), ("12am", time(0)), ("9.05", time(9, 5))]
)
def test_times_are_read_as_they_are_written(typed: str, read: time) -> None:
    assert event(starts=typed, ends="23:00").cleaned_data["starts"] == read


@pytest.mark.parametrize("key", ["é" * 12, "abcdefgh\n2345678", "²" * 12, "x" * 65, "-"])
def test_a_mangled_key_is_said_and_not_a_fault(key: str) -> None:
    assert list(book(key=key).errors) == ["key"]


def test_what_nobody_can_see_is_dropped_and_a_name_stays_one_line() -> None:
    form = book(name="Nia\r\nBcc: x@y.test\ufffe\x07\x9f", access_note="a chair\nwith arms\uffff")
    assert form.cleaned_data["name"] == "Nia Bcc: x@y.test"
    assert form.cleaned_data["access_note"] == "a chair\nwith arms"


@pytest.mark.parametrize(
    ("changes", "rule", "dates"),
    [
        ({"every": "2"}, "FREQ=WEEKLY;INTERVAL=2;UNTIL=20271214", 6),
        ({"weekdays": ["1", "3"]}, "FREQ=WEEKLY;INTERVAL=1;BYDAY=TU,TH;UNTIL=20271214", 21),
        ({"every": "month"}, "FREQ=MONTHLY;INTERVAL=1;BYDAY=1TU;UNTIL=20271214", 3),
        ({"every": "month_last", "day_0": "26"}, "FREQ=MONTHLY;INTERVAL=1;BYDAY=-1TU;UNTIL=20271214", 2),
        ({"until_0": "", "until_1": "", "until_2": "", "count": "4"}, "FREQ=WEEKLY;INTERVAL=1;COUNT=4", 4),
        ({"not_on": "12 October, 9 Nov and 2/11/2027"}, "FREQ=WEEKLY;INTERVAL=1;UNTIL=20271214", 8),
        ({"also_on": "Sunday 10 October"}, "FREQ=WEEKLY;INTERVAL=1;UNTIL=20271214", 12),
        ({"every": "listed", "also_on": "8 October; 1 Nov", "until_0": ""}, "", 3),
    ],
)  # fmt: skip
def test_how_often_is_read_as_staff_say_it(changes: dict[str, Any], rule: str, dates: int) -> None:
    form = event(**changes)
    assert not form.errors
    timing = form.timing()
    assert (timing.rule.text if timing.rule else "", len(list(timing.days()))) == (rule, dates)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"weekdays": ["3"]}, "weekdays", "The first date is a Tuesday"),
        ({"every": "month_last"}, "day", "The first date is a Tuesday"),
        ({"not_on": "half term"}, "not_on", "can’t read “half term” as a day"),
        ({"every": "listed", "also_on": ""}, "also_on", "Write down the other days"),
        ({"until_0": "", "until_1": "", "until_2": "", "count": "0"}, "count", "at least 1 date"),
        ({"setting": "outreach"}, "venue_area", "town or neighbourhood"),
        ({"setting": "online", "join_address": "no address"}, "join_address", "Check the address"),
        (
            {"setting": "outreach", "venue_kind": "school", "venue_area": "Sale", "venue": "A school",
             "venue_postcode": "M99"},
            "venue_postcode",
            "M33 7ZF",
        ),
    ],
)  # fmt: skip
def test_a_slip_in_how_often_or_where_is_said_at_its_field(
    changes: dict[str, Any], field: str, words: str
) -> None:
    form = event(**changes)
    assert words in str(form.errors[field])


def test_the_fields_of_another_setting_are_left_alone() -> None:
    form = event(join_address="no address", venue_postcode="M99", room="Meeting room")
    assert not form.errors
    assert (str(form.details().room), form.details().venue) == ("Meeting room", None)
