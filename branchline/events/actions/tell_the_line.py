"""A date has moved: whoever waits for it, asks for a group, or was offered places, hears of the new day."""

from datetime import datetime

from branchline.core.acting import Acting
from branchline.events.letters import GROUP_ASKED, OFFER, WAITING
from branchline.events.models import BookingState, GroupRequest, Occurrence, WaitingListEntry

from .tell import tell


def tell_the_line(occurrence: Occurrence, *, by: Acting, now: datetime) -> int:
    """How many people are told. What they are sent says the day as it is now."""
    rows = WaitingListEntry.objects.all().with_occurrence().filter(occurrence=occurrence)
    told = 0
    for letter, some in (
        (OFFER, rows.filter(booking__state=BookingState.OFFERED)),
        (WAITING, rows.in_line()),
    ):
        for waiting in some:
            tell(letter, waiting, by=by, now=now, valid_until=occurrence.starts_at)
            told += waiting.people
    groups = GroupRequest.objects.all().with_occurrence().filter(occurrence=occurrence).waiting()
    for asked in groups:
        tell(GROUP_ASKED, asked, by=by, now=now, valid_until=occurrence.starts_at)
        told += asked.people
    return told
