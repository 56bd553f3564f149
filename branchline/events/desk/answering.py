"""What people say on the telephone to places that are held for them."""

from datetime import datetime

from branchline.core.acting import Acting
from branchline.core.answering import Answering

from ..actions import accept_offer, decline_offer
from ..letters import OFFER as OFFER_LETTER
from ..models import WaitingListEntry
from ..permits import CHANGE_BOOKINGS
from ..queries import waiting_by_public_id


def _answer(waiting: WaitingListEntry, yes: bool, *, by: Acting, now: datetime) -> None:
    if yes:
        accept_offer(waiting=waiting, told=True, by=by, now=now)
    else:
        decline_offer(waiting=waiting, by=by, now=now)


OFFER = Answering(
    letter=OFFER_LETTER.name,
    permit=CHANGE_BOOKINGS,
    find=lambda reference: waiting_by_public_id(public_id=reference),
    answer=_answer,
    page="events:desk_waiting",
)
