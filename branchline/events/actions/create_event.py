"""Add an event with its dates, as a draft."""

from datetime import datetime

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.errors import together
from branchline.core.idempotency import once
from branchline.events.models import Details, Event, Timing
from branchline.places.models import Branch

from .plan import (
    check_branch,
    check_details,
    check_timing,
    make_occurrences,
    write_details,
    write_joining,
    write_timing,
)


@action
def create_event(
    *, branch: Branch, details: Details, timing: Timing, by: Acting, now: datetime, key: str
) -> Event:
    """A draft with one occurrence for each date; `publish_event` shows it. Once per `key`.

    Refuses: IsNotTheirBranch, NeedsATitle, NeedsACapacity, AgesAreTurned, InThePast,
    EndsBeforeItStarts, TooLong, NoDates, TooManyDates; when more than one is true, all of them at once.
    """

    def create() -> str:
        spans: list[tuple[datetime, datetime]] = []
        together(
            lambda: check_branch(branch),
            lambda: check_details(details),
            lambda: spans.extend(check_timing(timing, now=now)),
        )
        event = Event(service_id=branch.service_id, branch=branch, made_at=now, changed_at=now)
        write_details(event, details)
        write_timing(event, timing)
        event.save()
        write_joining(event, details)
        make_occurrences(event, spans, now=now)
        return event.public_id

    public_id, _ = once(key=key, action="events.create_event", now=now, create=create)
    return Event.objects.select_related("branch", "service").get(public_id=public_id)
