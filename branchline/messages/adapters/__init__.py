"""Carriers. Letters and calls have none: staff carry them (see `actions.printing`, `actions.calling`)."""

from django.conf import settings

from ..models import Route
from .envelope import Adapter, Answer, Carry, Envelope, NobodyKnows, Refused, TryLater
from .file import File
from .mailbox import Mailbox
from .notify import Notify
from .smtp import Smtp

ADAPTERS: dict[str, Adapter] = {
    adapter.name: adapter for adapter in (Smtp(), Notify(), File(), Mailbox())
}


def adapter_name(route: Route) -> str:
    """Who carries this route here: the mailbox in the demo, else what the settings say."""
    if route.by_hand:
        return "desk"
    return "mailbox" if settings.BRANCHLINE_DEMO else str(settings.BRANCHLINE_CARRIERS[route.value])


__all__ = [
    "ADAPTERS",
    "Adapter",
    "Answer",
    "Carry",
    "Envelope",
    "NobodyKnows",
    "Refused",
    "TryLater",
    "adapter_name",
]
