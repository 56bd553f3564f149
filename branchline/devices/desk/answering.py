"""What people say on the telephone to a device that is held for them."""

from datetime import datetime

from branchline.core.acting import Acting
from branchline.core.answering import Answering

from ..actions import accept_offer, decline_offer
from ..letters import OFFER as OFFER_LETTER
from ..models import DeviceRequest
from ..permits import HANDLE_REQUESTS
from ..queries import request_at


def _answer(request: DeviceRequest, yes: bool, *, by: Acting, now: datetime) -> None:
    deed = accept_offer if yes else decline_offer
    deed(request=request, by=by, now=now)


OFFER = Answering(
    letter=OFFER_LETTER.name,
    permit=HANDLE_REQUESTS,
    find=lambda reference: request_at(public_id=reference),
    answer=_answer,
    page="devices:desk_request",
)
