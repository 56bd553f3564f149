"""The views of the outbox, with how much there is to do in each."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from branchline.core.requests import ServiceRequest

from ..permits import CHANGE_SENDER
from ..queries import Counts


def tabs(request: ServiceRequest, here: str, found: Counts) -> list[dict[str, Any]]:
    """No query."""
    slug = request.service.slug
    rows: list[tuple[str, str, str, int | None]] = [
        ("needs-you", _("Needs you"), "?view=needs-you", found.needs_you),
        ("calls", _("Phone calls"), reverse("messages:calls", args=[slug]), found.calls),
        ("letters", _("Letters to post"), reverse("messages:letters", args=[slug]), found.letters),
        ("replies", _("Replies"), reverse("messages:replies", args=[slug]), found.replies),
        ("waiting", _("Waiting"), "?view=waiting", found.waiting),
        ("sent", _("Sent"), "?view=sent", None),
        ("not-sent", _("Not sent"), "?view=not-sent", None),
        ("wording", _("What we send"), reverse("messages:wording", args=[slug]), None),
    ]
    if CHANGE_SENDER.allows(request.holdings):
        rows.append(("sender", _("Sender"), reverse("messages:sender", args=[slug]), None))
    start = reverse("messages:outbox", args=[slug])
    return [
        {
            "title": title,
            "address": f"{start}{address}" if address.startswith("?") else address,
            "current": name == here,
            "count": count,
        }
        for name, title, address, count in rows
    ]
