"""Calendars and pages of other systems, over real HTTP, kind and hostile."""

import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.test import Client

from branchline.campaigns.actions import (
    add_source,
    gather,
    join_campaign,
    judge,
    remove_source,
    trust_source,
)
from branchline.campaigns.errors import NoSuchEvent, NotAnAddress, SourceKnown
from branchline.campaigns.jobs import look_at_source
from branchline.campaigns.models import Entry, FedEvent, Joining, Source, SourceKind
from branchline.campaigns.sources import CannotRead, fetch, read_calendar, read_page
from branchline.core import clock
from branchline.core.clock import LONDON, london
from branchline.core.scoping import scope

from .conftest import DESK, NOW, Country, put_on
from .test_pages import lead_of

BEGINS, UNTIL = london(2026, 10, 5), london(2026, 10, 12)


# --- another system ---


class OtherSystem(ThreadingHTTPServer):
    """A web server of somebody else's. `pages`: what it answers, by path."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.pages: dict[str, Callable[[Answering], None]] = {}

    def at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"

    def say(self, path: str, body: bytes, kind: str = "text/calendar", **headers: str) -> str:
        self.pages[path] = lambda answer: answer.give(200, body, {"Content-Type": kind, **headers})
        return self.at(path)


class Answering(BaseHTTPRequestHandler):
    server: OtherSystem

    def do_GET(self) -> None:
        page = self.server.pages.get(self.path)
        try:
            page(self) if page else self.give(404, b"", {})
        except (BrokenPipeError, ConnectionResetError):
            pass

    def give(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def other() -> Iterator[OtherSystem]:
    server = OtherSystem()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def calendar(*events: str) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", *events, "END:VCALENDAR", ""]
    return "\r\n".join(lines).encode()


def event(
    title: str = "Coffee",
    start: str = "20261006T103000",
    uid: str = "",
    place: str = "",
    **more: str,
) -> str:
    said = {
        "UID": uid or f"{title}@other.test",
        "DTSTART;TZID=Europe/London": start,
        "SUMMARY": title,
        "LOCATION": place,
        **{name.replace("_", "-"): value for name, value in more.items()},
    }
    lines = [f"{name}:{value}" for name, value in said.items() if value]
    return "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])


def starts(content: bytes) -> list[str]:
    found = read_calendar(content, begins=BEGINS, until=UNTIL).found
    return sorted(f"{one.starts_at.astimezone(LONDON):%a %H:%M}" for one in found)


# --- reading ---


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("", ["Tue 10:30"]),
        (
            "FREQ=DAILY",
            ["Fri 10:30", "Sat 10:30", "Sun 10:30", "Thu 10:30", "Tue 10:30", "Wed 10:30"],
        ),
        ("FREQ=WEEKLY;BYDAY=MO,SU", ["Sun 10:30"]),
        ("FREQ=DAILY;COUNT=2", ["Tue 10:30", "Wed 10:30"]),
        ("FREQ=DAILY;UNTIL=20261007T235959Z", ["Tue 10:30", "Wed 10:30"]),
        ("FREQ=MONTHLY;BYDAY=2FR", ["Fri 10:30"]),
        ("FREQ=MONTHLY;BYMONTHDAY=10", ["Sat 10:30"]),
        ("FREQ=SECONDLY", ["Tue 10:30"]),
        ("FREQ=DAILY;BYHOUR=1,2,3", ["Tue 10:30"]),
    ],
)
def test_a_series_is_laid_out_within_the_days_and_what_is_not_known_is_one_date(
    rule: str, days: list[str]
) -> None:
    assert starts(calendar(event(RRULE=rule))) == days


def test_an_old_weekly_series_keeps_its_wall_time() -> None:
    old = event(start="20150106T103000", RRULE="FREQ=WEEKLY")
    assert starts(calendar(old)) == ["Tue 10:30"]


def test_exceptions_moves_and_cancelled_dates() -> None:
    series = event(
        uid="s",
        start="20261005T100000",
        RRULE="FREQ=DAILY",
        **{"EXDATE;TZID=Europe/London": "20261006T100000"},
    )
    moved = event(
        uid="s", start="20261007T150000", **{"RECURRENCE-ID;TZID=Europe/London": "20261007T100000"}
    )
    off = event(
        uid="s",
        start="20261008T100000",
        STATUS="CANCELLED",
        **{"RECURRENCE-ID;TZID=Europe/London": "20261008T100000"},
    )
    found = starts(calendar(series, moved, off))
    assert found == ["Fri 10:00", "Mon 10:00", "Sat 10:00", "Sun 10:00", "Wed 15:00"]


def test_no_rule_keeps_the_worker_busy() -> None:
    """Thousands of endless rules, each of which would be expanded for ever by a library that tries."""
    rules = (
        "FREQ=DAILY",
        "FREQ=SECONDLY",
        "FREQ=MONTHLY;BYMONTHDAY=31;BYDAY=1MO",
        "FREQ=DAILY;COUNT=999999999",
    )
    many = [event(uid=f"{n}", start="19000101T000000", RRULE=rules[n % 4]) for n in range(2_000)]
    began = time.process_time()
    read_calendar(calendar(*many), begins=BEGINS, until=UNTIL)
    assert time.process_time() - began < 15


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>no calendar</html>",
        b"\x00\xff" * 500,
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>',
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" * 300,
    ],
    ids=["nothing", "html", "noise", "xml", "nested"],
)
def test_what_is_no_calendar_is_refused_in_one_way(content: bytes) -> None:
    try:
        assert read_calendar(content, begins=BEGINS, until=UNTIL).found == []
    except CannotRead as refused:
        assert refused.code == "calendar"


def test_odd_dates_are_left_out_and_counted() -> None:
    content = calendar(
        event("Exhibition", start="20261006T100000", DURATION="P30D"),
        "BEGIN:VEVENT\r\nUID:d\r\nDTSTART;VALUE=DATE:20261006\r\nSUMMARY:All day\r\nEND:VEVENT",
        event("Backwards", DTEND="20261006T090000"),
        event("Good"),
    )
    reading = read_calendar(content, begins=BEGINS, until=UNTIL)
    assert [one.title for one in reading.found] == ["Good"]
    assert reading.left_out == 3


def said(thing: Any) -> str:
    """JSON as a careful system writes it into a page."""
    return json.dumps(thing).replace("</", "<\\/")


def page(*things: Any) -> bytes:
    scripts = "".join(f'<script type="application/ld+json">{said(t)}</script>' for t in things)
    return f"<!doctype html><title>On</title>{scripts}<p>Hello".encode()


def thing(**more: Any) -> dict[str, Any]:
    said = {
        "@type": "Event",
        "name": "Talk",
        "startDate": "2026-10-06T19:00:00+01:00",
        "url": "/talk",
    }
    return said | more


def read(content: bytes) -> list[Any]:
    return read_page(content, address="https://arts.test/on", begins=BEGINS, until=UNTIL).found


def test_a_page_says_its_events_in_schema_org_s_words() -> None:
    hall = {"@type": "Place", "name": "Sale Library", "address": {"postalCode": "M33 7ZF"}}
    found = read(
        page(
            thing(location=hall),
            {"@graph": [thing(name="Deep", url="https://arts.test/deep")]},
            [
                thing(
                    name="Screen",
                    eventAttendanceMode="https://schema.org/OnlineEventAttendanceMode",
                )
            ],
            thing(name="Off", eventStatus="https://schema.org/EventCancelled"),
            {"@type": "Organization", "name": "Arts"},
        )
    )
    assert [(one.title, one.address) for one in found] == [
        ("Talk", "https://arts.test/talk"),
        ("Deep", "https://arts.test/deep"),
        ("Screen", "https://arts.test/talk"),
    ]
    assert found[0].place == "Sale Library, M33 7ZF"
    assert [one.online for one in found] == [False, False, True]


def test_a_hostile_page_gives_plain_words_and_no_address_that_acts() -> None:
    deep: Any = thing(name="Too deep")
    for _turn in range(200):
        deep = {"inside": deep}
    found = read(
        page(
            thing(name="<script>alert(1)</script>\u202e\x07", url="javascript:alert(1)"),
            thing(name="Password", url="https://a:b@evil.test/"),
            deep,
        )
        + b'<script type="application/ld+json">'
        + b"[" * 100_000
        + b"</script>"
    )
    assert [(one.title, one.address) for one in found] == [
        ("<script>alert(1)</script>", "https://arts.test/on"),
        ("Password", "https://arts.test/on"),
    ]
    with pytest.raises(CannotRead):
        read(b"<p>Nothing of the kind</p>")


# --- fetching ---


def problem(address: str, **how: Any) -> str:
    with pytest.raises(CannotRead) as refused:
        fetch(address, **{"from_here": True, "seconds": 2.0, **how})
    return refused.value.code


def test_limits_of_size_time_and_packing(other: OtherSystem) -> None:
    assert fetch(other.say("/good", b"hello"), from_here=True) == b"hello"
    assert problem(other.say("/large", b"x" * (3 * 1024 * 1024))) == "large"
    bomb = gzip.compress(b"\0" * 10_000_000)
    assert problem(other.say("/bomb", bomb, **{"Content-Encoding": "gzip"})) == "packed"
    assert problem(other.at("/nothing")) == "status"

    def drip(answer: Answering) -> None:
        answer.send_response(200)
        answer.end_headers()
        for _turn in range(100):
            answer.wfile.write(b".")
            answer.wfile.flush()
            time.sleep(0.1)

    other.pages["/drip"] = drip
    began = time.monotonic()
    assert problem(other.at("/drip"), seconds=1.0) == "slow"
    assert time.monotonic() - began < 4


def to(address: str) -> Callable[[Answering], None]:
    return lambda answer: answer.give(302, b"", {"Location": address})


def test_redirects_are_followed_a_little_and_never_inside(other: OtherSystem) -> None:
    other.say("/good", b"hello")
    other.pages["/moved"] = to("/good")
    other.pages["/round"] = to("/round")
    other.pages["/file"] = to("file:///etc/passwd")
    other.pages["/nowhere"] = to("")
    assert fetch(other.at("/moved"), from_here=True) == b"hello"
    assert problem(other.at("/round")) == "redirects"
    assert problem(other.at("/file")) == "https"
    assert problem(other.at("/nowhere")) == "redirects"


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/feed.ics",
        "https://localhost/feed.ics",
        "https://169.254.169.254/latest/meta-data",
        "https://10.1.2.3/",
        "https://192.168.0.1/",
        "https://[::1]/",
        "https://[::ffff:169.254.169.254]/",
        "https://0.0.0.0/",
        "https://2130706433/",
    ],
)
def test_nothing_inside_our_own_network_is_fetched(address: str) -> None:
    assert problem(address, from_here=False) in {"inside", "no_answer"}


def test_only_https_and_its_own_port_from_outside() -> None:
    assert problem("http://example.test/", from_here=False) == "https"
    assert problem("ftp://example.test/", from_here=True) == "https"
    assert problem("https://example.test:22/", from_here=False) == "address"
    assert problem("https://user:word@example.test/", from_here=False) == "address"
    assert problem("https://exam ple.test/", from_here=False) == "address"


# --- what becomes of it ---


@pytest.fixture
def joined(country: Country, settings: Any) -> Iterator[Joining]:
    settings.BRANCHLINE_FEEDS_FROM_HERE = True
    with scope(country.alice.pk):
        made = join_campaign(campaign=country.campaign, service=country.alice, by=DESK, now=NOW)
    with clock.at(NOW):
        yield made


def name(joining: Joining, address: str, **more: Any) -> Source:
    facts: dict[str, Any] = {
        "name": "Friends",
        "kind": SourceKind.CALENDAR,
        "branch": None,
        "trusted": True,
    }
    with scope(joining.service_id):
        return add_source(joining=joining, address=address, by=DESK, now=NOW, **(facts | more))


def look(joining: Joining, source: Source) -> list[str]:
    look_at_source.here(service_id=joining.service_id, source=source.public_id)
    return sorted(str(entry.title) for entry in Entry.objects.filter(service=joining.service_id))


def fed(joining: Joining) -> dict[str, str]:
    with scope(joining.service_id):
        return {row.title: row.state for row in FedEvent.objects.all()}


def test_a_trusted_calendar_takes_part_follows_and_leaves(
    joined: Joining, other: OtherSystem
) -> None:
    address = other.say("/a.ics", calendar(event("Coffee", place="Sale Library"), event("Sing")))
    source = name(joined, address)
    assert look(joined, source) == ["Coffee", "Sing"]
    assert look(joined, source) == ["Coffee", "Sing"]
    coffee = Entry.objects.get(title__en="Coffee")
    assert (coffee.branch_public_id != "", coffee.town) == (True, "Sale")
    other.say("/a.ics", calendar(event("Coffee", start="20261009T090000")))
    assert look(joined, source) == ["Coffee"]
    assert Entry.objects.get(service=joined.service_id).starts_at == datetime(
        2026, 10, 9, 8, tzinfo=UTC
    )
    with scope(joined.service_id):
        remove_source(source=source, joining=joined, by=DESK, now=NOW)
    assert not Entry.objects.exists()


def test_an_untrusted_one_waits_and_waits_again_when_it_says_something_else(
    joined: Joining, other: OtherSystem
) -> None:
    source = name(joined, other.say("/a.ics", calendar(event("Coffee", uid="c"))), trusted=False)
    assert look(joined, source) == []
    assert fed(joined) == {"Coffee": "waiting"}

    def say(accepted: bool) -> None:
        with scope(joined.service_id):
            row = FedEvent.objects.get()
            judge(
                joining=joined,
                event_public_id=row.public_id,
                accepted=accepted,
                because="An advert",
                by=DESK,
                now=NOW,
            )

    say(True)
    assert look(joined, source) == ["Coffee"]
    other.say("/a.ics", calendar(event("BUY GOLD", uid="c")))
    assert look(joined, source) == []
    assert fed(joined) == {"BUY GOLD": "waiting"}
    say(False)
    assert look(joined, source) == []
    assert fed(joined) == {"BUY GOLD": "refused"}
    with scope(joined.service_id):
        trust_source(source=source, joining=joined, trusted=True, by=DESK, now=NOW)
    assert look(joined, source) == [], "what was refused stays so"


def test_what_is_here_already_is_shown_once(
    joined: Joining, country: Country, other: OtherSystem
) -> None:
    put_on(country.sale, "Rhyme time", hour=10)
    with scope(joined.service_id):
        gather(joining=joined, by=DESK, now=NOW)
    twice = calendar(
        event("RHYME-TIME!", start="20261005T100000", uid="1", place="Sale Library"),
        event("Coffee", uid="2", place="Sale Library"),
        event("Coffee", uid="3", place="Sale Library, first floor"),
    )
    first = name(joined, other.say("/a.ics", twice))
    assert look(joined, first) == ["Coffee", "Rhyme time"]
    second = name(
        joined, other.say("/b.ics", calendar(event("coffee", uid="x", place="Sale Library")))
    )
    assert look(joined, second) == ["Coffee", "Rhyme time"]
    assert look(joined, first) == ["Coffee", "Rhyme time"]


def test_a_system_that_is_down_takes_nothing_away(joined: Joining, other: OtherSystem) -> None:
    source = name(joined, other.say("/a.ics", calendar(event("Coffee"))))
    look(joined, source)
    other.pages.clear()
    assert look(joined, source) == ["Coffee"]
    with scope(joined.service_id):
        source.refresh_from_db()
    assert source.problem == "status"
    other.say("/a.ics", b"<html>maintenance</html>")
    assert look(joined, source) == ["Coffee"]


def test_a_hostile_feed_reaches_nobody_else_s_entries(
    joined: Joining, country: Country, other: OtherSystem
) -> None:
    """It names Charlie's UIDs, listings and library; only Alice's own rows change."""
    theirs = put_on(country.tyne, "Charlie’s story time")
    with scope(country.charlie.pk):
        charlie = join_campaign(
            campaign=country.campaign, service=country.charlie, by=DESK, now=NOW
        )
    good = name(
        charlie, other.say("/c.ics", calendar(event("Charlie’s walk", uid="walk@charlie.test")))
    )
    before = look(charlie, good)
    rows = list(Entry.objects.filter(service=country.charlie).order_by("pk").values())
    evil = calendar(
        event("Stolen", uid="walk@charlie.test", place="Tyne Library", STATUS="CONFIRMED"),
        event("Off", uid=theirs.public_id, STATUS="CANCELLED"),
        event("'; DELETE FROM campaigns_entry; --", uid="l" + theirs.public_id),
        event("<img src=x onerror=alert(1)>", uid="%s%s%(service)s", URL="javascript:alert(1)"),
    )
    source = name(joined, other.say("/evil.ics", evil))
    mine = look(joined, source)
    assert "Stolen" in mine
    assert look(charlie, good) == before
    assert list(Entry.objects.filter(service=country.charlie).order_by("pk").values()) == rows
    stolen = Entry.objects.get(title__en="Stolen")
    assert (stolen.service_id, stolen.branch_id) == (country.alice.pk, None)
    html = Client().get("/campaigns/libraries-week?all=1").content.decode()
    assert "<img src=x" not in html
    assert "javascript:" not in html
    with scope(country.charlie.pk), pytest.raises(NoSuchEvent):
        judge(
            joining=charlie,
            event_public_id=stolen.event_public_id,
            accepted=False,
            by=DESK,
            now=NOW,
        )


def test_an_address_is_checked_and_known_once(joined: Joining, other: OtherSystem) -> None:
    with pytest.raises(NotAnAddress):
        name(joined, "javascript:alert(1)")
    name(joined, other.at("/a.ics"))
    with pytest.raises(SourceKnown):
        name(joined, other.at("/a.ics"))


def test_a_page_over_http(joined: Joining, other: OtherSystem) -> None:
    address = other.say("/on", page(thing()), "text/html")
    source = name(joined, address, kind=SourceKind.PAGE)
    assert look(joined, source) == ["Talk"]
    assert Entry.objects.get().address == other.at("/talk")


# --- the desk ---


def test_a_lead_adds_one_looks_and_decides(
    joined: Joining, country: Country, other: OtherSystem
) -> None:
    client = lead_of(country.alice)
    desk = "/alice/desk/campaigns/libraries-week/sources"
    assert "No other calendar yet" in client.get(desk).content.decode()
    wrong = client.post(f"{desk}/add", {"name": "", "kind": "calendar", "address": "friends"})
    assert "Give it a name" in wrong.content.decode()
    wrong = client.post(f"{desk}/add", {"name": "F", "kind": "calendar", "address": "friends"})
    assert "beginning with https://" in wrong.content.decode()
    given = {
        "name": "Friends",
        "kind": "calendar",
        "address": other.say("/a.ics", calendar(event("Coffee"))),
        "trusted": "",
    }
    client.post(f"{desk}/add", given)
    with scope(country.alice.pk):
        source = Source.objects.get()
    look(joined, source)
    html = client.get(desk).content.decode()
    assert "Waits for you" in html
    with scope(country.alice.pk):
        row = FedEvent.objects.get()
    unsaid = client.post(f"{desk}/judge", {"event": row.public_id}).content.decode()
    assert f'href="#why-{row.public_id}"' in unsaid
    assert "Waits for you" in unsaid, "whoever says neither has left nothing out"
    client.post(f"{desk}/judge", {"event": row.public_id, "then": "refuse", "because": "Not ours"})
    assert "Not ours" in client.get(desk).content.decode()
    client.post(f"{desk}/judge", {"event": row.public_id, "then": "accept"})
    assert [str(entry.title) for entry in Entry.objects.all()] == ["Coffee"]
    assert "Remove it?" in client.get(f"{desk}/{source.public_id}").content.decode()
    client.post(f"{desk}/{source.public_id}", {"then": "remove"})
    assert not Entry.objects.exists()
    assert lead_of(country.charlie).get(f"{desk}/{source.public_id}").status_code == 404


def test_the_worker_looks_at_every_source_by_the_clock(joined: Joining, other: OtherSystem) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    from branchline.campaigns.jobs import look_at_all

    source = name(joined, other.say("/a.ics", calendar(event("Coffee"))))
    before = ProcrastinateJob.objects.filter(task_name__endswith="look_at_source").count()
    with clock.at(NOW + timedelta(minutes=15)):
        look_at_all()
    waiting = ProcrastinateJob.objects.filter(task_name__endswith="look_at_source")
    assert waiting.count() == before + 1
    assert waiting.order_by("-id")[0].args["source"] == source.public_id
