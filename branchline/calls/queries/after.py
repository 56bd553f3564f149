"""What came of a call, for whoever made it: what was saved, what is under way, and when they are rung next and by whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from branchline.concerns.queries import Received, received_with
from branchline.core.clock import in_london
from branchline.core.design.dates import time_words
from branchline.people.models import Worker
from branchline.referrals.models import Referral

from ..models import HOURS_OF_WEEK, Attempt, Callee, CallNeed, Conversation, Standing

HOURS_OF_DAY = 24


@dataclass(frozen=True)
class Under:
    """Something they need, who has it now (a partner; none: one of ours), and the day by which it is seen to."""

    what: str
    partner: str
    due_on: date


@dataclass(frozen=True)
class After:
    """One call as it was saved. `next_at`: none where nobody rings them by themselves; `timed`: whether the
    hour matters, or only the day; `usual`: who usually rings them; `liked`: when they like to be rung."""

    attempt: Attempt
    name: str
    said: Conversation | None
    needs: Sequence[Under]
    concern: Received | None
    next_at: datetime | None
    timed: bool
    usual: Worker | None
    liked: str


def after_call(attempt: Attempt, *, account: int | None) -> After:
    """Five queries."""
    person = attempt.person
    waits = person.standing == Standing.ACTIVE
    said = Conversation.objects.filter(attempt=attempt).first()
    needs = list(CallNeed.objects.filter(conversation=said).order_by("pk")) if said else []
    return After(
        attempt=attempt,
        name=person.callee.resident.called.split()[0],
        said=said,
        needs=_under(needs),
        concern=received_with(key=f"call-{attempt.public_id}", account=account),
        next_at=_when_liked(person.callee, person.due_at) if waits else None,
        timed=bool(person.callee.hours)
        or person.due_at != attempt.ended_at + person.round.interval,
        usual=person.usual_caller,
        liked=liked(person.callee),
    )


def _under(needs: Sequence[CallNeed]) -> list[Under]:
    keys = [need.referral for need in needs if need.referral]
    rows = (
        Referral.objects.filter(public_id__in=keys).select_related("offer__organisation")
        if keys
        else []
    )
    partners = {each.public_id: str(each.offer) for each in rows}
    return [
        Under(str(need.get_kind_display()), partners.get(need.referral, ""), need.due_on)
        for need in needs
    ]


def _when_liked(callee: Callee, due_at: datetime) -> datetime:
    """The first moment from then on in an hour that they like, or the one that they asked for."""
    liked_hours = set() if callee.asked_for else set(callee.hours)
    for ahead in range(HOURS_OF_WEEK if liked_hours else 0):
        moment = due_at + timedelta(hours=ahead)
        here = in_london(moment)
        if here.weekday() * HOURS_OF_DAY + here.hour in liked_hours:
            return moment.replace(minute=0, second=0) if ahead else moment
    return due_at


def liked(callee: Callee) -> str:
    """When they like to be rung, in words: “Thursday, 10am to 12 noon”. Empty: at any hour."""
    days = sorted({hour // HOURS_OF_DAY for hour in callee.hours})
    hours = sorted({hour % HOURS_OF_DAY for hour in callee.hours})
    said = (
        [] if len(days) in (0, len(WEEKDAYS)) else [", ".join(str(WEEKDAYS[day]) for day in days)]
    )
    if hours and len(hours) < HOURS_OF_DAY:
        first, last = _clock(hours[0]), _clock(hours[-1] + 1)
        if hours[-1] + 1 == HOURS_OF_DAY:
            said.append(_("from %(first)s") % {"first": first})
        elif hours[0] == 0:
            said.append(_("until %(last)s") % {"last": last})
        else:
            said.append(_("%(first)s to %(last)s") % {"first": first, "last": last})
    return ", ".join(said)


def _clock(hour: int) -> str:
    return time_words(time(hour % HOURS_OF_DAY))
