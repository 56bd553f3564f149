"""What has changed in somebody's record since they were put on a round. The claim obeys at once; this makes it seen."""

from datetime import datetime

from branchline.core.acting import job
from branchline.core.actions import action
from branchline.people.queries import resident_now

from ..models import RoundPerson, Standing
from ..queries import REASONS, held_up
from .packs import tell_packs
from .people import leave, line_up, lock_person

WISHES = job("calls.heed_wishes")


@action
def heed_wishes(*, now: datetime) -> int:
    """Who has died or does not wish it any more leaves their rounds, with the reason; who has another number now is
    rung on that one, and who has none is seen among those without. Returns how many stand elsewhere than before."""
    moved = 0
    for person, why in held_up():
        locked = lock_person(person)
        before = locked.standing
        if why == "no_number":
            _find_a_line(locked)
        else:
            leave(locked, str(REASONS[why]), by=WISHES, now=now)
            tell_packs(locked, by=WISHES, now=now)
        moved += locked.standing != before
    return moved


def _find_a_line(person: RoundPerson) -> None:
    resident = resident_now(number=person.callee.resident_id)
    if resident is not None and person.standing in (Standing.ACTIVE, Standing.NO_NUMBER):
        callee = line_up(person.callee, resident)
        person.standing = Standing.ACTIVE if callee.line_id else Standing.NO_NUMBER
        person.save(update_fields=["standing"])
