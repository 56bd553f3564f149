"""The broadcast that a page at the desk is about, for whoever may; for anybody else there is none (404)."""

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
