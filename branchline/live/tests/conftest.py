"""The cast of the room's tests: Alice's service and its date tomorrow; Charlie of another service must see nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from branchline.core import clock
from branchline.core.acting import Acting, Actor, Channel
from branchline.core.clock import london
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import create_event, publish_event
from branchline.events.models import Details, Occurrence, Theme, Timing
from branchline.live.actions import plan_broadcast
from branchline.live.models import Broadcast
from branchline.places.models import Branch, Service

NOW = london(2026, 10, 5, 10, 30)
ALICE = Acting(actor=Actor("account", 7), channel=Channel.DESK)
BOB = Acting(actor=Actor("account", 8), channel=Channel.DESK)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Library:
    """A service, its branch, and its rhyme time, which begins at NOW."""

    service: Service
    branch: Branch
    date: Occurrence


def library(slug: str) -> Library:
    """With a rhyme time from NOW on, for half an hour."""
    service = Service.objects.create(slug=slug, name=said(f"{slug} libraries"), nation="england")
    with scope(service.pk), clock.at(NOW - timedelta(days=3)):
        branch = Branch.objects.create(
            service=service, name=said(f"{slug} library"), lat=53.4, lon=-2.3, position="exact"
        )
        event = create_event(
            details=Details(title=said("Rhyme time"), theme=Theme.RHYME),
            branch=branch,
            timing=Timing(NOW.date(), NOW.time(), (NOW + 30 * MINUTE).time()),
            by=ALICE,
            now=clock.now(),
            key=f"rhyme-time-of-{slug}",
        )
        publish_event(event=event, by=ALICE, now=clock.now())
        return Library(service, branch, Occurrence.objects.get(event=event))


@pytest.fixture
def alice(db: None) -> Iterator[Library]:
    """At work in Alice's service."""
    made = library("alice")
    with scope(made.service.pk):
        yield made


@pytest.fixture
def broadcast(alice: Library) -> Broadcast:
    """Of Alice's rhyme time, planned."""
    return plan_broadcast(occurrence=alice.date, by=ALICE, now=NOW - MINUTE)
