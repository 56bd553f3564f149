"""Queue a letter about a booking, a place in the line or a group's request to its contact, by the contact's own route."""

from datetime import datetime

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.events.models import Booking, GroupRequest, WaitingListEntry
from branchline.messages.actions import send
from branchline.messages.letters import Letter
from branchline.people.queries import reach_about_own_affairs


def tell(
    letter: Letter,
    booking: Booking | WaitingListEntry | GroupRequest,
    *,
    by: Acting,
    now: datetime,
    valid_until: datetime | None = None,
    about: str = "",
) -> bool:
    """In the caller's transaction. Whether a letter is on its way.

    Nothing is sent to a forgotten contact, or to somebody who has died or asked us not to write: the
    booking is marked as untold, and the desk shows it to staff. `about`: the public id of what the letter is
    about, where that is more than this booking.
    """
    contact = booking.contact
    if contact is None:
        return False
    # By the name of this booking: two families may share an address.
    to = reach_about_own_affairs(contact=contact, name=booking.name, now=now)
    if to is None:
        booking.untold = True
        booking.save(update_fields=["untold"])
        return False
    send(
        letter=letter,
        reference=about or booking.public_id,
        to=to,
        now=now,
        by=by,
        valid_until=valid_until,
        branch=booking.occurrence.branch_id,
    )
    return True


@action
def told_waiting(*, waiting: WaitingListEntry, by: Acting, now: datetime) -> None:
    """Staff have told somebody in person whom we may not write to."""
    WaitingListEntry.objects.filter(pk=waiting.pk).update(untold=False)
