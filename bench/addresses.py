"""Which pages are visited, and at which addresses: drawn from the rows, the same in each run."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import quote, urljoin

from .measure import RUNS

LIMIT = 0.150
"""Issue "The house", must reach: near-me and listing pages, p95."""
MAP_LIMIT = 0.200
"""Issue "What's on", must reach: the map of a campaign with filters, p95."""
WORDS = (
    "rhyme",
    "lego",
    "story time",
    "knit",
    "swifts",
    "meteorites",
    "old maps",
    "zebra",
    "amser rhigwm",
    "tea",
)
NAMES = ("smith", "jones", "okafor", "ann", "khan grace", "o’neill", "peggy", "wisniewski", "smiht", "lloyd")  # fmt: skip

DESK_LISTS = {
    "messages": "messages:outbox",
    "calls": "messages:calls",
    "letters": "messages:letters",
    "replies": "messages:replies",
    "libraries": "places:desk_libraries",
    "residents who may be one": "people:duplicates",
    "needs to ask again about": "people:needs_due",
    "colleagues": "people:colleagues",
    "what is kept": "people:kept",
}


@dataclass(frozen=True)
class Kind:
    """One kind of page, with the addresses that are taken in turn. `desk`: as a manager."""

    name: str
    addresses: Sequence[str]
    desk: bool = False
    status: int = 200
    limit: float = LIMIT


def deeper(path: str, cookie: str, pages: int = 10) -> str:
    """The address of a later page, as its "later" links lead to it."""
    from django.test import Client

    client = Client()
    if cookie:
        client.cookies["sessionid"] = cookie
    for _page in range(pages):
        later = re.findall(r'href="([^"]*[?&;]after=[^"]+)"', client.get(path).content.decode())
        if not later:
            break
        path = urljoin(path, unescape(later[0]))
    return path


def _rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    from branchline.core.generating import read

    return read(sql, list(values))


def largest_service() -> Any:
    from branchline.places.models import Service

    number = _rows(
        "SELECT service_id FROM events_occurrence GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
    )
    return Service.objects.get(pk=number[0][0])


def kinds(cookie: str) -> Iterator[Kind]:
    """The kinds of page with addresses drawn from the rows, the same in each run."""
    from django.urls import reverse

    chance = random.Random(1)
    largest = largest_service().slug

    def public(name: str, *arguments: str) -> str:
        return reverse(name, args=[*arguments])

    def own(name: str, *arguments: str) -> str:
        return reverse(name, args=[largest, *arguments])

    postcodes = _postcodes(chance)
    crowded = [c for (c,) in _rows(
        "SELECT split_part(postcode, ' ', 1) FROM events_listing WHERE starts_at > (SELECT max(made_at)"
        " FROM people_contact) AND postcode <> '' GROUP BY 1 ORDER BY count(*) DESC LIMIT 20"
    )]  # fmt: skip
    near = public("events:near")
    national = [f"{near}?{words}" for words in ("", "when=week", "who=under_fives", "booking=drop_in", "access=bsl")]  # fmt: skip
    services = [slug for (slug,) in _rows("SELECT slug FROM places_service WHERE live AND id IN (SELECT service_id FROM events_occurrence)")]  # fmt: skip
    dates = _of_the_largest("SELECT public_id FROM events_listing WHERE service_id = %s", chance)
    booked = _of_the_largest(
        "SELECT public_id FROM events_occurrence WHERE service_id = %s AND booked > 5", chance
    )
    residents = _of_the_largest(
        "SELECT public_id FROM people_resident WHERE service_id = %s", chance
    )
    cards = _of_the_largest("SELECT value FROM people_externalid WHERE service_id = %s", chance)
    homes = _of_the_largest("SELECT postcode FROM people_resident WHERE service_id = %s", chance)
    people = own("people:residents")
    yield Kind("first page of the country", [public("web:home")])
    yield Kind("near me, by postcode", [f"{near}?near={quote(code)}" for code in postcodes])
    yield Kind("near me, where most is on", [f"{near}?near={quote(code)}" for code in crowded])
    yield Kind("what’s on in the country", national)
    yield Kind("what’s on at a service", [public("events:whats_on", s) for s in chance.sample(services, min(40, len(services)))])  # fmt: skip
    yield Kind("what’s on at the largest", [own("events:whats_on"), f"{own('events:whats_on')}?who=children"])  # fmt: skip
    yield Kind("the same, ten pages on", [deeper(own("events:whats_on"), "")])
    yield Kind("the country, ten pages on", [deeper(near, "")])
    yield Kind(
        "near me, narrowed",
        [
            f"{near}?near={quote(code)}&{words}"
            for code in crowded
            for words in ("access=bsl", "who=teenagers&when=weekend")
        ],
    )
    yield Kind("one event", [own("events:occurrence", d) for d in dates])
    list_of = own("events:whats_on")
    narrowed = ("", "?who=children", "?theme=rhyme", "?access=step_free&booking=drop_in")
    yield Kind("a month at the largest", [own("events:month") + words for words in narrowed])
    month = public("events:month_near")
    yield Kind("a month where most is on", [f"{month}?near={quote(code)}" for code in crowded])
    yield Kind("the largest on the map", [own("events:map") + words for words in narrowed])
    on_map, parts = public("events:map_of_all"), ("north-west", "london", "scotland", "wales")
    yield Kind(
        "the country on the map",
        [on_map + words for words in (*narrowed, "?when=weekend", "?q=rhyme", "?where=online")],
    )
    yield Kind(
        "the country on the map, four weeks",
        [f"{on_map}?when=month", f"{on_map}?when=month&who=babies"],
    )
    yield Kind("a part of the country on the map", [f"{on_map}?in={part}" for part in parts])
    yield Kind("a place on the map", [f"{on_map}?near={quote(code)}" for code in crowded])
    yield Kind("calendar of the largest", [f"{list_of}.ics{words}" for words in narrowed])
    yield Kind(
        "calendar of one library", [own("events:branch_calendar", b) for b in _branches(chance)]
    )
    series = _of_the_largest(
        "SELECT public_id FROM events_listedevent WHERE service_id = %s", chance
    )
    yield Kind("calendar of one event", [own("events:series_calendar", s) for s in series])
    yield Kind("news feed of the largest", [f"{list_of}.atom{words}" for words in narrowed])
    yield Kind("the box for websites", [own("events:widget") + words for words in narrowed])
    yield Kind(
        "OpenActive, page by page", [own("events:openactive"), *_further(own("events:openactive"))]
    )
    referral = own("open_data:referral_services")
    asked = (
        "",
        "?full=true",
        "?full=true&per_page=50",
        "?page=9&per_page=50",
        "?modified_after=2020-01-01T00:00:00Z",
    )
    yield Kind("Open Referral UK at the largest", [referral + words for words in asked])
    for what in ("occurrences", "events", "libraries"):
        yield Kind(f"API: {what} of the country", [public(f"open_data:{what}")])
        yield Kind(f"API: {what} of the largest", [own(f"open_data:{what}_of")])
    yield Kind("site search", [f"{public('web:search')}?q={quote(word)}" for word in WORDS])
    yield Kind("libraries of the country", [public("places:libraries")])
    on_the_map = public("places:on_the_map")
    yield Kind("libraries on the map", [on_the_map, *(f"{on_the_map}?near={quote(code)}" for code in postcodes)])  # fmt: skip
    yield Kind("libraries near a postcode", [f"{public('places:libraries')}?near={quote(code)}" for code in postcodes])  # fmt: skip
    yield Kind("libraries of the largest", [own("places:service_libraries")])
    yield Kind("one library", [own("places:branch", b) for b in _branches(chance)])
    yield Kind("near me, on a day", [f"{near}?near={quote(code)}+thursday" for code in crowded])
    yield from _campaign(postcodes)
    yield Kind("desk: today", [own("events:desk")], desk=True)
    yield Kind("desk: coming dates", [own("events:desk_events")], desk=True)
    yield Kind("desk: past dates", [f"{own('events:desk_events')}?show=past"], desk=True)
    yield Kind(
        "desk: one date’s door list", [own("events:desk_date", d) for d in booked], desk=True
    )
    yield Kind("desk: all residents", [people], desk=True)
    yield Kind(
        "desk: residents by name", [f"{people}?who={quote(name)}" for name in NAMES], desk=True
    )
    by_card = [f"{people}?who={card}" for card in cards]
    yield Kind("desk: a card, which leads to the record", by_card, desk=True, status=302)
    yield Kind(
        "desk: residents by postcode", [f"{people}?who={quote(h)}" for h in homes], desk=True
    )
    yield Kind("desk: residents, ten pages on", [deeper(people, cookie)], desk=True)
    contacts = own("people:contacts")
    yield Kind("desk: contacts", [contacts, f"{contacts}?show=known"], desk=True)
    yield Kind(
        "desk: contacts by name", [f"{contacts}?who={quote(name)}" for name in NAMES], desk=True
    )
    for title, name in DESK_LISTS.items():
        yield Kind(f"desk: {title}", [own(name)], desk=True)
    yield Kind("desk: one resident", [own("people:resident", r) for r in residents], desk=True)


def _campaign(postcodes: Sequence[str]) -> Iterator[Kind]:
    """The campaign of the whole country: its page, its map with every filter, and the counts alone."""
    from django.urls import reverse

    slug, first = _rows("SELECT slug, first_day FROM campaigns_campaign ORDER BY id DESC LIMIT 1")[
        0
    ]
    path = reverse("campaigns:campaign", args=[slug])
    services = [s for (s,) in _rows("SELECT DISTINCT s.slug FROM places_service s JOIN campaigns_entry e ON e.service_id = s.id ORDER BY 1 LIMIT 10")]  # fmt: skip
    regions = [r for (r,) in _rows("SELECT DISTINCT region FROM campaigns_entry ORDER BY 1")]
    days = [(first + timedelta(days=n)).isoformat() for n in range(7)]
    asked = [f"day={day}" for day in days] + [f"where={region}" for region in regions]
    asked += [f"service={service}" for service in services]
    asked += [f"who={who}&day={days[2]}" for who in ("babies", "children", "adults")]
    asked += [f"who={who}" for who in ("under_fives", "teenagers", "adults")]
    yield Kind("campaign of 20,000 dates", [path, f"{path}?all=1"], limit=MAP_LIMIT)
    yield Kind(
        "campaign: map with filters", [f"{path}?{words}" for words in asked], limit=MAP_LIMIT
    )
    near = [f"{path}?near={quote(code)}" for code in postcodes]
    yield Kind("campaign: near me", near, limit=MAP_LIMIT)
    yield Kind("campaign: counts", [reverse("campaigns:counts", args=[slug])], limit=MAP_LIMIT)


def _further(feed: str) -> list[str]:
    """Pages of a feed further on: as whoever asks for what has changed since."""
    stamps = _rows("SELECT changed_at FROM events_listing WHERE service_id = %s ORDER BY changed_at OFFSET 5000 LIMIT 1", largest_service().pk)  # fmt: skip
    return [f"{feed}?afterTimestamp={int(at.timestamp() * 1_000_000)}&afterId=" for (at,) in stamps]


def _of_the_largest(sql: str, chance: random.Random) -> list[str]:
    """Forty by chance, in an order that the rows' numbers fix."""
    found = _rows(f"{sql} ORDER BY id LIMIT 20000", largest_service().pk)
    return [value for (value,) in chance.sample(found, min(RUNS, len(found)))]


def _branches(chance: random.Random) -> list[str]:
    """Libraries of the largest service."""
    found = _rows("SELECT public_id FROM places_branch WHERE service_id = %s AND kind = 'static' AND closed_on IS NULL ORDER BY id", largest_service().pk)  # fmt: skip
    return [value for (value,) in chance.sample(found, min(RUNS, len(found)))]


def _postcodes(chance: random.Random) -> list[str]:
    """Full postcodes of the libraries, and some of homes where they are loaded."""
    libraries = [p for (p,) in _rows("SELECT DISTINCT postcode FROM places_branch WHERE postcode <> '' AND position = 'exact' AND kind = 'static' ORDER BY 1")]  # fmt: skip
    homes = [p for (p,) in _rows("SELECT postcode FROM places_postcode ORDER BY 1")]
    return chance.sample(homes, min(10, len(homes))) + chance.sample(libraries, min(RUNS - 10, len(libraries)))  # fmt: skip
