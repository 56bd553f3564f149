"""Say that an event's date goes out live."""

from datetime import datetime

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.events.models import Occurrence

from ..errors import NobodyBooks
from ..models import TO_BEGIN, Broadcast, Pace
from ..queries import is_for_adults
from .publish_listing import publish_listing
from .questions import take_questions


@action
def plan_broadcast(
    *,
    occurrence: Occurrence,
    pace: Pace | None = None,
    for_children: bool = False,
    private: bool = False,
    questions: bool = False,
    by: Acting,
    now: datetime,
) -> Broadcast:
    """The broadcast of a date, made unless it is there: pressed twice it is one. `private`: only those who booked are
    told where. `for_children`: they may watch, whatever the event says; one whose event is not for adults only is for
    them anyway. `questions`: whoever watches may ask. `pace`: closer for adults, who may ask and be answered; else steadier,
    which asks half as much of the machine and of a family's Wi-Fi.

    Refuses: NobodyBooks; with questions also NoChildIsAsked and PrivateTakesNoQuestions.
    """
    if private and not occurrence.event.is_bookable:
        raise NobodyBooks
    for_children = for_children or not is_for_adults(occurrence.event)
    if pace is None:
        pace = Pace.STEADIER if for_children else Pace.CLOSER
    broadcast, made = Broadcast.objects.get_or_create(
        occurrence=occurrence,
        defaults={
            "service_id": occurrence.service_id,
            "branch_id": occurrence.branch_id,
            "title": occurrence.event.title,
            "for_children": for_children,
            "pace": pace,
            "private": private,
            "starts_at": occurrence.starts_at,
            "made_at": now,
        },
    )
    if made:
        publish_listing(broadcast)
    if made and questions:
        return take_questions(broadcast=broadcast, by=by, now=now)
    return broadcast


@action
def follow_date(*, broadcast: Broadcast, now: datetime) -> None:
    """A broadcast begins when its date does: where that was moved, or is at another library, so is it. Else nothing
    changes, and nothing is locked. Whoever rehearses goes on."""
    if _is_with(broadcast):
        return
    locked = (
        Broadcast.objects.select_for_update(of=("self",))
        .select_related("occurrence")
        .get(pk=broadcast.pk)
    )
    if locked.occurrence is None or locked.standing not in TO_BEGIN or _is_with(locked):
        return
    locked.starts_at, locked.branch_id = locked.occurrence.starts_at, locked.occurrence.branch_id
    locked.missed_at = None
    locked.save(update_fields=["starts_at", "branch", "missed_at"])
    publish_listing(locked)
    broadcast.starts_at, broadcast.branch_id = locked.starts_at, locked.branch_id
    broadcast.missed_at = None


def _is_with(broadcast: Broadcast) -> bool:
    date = broadcast.occurrence
    return date is None or (date.starts_at, date.branch_id) == (
        broadcast.starts_at,
        broadcast.branch_id,
    )
