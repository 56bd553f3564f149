"""What the addresses of the room events name."""

from typing import Any

from ..addresses import Sample
from .rows import first, link


def _dates_of_somebody() -> list[Any]:
    from datetime import timedelta

    from branchline.core import clock, links
    from branchline.events.models import Booking
    from branchline.events.queries import MY_DATES, dates_together

    rows = Booking.objects.all().with_occurrence().exclude(contact=None).order_by("pk")
    booking, now = rows.first(), clock.now()
    if booking is None:
        raise LookupError("events.Booking")
    about, until = dates_together(booking), now + timedelta(days=9)
    return [links.issue(purpose=MY_DATES, subject=about, now=now, expires_at=until).token]


def _waited_for() -> list[Any]:
    from branchline.events.models import WaitingListEntry

    waiting = WaitingListEntry.objects.select_related("occurrence").order_by("pk").first()
    if waiting is None:
        raise LookupError("events.WaitingListEntry")
    return [waiting.occurrence.public_id]


BRANCH = first("places.Branch")
OCCURRENCE = first("events.Occurrence")
BOOKING = first("events.Booking")
WAITING = first("events.WaitingListEntry")
GROUP = first("events.GroupRequest")

SAMPLES: dict[str, Sample] = {
    "events:branch_calendar": BRANCH,
    "events:series_calendar": first("events.ListedEvent"),
    "events:booking_calendar": link("events.calendar", "events.Booking"),
    "events:subscribe_to_booking": link("events.calendar", "events.Booking"),
    "events:join_from_calendar": link(
        "events.calendar", "events.Booking", occurrence__event__setting="online"
    ),
    "events:calendar_mine": BOOKING,
    "events:occurrence": first("events.Listing"),
    "events:occurrence_ics": first("events.Listing"),
    "events:book": first("events.Listing"),
    "events:done": BOOKING,
    "events:cancel": link("events.cancel", "events.Booking"),
    "events:cancel_mine": BOOKING,
    "events:still_coming": link("events.still", "events.Booking"),
    "events:join": link("events.join", "events.Booking", occurrence__event__setting="online"),
    "events:ask_group": first("events.Listing", most_in_group__isnull=False),
    "events:my_group": GROUP,
    "events:group": link("events.group", "events.GroupRequest"),
    "events:desk_date": OCCURRENCE,
    "events:desk_count": OCCURRENCE,
    "events:desk_outcomes": first("events.Event"),
    "events:desk_door": OCCURRENCE,
    "events:desk_door_pdf": OCCURRENCE,
    "events:desk_check_in": BOOKING,
    "events:desk_book": OCCURRENCE,
    "events:desk_cancel": OCCURRENCE,
    "events:desk_open_fairly": OCCURRENCE,
    "events:desk_draw_now": first("events.Occurrence", asks_until__isnull=False),
    "events:desk_book_term": first("events.Occurrence", event__booked_as="either"),
    "events:book_term": first("events.Listing", booked_as="either"),
    "events:term_done": first("events.TermBooking"),
    "events:term_mine": first("events.TermBooking"),
    "events:term_calendar_mine": first("events.TermBooking"),
    "events:term": link("events.term", "events.TermBooking"),
    "events:my_dates": _dates_of_somebody,
    "events:desk_change": first("events.Event"),
    "events:desk_publish": first("events.Event"),
    "events:desk_publish_at": first("events.Event"),
    "events:desk_template": first("events.Event"),
    "events:desk_change_date": OCCURRENCE,
    "events:desk_preview": first("events.Occurrence", event__state="draft"),
    "events:desk_cancel_booking": BOOKING,
    "events:waiting": link("events.waiting", "events.WaitingListEntry"),
    "events:my_place": WAITING,
    "events:desk_waiting": WAITING,
    "events:desk_group": GROUP,
    "events:desk_ask_group": first("events.Occurrence", event__most_in_group__isnull=False),
    "events:waiting_log": _waited_for,
}

UNOPENED = {
    "events:still_coming",
    "events:cancel",
    "events:waiting",
    "events:group",
    "events:booking_calendar",
    "events:subscribe_to_booking",
    "events:join_from_calendar",
    "events:my_dates",
    "events:term",
}
