"""What becomes of what other systems say: taken in, looked at, kept apart from everybody else's."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from branchline.campaigns.actions import gather, join_campaign, judge, remove_source, trust_source
from branchline.campaigns.errors import NoSuchEvent, NotAnAddress, SourceKnown
from branchline.campaigns.models import Entry, FedEvent, Joining, SourceKind
from branchline.campaigns.parts.cards import address_of
from branchline.campaigns.queries.entries import card
from branchline.core.scoping import scope

from .conftest import DESK, NOW, Country, put_on
from .feeding import fed, look, name
from .other_system import OtherSystem, calendar, event, page, thing


def test_a_trusted_calendar_takes_part_follows_and_leaves(
    joined: Joining, other: OtherSystem
) -> None:
    address = other.say("/a.ics", calendar(event("Coffee", place="Sale Library"), event("Sing")))
    source = name(joined, address)
    assert look(joined, source) == ["Coffee", "Sing"]
    assert look(joined, source) == ["Coffee", "Sing"]
    coffee = Entry.objects.get(title__en="Coffee")
    assert (coffee.branch_public_id != "", coffee.town) == (True, "Sale")
    # Its calendar names no page: its library's says more of it than the front of the service.
    assert address_of(card(coffee)) == f"/alice/libraries/{coffee.branch_public_id}"
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
    entry = Entry.objects.get()
    assert (entry.address, entry.free, entry.booking) == (other.at("/talk"), None, "")
    offers = {"price": "3.00", "priceCurrency": "GBP"}
    other.say("/on", page(thing(offers=offers)), "text/html")
    look(joined, source)
    entry = Entry.objects.get()
    assert (entry.free, entry.cost.cy) == (False, "£3")
