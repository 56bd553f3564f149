"""After a date: thank those who said that we may ask, once, and lead them to the questions."""

from collections import defaultdict
from dataclasses import replace
from datetime import datetime, timedelta

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.events.letters import THANKS
from branchline.events.models import WITH_LINKS, Booking, Event
from branchline.messages.actions import send
from branchline.people.models import Purpose
from branchline.people.queries import addressee_of, may_contact
from branchline.places.models import Service
from branchline.surveys.actions import note_asked, open_survey
from branchline.surveys.models import Survey
from branchline.surveys.parts import survey_for

AFTER = timedelta(hours=1)
"""They are on their way home."""
AT_LATEST = timedelta(days=3)
"""Later nobody remembers; and whoever switches this on is not answered about last year."""
ASKED = ("satisfaction-1",)


@action
def ask_afterwards(*, service: Service, by: Acting, now: datetime) -> int:
    """How many thank-you letters were queued. Dates of an event share one survey, so that enough answers come
    together to be shown; whoever closes it stops asking about that event for good."""
    if not service.asks_afterwards:
        return 0
    due = Booking.objects.live().with_occurrence().to_be_thanked(now - AT_LATEST, now - AFTER)
    by_event: dict[Event, list[Booking]] = defaultdict(list)
    for booking in due.select_for_update(of=("self",), no_key=True, skip_locked=True):
        by_event[booking.occurrence.event].append(booking)
    return sum(_ask(event, bookings, by=by, now=now) for event, bookings in by_event.items())


def _ask(event: Event, bookings: list[Booking], *, by: Acting, now: datetime) -> int:
    survey = _survey(event, bookings[0], by=by, now=now)
    asked = 0
    for booking in bookings:
        booking.thanked_at = now
        booking.save(update_fields=["thanked_at"])
        if survey is not None:
            asked += _thank(booking, by=by, now=now)
    if survey is not None and asked:
        note_asked(survey=survey, people=asked, by=by, now=now)
    return asked


def _thank(booking: Booking, *, by: Acting, now: datetime) -> bool:
    """Only where a link can be followed, and only who may still be written to."""
    contact = booking.contact
    if contact is None:
        return False
    to = replace(addressee_of(person=contact), name=booking.name)
    if to.route not in WITH_LINKS:
        return False
    if not may_contact(person=contact, route=to.route, purpose=Purpose.OWN_AFFAIRS, now=now):
        return False
    send(
        letter=THANKS,
        reference=booking.public_id,
        to=to,
        now=now,
        by=by,
    )
    return True


def _survey(event: Event, booking: Booking, *, by: Acting, now: datetime) -> Survey | None:
    """The event's own survey, made the first time. None once somebody has closed it."""
    open_survey(
        title=event.title,
        sets=ASKED,
        about=event.asked_about,
        branch=booking.occurrence.branch,
        by=by,
        now=now,
        key=f"events-ask-{event.public_id}",
    )
    return survey_for(about=event.asked_about, now=now)
