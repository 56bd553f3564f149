"""A source of Alice's, looked at, and what came of it."""

from typing import Any

from branchline.campaigns.actions import add_source
from branchline.campaigns.jobs import look_at_source
from branchline.campaigns.models import Entry, FedEvent, Joining, Source, SourceKind
from branchline.core.scoping import scope

from .conftest import DESK, NOW


def name(joining: Joining, address: str, **more: Any) -> Source:
    facts: dict[str, Any] = {
        "name": "Friends",
        "kind": SourceKind.CALENDAR,
        "branch": None,
        "trusted": True,
    }
    with scope(joining.service_id):
        return add_source(joining=joining, address=address, by=DESK, now=NOW, **(facts | more))


def look(joining: Joining, source: Source) -> list[str]:
    look_at_source.here(service_id=joining.service_id, source=source.public_id)
    return sorted(str(entry.title) for entry in Entry.objects.filter(service=joining.service_id))


def fed(joining: Joining) -> dict[str, str]:
    with scope(joining.service_id):
        return {row.title: row.state for row in FedEvent.objects.all()}
