"""The pages of the desk in three groups: what is to do, where to look, what is set up once."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from branchline.core.requests import ServiceRequest

from ..permits import CHANGE_SENDER
from ..queries import Counts

OUTBOX = frozenset({"waiting", "sent", "not-sent"})
"""Views of one page, chosen there."""


def tabs(request: ServiceRequest, here: str, found: Counts) -> list[dict[str, Any]]:
    """No query."""

    def to(name: str) -> str:
        return reverse(f"messages:{name}", args=[request.service.slug])

    def tab(name: str, title: str, address: str, count: int | None = None) -> dict[str, Any]:
        current = name == here or (name == "outbox" and here in OUTBOX)
        return {"title": title, "address": address, "current": current, "count": count}

    groups = [
        {
            "title": _("To do"),
            "tabs": [
                tab("needs-you", _("Not delivered"), to("outbox"), found.needs_you),
                tab("calls", _("Calls"), to("calls"), found.calls),
                tab("letters", _("Letters"), to("letters"), found.letters + found.open_runs),
                tab("replies", _("Replies"), to("replies"), found.replies),
            ],
        },
        {
            "title": _("Look"),
            "tabs": [
                tab("outbox", _("Outbox"), f"{to('outbox')}?view=waiting"),
                tab("wording", _("What we send"), to("wording")),
            ],
        },
    ]
    if CHANGE_SENDER.allows(request.holdings):
        groups.append({"title": _("Set up"), "tabs": [tab("sender", _("Sender"), to("sender"))]})
    return groups


def views(here: str, waiting: int) -> list[dict[str, Any]]:
    """The three views of the outbox; none among what needs a person."""
    if here not in OUTBOX:
        return []
    rows = [
        ("waiting", _("Waiting (%(n)s)") % {"n": waiting}),
        ("sent", _("Sent")),
        ("not-sent", _("Not sent")),
    ]
    return [
        {"title": title, "address": f"?view={name}", "current": name == here}
        for name, title in rows
    ]
