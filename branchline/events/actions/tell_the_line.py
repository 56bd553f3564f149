"""A date has moved: whoever waits for it, asks for a group, or was offered places, hears of the new day."""

from datetime import datetime

from branchline.core.acting import Acting
from branchline.events.letters import DRAWN, GROUP_ASKED, OFFER, WAITING
from branchline.events.models import BookingState, GroupRequest, Occurrence, WaitingListEntry
from branchline.messages.actions import take_back

from .tell import tell


def tell_the_line(occurrence: Occurrence, *, by: Acting, now: datetime) -> int:
    """How many people are told. What they are sent says the day as it is now, and takes the place of what had not
    left yet."""
    rows = WaitingListEntry.objects.all().with_occurrence().filter(occurrence=occurrence)
    offered = list(rows.filter(booking__state=BookingState.OFFERED))
    in_line = list(rows.in_line())
    groups = list(
        GroupRequest.objects.all().with_occurrence().filter(occurrence=occurrence).waiting()
    )
    everybody: list[WaitingListEntry | GroupRequest] = [*offered, *in_line, *groups]
    about = [each.public_id for each in everybody]
    letters = [letter.name for letter in (OFFER, WAITING, DRAWN, GROUP_ASKED)]
    waited = take_back(letters=letters, references=about, by=by, now=now) if about else set()
    until = occurrence.starts_at
    for each in offered:
        tell(OFFER, each, by=by, now=now, valid_until=until)
    for each in in_line:
        letter = DRAWN if (DRAWN.name, each.public_id) in waited else WAITING
        tell(letter, each, by=by, now=now, valid_until=until)
    for asked in groups:
        tell(GROUP_ASKED, asked, by=by, now=now, valid_until=until)
    return sum(each.people for each in everybody)
