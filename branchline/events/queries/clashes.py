"""What else happens at the same time: in the same room, or with the same person leading."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from branchline.core.words import Translated
from branchline.events.models import Event, Occurrence, Setting
from branchline.places.models import Branch

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Clash:
    """Another date at the same time. `by_lead`: the same person leads both; else it is the same room."""

    occurrence: Occurrence
    by_lead: bool


def clashes(
    *,
    branch: Branch,
    setting: str,
    room: Translated,
    lead_id: int | None,
    spans: Sequence[Span],
    leaving_out: Event | None = None,
) -> list[Clash]:
    """Dates that overlap one of these spans, drafts too, soonest first. One query.

    A room is the same when it has the same name, or neither has one: then both are somewhere in the library.
    """
    if not spans:
        return []
    meet = Q(branch=branch, event__setting=Setting.IN_PERSON)
    asked = meet if setting == Setting.IN_PERSON else Q(pk__in=[])
    if lead_id is not None:
        asked |= Q(event__lead_id=lead_id)
    rows = (
        Occurrence.objects.all()
        .with_event()
        .scheduled()
        .filter(
            asked, starts_at__lt=max(end for _, end in spans), ends_at__gt=min(s for s, _ in spans)
        )
        .order_by("starts_at", "pk")
    )
    if leaving_out is not None:
        rows = rows.exclude(event=leaving_out)
    found = []
    for row in rows:
        if not any(row.starts_at < end and row.ends_at > start for start, end in spans):
            continue
        by_lead = lead_id is not None and row.event.lead_id == lead_id
        here = setting == row.event.setting == Setting.IN_PERSON and row.branch_id == branch.pk
        if by_lead or (here and _same(room, row.at.room)):
            found.append(Clash(row, by_lead))
    return found


def _same(one: Translated, other: Translated) -> bool:
    return one.text("en").casefold().strip() == other.text("en").casefold().strip()
