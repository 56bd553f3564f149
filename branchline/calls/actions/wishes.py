"""What has changed in somebody's record since they were put on a round. The claim obeys at once, and makes it seen of
whoever it meets; the rest is seen within the hour."""

from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _

from branchline.concerns.actions import add_task
from branchline.concerns.models import Priority
from branchline.core.acting import Acting, job
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.permits import Role
from branchline.people.queries import resident_now

from ..models import PackPerson, RoundPerson, Standing
from ..queries import REASONS, held_up
from .people import leave, line_up, lock_person

WISHES = job("calls.heed_wishes")


@action
def heed_wishes(*, now: datetime) -> int:
    """Who has died or does not wish it any more leaves their rounds, with the reason; who has another number now is
    rung on that one, and who has none is seen among those without. Returns how many stand elsewhere than before."""
    moved = 0
    for person, why in held_up():
        moved += heed(person, why, now=now)
    return moved


def heed(person: RoundPerson, why: str, *, now: datetime) -> bool:
    """Whether they stand elsewhere than before. `why`: a key of `queries.REASONS`."""
    locked = lock_person(person)
    before = locked.standing
    if why == "no_number":
        _find_a_line(locked)
    else:
        leave(locked, str(REASONS[why]), by=WISHES, now=now)
        tell_packs(locked, by=WISHES, now=now)
    return locked.standing != before


def _find_a_line(person: RoundPerson) -> None:
    resident = resident_now(number=person.callee.resident_id)
    if resident is not None and person.standing in (Standing.ACTIVE, Standing.NO_NUMBER):
        callee = line_up(person.callee, resident)
        person.standing = Standing.ACTIVE if callee.line_id else Standing.NO_NUMBER
        person.save(update_fields=["standing"])


def tell_packs(person: RoundPerson, *, by: Acting, now: datetime) -> None:
    """Paper does not know that somebody is not rung any more: whoever looks after callers tells the one who has it."""
    out = PackPerson.objects.filter(
        person=person, pack__until__gt=now, token=F("line__token")
    ).select_related("pack__worker")
    for entry in out:
        add_task(
            what=_("%(caller)s has a pack on paper. Tell them now not to ring number %(number)d.")
            % {"caller": entry.pack.worker.name, "number": entry.number},
            kind="calls.packed",
            key=f"calls.packed:{entry.token}",
            due=in_london(now).date(),
            roles=[Role.SERVICE_MANAGER],
            priority=Priority.FIRST,
            link=("calls:desk_pack", entry.pack.public_id),
            by=by,
            now=now,
        )
