"""What was tapped."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from ..models import Broadcast, Cue, Line

LATELY = timedelta(minutes=2)
"""A caster that was away for longer has missed what was sung anyway."""


def with_taps(rows: "QuerySet[Broadcast]", *, now: datetime) -> "QuerySet[Broadcast]":
    """Each with the taps of the last minutes in `lately`, and whether its run sheet has words `in_en`, `in_cy`. One
    query more."""
    lines = Line.objects.filter(item__broadcast=OuterRef("pk"))
    lately = Cue.objects.filter(tapped_at__gt=now - LATELY).order_by("tapped_at", "pk")
    return rows.annotate(
        in_en=Exists(lines.filter(text__has_key="en")),
        in_cy=Exists(lines.filter(text__has_key="cy")),
    ).prefetch_related(Prefetch("cues", lately, to_attr="lately"))


def last_cue(*, broadcast: Broadcast, rehearsal: bool) -> Cue | None:
    """What was tapped last. One query."""
    found: Cue | None = (
        Cue.objects.filter(broadcast=broadcast, rehearsal=rehearsal)
        .select_related("item", "line")
        .order_by("-tapped_at", "-pk")
        .first()
    )
    return found
