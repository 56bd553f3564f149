"""What a request to the desk is about: the broadcast, for whoever may (for anybody else there is none, 404); a number."""

from branchline.core.pages import permitted
from branchline.core.requests import ServiceRequest

from ..models import Broadcast
from ..permits import GO_LIVE, SEE_BROADCASTS
from ..queries import broadcast_at


def mine(request: ServiceRequest, public_id: str) -> Broadcast:
    """For somebody who may go live from its branch."""
    found: Broadcast = permitted(request, GO_LIVE, broadcast_at(public_id=public_id))
    return found


def seen(request: ServiceRequest, public_id: str) -> Broadcast:
    """For somebody who may see the broadcasts of its branch."""
    found: Broadcast = permitted(request, SEE_BROADCASTS, broadcast_at(public_id=public_id))
    return found


def whole_number(sent: str) -> int | None:
    """Of eight digits at most; None for whatever else was sent."""
    return int(sent) if sent.isdecimal() and len(sent) < 9 else None
