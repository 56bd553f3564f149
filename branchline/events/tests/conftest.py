"""The cast of the room's tests: Alice's service and branch, and Charlie's, who must see nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import pytest

from branchline.core.acting import Acting, Channel
from branchline.core.clock import london
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import book_a_place, create_event, publish_event
from branchline.events.models import Booking, Details, Event, HowToCome, Occurrence, Theme, Timing
from branchline.messages.models import Message, Route, State
from branchline.places.models import Branch, Deprivation, Postcode, Service

NOW = london(2026, 9, 1, 9)
TUESDAY = date(2026, 10, 6)
WEB = Acting()
DESK = Acting(channel=Channel.DESK)


@dataclass(frozen=True)
class Places:
    """Two services; Alice's has two branches, one near M33 and one ten kilometres away."""

    service: Service
    branch: Branch
    far: Branch
    other_service: Service
    other_branch: Branch


def make_places() -> Places:
    """Rows for the tests; postcodes and deprivation for one home."""
    service = Service.objects.create(slug="alice", name=said("Alice’s libraries"), nation="england")
    other = Service.objects.create(
        slug="charlie", name=said("Charlie’s libraries"), nation="england"
    )

    def branch(of: Service, name: str, lat: float, lon: float, **more: Any) -> Branch:
        with scope(of.pk):
            return Branch.objects.create(
                service=of,
                name=said(name, f"{name} (cy)"),
                lat=lat,
                lon=lon,
                position="exact",
                **more,
            )

    home = branch(
        service, "Sale Library", 53.4254, -2.3196, town="Sale", postcode="M33 7ZF", step_free=True
    )
    far = branch(
        service, "Altrincham Library", 53.3470, -2.3526, town="Altrincham", postcode="WA14 1AH"
    )
    elsewhere = branch(other, "Elsewhere Library", 54.97, -1.61, town="Newcastle")
    Postcode.objects.get_or_create(
        postcode="M333AA",
        defaults={"ward_code": "E05000001", "ward_vintage": 2024, "lsoa_code": "E01000001"},
    )
    Deprivation.objects.get_or_create(
        area_code="E01000001", year=2025, defaults={"nation": "england", "rank": 9, "decile": 3}
    )
    return Places(service, home, far, other, elsewhere)


@pytest.fixture
def places(db: None) -> Places:
    """Without a scope: for pages that read the country."""
    return make_places()


@pytest.fixture
def alice(places: Places) -> Iterator[Places]:
    """At work in Alice's service."""
    with scope(places.service.pk):
        yield places


def details(**more: Any) -> Details:
    """A rhyme time for twenty."""
    facts: dict[str, Any] = {
        "title": said("Rhyme time", "Amser rhigwm"),
        "summary": said("Songs for the very young", "Caneuon i blant bach"),
        "booking": HowToCome.BOOKABLE,
        "capacity": 20,
        "theme": Theme.RHYME,
        "age_from": 0,
        "age_to": 4,
    }
    return Details(**(facts | more))


def once(day: date = TUESDAY, starts: time = time(10, 30), ends: time = time(11)) -> Timing:
    """One date."""
    return Timing(day, starts, ends)


_count = iter(range(10**9))


def key() -> str:
    """A fresh form's key."""
    return f"test-key-{next(_count)}"


def put_on(
    branch: Branch, *, timing: Timing | None = None, now: datetime = NOW, **more: Any
) -> Event:
    """A published event."""
    event = create_event(
        branch=branch, details=details(**more), timing=timing or once(), by=DESK, now=now, key=key()
    )
    return publish_event(event=event, by=DESK, now=now)


def date_of(event: Event) -> Occurrence:
    """Its first date, read fresh."""
    found = Occurrence.objects.all().with_event().filter(event=event).order_by("starts_at").first()
    assert found is not None
    return found


def book(occurrence: Occurrence, adults: int = 1, children: int = 0, **more: Any) -> Booking:
    """By Bob, on the web."""
    facts: dict[str, Any] = {
        "contact_name": "Bob",
        "route": Route.EMAIL,
        "address": "bob@example.test",
        "language": "en",
        "by": WEB,
        "now": NOW,
        "key": key(),
    }
    return book_a_place(occurrence=occurrence, adults=adults, children=children, **(facts | more))


@pytest.fixture
def rhyme_time(alice: Places) -> Occurrence:
    """A published date with twenty places."""
    return date_of(put_on(alice.branch))


def have_left(now: datetime = NOW) -> None:
    """What has been queued is with the people it is for: what comes now is news to them."""
    Message.objects.filter(state=State.QUEUED).update(state=State.SENT, ended_at=now)
