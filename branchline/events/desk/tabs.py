"""The views of what is on at my branches: coming, groups that ask, drafts, past."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from branchline.core.requests import ServiceRequest

from ..permits import ANSWER_GROUPS, SEE_EVENTS
from ..queries import drafts, groups_waiting


def tabs(request: ServiceRequest, *, current: str, now: datetime) -> list[dict[str, Any]]:
    """`current`: "coming", "groups", "drafts" or "past". Two queries."""
    path = reverse("events:desk_events", args=[request.service.slug])
    planned = drafts(visible=SEE_EVENTS.visible(request.holdings)).count()
    return [
        {"title": _("Coming"), "address": path, "current": current == "coming"},
        *_groups(request, current=current, now=now),
        {
            "title": _("Drafts"),
            "address": f"{path}?show=drafts",
            "current": current == "drafts",
            "count": planned,
        },
        {"title": _("Past"), "address": f"{path}?show=past", "current": current == "past"},
    ]


def groups_to_answer(request: ServiceRequest, *, now: datetime) -> int:
    """How many groups wait at my branches; 0 for those who may not answer. One query."""
    if not ANSWER_GROUPS.allows(request.holdings):
        return 0
    visible = ANSWER_GROUPS.visible(request.holdings)
    return groups_waiting(visible=visible, now=now).count()


def _groups(request: ServiceRequest, *, current: str, now: datetime) -> list[dict[str, Any]]:
    if not ANSWER_GROUPS.allows(request.holdings):
        return []
    return [
        {
            "title": _("Groups that ask"),
            "address": reverse("events:desk_groups", args=[request.service.slug]),
            "current": current == "groups",
            "count": groups_to_answer(request, now=now),
        }
    ]
