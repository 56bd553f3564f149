"""Groups that ask for places. In the service's scope."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from branchline.core import links
from branchline.events.errors import GroupNotFound
from branchline.events.models import GroupRequest, Occurrence

GROUP = "events.group"
"""The purpose of the link to a group's own request."""


def group_by_public_id(*, public_id: str) -> GroupRequest:
    """With occurrence, event, branch, contact and booking. One query. Raises `GroupNotFound`."""
    found = GroupRequest.objects.all().with_occurrence().filter(public_id=public_id).first()
    if found is None:
        raise GroupNotFound
    return found


def my_group_by_link(*, secret: str, now: datetime) -> GroupRequest:
    """Behind the token of a message or the code of a letter. Raises `core.links.LinkNotKnown`."""
    return group_by_public_id(public_id=links.follow(purpose=GROUP, secret=secret, now=now))


def groups_of(*, occurrence: Occurrence) -> QuerySet[GroupRequest]:
    """All that have asked for a date, oldest first. One query."""
    rows = GroupRequest.objects.all().with_occurrence()
    return rows.filter(occurrence=occurrence).order_by("asked_at", "pk")


def groups_waiting(*, visible: Q, now: datetime) -> QuerySet[GroupRequest]:
    """Those that nobody has answered, for dates to come, oldest first. One query.

    `visible` is `permits.ANSWER_GROUPS.visible(request.holdings)`.
    """
    rows = GroupRequest.objects.all().waiting().with_occurrence()
    return rows.filter(visible, occurrence__starts_at__gt=now).order_by("asked_at", "pk")


def groups_about(*, contact_id: int) -> list[dict[str, Any]]:
    """What is held of a contact's groups, in words a person can read, for subject access. One query."""
    rows = GroupRequest.objects.all().with_occurrence().filter(contact_id=contact_id)
    return [
        {
            "event": str(row.occurrence.event.title),
            "where": str(row.occurrence.branch.name),
            "starts_at": row.occurrence.starts_at.isoformat(),
            "group": row.group_name,
            "kind": row.kind,
            "name": row.name,
            "adults": row.adults,
            "children": row.children,
            "state": row.state,
            "asked_at": row.asked_at.isoformat(),
            "answered_at": row.decided_at.isoformat() if row.decided_at else None,
            "answer": row.words,
            "channel": row.channel,
            "access_note": row.access_note,
            "another_day": row.another_day,
        }
        for row in rows.order_by("asked_at")
    ]
