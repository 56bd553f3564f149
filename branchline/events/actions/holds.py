"""How long places are held for somebody who has to say yes or no: by their route, and by when somebody is there."""

from datetime import date, datetime, timedelta

from branchline.core.clock import in_london, london
from branchline.events.models import LIST_ENDS, Occurrence, WaitingListEntry
from branchline.messages.models import Route
from branchline.places.queries import staffed_times

TO_ANSWER = {
    Route.EMAIL: timedelta(hours=24),
    Route.SMS: timedelta(hours=24),
    Route.PHONE: timedelta(hours=48),
    Route.LETTER: timedelta(days=5),
}
"""How long an offer holds: a call needs a colleague at a desk that is open, a letter needs the post."""
NOT_BEFORE = 10
"""O’clock: so that whoever opens up can still ring. Until 5pm but on Sundays, of a library of which nobody has
written down when it is open."""
SUNDAY = 6
Span = tuple[datetime, datetime]
CALL_NEEDS = timedelta(hours=1)
LOOK_AHEAD = 14
"""Days. A library that is closed for longer is rung by another one."""


def holds_until(waiting: WaitingListEntry, *, now: datetime) -> datetime:
    """How long they have to answer: by their route, and not beyond the end of the list. By phone it ends at an
    hour at which the library is open."""
    date_ = waiting.occurrence
    route = Route(waiting.contact.route) if waiting.contact else Route.EMAIL
    if route == Route.PHONE and (staffed := _while_somebody_is_there(date_, now=now)):
        return staffed
    return min(now + TO_ANSWER[route], date_.starts_at - LIST_ENDS)


def phone_is_too_slow_to_offer(locked: Occurrence, *, now: datetime) -> bool:
    """Whether nobody is there to ring and hear a yes before the list ends."""
    soon = locked.starts_at - now <= TO_ANSWER[Route.PHONE] + LIST_ENDS
    return soon and _while_somebody_is_there(locked, now=now) is None


def _while_somebody_is_there(occurrence: Occurrence, *, now: datetime) -> datetime | None:
    """48 hours from now where the library is open then, not before 10am; else when it is open next; where that
    is beyond the end of the list, when it closes last before. None: it doesn't open before."""
    wanted, latest = now + TO_ANSWER[Route.PHONE], occurrence.starts_at - LIST_ENDS
    today = in_london(now).date()
    known = staffed_times(occurrence.branch, from_day=today, days=LOOK_AHEAD)
    spans = [span for day, times in known.items() for span in _to_ring(day, times)]
    later = next((max(opens, wanted) for opens, closes in spans if closes > wanted), None)
    if later is not None and later <= latest:
        return later
    before = max((min(closes, latest) for opens, closes in spans if opens < latest), default=None)
    return before if before is not None and before >= now + CALL_NEEDS else None


def _to_ring(day: date, times: list[Span] | None) -> list[Span]:
    """When somebody is there to ring on that day, and to hear what they say."""
    ten, five = (london(day.year, day.month, day.day, hour) for hour in (NOT_BEFORE, 17))
    if times is None:
        return [] if day.weekday() == SUNDAY else [(ten, five)]
    return [(max(opens, ten), closes) for opens, closes in times if closes > ten]
