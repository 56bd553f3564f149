"""What the pages of the door have in common: the log that their script follows, and plain forms that write into it."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.urls import reverse

from branchline.core.offline import Taken, take_in
from branchline.core.operations import Noted
from branchline.core.requests import ServiceRequest

from ..actions.attendance import WHO_CAME, state_of
from ..models import Occurrence
from ..queries.counting import ABOUT

Said = tuple[str, dict[str, Any]]
"""An operation's kind and payload."""


def log_on_page(request: ServiceRequest, found: Occurrence) -> dict[str, Any]:
    """What the page's script needs: where to send, what about, and how it stands. `form`: an id for plain forms."""
    return {
        "address": reverse("core:send", args=[request.service.slug]),
        "about": f"{ABOUT}:{found.public_id}",
        "state": json.dumps(state_of(found)),
        "form": uuid4(),
    }


def write_down(
    request: ServiceRequest, found: Occurrence, said: Sequence[Said], *, now: datetime
) -> Taken:
    """What a plain form says becomes operations with ids of that form, so that a double press counts once."""
    form = _form_id(request)
    noted = [
        Noted(str(uuid5(form, f"{kind} {place}")), kind, payload, now)
        for place, (kind, payload) in enumerate(said)
    ]
    return take_in(
        log=WHO_CAME, thing=found, operations=noted, device="form", holdings=request.holdings,
        by=request.acting, now=now,
    )  # fmt: skip


def _form_id(request: ServiceRequest) -> UUID:
    """Drawn when the form was shown."""
    try:
        return UUID(request.POST.get("form", ""))
    except ValueError:
        return uuid4()
