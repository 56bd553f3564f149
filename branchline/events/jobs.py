"""What the worker does for events by the clock."""

from branchline.core import clock
from branchline.core.acting import job
from branchline.core.jobs import job as queued
from branchline.core.jobs import periodic
from branchline.core.scoping import every_service
from branchline.places.models import Service

from .actions import (
    ask_afterwards,
    ask_who_still_comes,
    close_counts,
    close_unanswered_groups,
    draw_all_due,
    draw_places,
    expire_offers,
    mend_listings,
    publish_if_due,
)
from .actions import expire_offer as end_when_over
from .actions.errands import DRAW, EXPIRE_OFFER, PUBLISH
from .errors import EventNotFound
from .queries import booking_by_public_id, event_by_public_id, occurrence_at_desk


@queued(PUBLISH)
def publish(*, event: str) -> None:
    """A draft whose moment has come."""
    try:
        found = event_by_public_id(public_id=event)
    except EventNotFound:
        return
    publish_if_due(event=found, by=job("events.publish"), now=clock.now())


def mend() -> None:
    """Each night listings learn what has changed at their branches."""
    now = clock.now()
    for _service_id in every_service(because="each service's listings carry facts of its branches"):
        mend_listings(now=now)


periodic("25 2 * * *")(mend)


def thank() -> None:
    """Each hour, by day, those whose date is over and who said that we may ask."""
    now = clock.now()
    for service_id in every_service(because="each service thanks its own people"):
        service = Service.objects.get(pk=service_id)
        ask_afterwards(service=service, by=job("events.thank"), now=now)


periodic("40 9-20 * * *")(thank)


@queued(EXPIRE_OFFER)
def expire_offer(*, booking: str) -> None:
    """At the moment at which an offer ends."""
    end_when_over(
        booking=booking_by_public_id(public_id=booking),
        by=job("events.expire_offer"),
        now=clock.now(),
    )


@queued(DRAW)
def draw(*, occurrence: str) -> None:
    """At the moment at which the time to ask is over."""
    draw_places(
        occurrence=occurrence_at_desk(public_id=occurrence),
        by=job("events.draw"),
        now=clock.now(),
    )


def expire() -> None:
    """Every few minutes whatever a worker that was killed has left."""
    for _service_id in every_service(because="each service's offers end by their time"):
        expire_offers(by=job("events.expire"), now=clock.now())
        draw_all_due(by=job("events.draw"), now=clock.now())


periodic("*/5 * * * *")(expire)


def close() -> None:
    """Each hour, the counts that nobody closed and whose date is long over, and groups that nobody answered."""
    now = clock.now()
    for _service_id in every_service(because="each service counts its own people"):
        close_counts(by=job("events.close"), now=now)
        close_unanswered_groups(by=job("events.close"), now=now)


periodic("50 * * * *")(close)


def ask_before() -> None:
    """Each hour, by day, those who come tomorrow."""
    for _service_id in every_service(because="each service asks its own people"):
        ask_who_still_comes(by=job("events.ask_before"), now=clock.now())


periodic("20 9-18 * * *")(ask_before)
