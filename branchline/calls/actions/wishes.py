"""What has changed in somebody's record since they were put on a round. The claim obeys at once, and makes it seen of
whoever it meets; the rest is seen within the hour."""

from collections.abc import Collection, Sequence
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

from ..errors import NotCalled
from ..models import PackPerson, RoundPerson, Standing
from ..queries import IN_QUESTION, NOT_SCREENED, REASONS, held_up
from .people import leave, line_up, lock_person, standing_of

WISHES = job("calls.heed_wishes")


@action
def heed_wishes(*, now: datetime) -> int:
    """Who has died or does not wish it any more leaves their rounds, with the reason; who has another number now is
    rung on that one, and who has none is seen among those without. On a promotional round who is not screened any more waits,
    and who waited and may be rung is in the queue again. Returns how many stand elsewhere than before."""
    return heed_each(held_up(now=now), now=now)


def heed_each(found: Sequence[tuple[RoundPerson, str]], *, now: datetime) -> int:
    """Many at once, as `queries.held_up` found them: marking a round makes thousands wait. How many stand elsewhere."""
    waits = [person for person, why in found if why == NOT_SCREENED]
    goes_on = [person for person, why in found if not why]
    moved = _move(waits, (Standing.ACTIVE, Standing.NO_NUMBER), Standing.SCREENING)
    moved += _move(goes_on, (Standing.SCREENING,), Standing.ACTIVE)
    tell_packs(waits, by=WISHES, now=now)
    for person, why in found:
        if why and why != NOT_SCREENED:
            moved += heed(person, why, now=now)
    return moved


def _move(people: Sequence[RoundPerson], among: Collection[Standing], to: Standing) -> int:
    # In the order of their rows, so that two who do so at once wait for each other and not in a circle.
    rows = RoundPerson.objects.filter(pk__in=[each.pk for each in people], standing__in=among)
    locked = rows.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True)
    return RoundPerson.objects.filter(pk__in=list(locked)).update(standing=to) if people else 0


def heed(person: RoundPerson, why: str, *, now: datetime) -> bool:
    """Whether they stand elsewhere than before. `why`: a key of `queries.REASONS`."""
    locked = lock_person(person)
    before = locked.standing
    if why == "no_number":
        _find_a_line(locked, now)
    elif why == NOT_SCREENED:
        if locked.standing == Standing.ACTIVE:
            locked.standing = Standing.SCREENING
            locked.save(update_fields=["standing"])
        tell_packs([locked], by=WISHES, now=now)
    else:
        leave(locked, str(REASONS[why]), by=WISHES, now=now)
        tell_packs([locked], by=WISHES, now=now)
    return locked.standing != before


def _find_a_line(person: RoundPerson, now: datetime) -> None:
    resident = resident_now(number=person.callee.resident_id)
    if resident is None or person.standing not in IN_QUESTION:
        return
    callee = line_up(person.callee, resident)
    try:
        person.standing = standing_of(callee, person.round, now=now)
    except NotCalled as refusal:
        leave(person, str(refusal), by=WISHES, now=now)
    else:
        person.save(update_fields=["standing"])


def tell_packs(people: Sequence[RoundPerson], *, by: Acting, now: datetime) -> None:
    """Paper does not know that somebody is not rung any more: whoever looks after callers tells the one who has it."""
    out = PackPerson.objects.filter(
        person__in=people, pack__until__gt=now, token=F("line__token")
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
