"""Requests of groups that end without an answer: the date is called off, or has begun."""

from datetime import datetime

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.events.letters import GROUP_CLOSED as LETTER
from branchline.events.models import GROUP_HEARS, GroupRequest, GroupState, Occurrence

from .answer_group import end_unanswered
from .book_a_place import lock
from .tell import tell


def close_groups(locked: Occurrence, *, by: Acting, now: datetime) -> int:
    """How many people had asked for places on a locked date that nobody comes to any more. Each group is told."""
    people = 0
    rows = GroupRequest.objects.all().with_occurrence().filter(occurrence=locked)
    for asked in rows.waiting():
        end_unanswered(asked, GroupState.CLOSED, by=by, now=now)
        tell(LETTER, asked, by=by, now=now, valid_until=locked.ends_at + GROUP_HEARS)
        people += asked.people
    return people


@action
def close_unanswered_groups(*, by: Acting, now: datetime) -> int:
    """How many groups were never answered before their date began: told so, and sorry. Of the current service."""
    late = GroupRequest.objects.all().too_late(now).select_related("occurrence__event")
    dates = {asked.occurrence_id: asked.occurrence for asked in late.order_by("occurrence_id")}
    groups = 0
    for date in dates.values():
        locked = lock(date)
        rows = GroupRequest.objects.all().with_occurrence().filter(occurrence=locked)
        groups += rows.waiting().count()
        close_groups(locked, by=by, now=now)
    return groups
