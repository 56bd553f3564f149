"""Calendars of other people show a series as it is: over both clock changes, one date left out, one called off,
one moved.

Five readers that share no code: icalendar with recurring-ical-events, ical.js, and vdirsyncer with khal,
which subscribe over HTTP.
"""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import recurring_ical_events
from django.db import connections
from django.test import Client
from icalendar import Calendar

from branchline.core import clock
from branchline.core.clock import in_london
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import DateChange, cancel_occurrence, change_dates
from branchline.events.letters.calendar import uid
from branchline.events.models import Event, Occurrence, Rule, Timing, WhichDates
from tests.harness.peers import ask_node, over_http, run

from .conftest import DESK, NOW, TUESDAY, Places, make_places, put_on

LAST = date(2027, 4, 6)
SKIPPED, CALLED_OFF, MOVED = date(2026, 12, 29), date(2026, 11, 3), date(2026, 11, 17)
TUESDAYS = [TUESDAY + timedelta(weeks=n) for n in range(27)]
AS_PLANNED = [
    (
        "2026-11-18T14:00:00" if day == MOVED else f"{day}T10:30:00",
        "CANCELLED" if day == CALLED_OFF else "CONFIRMED",
    )
    for day in TUESDAYS
    if day != SKIPPED
]


def make_series(places: Places) -> Event:
    """Every Tuesday from October to April at half past ten, but not between the years; one is called off, one moved."""
    timing = Timing(TUESDAY, time(10, 30), time(11, 15), Rule(until=LAST), frozenset({SKIPPED}))
    event = put_on(places.branch, timing=timing, title=said("Rhyme time", "Amser rhigwm"))
    off = Occurrence.objects.get(event=event, starts_at__date=CALLED_OFF)
    cancel_occurrence(occurrence=off, because=said("Snow"), by=DESK, now=NOW + timedelta(hours=1))
    moved = Occurrence.objects.get(event=event, starts_at__date=MOVED)
    to = DateChange(day=date(2026, 11, 18), starts=time(14), ends=time(14, 45))
    change_dates(occurrence=moved, which=WhichDates.THIS, change=to, by=DESK, now=NOW)
    return event


@pytest.fixture
def series(places: Places) -> Event:
    with scope(places.service.pk):
        return make_series(places)


def fetch(client: Client, address: str, now: datetime = NOW) -> bytes:
    with clock.at(now):
        answer = client.get(address)
    assert answer.status_code == 200
    return answer.content


def test_icalendar_shows_every_date_at_its_hour(series: Event, client: Client) -> None:
    content = fetch(client, f"/alice/whats-on/series/{series.public_id}.ics")
    calendar = Calendar.from_ical(content)
    master: Any
    off: Any
    moved: Any
    master, off, moved = calendar.walk("VEVENT")
    assert master["UID"] == off["UID"] == uid(series.public_id)
    assert (off["STATUS"], off["SEQUENCE"]) == ("CANCELLED", 1)
    assert off["RECURRENCE-ID"].dt == off["DTSTART"].dt
    assert (master["SEQUENCE"], master["STATUS"]) == (2, "CONFIRMED")
    assert str(moved["RECURRENCE-ID"].dt) == "2026-11-17 10:30:00+00:00"
    found: Any = recurring_ical_events.of(calendar).between((2026, 1, 1), (2028, 1, 1))
    shown = sorted(
        (str(e["DTSTART"].dt.replace(tzinfo=None).isoformat()), str(e["STATUS"])) for e in found
    )
    assert shown == AS_PLANNED
    hours = {e["DTSTART"].dt.astimezone(UTC).hour for e in found}
    assert hours == {9, 10, 14}


def test_ical_js_shows_the_same(series: Event, client: Client) -> None:
    content = fetch(client, f"/alice/whats-on/series/{series.public_id}.ics")
    found = ask_node("ical.mjs", content)
    assert [(each["wall"], each["status"]) for each in found] == AS_PLANNED
    with scope(series.service_id):
        rows = Occurrence.objects.filter(event=series).order_by("starts_at")
        moments = list(rows.values_list("starts_at", flat=True))
    assert [each["moment"] for each in found] == [f"{at:%Y-%m-%dT%H:%M:%S}.000Z" for at in moments]


def test_halfway_through_the_subscription_shows_what_is_left(series: Event, client: Client) -> None:
    """The service's calendar begins a week back; the rule still meets the same days, of each second week too."""
    now = clock.london(2027, 3, 10, 12)
    content = fetch(client, "/alice/whats-on.ics", now)
    found = ask_node("ical.mjs", content)
    assert [each["wall"] for each in found] == [
        f"{day}T10:30:00" for day in TUESDAYS if day >= date(2027, 3, 3)
    ]


@pytest.mark.race
def test_a_subscriber_over_http_learns_that_a_date_is_called_off(
    own_database: str, tmp_path: Path
) -> None:
    """vdirsyncer fetches, khal shows; then the library calls another date off, and both do it again."""
    places = make_places()
    now = clock.now()
    first = in_london(now).date() + timedelta(days=7)
    with scope(places.service.pk):
        timing = Timing(first, time(10, 30), time(11), Rule(until=first + timedelta(weeks=30)))
        event = put_on(places.branch, timing=timing, now=now)
    with over_http() as address:
        ours = Subscriber(tmp_path, f"{address}/alice/libraries/{places.branch.public_id}.ics")
        before = ours.shows(first)
        assert before == [
            f"{first + timedelta(weeks=n)} 10:30 Rhyme time CONFIRMED" for n in range(31)
        ]
        with scope(places.service.pk):
            second = Occurrence.objects.filter(event=event).order_by("starts_at")[1]
            cancel_occurrence(occurrence=second, because=said("Snow"), by=DESK, now=clock.now())
        after = ours.shows(first)
    assert after[1] == f"{first + timedelta(weeks=1)} 10:30 Rhyme time CANCELLED"
    assert [after[0], *after[2:]] == [before[0], *before[2:]]
    connections.close_all()


class Subscriber:
    """Somebody with vdirsyncer and khal."""

    def __init__(self, home: Path, address: str) -> None:
        self.home = home
        (home / "kept").mkdir()
        (home / "vdirsyncer").write_text(
            f"""
[general]
status_path = "{home}/status"
[pair library]
a = "theirs"
b = "ours"
collections = null
conflict_resolution = "a wins"
[storage theirs]
type = "http"
url = "{address}"
[storage ours]
type = "filesystem"
path = "{home}/kept"
fileext = ".ics"
"""
        )
        (home / "khal").write_text(
            f"""
[calendars]
[[library]]
path = {home}/kept
readonly = True
[locale]
local_timezone = Europe/London
default_timezone = Europe/London
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {home}/khal.db
"""
        )

    def shows(self, first: date) -> list[str]:
        """Each date as khal prints it, after fetching what is new."""
        home = str(self.home)
        vdirsyncer = ("vdirsyncer", "-c", f"{home}/vdirsyncer")
        run(*vdirsyncer, "discover", HOME=home)
        run(*vdirsyncer, "sync", HOME=home)
        what = ("--format", "{start-date} {start-time} {title} {status}", "--day-format", "")
        said = run("khal", "-c", f"{home}/khal", "list", *what, f"{first}", "300d", HOME=home)
        return [line.strip() for line in said.splitlines() if line.strip()]
