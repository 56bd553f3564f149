"""A draft that publishes itself: once, at the moment that stands, whatever the worker does."""

from datetime import timedelta

import pytest

from branchline.core import clock
from branchline.core.models import Happening
from branchline.events import jobs
from branchline.events.actions import create_event, publish_event, publish_later
from branchline.events.errors import AlreadyPublished, NotReadyToPublish, PublishInThePast
from branchline.events.models import Event, EventState, Listing

from .conftest import DESK, NOW, Places, details, key, once

SOON = NOW + timedelta(days=3)


@pytest.fixture
def draft(alice: Places) -> Event:
    return create_event(
        branch=alice.branch, details=details(), timing=once(), by=DESK, now=NOW, key=key()
    )


def the_job_runs(event: Event, at: object) -> str:
    with clock.at(at):  # type: ignore[arg-type]
        jobs.publish.here(event=event.public_id)
    event.refresh_from_db()
    return event.state


def test_it_is_published_at_its_moment_and_once(draft: Event) -> None:
    publish_later(event=draft, at=SOON, by=DESK, now=NOW)
    assert the_job_runs(draft, SOON - timedelta(minutes=1)) == EventState.DRAFT
    assert the_job_runs(draft, SOON) == EventState.PUBLISHED
    assert the_job_runs(draft, SOON + timedelta(hours=1)) == EventState.PUBLISHED
    assert Listing.objects.count() == 1
    assert Happening.objects.filter(kind="events.published").count() == 1


def test_a_moment_that_was_moved_or_taken_back_publishes_nothing(draft: Event) -> None:
    publish_later(event=draft, at=SOON, by=DESK, now=NOW)
    publish_later(event=draft, at=SOON + timedelta(days=1), by=DESK, now=NOW)
    assert the_job_runs(draft, SOON) == EventState.DRAFT
    publish_later(event=draft, at=None, by=DESK, now=NOW)
    assert the_job_runs(draft, SOON + timedelta(days=1)) == EventState.DRAFT


def test_a_draft_that_has_gone_or_is_over_is_no_trouble(draft: Event) -> None:
    publish_later(event=draft, at=SOON, by=DESK, now=NOW)
    assert the_job_runs(draft, NOW + timedelta(days=99)) == EventState.DRAFT
    gone = draft.public_id
    draft.delete()
    jobs.publish.here(event=gone)


def test_only_a_moment_to_come_of_a_draft(draft: Event) -> None:
    with pytest.raises(PublishInThePast):
        publish_later(event=draft, at=NOW, by=DESK, now=NOW)
    with pytest.raises(NotReadyToPublish):
        publish_later(event=draft, at=NOW + timedelta(days=99), by=DESK, now=NOW)
    publish_event(event=draft, by=DESK, now=NOW)
    with pytest.raises(AlreadyPublished):
        publish_later(event=draft, at=SOON, by=DESK, now=NOW)
